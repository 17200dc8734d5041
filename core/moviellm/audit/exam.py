"""The audit of a dataset: what its baselines answer, by kind and template, and what tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.baselines import FOLDS, VIEWS, View, weights
from moviellm.audit.clues import Siblings
from moviellm.audit.item import AuditItem
from moviellm.audit.leaks import Leak, leaks_of
from moviellm.errors import InputError

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What `audit_items` found.

    Attributes:
        everything: All questions with options.
        kinds: By kind, most questions first.
        templates: By template, most questions first.
        leaks: What gives answers away, worst first.
        right: For each question with options, by id, how likely each baseline held the right
            option to be.
    """

    everything: TableLine
    kinds: tuple[TableLine, ...]
    templates: tuple[TableLine, ...]
    leaks: tuple[Leak, ...]
    right: Mapping[str, Mapping[View, float]]


def audit_items(items: Sequence[AuditItem], tick: Callable[[], None] = lambda: None) -> Audit:
    """Train baselines on some families' questions and ask them the others'.

    The same questions give the same numbers.

    Args:
        items: Questions of a dataset; open ones only stand beside the others.
        tick: Called `steps` times as it goes.

    Raises:
        InputError: Its questions with options are of fewer than two families.
        PluginError: scikit-learn is not installed.
    """
    siblings = Siblings(items)
    choices = [item for item in items if item.answer is not None and len(item.options) > 1]
    families = len({item.family for item in choices})
    if families < 2:
        raise InputError(
            f"An audit trains on some films and asks of others; here, {len(choices):,} questions "
            f"with options are of {families} {'family' if families == 1 else 'families'} of films.",
            hint="Make more films, from other themes or seeds.",
        )
    found = {view: weights(choices, siblings, view, tick) for view in VIEWS}
    answered = {view: _answered(choices, found[view]) for view in VIEWS}
    tables = _Tables(choices, answered)
    return Audit(
        everything=tables.line("all", list(range(len(choices)))),
        kinds=tables.by([item.kind for item in choices]),
        templates=tables.by([item.template for item in choices]),
        leaks=leaks_of(choices, siblings),
        right={
            item.id: {view: float(found[view][n][item.answer]) for view in VIEWS}
            for n, item in enumerate(choices)
        },
    )


def steps(items: Sequence[AuditItem]) -> int:
    """How often `audit_items` calls ``tick``."""
    families = {item.family for item in items if item.options}
    return len(VIEWS) * min(FOLDS, len(families))


def _answered(
    items: Sequence[AuditItem], found: Sequence[NDArray[np.float64]]
) -> NDArray[np.float64]:
    """The part of each answer that is right: one who cannot decide between two has half."""
    return np.array(
        [
            float(item.answer in best) / len(best)
            for item, held in zip(items, found, strict=True)
            for best in [np.flatnonzero(held >= held.max() - 1e-12)]
        ]
    )


class _Tables:
    def __init__(
        self, items: Sequence[AuditItem], answered: Mapping[View, NDArray[np.float64]]
    ) -> None:
        self._answered = answered
        self._chance = np.array([1 / len(item.options) for item in items])
        number = {family: n for n, family in enumerate(sorted({i.family for i in items}))}
        self._family = np.array([number[item.family] for item in items])

    def by(self, names: Sequence[str]) -> tuple[TableLine, ...]:
        chosen: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            chosen.setdefault(name, []).append(place)
        lines = [self.line(name, places) for name, places in chosen.items()]
        return tuple(sorted(lines, key=lambda line: (-line.questions, line.name)))

    def line(self, name: str, places: Sequence[int]) -> TableLine:
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
