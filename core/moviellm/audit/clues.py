"""What one who has not seen the film can hold on to, for each option of a question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from moviellm.audit.item import AuditItem
from moviellm.audit.views import ViewSpec
from moviellm.audit.words import content, likeness, mentions, numbers_of, shared, words


class Siblings:
    """All questions of each film, open ones too, as other questions of it are read beside them."""

    def __init__(self, items: Iterable[AuditItem]) -> None:
        self._of: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for item in items:
            self._of[item.film].update(_about(item))

    def beside(self, item: AuditItem) -> Counter[str]:
        """How many other questions of its film speak of each word."""
        elsewhere = Counter(self._of[item.film])
        elsewhere.subtract(_about(item))
        return elsewhere


def measures(
    item: AuditItem, beside: Counter[str] | None, view: ViewSpec
) -> Mapping[str, list[float]]:
    """What can be measured of each option.

    Args:
        item: A question with options.
        beside: What its film's other questions speak of; None where they are not seen.
        view: What else is seen.
    """
    found = {
        "place": [float(n) for n in range(len(item.options))],
        "length": [float(len(option)) for option in item.options],
        "likeness": likeness(item.options),
        "number": numbers_of(item.options) or [0.0] * len(item.options),
    }
    if view.question:
        about = content(item.question)
        found["shared"] = [shared(content(option), about) for option in item.options]
    if beside is not None:
        found["mentions"] = mentions(item.options, beside)
    if view.film is not None:
        found |= dict.fromkeys(view.measures, [0.0] * len(item.options))
    if view.film is not None and item.shown is not None:
        found |= view.film(item.shown, item.question, item.options)
    return found


def marks_of(item: AuditItem, siblings: Siblings, view: ViewSpec) -> NDArray[np.float64]:
    """What a baseline can measure, one row an option.

    A measure stands there raw, as a rank from 0 to 1 among the question's options, and whether it
    is the least and the greatest.

    Args:
        item: A question with options.
        siblings: All questions of its film.
        view: What the baseline sees.
    """
    found = measures(item, siblings.beside(item) if view.siblings else None, view)
    columns = [column for values in found.values() for column in _columns(values)]
    return np.array(columns, dtype=np.float64).T


def bags_of(item: AuditItem, *, asked: bool) -> Iterator[list[str]]:
    """What a bag of words has in it, for each option.

    Args:
        item: A question with options.
        asked: Whether the question is read beside its options.
    """
    for option in item.options:
        yield list(_texts(item, option, asked=asked))


def _about(item: AuditItem) -> set[str]:
    return content(" ".join((item.question, *item.options)))


def _columns(values: Sequence[float]) -> Iterator[list[float]]:
    least, greatest = min(values), max(values)
    some = greatest > least
    below = [sum(other < value for other in values) for value in values]
    yield list(values)
    yield [rank / max(1, len(values) - 1) for rank in below]
    yield [float(some and value == least) for value in values]
    yield [float(some and value == greatest) for value in values]


def _texts(item: AuditItem, option: str, *, asked: bool) -> Iterator[str]:
    said = words(option)
    whole = " ".join(said)
    yield f"is {whole}"
    yield from (f"has {word}" for word in said)
    yield from (f"has {one} {two}" for one, two in pairwise(said))
    if asked:
        yield f"{item.template} is {whole}"
        yield from (f"{item.template} has {word}" for word in said)
        yield from (f"{item.kind} has {word}" for word in said)
        question = content(item.question)
        yield from (f"{one} with {two}" for one in sorted(question) for two in said)
