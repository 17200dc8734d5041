"""What every program is: a question that can be put to any viewer, with a text form."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import ClassVar, Self

from moviellm.film.ledger.ledger import Step
from moviellm.film.questions.programs.pattern import Pattern
from moviellm.film.viewers import END, START, Observation, View

Answer = str | int | tuple[str, ...]
"""An answer in the ledger's terms: a value, an id or several, a number or milliseconds."""


class Program(ABC):
    """A question over a viewer's history. The same program serves every viewer.

    Its text form is ``name(argument, ..., keyword=argument)``; see `parse_program`.
    """

    name: ClassVar[str]
    positional: ClassVar[tuple[str, ...]] = ()
    variadic: ClassVar[bool] = False
    order: ClassVar[bool] = False
    """Whether it asks what comes before or after what."""
    named: ClassVar[tuple[str, ...]] = ()
    """Its fields that name events."""

    @property
    def tells_events(self) -> bool:
        """Whether its answer is an event, or several."""
        return False

    def in_film(self, events: Mapping[str, str]) -> Self | None:
        """The same question of another film, in which the events that it names have other ids.

        Args:
            events: The ids there, by the ids here.

        Returns:
            None if one of them does not happen there.
        """
        there: dict[str, object] = {}
        for name in self.named:
            value = getattr(self, name)
            ids = value if isinstance(value, tuple) else (value,)
            moved = tuple(one if one in _ENDS else events.get(one) for one in ids)
            if any(one is None for one, was in zip(moved, ids, strict=True) if was is not None):
                return None
            there[name] = moved if isinstance(value, tuple) else moved[0]
        return replace(self, **there)  # type: ignore[type-var]  # every program is a dataclass

    @abstractmethod
    def answer(self, view: View) -> Answer | None:
        """The viewer's answer, None when they cannot tell; of `Screening.omniscient` the truth."""

    @abstractmethod
    def relevant(self, view: View) -> Iterable[Observation]:
        """The viewer's observations that can have a part in the answer."""

    def core(self, view: View) -> Sequence[Observation | None]:
        """The observations that give the answer best, latest and clearest: a guess, to verify."""
        return ()

    def alone(self, view: View) -> Iterable[Observation]:
        """Those of the relevant observations that might give the answer without any other."""
        return self.relevant(view)

    def hops(self, view: View) -> int:
        """How many separate facts and events the answer of a viewer of the evidence joins."""
        return 1

    def __str__(self) -> str:
        parts = []
        for field in fields(self):  # type: ignore[arg-type]  # every program is a dataclass
            value = getattr(self, field.name)
            if self.variadic:
                parts += value
            elif field.name in self.positional:
                parts.append(str(value))
            elif value is not None:
                parts.append(f"{KEYWORDS.get(field.name, field.name)}={value}")
        return f"{self.name}({', '.join(parts)})"


_ENDS = (START, END, None)

KEYWORDS = {"start": "from", "end": "to"}
"""Fields whose written name is a word that Python keeps for itself."""


def latest(view: View, events: Iterable[str]) -> list[Observation | None]:
    """The last observation that shows each event."""
    return [shown[-1] if (shown := view.shown(event)) else None for event in events]


def showing(view: View, steps: Iterable[Step]) -> list[Observation]:
    """All observations that show one of the events."""
    return [observation for step in steps for observation in view.shown(step.event.id)]


def bounds(view: View, after: str | None, before: str | None) -> tuple[int, int] | None:
    """The moments between which to look; None when one of them never happened."""
    first = -1 if after is None else view.screening.moment(after)
    last = len(view.screening.steps) if before is None else view.screening.moment(before)
    return None if first is None or last is None else (first, last)


def between(view: View, pattern: Pattern, after: str | None, before: str | None) -> list[Step]:
    """The events that a viewer saw and that fit, strictly between two moments."""
    limits = bounds(view, after, before)
    if limits is None:
        return []
    moments = view.screening.moments
    first = limits[0] if after is not None else -1
    return [
        step for step in pattern.seen(view) if first < moments[step.event.id] < limits[1]
    ]  # fmt: skip
