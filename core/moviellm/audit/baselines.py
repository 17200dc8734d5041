"""Baselines that answer without the film, each trained on some families and asked of the others.

A logistic regression over the words of an option gives it a score; boosted trees over what can be
measured of an option, and over that score, say how likely it is right. No score of an option, in
training or in test, is by a regression that has seen a question of its part of the families.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations_with_replacement, pairwise
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.clues import Siblings, bags_of, marks_of
from moviellm.audit.item import AuditItem
from moviellm.audit.views import VIEWS, View
from moviellm.errors import PluginError

_FOLDS = 5
_HASHED = 2**18
_SEED = 0
_OFTEN = 200
_SELDOM = 2
"""A word that no more options have teaches nothing about others."""

Floats = NDArray[np.float64]


def steps(views: Sequence[View], items: Sequence[AuditItem]) -> int:
    """How often `weights` calls ``tick``."""
    count = _folds(items)
    readings = len({VIEWS[view].question for view in views})
    return readings * count * (count + 1) // 2 + len(views) * count


def weights(
    views: Sequence[View],
    items: Sequence[AuditItem],
    siblings: Siblings,
    tick: Callable[[], None],
) -> Mapping[View, list[Floats]]:
    """Return how likely each baseline holds each option of each question to be right.

    Each question is answered by rankers that were trained on the other families' questions.

    Args:
        views: What the baselines see.
        items: Questions with options, of two families or more.
        siblings: All questions of their films.
        tick: Called after each training.

    Returns:
        For each baseline one array a question; it sums to 1.

    Raises:
        PluginError: scikit-learn is not installed.
    """
    exam = _Exam(items, tick)
    read: dict[bool, list[Floats]] = {}
    found: dict[View, list[Floats]] = {}
    for view in views:
        spec = VIEWS[view]
        if spec.question not in read:
            read[spec.question] = exam.word_scores(asked=spec.question)
        marks = np.concatenate([marks_of(item, siblings, spec) for item in items])
        if spec.question:
            marks = np.column_stack([marks, _templates(items)])
        found[view] = exam.weigh(marks, read[spec.question])
    return found


class _Exam:
    """Questions divided into folds by family, and what is trained on all but some folds."""

    def __init__(self, items: Sequence[AuditItem], tick: Callable[[], None]) -> None:
        self._learning = _scikit_learn()
        self._items, self._tick = items, tick
        self._bounds = np.cumsum([0, *(len(item.options) for item in items)])
        self._right = np.zeros(self._bounds[-1], dtype=np.int8)
        self._right[self._bounds[:-1] + np.array([item.answer for item in items])] = 1
        self._count = _folds(items)
        self._fold = np.repeat(self._fold_of_each(), np.diff(self._bounds))

    def _fold_of_each(self) -> NDArray[np.int64]:
        families = np.array([item.family for item in self._items])
        splitter = self._learning.model_selection.GroupKFold(
            self._count, shuffle=True, random_state=_SEED
        )
        fold = np.zeros(len(families), dtype=np.int64)
        for number, (_, test) in enumerate(splitter.split(families, groups=families)):
            fold[test] = number
        return fold

    def word_scores(self, *, asked: bool) -> list[Floats]:
        """For each fold, scores of all options by regressions that have seen nothing of it.

        A score of an option of another fold is by one that has seen nothing of that fold either.

        Args:
            asked: Whether the question is read beside its options.
        """
        words = _frequent(self._hashed(asked=asked))
        scores = [np.zeros(len(self._right)) for _ in range(self._count)]
        for one, other in combinations_with_replacement(range(self._count), 2):
            train = (self._fold != one) & (self._fold != other)
            if train.any():
                linear = self._regression().fit(words[train], self._right[train])
                for hidden, told in ((one, other), (other, one)):
                    rows = self._fold == told
                    scores[hidden][rows] = linear.decision_function(words[rows])
            self._tick()
        return scores

    def weigh(self, marks: Floats, scores: Sequence[Floats]) -> list[Floats]:
        """How likely each option is right, by trees over measures and scores of words."""
        found = np.zeros(len(self._right))
        for fold, score in enumerate(scores):
            columns = np.column_stack([marks, score, self._margins(score)])
            train, test = self._fold != fold, self._fold == fold
            trees = self._trees().fit(columns[train], self._right[train])
            found[test] = trees.predict_proba(columns[test])[:, 1] + 1 / (1 + np.exp(-score[test]))
            self._tick()
        return [_shares(found[a:b]) for a, b in pairwise(self._bounds)]

    def _hashed(self, *, asked: bool) -> Any:
        hasher = self._learning.feature_extraction.FeatureHasher(_HASHED, input_type="string")
        return hasher.transform(text for i in self._items for text in bags_of(i, asked=asked))

    def _margins(self, score: Floats) -> Floats:
        """By how much each option's score is above the best of the other options'."""
        return np.concatenate([_above_others(score[a:b]) for a, b in pairwise(self._bounds)])

    def _regression(self) -> Any:
        return self._learning.linear_model.LogisticRegression(
            solver="liblinear", C=0.3, tol=0.01, random_state=_SEED
        )

    def _trees(self) -> Any:
        return self._learning.ensemble.HistGradientBoostingClassifier(
            max_iter=60, learning_rate=0.1, max_leaf_nodes=15, random_state=_SEED
        )


def _folds(items: Sequence[AuditItem]) -> int:
    return min(_FOLDS, len({item.family for item in items}))


def _frequent(words: Any) -> Any:
    """The columns that more than a few rows have."""
    by_word = words.tocsc()
    return by_word[:, np.flatnonzero(by_word.getnnz(axis=0) > _SELDOM)].tocsr()


def _templates(items: Sequence[AuditItem]) -> Floats:
    """The number of each option's template by how often there is one, rare ones together."""
    often = Counter(item.template for item in items).most_common(_OFTEN)
    number = {template: place for place, (template, _) in enumerate(often)}
    each = [number.get(item.template, _OFTEN) for item in items for _ in item.options]
    return np.array(each, dtype=np.float64)


def _above_others(score: Floats) -> Floats:
    second, best = np.sort(score)[-2:]
    above: Floats = score - np.where(score == best, second, best)
    return above


def _shares(found: Floats) -> Floats:
    total = float(found.sum())
    return found / total if total > 0 else np.full(len(found), 1 / len(found))


def _scikit_learn() -> ModuleType:
    try:
        import sklearn
        import sklearn.ensemble
        import sklearn.feature_extraction
        import sklearn.linear_model
        import sklearn.model_selection
    except ImportError as error:
        raise PluginError(
            f"The audit needs scikit-learn, which cannot be imported ({error}).",
            hint="pip install 'moviellm[audit]'",
        ) from error
    module: ModuleType = sklearn
    return module
