"""Measuring one film: its pictures pass once, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from moviellm import Blobs
from moviellm.film import Film
from PIL import Image

from moviellm_plugins_sd.measure.clip_model import ClipModel
from moviellm_plugins_sd.measure.frames import FrameImage, frame_images
from moviellm_plugins_sd.measure.lpips import Lpips
from moviellm_plugins_sd.measure.similarities import Sighting, Similarities, recurrences, similarity


@dataclass(frozen=True)
class ImageCrop:
    """A picture, or a part of one, that the model embeds.

    Attributes:
        frame: Of which key frame, from 0.
        image: What is embedded.
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
    clip_model: ClipModel,
    lpips: Lpips | None,
    *,
    batch_size: int,
    progress: Callable[[int], None] = lambda one: None,
) -> Similarities:
    """Measure how alike the pictures of a film are.

    Args:
        film: A finished film.
        blobs: Its pictures.
        clip_model: Embeds them.
        lpips: Measures distances too; None leaves them out.
        batch_size: How many pictures are looked at together.
        progress: Called with 1 for each key frame that has been read.

    Raises:
        StorageError: A picture cannot be read.
    """
    similarities = Similarities()
    frames = []
    people: dict[str, list[Sighting]] = defaultdict(list)
    passing = _compared(
        _counted(frame_images(film, blobs), similarities, progress), lpips, similarities
    )
    for batch in _batches(_crops(passing), batch_size):
        vectors = clip_model.embed([crop.image for crop in batch])
        for crop, vector in zip(batch, vectors, strict=True):
            if crop.whole:
                frames.append(vector)
            for person in crop.people:
                people[person].append((crop.frame, vector))
                similarities.whole += crop.whole
                similarities.crops += not crop.whole
    similarities.adjacent += [similarity(one, other) for one, other in pairwise(frames)]
    for sightings in people.values():
        for gap, value in recurrences(sightings):
            similarities.same[gap].append(value)
    return similarities


def _crops(passing: Iterable[FrameImage]) -> Iterator[ImageCrop]:
    for number, frame_image in enumerate(passing):
        unplaced = tuple(seen.person for seen in frame_image.seen if seen.crop is None)
        yield ImageCrop(number, frame_image.image, True, unplaced)
        for seen in frame_image.seen:
            if seen.crop is not None:
                yield ImageCrop(number, frame_image.image.crop(seen.crop), False, (seen.person,))


def _counted(
    passing: Iterable[FrameImage], similarities: Similarities, progress: Callable[[int], None]
) -> Iterator[FrameImage]:
    for frame_image in passing:
        similarities.frames += 1
        progress(1)
        yield frame_image


def _compared(
    passing: Iterable[FrameImage], lpips: Lpips | None, similarities: Similarities
) -> Iterator[FrameImage]:
    """Hold each picture against the one before, on its way."""
    last = None
    for frame_image in passing:
        if lpips is not None:
            features = lpips.features(frame_image.image)
            if last is not None:
                similarities.distances.append(lpips.distance(last, features))
            last = features
        yield frame_image


def _batches(crops: Iterator[ImageCrop], size: int) -> Iterator[list[ImageCrop]]:
    while batch := list(islice(crops, size)):
        yield batch
