"""How much each baseline answers: of all questions, by kind and by template, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.item import AuditItem
from moviellm.audit.views import View

_DRAWS = 1000
_LEVEL = (2.5, 97.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many of some questions a baseline answers.

    Attributes:
        rate: From 0 to 1.
        low: Lower end of the interval that holds 95 of 100 draws of as many families.
        high: Its upper end.
    """

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """Some questions: all, those of a kind or those of a template.

    Attributes:
        name: ``all``, the kind, or the template.
        questions: How many.
        families: Of how many families.
        chance: What guessing answers.
        scores: What each baseline answers.
    """

    name: str
    questions: int
    families: int
    chance: float
    scores: Mapping[View, Score]

    @property
    def above(self) -> float:
        """By how much the best baseline is above chance."""
        return max(score.rate for score in self.scores.values()) - self.chance


class Tables:
    """Lines about questions, from what each baseline answered.

    Args:
        items: Questions with options.
        answered: For each baseline, the part of its answer to each of them that is right.
    """

    def __init__(
        self, items: Sequence[AuditItem], answered: Mapping[View, NDArray[np.float64]]
    ) -> None:
        self._answered = answered
        self._chance = np.array([1 / len(item.options) for item in items])
        number = {family: n for n, family in enumerate(sorted({i.family for i in items}))}
        self._family = np.array([number[item.family] for item in items])

    def by(self, names: Sequence[str]) -> tuple[TableLine, ...]:
        """One line for each name that a question has, most questions first."""
        chosen: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            chosen.setdefault(name, []).append(place)
        lines = [self.line(name, places) for name, places in chosen.items()]
        return tuple(sorted(lines, key=lambda line: (-line.questions, line.name)))

    def line(self, name: str, places: Sequence[int]) -> TableLine:
        """A line about the questions at some places."""
        chosen = np.array(places)
        families, group = np.unique(self._family[chosen], return_inverse=True)
        return TableLine(
            name=name,
            questions=len(chosen),
            families=len(families),
            chance=float(self._chance[chosen].mean()),
            scores={
                view: _score(answered[chosen], group, len(families))
                for view, answered in self._answered.items()
            },
        )


def _score(answered: NDArray[np.float64], group: NDArray[np.int64], families: int) -> Score:
    """A rate, and its interval by drawing families: their questions share a film."""
    right = np.bincount(group, answered, families)
    asked = np.bincount(group, minlength=families).astype(float)
    draws = np.random.default_rng(0).multinomial(families, np.full(families, 1 / families), _DRAWS)
    low, high = np.percentile((draws @ right) / (draws @ asked), _LEVEL)
    return Score(rate=float(answered.mean()), low=float(low), high=float(high))
