"""What a run has done so far, for progress, summary and observers. Any thread may count."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of a run.

    Attributes:
        total: Items expected, by stage (frames for the painter, films for the others).
        made: Items made now, by stage.
        reused: Items found in the journal, by stage.
        working: Items that components say they have done of tasks under way, and those that wait
            to be recorded, by stage.
        exports: How many films each exporter at work has done (of a single film: of the exporter's
            own units), and how many there are (0 while nobody has said); as many at its end.
        films: Films asked for.
        done: Films finished.
        quarantined: Films given up.
    """

    total: Mapping[str, int] = field(default_factory=dict)
    made: Mapping[str, int] = field(default_factory=dict)
    reused: Mapping[str, int] = field(default_factory=dict)
    working: Mapping[str, int] = field(default_factory=dict)
    exports: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    films: int = 0
    done: int = 0
    quarantined: int = 0


class ProgressCounter:
    """Counts items by stage, and films."""

    def __init__(self, total: Mapping[str, int], films: int) -> None:
        self._total, self._films = dict(total), films
        self._made: Counter[str] = Counter()
        self._reused: Counter[str] = Counter()
        self._working: dict[int, tuple[str, float]] = {}
        self._ready: dict[tuple[str, str], int] = {}
        self._exports: dict[str, tuple[int, int]] = {}
        self._done = 0
        self.failures: dict[str, str] = {}
        self._lock = threading.Lock()

    def made(self, film: str, stage: str, items: int) -> None:
        """Count items that a component made and that are recorded."""
        with self._lock:
            self._made[stage] += items
            self._wait(film, stage, -items)

    def reused(self, stage: str, items: int) -> None:
        """Count items that the journal had."""
        with self._lock:
            self._reused[stage] += items

    def working(self, task: int, stage: str, items: float) -> None:
        """Note how many items of a task under way are done; 0 when it is no longer under way."""
        with self._lock:
            if items:
                self._working[task] = (stage, items)
            else:
                self._working.pop(task, None)

    def ready(self, task: int, film: str, stage: str, items: int) -> None:
        """Note that a task is carried out, and that its items wait to be recorded.

        Whoever waits for the task may be quicker and record them before.
        """
        with self._lock:
            self._working.pop(task, None)
            self._wait(film, stage, items)

    def exporting(self, name: str, done: int = 0, total: int = 0) -> None:
        """Note how far an export is."""
        with self._lock:
            self._exports[name] = (done, total)

    def exported(self, name: str) -> None:
        """Note that an export is finished."""
        with self._lock:
            units = self._exports.get(name, (0, 0))[1] or 1
            self._exports[name] = (units, units)

    def done(self) -> None:
        """Count a finished film."""
        with self._lock:
            self._done += 1

    def failed(self, film: str, reason: str) -> int:
        """Count a quarantined film; return how many there are."""
        with self._lock:
            self.failures[film] = reason
            for key in [key for key in self._ready if key[0] == film]:
                del self._ready[key]
            return len(self.failures)

    def again(self) -> None:
        """Forget which films are done: all of them are looked at once more."""
        with self._lock:
            self._done = 0
            self._exports.clear()
            self._reused.clear()
            self._ready.clear()
            self.failures.clear()

    def _wait(self, film: str, stage: str, items: int) -> None:
        """Add to what waits of a film; of one that was given up nothing is waited for."""
        waiting = self._ready.pop((film, stage), 0) + items
        if waiting and film not in self.failures:
            self._ready[film, stage] = waiting

    def progress(self) -> Progress:
        """The counts as they are now."""
        with self._lock:
            working: Counter[str] = Counter()
            for stage, items in self._working.values():
                working[stage] += int(items)
            for (_, stage), waiting in self._ready.items():
                working[stage] += waiting
            return Progress(
                total=self._total,
                made=dict(self._made),
                reused=dict(self._reused),
                working=working,
                exports=dict(self._exports),
                films=self._films,
                done=self._done,
                quarantined=len(self.failures),
            )
