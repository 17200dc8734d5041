"""Programs that tell what the film shows, and that it does not: whereabouts, nth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from moviellm.film.questions.programs.program import Answer, Program
from moviellm.film.viewers import NOT, Observation, View

UNKNOWN = "unknown"
"""The answer that the film does not tell."""


@dataclass(frozen=True)
class Whereabouts(Program):
    """``whereabouts(mara, at=e3)``: in which place somebody is, or that the film does not show it.

    It does not where they were seen to leave one place and have not been seen since. Of who was
    never seen before there is no answer.
    """

    name: ClassVar[str] = "whereabouts"
    positional: ClassVar[tuple[str, ...]] = ("person",)
    named: ClassVar[tuple[str, ...]] = ("at",)
    person: str
    at: str

    def answer(self, view: View) -> Answer | None:
        moment = view.screening.moment(self.at)
        if moment is None:
            return None
        seen = view.value(self._fluent, moment)
        if view is view.screening.omniscient:
            shown = view.screening.camera.value(self._fluent, moment)
            seen = shown if shown is None or shown.startswith(NOT) else seen
        return UNKNOWN if seen is not None and seen.startswith(NOT) else seen

    def relevant(self, view: View) -> Iterable[Observation]:
        moments, _, observations = view.sightings(self._fluent)
        until = view.screening.moment(self.at)
        pairs = zip(moments, observations, strict=True)
        return [seen for moment, seen in pairs if until is not None and moment <= until]

    def core(self, view: View) -> Sequence[Observation | None]:
        moment = view.screening.moment(self.at)
        return () if moment is None else (view.last_seen(self._fluent, moment),)

    @property
    def _fluent(self) -> str:
        return f"place({self.person})"


@dataclass(frozen=True)
class Nth(Program):
    """``nth(location(map), 2)``: what a fluent is after it has changed so many times.

    Who has missed one of its changes counts wrong.
    """

    name: ClassVar[str] = "nth"
    positional: ClassVar[tuple[str, ...]] = ("fluent", "number")
    fluent: str
    number: int

    def answer(self, view: View) -> Answer | None:
        found = self._stays(view)
        return found[-1][0] if view.timed and len(found) > self.number else None

    def relevant(self, view: View) -> Iterable[Observation]:
        return view.sightings(self.fluent).observations

    def core(self, view: View) -> Sequence[Observation | None]:
        return [seen for _, seen in self._stays(view)]

    def hops(self, view: View) -> int:
        return len(self._stays(view))

    def _stays(self, view: View) -> list[tuple[str, Observation]]:
        """The values up to the one that is asked for, and where each is seen first."""
        _, values, observations = view.sightings(self.fluent)
        found: list[tuple[str, Observation]] = []
        for value, seen in zip(values, observations, strict=True):
            if (not found or found[-1][0] != value) and len(found) <= self.number:
                found.append((value, seen))
        return found
