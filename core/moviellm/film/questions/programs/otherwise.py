"""The program about what would be otherwise: would."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.screenplay import Event
from moviellm.film.questions.programs.program import Answer, Program, latest, showing
from moviellm.film.twins.retelling import Retelling, retold
from moviellm.film.viewers import NOT, Observation, Screening, View


@dataclass(frozen=True)
class Would(Program):
    """``would(location(map), without=e3, at=e5)``: what a fluent would be without an event.

    The truth is that of the film retold from there as a twin is: what follows from the event does
    not happen, everything else does. A viewer answers who knows what was before the event, that it
    happened, and what changed the fluent later that does not follow from it.
    """

    name: ClassVar[str] = "would"
    positional: ClassVar[tuple[str, ...]] = ("fluent",)
    named: ClassVar[tuple[str, ...]] = ("without", "at")
    fluent: str
    without: str
    at: str

    def answer(self, view: View) -> Answer | None:
        moments, told = view.screening.moments, without(view.screening, self.without)
        if told is None or self.at not in told.by_event or self.without not in moments:
            return None
        if view is view.screening.omniscient:
            return told.by_event[self.at].after.value(self.fluent)
        if not view.shown(self.without):
            return None
        found = view.value(self.fluent, moments[self.without] - 1)
        for step in self._changes(told, moments):
            if view.shown(step.event.id):
                found = step.after.value(self.fluent)
        return None if found is None or found.startswith(NOT) else found

    def relevant(self, view: View) -> Iterable[Observation]:
        moments, _, observations = view.sightings(self.fluent)
        until = view.screening.moments[self.without]
        before = [seen for m, seen in zip(moments, observations, strict=True) if m < until]
        return [*before, *showing(view, self._steps(view))]

    def core(self, view: View) -> Sequence[Observation | None]:
        before = view.last_seen(self.fluent, view.screening.moments[self.without] - 1)
        return [before, *latest(view, [step.event.id for step in self._steps(view)])]

    def hops(self, view: View) -> int:
        return 1 + len(self._steps(view))

    def _steps(self, view: View) -> list[Step]:
        """The event, and what changes the fluent all the same after it."""
        told = without(view.screening, self.without)
        later = [] if told is None else self._changes(told, view.screening.moments)
        return [view.screening.ledger.by_event[self.without], *later]

    def _changes(self, told: Ledger, moments: dict[str, int]) -> list[Step]:
        first, last = moments[self.without], moments[self.at]
        return [
            step
            for step in told.steps
            if first < moments[step.event.id] <= last
            and any(fact.fluent == self.fluent for fact in step.changes)
        ]


def without(screening: Screening, event: str) -> Ledger | None:
    """The film as it goes when somebody does not do something; None where nobody does it."""
    memory, key = screening.omniscient.memory, ("without", event)
    if key not in memory:
        step = screening.ledger.by_event.get(event)
        agent = None if step is None else step.event.agent
        memory[key] = None if agent is None else _retold(screening, event, agent)
    found: Ledger | None = memory[key]
    return found


def _retold(screening: Screening, event: str, agent: str) -> Ledger:
    waits = Event(id=event, verb="wait", agent=agent)
    scenes = Retelling(screening.ledger, waits).scenes
    return Ledger(retold(screening.screenplay, scenes))
