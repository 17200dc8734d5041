"""What gives answers away, in words that tell what to mend."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moviellm.audit.clues import Siblings, measures
from moviellm.audit.item import AuditItem
from moviellm.audit.views import VIEWS
from moviellm.audit.words import numbers_of

_FEWEST = 40
_SURE = 4.0
"""Standard errors from chance: of a thousand rules tried on fair questions, none is told."""
_RULES = {
    ("length", max): "the longest option",
    ("length", min): "the shortest option",
    ("likeness", max): "the option most like the others",
    ("likeness", min): "the option least like the others",
    ("number", max): "the greatest number or latest time",
    ("number", min): "the least number or earliest time",
    ("shared", max): "the option that repeats most of the question",
    ("shared", min): "the option that repeats least of the question",
    ("mentions", max): "the option that the film's other questions speak of most",
    ("mentions", min): "the option that the film's other questions speak of least",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A rule that needs no film and is right too often, or too seldom.

    Attributes:
        template: Of which questions.
        rule: What one chooses by it.
        rate: How often that is right.
        chance: How often it would be, if nothing were given away.
        questions: Of how many questions the rule chooses an option.
    """

    template: str
    rule: str
    rate: float
    chance: float
    questions: int

    @property
    def text(self) -> str:
        """The leak as a sentence."""
        return (
            f"{self.template}: {self.rule} is right in {self.rate:.0%} of {self.questions:,} "
            f"(chance {self.chance:.0%})."
        )


class _Tally:
    """How often a rule's choice was right, and how often it would be by chance."""

    def __init__(self) -> None:
        self.asked = 0
        self.right = self.chance = 0.0
        self._over: defaultdict[str, float] = defaultdict(float)

    def add(self, family: str, chance: float, right: float) -> None:
        self.asked += 1
        self.right += right
        self.chance += chance
        self._over[family] += right - chance

    def excess(self) -> float:
        """How far from chance, in standard errors; the questions of a family are one draw."""
        spread = math.sqrt(sum(over**2 for over in self._over.values()))
        return abs(self.right - self.chance) / spread if spread else 0.0


def leaks_of(items: Sequence[AuditItem], siblings: Siblings) -> tuple[Leak, ...]:
    """Return the rules that are surely off chance, those that touch most answers first."""
    tallies: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    for item in items:
        for rule, chosen in _choices(item, siblings.beside(item)):
            chance, right = 1 / len(item.options), float(item.answer in chosen) / len(chosen)
            tallies[item.template, rule].add(item.family, chance, right)
    found = [
        (abs(tally.right - tally.chance), template, rule, tally)
        for (template, rule), tally in tallies.items()
        if tally.asked >= _FEWEST and tally.excess() >= _SURE
    ]
    return tuple(
        Leak(
            template=template,
            rule=rule,
            rate=tally.right / tally.asked,
            chance=tally.chance / tally.asked,
            questions=tally.asked,
        )
        for _, template, rule, tally in sorted(found, key=lambda each: (-each[0], *each[1:3]))
    )


def _choices(item: AuditItem, beside: Counter[str]) -> Iterator[tuple[str, Sequence[int]]]:
    """What each rule chooses, several options where it cannot decide between them."""
    found = measures(item, beside, VIEWS["siblings"])
    for (name, best), rule in _RULES.items():
        values = found[name]
        if max(values) > min(values) and (name != "number" or numbers_of(item.options)):
            yield rule, [n for n, value in enumerate(values) if value == best(values)]
    for place, option in enumerate(item.options):
        yield f"option {chr(ord('A') + place)}", [place]
        yield f"“{option}”, where it is offered,", [place]


def worst(leaks: Iterable[Leak], count: int) -> list[Leak]:
    """The first leaks, one a template and direction told once."""
    told: set[str] = set()
    chosen = []
    for leak in leaks:
        if leak.template not in told:
            told.add(leak.template)
            chosen.append(leak)
    return chosen[:count]
