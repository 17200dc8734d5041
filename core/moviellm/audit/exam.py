"""The audit of a dataset: what its baselines answer, by kind and template, and what tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from moviellm.audit import baselines
from moviellm.audit.blind_model import BlindModel
from moviellm.audit.clues import Siblings
from moviellm.audit.item import AuditItem
from moviellm.audit.leaks import Leak, leaks_of
from moviellm.audit.tables import TableLine, Tables
from moviellm.audit.views import BLIND, VIEWS, View
from moviellm.errors import InputError

_FEWEST = 40
"""Of fewer questions, one who sees a part of the film learns nothing that can be told from luck."""

_ENOUGH = 400
"""Of fewer questions, a rate is a few points off by luck, and holds nobody to a share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What some baselines answer of the same questions.

    Attributes:
        everything: All of these questions.
        kinds: By kind, most questions first.
        templates: By template, most questions first.
    """

    everything: TableLine
    kinds: tuple[TableLine, ...]
    templates: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What `audit_items` found.

    Attributes:
        films: How many films are asked about.
        blind: What those answer who see nothing of the films, of all questions with options.
        parts: For each baseline that sees a part of the films, what it and ``words`` answer of the
            questions that it is asked.
        unasked: The baselines that are asked nothing, and why.
        leaks: What gives answers away, worst first.
        right: For each question with options, by id, how likely each baseline that is asked it held
            the right option to be.
    """

    films: int
    blind: Results
    parts: Mapping[View, Results]
    unasked: Mapping[View, str]
    leaks: tuple[Leak, ...]
    right: Mapping[str, Mapping[View, float]]

    @property
    def above(self) -> float:
        """By how much the best baseline is above chance; of those with parts, if asked enough."""
        parts = [part.everything for part in self.parts.values()]
        lines = [line for line in parts if line.questions >= _ENOUGH]
        return max(line.above for line in (self.blind.everything, *lines))

    def blind_score(self, question: str) -> float:
        """How likely those who see nothing of the film hold the right option to be, on average."""
        return fmean(
            score for view, score in self.right[question].items() if VIEWS[view].film is None
        )


def audit_items(
    items: Sequence[AuditItem],
    tick: Callable[[], None] = lambda: None,
    model: BlindModel | None = None,
) -> Audit:
    """Train baselines on some families' questions and ask them the others'.

    The same questions give the same numbers.

    Args:
        items: Questions of a dataset; open ones only stand beside the others.
        tick: Called `steps` times as it goes.
        model: A language model to train blind as well.

    Raises:
        InputError: Its questions with options are of fewer than two families, or no model can be
            read.
        PluginError: scikit-learn, or what the model needs, is not installed.
    """
    choices = _choices(items)
    families = len({item.family for item in choices})
    if families < 2:
        raise InputError(
            f"An audit trains on some films and asks of others; here, {len(choices):,} questions "
            f"with options are of {families} {'family' if families == 1 else 'families'} of films.",
            hint="Make more films, from other themes or seeds.",
        )
    siblings = Siblings(items)
    asked = _asked(choices)
    held = model.weights(choices, tick) if model else {}
    found = baselines.weights(list(asked), choices, siblings, tick)
    if held:
        asked, found = _with_model(asked, found, choices, held)
    answered = {view: _answered(choices, held) for view, held in found.items()}
    everywhere = range(len(choices))
    return Audit(
        films=len({item.film for item in choices}),
        blind=_results(choices, {view: answered[view] for view in BLIND}, everywhere),
        parts={
            view: _results(choices, {v: answered[v] for v in (BLIND[0], view)}, places)
            for view, places in asked.items()
            if view not in BLIND
        },
        unasked={view: _why(view, choices) for view in VIEWS if view not in asked},
        leaks=leaks_of(choices, siblings),
        right=_right(choices, asked, found),
    )


def steps(items: Sequence[AuditItem], model: BlindModel | None = None) -> int:
    """How often `audit_items` calls ``tick``."""
    choices = _choices(items)
    of_model = model.steps(choices) if model else 0
    return baselines.steps(list(_asked(choices)), choices) + of_model


def _choices(items: Sequence[AuditItem]) -> list[AuditItem]:
    return [item for item in items if item.answer is not None and len(item.options) > 1]


def _asked(choices: Sequence[AuditItem]) -> Mapping[View, Sequence[int]]:
    """The places of the questions that each baseline is asked, if they are enough."""
    found = {
        view: [place for place, item in enumerate(choices) if spec.asked(item)]
        for view, spec in VIEWS.items()
        if not spec.model
    }
    return {v: places for v, places in found.items() if v in BLIND or len(places) >= _FEWEST}


def _with_model(
    asked: Mapping[View, Sequence[int]],
    found: Mapping[View, list[NDArray[np.float64]]],
    choices: Sequence[AuditItem],
    held: Mapping[int, NDArray[np.float64]],
) -> tuple[Mapping[View, Sequence[int]], Mapping[View, list[NDArray[np.float64]]]]:
    """What is asked and found, with what a language model holds of the questions it is asked."""
    even = [np.full(len(item.options), 1 / len(item.options)) for item in choices]
    return (
        {**asked, "model": sorted(held)},
        {**found, "model": [held.get(place, even[place]) for place in range(len(choices))]},
    )


def _why(view: View, choices: Sequence[AuditItem]) -> str:
    """Why a baseline is asked nothing."""
    if VIEWS[view].model:
        return "name one with --model"
    if all(item.shown is None for item in choices):
        return "these rows do not tell what the films show; audit the run"
    count = sum(map(VIEWS[view].asked, choices))
    return f"{_FEWEST} {VIEWS[view].of} are needed, not {count}"


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


def _results(
    choices: Sequence[AuditItem],
    answered: Mapping[View, NDArray[np.float64]],
    places: Sequence[int],
) -> Results:
    items = [choices[place] for place in places]
    tables = Tables(items, {view: part[list(places)] for view, part in answered.items()})
    return Results(
        everything=tables.line("all", range(len(items))),
        kinds=tables.by([item.kind for item in items]),
        templates=tables.by([item.template for item in items]),
    )


def _right(
    choices: Sequence[AuditItem],
    asked: Mapping[View, Sequence[int]],
    found: Mapping[View, Sequence[NDArray[np.float64]]],
) -> Mapping[str, Mapping[View, float]]:
    right: dict[str, dict[View, float]] = {item.id: {} for item in choices}
    for view, places in asked.items():
        for place in places:
            item = choices[place]
            right[item.id][view] = float(found[view][place][item.answer])
    return right
