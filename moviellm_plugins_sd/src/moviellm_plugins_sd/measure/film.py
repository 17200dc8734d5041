"""Measuring one film: its pictures pass once, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from moviellm import Blobs
from moviellm.film import Film
from PIL import Image

from moviellm_plugins_sd.measure.eye import Eye
from moviellm_plugins_sd.measure.lpips import Lpips
from moviellm_plugins_sd.measure.tally import Sighting, Tally, recurrences, similarity
from moviellm_plugins_sd.measure.views import View, views


@dataclass(frozen=True)
class Look:
    """One thing that the model looks at.

    Attributes:
        frame: Of which key frame, from 0.
        image: What is looked at.
        whole: Whether it is the whole frame.
        people: Whose looks it stands for.
    """

    frame: int
    image: Image.Image
    whole: bool
    people: tuple[str, ...]


def measure_film(
    film: Film,
    blobs: Blobs,
    eye: Eye,
    lpips: Lpips | None,
    *,
    batch_size: int,
    progress: Callable[[int], None] = lambda one: None,
) -> Tally:
    """Measure how alike the pictures of a film are.

    Args:
        film: A finished film.
        blobs: Its pictures.
        eye: Looks at them.
        lpips: Measures distances too; None leaves them out.
        batch_size: How many pictures are looked at together.
        progress: Called with 1 for each key frame that has been read.

    Raises:
        StorageError: A picture cannot be read.
    """
    tally = Tally()
    frames = []
    people: dict[str, list[Sighting]] = defaultdict(list)
    passing = _compared(_counted(views(film, blobs), tally, progress), lpips, tally)
    for batch in _batches(_looks(passing), batch_size):
        vectors = eye.look([look.image for look in batch])
        for look, vector in zip(batch, vectors, strict=True):
            if look.whole:
                frames.append(vector)
            for person in look.people:
                people[person].append((look.frame, vector))
                tally.whole += look.whole
                tally.crops += not look.whole
    tally.adjacent += [similarity(one, other) for one, other in pairwise(frames)]
    for sightings in people.values():
        for gap, value in recurrences(sightings):
            tally.same[gap].append(value)
    return tally


def _looks(passing: Iterable[View]) -> Iterator[Look]:
    for number, view in enumerate(passing):
        unplaced = tuple(seen.person for seen in view.seen if seen.crop is None)
        yield Look(number, view.image, True, unplaced)
        for seen in view.seen:
            if seen.crop is not None:
                yield Look(number, view.image.crop(seen.crop), False, (seen.person,))


def _counted(
    passing: Iterable[View], tally: Tally, progress: Callable[[int], None]
) -> Iterator[View]:
    for view in passing:
        tally.frames += 1
        progress(1)
        yield view


def _compared(passing: Iterable[View], lpips: Lpips | None, tally: Tally) -> Iterator[View]:
    """Hold each picture against the one before, on its way."""
    last = None
    for view in passing:
        if lpips is not None:
            features = lpips.features(view.image)
            if last is not None:
                tally.distances.append(lpips.distance(last, features))
            last = features
        yield view


def _batches(looks: Iterator[Look], size: int) -> Iterator[list[Look]]:
    while batch := list(islice(looks, size)):
        yield batch
