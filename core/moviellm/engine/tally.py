"""What a run has done so far, for progress, summary and observers. Any thread may count."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

OF_FRAMES = ("painter", "critic")
"""Stages whose items are frames; those of the others are films."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of a run.

    Attributes:
        total: Items expected, by stage (frames for the painter, films for the others).
        made: Items made now, by stage.
        reused: Items found in the journal, by stage.
        working: Items that components say they have done of orders under way, by stage.
        films: Films asked for.
        done: Films finished.
        quarantined: Films given up.
    """

    total: Mapping[str, int] = field(default_factory=dict)
    made: Mapping[str, int] = field(default_factory=dict)
    reused: Mapping[str, int] = field(default_factory=dict)
    working: Mapping[str, int] = field(default_factory=dict)
    films: int = 0
    done: int = 0
    quarantined: int = 0


class Tally:
    """Counts items by stage, and films."""

    def __init__(self, total: Mapping[str, int], films: int) -> None:
        self._total, self._films = dict(total), films
        self._made: Counter[str] = Counter()
        self._reused: Counter[str] = Counter()
        self._working: dict[int, tuple[str, float]] = {}
        self._done = 0
        self.failures: dict[str, str] = {}
        self._lock = threading.Lock()

    def made(self, stage: str, items: int) -> None:
        """Count items that a component made."""
        with self._lock:
            self._made[stage] += items

    def reused(self, stage: str, items: int) -> None:
        """Count items that the journal had."""
        with self._lock:
            self._reused[stage] += items

    def working(self, order: int, stage: str, items: float) -> None:
        """Note how many items of an order under way are done; 0 when it is no longer under way."""
        with self._lock:
            if items:
                self._working[order] = (stage, items)
            else:
                self._working.pop(order, None)

    def done(self) -> None:
        """Count a finished film."""
        with self._lock:
            self._done += 1

    def failed(self, film: str, reason: str) -> int:
        """Count a quarantined film; return how many there are."""
        with self._lock:
            self.failures[film] = reason
            return len(self.failures)

    def again(self) -> None:
        """Forget which films are done: all of them are looked at once more."""
        with self._lock:
            self._done = 0
            self._reused.clear()
            self.failures.clear()

    def progress(self) -> Progress:
        """The counts as they are now."""
        with self._lock:
            working: Counter[str] = Counter()
            for stage, items in self._working.values():
                working[stage] += int(items)
            return Progress(
                total=self._total,
                made=dict(self._made),
                reused=dict(self._reused),
                working=working,
                films=self._films,
                done=self._done,
                quarantined=len(self.failures),
            )
