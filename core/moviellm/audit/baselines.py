"""Baselines that answer without the film, each trained on some families and asked of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from types import ModuleType
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.clues import Clues, Siblings, clues_of
from moviellm.audit.item import AuditItem
from moviellm.errors import PluginError

View = Literal["words", "siblings", "options"]

VIEWS: dict[View, str] = {
    "words": "the question and its options",
    "siblings": "the same and the film's other questions",
    "options": "the options alone",
}
"""What each baseline sees. None sees a picture, a caption or a line of dialogue."""

FOLDS = 5
_HASHED = 2**18
_SEED = 0
_OFTEN = 200


class Learned(NamedTuple):
    """The two rankers of one fold; each gives every option a weight.

    Linear over words; boosted trees over measures.
    """

    linear: Any
    trees: Any


def weights(
    items: Sequence[AuditItem], siblings: Siblings, view: View, tick: Callable[[], None]
) -> list[NDArray[np.float64]]:
    """Return how likely a baseline holds each option of each question to be right.

    Each question is answered by rankers that were trained on the other families' questions.

    Args:
        items: Questions with options, of two families or more.
        siblings: All questions of their films.
        view: What the baseline sees.
        tick: Called after each fold.

    Returns:
        One array a question; it sums to 1.

    Raises:
        PluginError: scikit-learn is not installed.
    """
    learning = _scikit_learn()
    clues = [
        clues_of(
            item,
            siblings.beside(item) if view == "siblings" else None,
            asked=view != "options",
        )
        for item in items
    ]
    bounds = np.cumsum([0, *(len(item.options) for item in items)])
    right = np.zeros(bounds[-1], dtype=np.int8)
    right[bounds[:-1] + np.array([item.answer for item in items])] = 1
    hashed, marks = _columns(learning, items, clues, asked=view != "options")
    found = np.zeros(bounds[-1])
    families = np.array([item.family for item in items])
    for train, test in _folds(learning, families):
        rows, asked = _rows(bounds, train), _rows(bounds, test)
        learned = _train(learning, hashed[rows], marks[rows], right[rows])
        linear = learned.linear.predict_proba(hashed[asked])[:, 1]
        found[asked] = linear + learned.trees.predict_proba(marks[asked])[:, 1]
        tick()
    return [_shares(found[a:b]) for a, b in pairwise(bounds)]


def _columns(
    learning: ModuleType, items: Sequence[AuditItem], clues: Sequence[Clues], *, asked: bool
) -> tuple[Any, NDArray[np.float64]]:
    """The words and the measures of all options, one row each."""
    from scipy.sparse import csr_matrix, hstack

    marks = np.concatenate([each.marks for each in clues])
    if asked:
        marks = np.column_stack([marks, _templates(items)])
    hasher = learning.feature_extraction.FeatureHasher(_HASHED, input_type="string")
    texts = hasher.transform(text for each in clues for text in each.texts)
    spread = marks.std(axis=0)
    scaled = (marks - marks.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return hstack([texts, csr_matrix(scaled)], format="csr"), marks


def _templates(items: Sequence[AuditItem]) -> NDArray[np.float64]:
    """The number of each option's template by how often there is one, rare ones together."""
    often = Counter(item.template for item in items).most_common(_OFTEN)
    number = {template: place for place, (template, _) in enumerate(often)}
    each = [number.get(item.template, _OFTEN) for item in items for _ in item.options]
    return np.array(each, dtype=np.float64)


def _folds(learning: ModuleType, families: NDArray[np.str_]) -> list[tuple[Any, Any]]:
    folds = min(FOLDS, len(set(families)))
    splitter = learning.model_selection.GroupKFold(folds, shuffle=True, random_state=_SEED)
    return list(splitter.split(families, groups=families))


def _rows(bounds: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows of the options of some questions."""
    return np.concatenate([np.arange(bounds[n], bounds[n + 1]) for n in chosen])


def _train(learning: ModuleType, hashed: Any, marks: Any, right: Any) -> Learned:
    linear = learning.linear_model.LogisticRegression(
        solver="liblinear", C=0.3, random_state=_SEED, max_iter=200
    )
    trees = learning.ensemble.HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.15, max_leaf_nodes=15, random_state=_SEED
    )
    return Learned(linear.fit(hashed, right), trees.fit(marks, right))


def _shares(found: NDArray[np.float64]) -> NDArray[np.float64]:
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
