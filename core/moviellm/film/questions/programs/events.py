"""Programs about what happens: when, first, last, order, count, cause, who_said, story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from moviellm.film.ledger.ledger import Step
from moviellm.film.questions.programs.facts import mistake
from moviellm.film.questions.programs.pattern import ROLES, Pattern, role_of
from moviellm.film.questions.programs.program import Answer, Program, between, latest, showing
from moviellm.film.viewers import Observation, Thought, View


@dataclass(frozen=True)
class When(Program):
    """``when(e3)``: the millisecond at which an event is first shown."""

    name: ClassVar[str] = "when"
    positional: ClassVar[tuple[str, ...]] = ("event",)
    named: ClassVar[tuple[str, ...]] = ("event",)
    event: str

    def answer(self, view: View) -> Answer | None:
        shown = view.shown(self.event)
        return shown[0].start_ms if shown and view.timed else None

    def relevant(self, view: View) -> Iterable[Observation]:
        return view.shown(self.event)

    def core(self, view: View) -> Sequence[Observation | None]:
        return view.shown(self.event)[:1]


@dataclass(frozen=True)
class _Pick(Program):
    positional: ClassVar[tuple[str, ...]] = ("pattern",)
    named: ClassVar[tuple[str, ...]] = ("after", "before")
    pattern: Pattern
    ask: str
    after: str | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        if self.ask != "event" and self.ask not in ROLES:
            raise ValueError(f"cannot ask for {self.ask!r}; use event, {', '.join(ROLES)}")

    @property
    def anchored(self) -> bool:
        """Whether it asks relative to another event."""
        return self.after is not None or self.before is not None

    @property
    def tells_events(self) -> bool:
        return self.ask == "event"

    def answer(self, view: View) -> Answer | None:
        found = self._among(view)
        if not found or not all(view.shown(event) for event in self._anchors()):
            return None
        answers = [self._asked(view, step) for step in found]
        if not view.timed:
            return answers[0] if len(set(answers)) == 1 else None
        return answers[self._which]

    def relevant(self, view: View) -> Iterable[Observation]:
        steps = [view.screening.ledger.by_event[event] for event in self._anchors()]
        return showing(view, (*self._among(view), *steps))

    def core(self, view: View) -> Sequence[Observation | None]:
        found = self._among(view)
        events = [found[self._which].event.id] if found else []
        return latest(view, (*events, *self._anchors()))

    def hops(self, view: View) -> int:
        return 1 + len(self._anchors())

    @property
    def _which(self) -> int:
        return 0 if self.name == "first" else -1

    def _anchors(self) -> list[str]:
        return [event for event in (self.after, self.before) if event is not None]

    def _asked(self, view: View, step: Step) -> str | None:
        return step.event.id if self.ask == "event" else role_of(view.screening, step, self.ask)

    def _among(self, view: View) -> list[Step]:
        moments = view.screening.moments
        if not all(event in moments for event in self._anchors()):
            return []
        if view.timed:
            return between(view, self.pattern, self.after, self.before)
        anchors = self._anchors()
        return [step for step in self.pattern.seen(view) if step.event.id not in anchors]


@dataclass(frozen=True)
class First(_Pick):
    """``first(take(prop=map), ask=agent, after=e2)``: of the first event that fits, ask."""

    name: ClassVar[str] = "first"


@dataclass(frozen=True)
class Last(_Pick):
    """``last(deed(agent=ivo), ask=event, before=e5)``: of the last event that fits, ask."""

    name: ClassVar[str] = "last"


@dataclass(frozen=True)
class _Several(Program):
    positional: ClassVar[tuple[str, ...]] = ("events",)
    named: ClassVar[tuple[str, ...]] = ("events",)
    variadic: ClassVar[bool] = True
    events: tuple[str, ...]

    @property
    def tells_events(self) -> bool:
        return True

    def relevant(self, view: View) -> Iterable[Observation]:
        return [observation for event in self.events for observation in view.shown(event)]

    def core(self, view: View) -> Sequence[Observation | None]:
        return latest(view, self.events)

    def hops(self, view: View) -> int:
        return len(self.events)

    def _seen(self, view: View) -> bool:
        known = view.screening.moments
        return all(event in known and view.shown(event) for event in self.events)


@dataclass(frozen=True)
class Order(_Several):
    """``order(e4, e5)``: which of these events happens first."""

    name: ClassVar[str] = "order"
    order: ClassVar[bool] = True

    def answer(self, view: View) -> Answer | None:
        if not self._seen(view) or not view.timed:
            return None
        return min(self.events, key=view.screening.moments.__getitem__)


@dataclass(frozen=True)
class Story(_Several):
    """``story(e1, e4, e7)``: that these events happen, in this order."""

    name: ClassVar[str] = "story"

    def answer(self, view: View) -> Answer | None:
        if not self.events or not self._seen(view):
            return None
        return tuple(sorted(self.events, key=view.screening.moments.__getitem__))


@dataclass(frozen=True)
class Count(Program):
    """``count(take(prop=map), from=e1, to=e9)``: how often; from and to are themselves left out.

    Not once (0) is an answer only where others do it: who has seen each of them knows who does not.
    """

    name: ClassVar[str] = "count"
    positional: ClassVar[tuple[str, ...]] = ("pattern",)
    named: ClassVar[tuple[str, ...]] = ("start", "end")
    pattern: Pattern
    start: str | None = None
    end: str | None = None

    def answer(self, view: View) -> Answer | None:
        if found := self._found(view):
            return len(found)
        others = self._by_others(view.screening.omniscient)
        return 0 if others and all(view.shown(step.event.id) for step in others) else None

    def relevant(self, view: View) -> Iterable[Observation]:
        return showing(view, self._told_by(view))

    def core(self, view: View) -> Sequence[Observation | None]:
        return latest(view, [step.event.id for step in self._told_by(view)])

    def hops(self, view: View) -> int:
        return max(1, len(self._told_by(view)))

    def _told_by(self, view: View) -> list[Step]:
        return self._found(view) or self._by_others(view)

    def _by_others(self, view: View) -> list[Step]:
        """The same events, done by others."""
        return between(view, self.pattern.by_anybody, self.start, self.end)

    def _found(self, view: View) -> list[Step]:
        return between(view, self.pattern, self.start, self.end)


@dataclass(frozen=True)
class Cause(Program):
    """``cause(e6)``: the events because of which it happens.

    With ``unaware=e3`` also that its agent does not know of that change.
    """

    name: ClassVar[str] = "cause"
    positional: ClassVar[tuple[str, ...]] = ("event",)
    named: ClassVar[tuple[str, ...]] = ("event", "unaware")
    event: str
    unaware: str | None = None

    @property
    def tells_events(self) -> bool:
        return True

    def answer(self, view: View) -> Answer | None:
        step = view.screening.ledger.by_event.get(self.event)
        if step is None or not step.event.because or not self._seen(view, step):
            return None
        if self.unaware is None:
            return step.event.because
        return (*step.event.because, f"unaware:{self.unaware}")

    def relevant(self, view: View) -> Iterable[Observation]:
        step = view.screening.ledger.by_event[self.event]
        events = [view.screening.ledger.by_event[event] for event in self._events(step)]
        near = showing(view, events)
        if self.unaware is None or step.event.agent is None:
            return near
        until = view.screening.moments[self.event]
        moments, _, observations = view.sightings(f"place({step.event.agent})")
        return [*near, *(p for m, p in zip(moments, observations, strict=True) if m <= until)]

    def core(self, view: View) -> Sequence[Observation | None]:
        step = view.screening.ledger.by_event[self.event]
        found = latest(view, self._events(step))
        missed = self._missed(view, step)
        return [*found, *((missed.learnt, missed.absent) if missed else ())]

    def alone(self, view: View) -> Iterable[Observation]:
        return view.shown(self.event)

    def hops(self, view: View) -> int:
        step = view.screening.ledger.by_event[self.event]
        return 1 + len(step.event.because) + (2 if self.unaware else 0)

    def _events(self, step: Step) -> tuple[str, ...]:
        more = () if self.unaware is None else (self.unaware,)
        return (*step.event.because, *more, step.event.id)

    def _seen(self, view: View, step: Step) -> bool:
        known = view.screening.moments
        if not all(event in known and view.shown(event) for event in self._events(step)):
            return False
        return self.unaware is None or self._missed(view, step) is not None

    def _missed(self, view: View, step: Step) -> Thought | None:
        unseen = view.screening.ledger.by_event.get(self.unaware or "")
        if unseen is None or step.event.agent is None or not unseen.changes:
            return None
        fluent = unseen.changes[0].fluent
        return mistake(view, step.event.agent, fluent, view.screening.moments[self.event] - 1)


@dataclass(frozen=True)
class WhoSaid(Program):
    """``who_said(e7)``: who speaks a line."""

    name: ClassVar[str] = "who_said"
    positional: ClassVar[tuple[str, ...]] = ("event",)
    named: ClassVar[tuple[str, ...]] = ("event",)
    event: str

    def answer(self, view: View) -> Answer | None:
        shown = view.shown(self.event)
        return view.screening.ledger.by_event[self.event].event.agent if shown else None

    def relevant(self, view: View) -> Iterable[Observation]:
        return view.shown(self.event)

    def core(self, view: View) -> Sequence[Observation | None]:
        return latest(view, [self.event])
