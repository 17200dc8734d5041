"""What a run has done so far, for progress, summary and observers. Any thread may count."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field

from moviellm.engine.workers.tasks import TaskResult
from moviellm.stages import ROWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A moment of a run.

    Attributes:
        total: Items expected, by stage (films, or what else its unit is).
        made: Items made now, by stage.
        reused: Items found in the journal, by stage.
        working: Items that components say they have done of tasks under way, and those that wait
            to be recorded, by stage.
        curated: How many films the curator at work has looked at, and how many there are; in its
            first look it takes down their questions, in later ones it chooses.
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
    curated: tuple[int, int] | None = None
    exports: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    films: int = 0
    done: int = 0
    quarantined: int = 0


class ProgressCounter:
    """Counts items by stage, and films.

    Attributes:
        failures: Why films were given up, by id.
        shots: How many shots a film has, by id, as far as is known.
    """

    def __init__(self, total: Mapping[str, int], films: int) -> None:
        self._total, self._films = dict(total), films
        self._made: Counter[str] = Counter()
        self._reused: Counter[str] = Counter()
        self._working: dict[TaskCount, float] = {}
        self._ready: dict[tuple[str, str], int] = {}
        self._curated: tuple[int, int] | None = None
        self._exports: dict[str, tuple[int, int]] = {}
        self._done = 0
        self.shots: dict[str, int] = {}
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

    def working(self, task: TaskCount, items: float, ready: int = 0) -> None:
        """Note how many items of a task under way are done, and how many more are ready.

        What is ready waits to be recorded; whoever waits for it may be quicker and record it
        before.
        """
        with self._lock:
            self._working[task] = max(items, 0.0)
            if items <= 0:
                del self._working[task]
            if ready:
                self._wait(task.film, task.stage, ready)

    def curating(self, done: int, total: int) -> None:
        """Note how far the curator is."""
        with self._lock:
            self._curated = (done, total)

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

    def directed(self, film: str, frames: int, shots: int) -> None:
        """Note how many shots a film has; before, one a key frame is expected."""
        with self._lock:
            more = shots - self.shots.get(film, frames)
            self.shots[film] = shots
            self._total.update({s: n + more for s, n in self._total.items() if _by_shot(s)})

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
            for task, items in self._working.items():
                working[task.stage] += int(items)
            for (_, stage), waiting in self._ready.items():
                working[stage] += waiting
            return Progress(
                total=dict(self._total),
                made=dict(self._made),
                reused=dict(self._reused),
                working=working,
                curated=self._curated,
                exports=dict(self._exports),
                films=self._films,
                done=self._done,
                quarantined=len(self.failures),
            )


def _by_shot(stage: str) -> bool:
    return ROWS[stage].unit == "shot"


class TaskCount:
    """Counts the items of one task under way; what of them is not durable may still be lost.

    Args:
        counter: Of the run.
        film: For which the task is.
        stage: For which the task is.
        items: How many it has.
    """

    def __init__(self, counter: ProgressCounter, film: str, stage: str, items: int) -> None:
        self.film, self.stage = film, stage
        self._counter = counter
        self._items = items
        self._done, self._ready = 0.0, 0

    def working(self, done: int, total: int) -> None:
        """Note how many of its own units a component has done."""
        self._done = self._items * done / total if total > 0 else 0
        self._counter.working(self, self._done - self._ready)

    def part(self, items: int) -> None:
        """Note that so many items are durable while others are worked on."""
        self._ready += items
        self._counter.working(self, self._done - self._ready, items)

    def ended(self, future: Future[TaskResult]) -> None:
        """Note that the task has ended: all that is left of it is durable, or nothing."""
        lost = future.cancelled() or future.exception() or future.result().failure
        self._counter.working(self, 0, 0 if lost else self._items - self._ready)
