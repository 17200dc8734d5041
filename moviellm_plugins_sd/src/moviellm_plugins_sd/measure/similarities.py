"""Similarities of a film, and of a run: counted as they come, told as means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

import numpy
from numpy.typing import NDArray

GAPS: tuple[tuple[int, int | None], ...] = (
    (0, 0), (1, 3), (4, 10), (11, 30), (31, 120), (121, None),
)  # fmt: skip
"""Classes of recurrence: how many frames lie between two that show the same person."""


@dataclass
class Similarities:
    """The measures of a film or of several.

    Attributes:
        frames: Key frames.
        adjacent: Similarity of each key frame to the next.
        distances: LPIPS of each key frame to the next.
        same: By class of recurrence, similarity of each appearance to the person's last one.
        whole: Appearances that were looked at as whole frames, for want of boxes.
        crops: Appearances that were looked at by themselves.
    """

    frames: int = 0
    adjacent: list[float] = field(default_factory=list)
    distances: list[float] = field(default_factory=list)
    same: dict[tuple[int, int | None], list[float]] = field(
        default_factory=lambda: {gap: [] for gap in GAPS}
    )
    whole: int = 0
    crops: int = 0

    def add(self, other: Similarities) -> None:
        """Count another one in."""
        self.frames += other.frames
        self.whole += other.whole
        self.crops += other.crops
        self.adjacent += other.adjacent
        self.distances += other.distances
        for gap, values in other.same.items():
            self.same[gap] += values

    def all_same(self) -> list[float]:
        """Similarities of all recurrences."""
        return [value for values in self.same.values() for value in values]


def mean(values: list[float]) -> float | None:
    """The mean; None of nothing."""
    return fsum(values) / len(values) if values else None


Sighting = tuple[int, NDArray[numpy.float32]]
"""In which frame somebody is seen, from 0, and the vector of how they look there."""


def recurrences(sightings: list[Sighting]) -> Iterator[tuple[tuple[int, int | None], float]]:
    """Hold each appearance of a person against the last before it.

    Yields:
        The class of the gap between them, and the similarity.
    """
    for (before, last), (now, vector) in pairwise(sightings):
        yield gap_class(now - before - 1), similarity(last, vector)


def gap_class(gap: int) -> tuple[int, int | None]:
    """The class of a number of frames in between."""
    return next((low, high) for low, high in GAPS if high is None or gap <= high)


def similarity(one: NDArray[numpy.float32], other: NDArray[numpy.float32]) -> float:
    """The cosine of two vectors of length one."""
    return float(one.astype(numpy.float64) @ other.astype(numpy.float64))
