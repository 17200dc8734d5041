"""Ties: what one person once did to another, which moves the other much later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from moviellm.film import VerbName

_WAIT, _LONGEST_WAIT = 0.4, 20
"""Which part of a film passes before a tie moves anybody, and how many stretches at most."""

_MOVED: Mapping[VerbName, bool] = {
    "reconcile": True, "befriend": True, "embrace": True, "quarrel": False,
}  # fmt: skip
"""Deeds that somebody does also because of a tie, and whether of a kind one."""


@dataclass(slots=True)
class Tie:
    """What somebody has not forgotten.

    Attributes:
        one: Who has not forgotten it.
        other: Who did it.
        kind: Whether it was kind.
        event: Id of the event.
        slot: Number of the stretch in which it happened.
        recall: What `one` says of it to `other`, in some wordings.
        amends: What `other` says who regrets it, in some wordings; empty for what was kind.
        paid: Whether it has moved somebody.
    """

    one: str
    other: str
    kind: bool
    event: str
    slot: int
    recall: Sequence[str]
    amends: Sequence[str] = ()
    paid: bool = False


@dataclass(slots=True)
class Ties:
    """All ties of a film.

    Attributes:
        wait: So many stretches pass before one moves anybody: what is paid off at once was no
            set-up.
        slots: How many stretches the film has.
        planted: How many were made on purpose, beside what the plots brought about.
        used: Names of those, each told once.
    """

    wait: int = 2
    slots: int = 0
    planted: int = 0
    used: set[str] = field(default_factory=set)
    _all: list[Tie] = field(default_factory=list)

    def begin(self, slots: int) -> None:
        """Start a film of so many stretches."""
        self.slots = slots
        self.wait = max(2, min(_LONGEST_WAIT, round(slots * _WAIT)))

    def add(self, tie: Tie) -> None:
        """Keep a tie; a new one of the same two goes before an old one."""
        self._all.insert(0, tie)

    def between(self, one: str, other: str) -> bool:
        """Whether one of two still owes the other something."""
        both = {one, other}
        return any({tie.one, tie.other} == both and not tie.paid for tie in self._all)

    def due(self, slot: int) -> list[Tie]:
        """The ties that could move somebody by now, the oldest first."""
        ripe = [tie for tie in self._all if not tie.paid and slot - tie.slot >= self.wait]
        return sorted(ripe, key=lambda tie: tie.slot)

    def moving(self, verb: VerbName, agent: str, person: str | None, slot: int) -> Tie | None:
        """The tie because of which somebody does such a deed to another, if there is one."""
        if verb not in _MOVED:
            return None
        for tie in self.due(slot):
            if (tie.one, tie.other, tie.kind) == (agent, person, _MOVED[verb]):
                return tie
        return None
