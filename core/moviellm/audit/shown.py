"""What a film shows, in words: for baselines that see one frame, or all but the order or sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean

from moviellm.audit.words import content, shared
from moviellm.film import Film, Screenplay
from moviellm.film.models.facts import fluent_parts, location_parts
from moviellm.film.viewers import Observation, Screening

_EVENT = ("agent", "verb", "prop", "person", "place", "spot", "value")
"""What a statement about an event has in it; nothing that is said, told or meant."""


class Shown:
    """The key frames of a film in the order of time, each as statements, for all its questions.

    Args:
        frames: Of each key frame, what it shows, a text a statement.
    """

    def __init__(self, frames: Iterable[Iterable[str]]) -> None:
        self._frames = [[frozenset(content(text)) for text in texts] for texts in frames]
        self._whole = [frozenset[str]().union(*frame) for frame in self._frames]
        self._statements = list(dict.fromkeys(one for frame in self._frames for one in frame))

    def in_one_frame(self, question: str, options: Sequence[str]) -> Mapping[str, list[float]]:
        """What the frame says of each option that shows most of what is asked about.

        It is the last of several, and is chosen without the options.
        """
        asked = content(question)
        chosen = max(
            range(len(self._whole)), key=lambda number: (len(asked & self._whole[number]), number)
        )
        return self._says(question, options, self._frames[chosen], [self._whole[chosen]])

    def in_no_order(self, question: str, options: Sequence[str]) -> Mapping[str, list[float]]:
        """What all frames say of each option, whichever comes first."""
        return self._says(question, options, self._statements, self._whole)

    def in_order(self, question: str, options: Sequence[str]) -> Mapping[str, list[float]]:
        """What all frames say of each option, and when."""
        found = dict(self.in_no_order(question, options))
        frames = list(enumerate(self._whole))
        asked = content(question)
        now = max(frames, key=lambda each: (len(asked & each[1]), -each[0]))[0]
        for option in options:
            about = content(option)
            most = max(shared(about, whole) for whole in self._whole)
            when = [number for number, whole in frames if shared(about, whole) == most]
            found.setdefault("first", []).append(when[0] / len(frames))
            found.setdefault("last", []).append(when[-1] / len(frames))
            found.setdefault("after", []).append(
                min((number - now for number in when if number > now), default=len(frames))
                / len(frames)
            )
        return found

    @staticmethod
    def _says(
        question: str,
        options: Sequence[str],
        statements: Sequence[frozenset[str]],
        frames: Sequence[frozenset[str]],
    ) -> Mapping[str, list[float]]:
        asked = content(question)
        told = [(len(asked & one) / (len(asked) or 1), one) for one in statements]
        bags = [content(option) - asked for option in options]
        return {
            "told": [max(part + shared(bag, one) for part, one in told) for bag in bags],
            "seen": [fmean(shared(bag, whole) for whole in frames) for bag in bags],
        }


def shown_in(film: Film) -> Shown:
    """Return what the pictures of a film show; nothing of what is heard."""
    names = dict(_names(film.screenplay))
    told = {frame.id: frame.prompt for frame in film.storyboard.frames()}
    told |= {c.target: c.text for c in film.annotations.captions if c.level == "frame"}
    screening = Screening(film.screenplay, film.storyboard, film.footage)
    return Shown(
        (told[seen.id], *_facts(seen, names), *_events(seen, screening, names))
        for seen in screening.observations
        if seen.kind == "frame"
    )


def _names(screenplay: Screenplay) -> Iterator[tuple[str, str]]:
    for place in screenplay.places:
        yield place.id, place.name
        yield from ((spot.id, f"{spot.preposition} {spot.name}") for spot in place.spots)
    yield from ((person.id, person.name) for person in screenplay.cast)
    yield from ((prop.id, prop.name) for prop in screenplay.props)


def _facts(seen: Observation, names: Mapping[str, str]) -> Iterator[str]:
    for _, fluent, value in seen.sights:
        what, subject, other = fluent_parts(fluent)
        how, where = location_parts(value)
        parts = (subject, other, "" if what == "place" else what, how, where)
        yield " ".join(names.get(part, part) for part in parts)


def _events(seen: Observation, screening: Screening, names: Mapping[str, str]) -> Iterator[str]:
    for shown in seen.events:
        event = screening.ledger.by_event[shown].event
        parts = (getattr(event, field) or "" for field in _EVENT)
        yield " ".join(names.get(part, part) for part in parts)
