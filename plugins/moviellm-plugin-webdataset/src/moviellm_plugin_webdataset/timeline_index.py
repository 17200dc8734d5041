"""Finding what happens in a part of a film without walking the whole film for each part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")

Times = tuple[int, int]
"""Start and end in milliseconds: thousands of `Span` were a tenth of an export's cost."""


class TimelineIndex(Generic[T]):
    """Things in time, sorted by when they begin.

    Args:
        things: Each with the time when it happens, if it does, in the order in which they are
            given back.

    Attributes:
        all: The things, also those that happen at no time.
    """

    def __init__(self, things: Iterable[tuple[Times | None, T]]) -> None:
        given = list(things)
        self.all = [one for _, one in given]
        rows = [(place, *times, one) for place, (times, one) in enumerate(given) if times]
        self._rows = sorted(rows, key=lambda row: row[1])
        self._starts = [start for _, start, _, _ in self._rows]
        self._longest = max((end - start for _, start, end, _ in self._rows), default=0)

    def within(self, times: Times) -> list[T]:
        """Return what neither begins before a time nor ends after it."""
        start, end = times
        found = self._begun(start, end)
        return [row[3] for row in sorted(row for row in found if row[2] <= end)]

    def overlapping(self, times: Times) -> list[T]:
        """Return what shares some time with a time."""
        start, end = times
        found = self._begun(start - self._longest, end)
        return [row[3] for row in sorted(row for row in found if row[2] > start)]

    def _begun(self, start: int, end: int) -> list[tuple[int, int, int, T]]:
        return self._rows[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
