"""Programs about what is the case: value, believes, knows, mistaken, duration, difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from moviellm.film.models.facts import parse_fact
from moviellm.film.questions.programs.program import Answer, Program
from moviellm.film.viewers import NOT, Observation, Thought, View, thought


@dataclass(frozen=True)
class Value(Program):
    """``value(location(map), at=e5)``: what a fluent is after an event."""

    name: ClassVar[str] = "value"
    positional: ClassVar[tuple[str, ...]] = ("fluent",)
    named: ClassVar[tuple[str, ...]] = ("at",)
    fluent: str
    at: str

    def answer(self, view: View) -> Answer | None:
        moment = view.screening.moment(self.at)
        return None if moment is None else view.value(self.fluent, moment)

    def relevant(self, view: View) -> Iterable[Observation]:
        return _until(view, self.fluent, view.screening.moment(self.at))

    def core(self, view: View) -> Sequence[Observation | None]:
        moment = view.screening.moment(self.at)
        return () if moment is None else (view.last_seen(self.fluent, moment),)


@dataclass(frozen=True)
class Believes(Program):
    """``believes(mara, location(map), at=e5)``: a false belief about where a thing is.

    It counts only for a viewer who also knows that the fact is otherwise: so the evidence holds
    how the belief came about, that its holder was not there, and the change that they missed.
    """

    name: ClassVar[str] = "believes"
    positional: ClassVar[tuple[str, ...]] = ("person", "fluent")
    named: ClassVar[tuple[str, ...]] = ("at",)
    person: str
    fluent: str
    at: str

    def answer(self, view: View) -> Answer | None:
        found = mistake(view, self.person, self.fluent, view.screening.moment(self.at))
        return None if found is None else found.value

    def relevant(self, view: View) -> Iterable[Observation]:
        return _mental(view, (self.person,), self.fluent, view.screening.moment(self.at))

    def core(self, view: View) -> Sequence[Observation | None]:
        return _grounds(view, self.person, self.fluent, view.screening.moment(self.at))

    def alone(self, view: View) -> Iterable[Observation]:
        return _two_sided(view, self.fluent, (self.person,))

    def hops(self, view: View) -> int:
        return len(_grounds(view, self.person, self.fluent, view.screening.moment(self.at)))


@dataclass(frozen=True)
class Knows(Program):
    """``knows(mara, location(map), at=e5)``: a true belief about where a thing is.

    The other half of `Believes`: its holder stayed and saw, or was told, how it is.
    """

    name: ClassVar[str] = "knows"
    positional: ClassVar[tuple[str, ...]] = ("person", "fluent")
    named: ClassVar[tuple[str, ...]] = ("at",)
    person: str
    fluent: str
    at: str

    def answer(self, view: View) -> Answer | None:
        found = self._found(view)
        return None if found is None else found.value

    def relevant(self, view: View) -> Iterable[Observation]:
        return _mental(view, (self.person,), self.fluent, view.screening.moment(self.at))

    def core(self, view: View) -> Sequence[Observation | None]:
        found = self._found(view)
        return () if found is None else (found.learnt,)

    def _found(self, view: View) -> Thought | None:
        at = view.screening.moment(self.at)
        found = None if at is None else thought(view, self.person, self.fluent, at)
        if found is None or at is None or found.value != view.value(self.fluent, at):
            return None
        return found


@dataclass(frozen=True)
class Mistaken(Program):
    """``mistaken(location(map), at=e5)``: who holds a false belief, in the order of the cast."""

    name: ClassVar[str] = "mistaken"
    positional: ClassVar[tuple[str, ...]] = ("fluent",)
    named: ClassVar[tuple[str, ...]] = ("at",)
    fluent: str
    at: str

    def answer(self, view: View) -> Answer | None:
        moment = view.screening.moment(self.at)
        cast = view.screening.ledger.entities.persons
        return tuple(p for p in cast if mistake(view, p, self.fluent, moment) is not None) or None

    def relevant(self, view: View) -> Iterable[Observation]:
        cast = view.screening.ledger.entities.persons
        return _mental(view, tuple(cast), self.fluent, view.screening.moment(self.at))

    def core(self, view: View) -> Sequence[Observation | None]:
        moment, cast = view.screening.moment(self.at), view.screening.ledger.entities.persons
        return [observation for p in cast for observation in _grounds(view, p, self.fluent, moment)]

    def alone(self, view: View) -> Iterable[Observation]:
        return _two_sided(view, self.fluent, tuple(view.screening.ledger.entities.persons))

    def hops(self, view: View) -> int:
        return len(self.core(view))


@dataclass(frozen=True)
class Duration(Program):
    """``duration(location(map)=in:chest, from=e1)``: milliseconds from an event to a change.

    The fact holds after the event; the time runs until it is first seen to be otherwise.
    """

    name: ClassVar[str] = "duration"
    positional: ClassVar[tuple[str, ...]] = ("fact",)
    named: ClassVar[tuple[str, ...]] = ("start",)
    fact: str
    start: str

    def answer(self, view: View) -> Answer | None:
        found = self._ends(view)
        return None if found is None else found[-1].start_ms - found[0].start_ms

    def relevant(self, view: View) -> Iterable[Observation]:
        return [*view.shown(self.start), *view.sightings(parse_fact(self.fact).fluent).observations]

    def core(self, view: View) -> Sequence[Observation | None]:
        return self._ends(view) or ()

    def alone(self, view: View) -> Iterable[Observation]:
        return _two_sided(view, parse_fact(self.fact).fluent)

    def hops(self, view: View) -> int:
        return 2

    def _ends(self, view: View) -> tuple[Observation, ...] | None:
        first, begun = view.screening.moment(self.start), view.shown(self.start)
        fluent, value = parse_fact(self.fact)
        if first is None or not begun or not view.timed or view.value(fluent, first) != value:
            return None
        known = view.last_seen(fluent, first)
        for moment, seen, observation in zip(*view.sightings(fluent), strict=True):
            if moment > first and seen != value and known is not None:
                return begun[0], known, observation
        return None


UNCHANGED = "unchanged"
"""The answer that nothing has changed."""


@dataclass(frozen=True)
class Difference(Program):
    """``difference(location(map), from=e2, to=e5)``: what a fluent was and what it has become.

    `UNCHANGED` if it stays the same from one moment to the other, and is seen again.
    """

    name: ClassVar[str] = "difference"
    positional: ClassVar[tuple[str, ...]] = ("fluent",)
    named: ClassVar[tuple[str, ...]] = ("start", "end")
    fluent: str
    start: str
    end: str

    def answer(self, view: View) -> Answer | None:
        first, last = view.screening.moment(self.start), view.screening.moment(self.end)
        if first is None or last is None:
            return None
        was, now = view.value(self.fluent, first), view.value(self.fluent, last)
        if was is None or now is None:
            return None
        if was != now:
            return was, now
        return UNCHANGED if self._stays(view, first, last, was) else None

    def relevant(self, view: View) -> Iterable[Observation]:
        return _until(view, self.fluent, view.screening.moment(self.end))

    def core(self, view: View) -> Sequence[Observation | None]:
        first, last = view.screening.moment(self.start), view.screening.moment(self.end)
        if first is None or last is None:
            return ()
        return view.last_seen(self.fluent, first), view.last_seen(self.fluent, last)

    def alone(self, view: View) -> Iterable[Observation]:
        if self.answer(view) == UNCHANGED:
            return self.relevant(view)
        return _two_sided(view, self.fluent)

    def hops(self, view: View) -> int:
        return 2

    def _stays(self, view: View, first: int, last: int, value: str) -> bool:
        """Whether a value is never seen to be otherwise in between, and is seen again."""
        moments, values, _ = view.sightings(self.fluent)
        seen = {v for m, v in zip(moments, values, strict=True) if first < m <= last}
        again = view is view.screening.omniscient or bool(seen)
        return again and seen <= {value} and not value.startswith(NOT)


def mistake(view: View, person: str, fluent: str, at: int | None) -> Thought | None:
    """What a viewer takes a character to believe, if the viewer knows it to be wrong.

    To know only that something is not where it was is no mistake. Only beliefs about where things
    are can be rebuilt from observations; of others there is no answer.
    """
    if at is None or not fluent.startswith("location("):
        return None
    actual = view.value(fluent, at)
    found = None if actual is None else thought(view, person, fluent, at)
    if found is None or found.value == actual or found.value.startswith(NOT):
        return None
    return found


def _grounds(view: View, person: str, fluent: str, at: int | None) -> list[Observation]:
    """What a mistake rests on: how they came to believe it, what they missed, and why."""
    found = mistake(view, person, fluent, at)
    if found is None or at is None:
        return []
    changed = found.missed or view.last_seen(fluent, at)
    absent = found.absent if found.missed else None
    return [
        observation for observation in (found.learnt, absent, changed) if observation is not None
    ]


def _until(view: View, fluent: str, at: int | None) -> list[Observation]:
    moments, _, observations = view.sightings(fluent)
    return [p for m, p in zip(moments, observations, strict=True) if at is not None and m <= at]


def _two_sided(view: View, fluent: str, listeners: tuple[str, ...] = ()) -> list[Observation]:
    """The observations that show a fluent with two values, or tell somebody of it."""
    found: dict[Observation, set[str]] = {}
    _, values, observations = view.sightings(fluent)
    for value, observation in zip(values, observations, strict=True):
        found.setdefault(observation, set()).add(value)
    told = [p for p in view.tellings if p.told and p.told[0] in listeners]
    return [*(observation for observation, seen in found.items() if len(seen) > 1), *told]


def _mental(view: View, people: tuple[str, ...], fluent: str, at: int | None) -> list[Observation]:
    containers = {v.removeprefix("in:") for v in view.sightings(fluent).values if "in:" in v}
    fluents = [fluent, *(f"place({person})" for person in people)]
    fluents += [f"open({container})" for container in sorted(containers)]
    found = [observation for name in fluents for observation in _until(view, name, at)]
    return [
        *found,
        *(
            observation
            for observation in view.tellings
            if observation.told and observation.told[0] in people
        ),
    ]
