"""Programs that tell what the film shows, and that it does not: whereabouts, nth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from moviellm.film.ledger.ledger import Step
from moviellm.film.questions.programs.program import Answer, Program, latest, showing
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
        found = self._changes(view)
        if not view.timed or not 0 < self.number <= len(found):
            return None
        return found[-1].after.value(self.fluent)

    def relevant(self, view: View) -> Iterable[Observation]:
        return showing(view, self._changes(view))

    def core(self, view: View) -> Sequence[Observation | None]:
        return latest(view, [step.event.id for step in self._changes(view)])

    def hops(self, view: View) -> int:
        return max(1, len(self._changes(view)))

    def _changes(self, view: View) -> list[Step]:
        """The first so many of the events that the viewer has seen to change it."""
        memory, key = view.screening.omniscient.memory, ("changes", self.fluent)
        if key not in memory:
            memory[key] = [
                step
                for step in view.screening.steps
                if any(fact.fluent == self.fluent for fact in step.changes)
            ]
        shown = (step for step in memory[key] if view.shown(step.event.id))
        return list(islice(shown, self.number))
