"""The mix of a corpus: how much of what is kept of each kind of thing that dials ask for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moviellm.film import QuestionFacts, Quota
from moviellm.studio.balance.config import Dials, range_of

Cell = tuple[str, ...]
"""What a question counts for on each dial; empty text where none of its values was named."""

_UNKNOWN = "cannot be known"
_SORTS: Mapping[str, tuple[str, Callable[[QuestionFacts], bool]]] = {
    "options": ("with options", lambda facts: bool(facts.options)),
    "false_beliefs": ("false beliefs", lambda facts: facts.false_belief),
    "controls": ("controls", lambda facts: facts.control not in ("", _UNKNOWN)),
    "unanswerable": ("unanswerable", lambda facts: facts.control == _UNKNOWN),
}
"""Dials that take one share: of which questions, in words."""

_REST = ""
_ROUNDS = 200
"""How often shares are fitted dial by dial; with a handful of dials they settle in a few dozen."""

_MISSED = 0.01
"""A share is what was asked for when it is nearer than this, or than one question."""


@dataclass(frozen=True, slots=True)
class _Dial:
    name: str
    shares: Mapping[str, float]

    def value(self, facts: QuestionFacts) -> str:
        if self.name == "kinds":
            return facts.kind if facts.kind in self.shares else _REST
        if self.name in _SORTS:
            value, holds = _SORTS[self.name]
            return value if holds(facts) else _REST
        number = {
            "hops": facts.hops,
            "evidence_distance": facts.distance_ms // 1000,
            "certificate": facts.certificate_ms // 1000,
        }[self.name]
        for text in self.shares:
            low, high = range_of(text)
            if low <= number <= high:
                return text
        return _REST

    @property
    def targets(self) -> dict[str, float]:
        """The shares of all values, of what was not named too."""
        return {**self.shares, _REST: max(0.0, 1 - math.fsum(self.shares.values()))}


class Mix:
    """Counts questions by what dials ask for, and says which are kept.

    Args:
        dials: What is asked for.
        least: The least part of what could be kept that is kept.
    """

    def __init__(self, dials: Dials, least: float) -> None:
        shares = dials.model_dump(exclude={*_SORTS})
        for name, (value, _) in _SORTS.items():
            if (share := getattr(dials, name)) is not None:
                shares[name] = {value: share}
        self._dials = [_Dial(name, asked) for name, asked in shares.items() if asked]
        self._least = least
        self._made: Counter[Cell] = Counter()
        self._free: Counter[Cell] = Counter()
        self._kept: Counter[Cell] = Counter()
        self._due: dict[Cell, float] = {}
        self._rates: dict[Cell, float] = {}

    def asks(self) -> bool:
        """Whether anything was dialled."""
        return bool(self._dials)

    def count(self, pair: Sequence[QuestionFacts], *, free: bool) -> None:
        """Count questions that were made alike; what is free may be kept."""
        cells = Counter(map(self._cell, pair))
        self._made += cells
        if free:
            self._free += cells

    def fit(self) -> None:
        """Find how much of each cell is kept, once all questions are counted."""
        rates = {cell: 1.0 for cell, number in sorted(self._free.items()) if number}
        total = self._total()
        for _ in range(_ROUNDS if total else 0):
            for n, dial in enumerate(self._dials):
                for value, share in dial.targets.items():
                    cells = [cell for cell in rates if cell[n] == value]
                    now = math.fsum(self._free[cell] * rates[cell] for cell in cells)
                    for cell in cells:
                        rates[cell] = min(1.0, rates[cell] * share * total / now) if now else 0.0
        self._rates = rates

    def keeps(self, pair: Sequence[QuestionFacts]) -> bool:
        """Whether questions that may be kept are, all or none of what was made alike.

        Evenly over the corpus, as the rates of their cells are.
        """
        cells = Counter(map(self._cell, pair))
        due = {
            cell: self._due.get(cell, 0.0) + self._rates.get(cell, 0.0) * number
            for cell, number in cells.items()
        }
        kept = math.fsum(due.values()) >= len(pair) / 2
        for cell, number in cells.items():
            self._due[cell] = due[cell] - kept * number
            self._kept[cell] += kept * number
        return kept

    def quotas(self) -> Iterator[Quota]:
        """Yield what was asked for and what came of it, dial by dial."""
        total = self._kept.total()
        for n, dial in enumerate(self._dials):
            for value, asked in dial.shares.items():
                kept = _of(self._kept, n, value)
                got = kept / total if total else 0.0
                missed = abs(kept - asked * total) >= max(1.0, _MISSED * total)
                yield Quota(
                    dial=dial.name,
                    value=value,
                    asked=asked,
                    got=got,
                    questions=kept,
                    why=self._why(n, value, got < asked) if missed or not total else "",
                )

    def _why(self, n: int, value: str, too_few: bool) -> str:
        made, free = _of(self._made, n, value), _of(self._free, n, value)
        kept = _of(self._kept, n, value)
        if not made:
            return "none were made"
        if not free:
            return f"all {made:,} that were made could be guessed without the film"
        if too_few and kept >= 0.99 * free:
            guessed = f", {made - free:,} others could be guessed" if made > free else ""
            return f"all {free:,} are kept{guessed}: make more films, or lower `least`"
        return "other dials, or too few of what else was asked for, stand against it"

    def _total(self) -> float:
        """How many questions can be kept with every share as asked, or the least that are kept."""
        free = self._free.total()
        able = [
            _of(self._free, n, value) / share
            for n, dial in enumerate(self._dials)
            for value, share in dial.targets.items()
            if share and _of(self._made, n, value)
        ]
        return max(min([*able, free]), self._least * free)

    def _cell(self, facts: QuestionFacts) -> Cell:
        return tuple(dial.value(facts) for dial in self._dials)


def _of(counts: Counter[Cell], n: int, value: str) -> int:
    return sum(number for cell, number in counts.items() if cell[n] == value)
