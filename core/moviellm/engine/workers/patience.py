"""For how long the engine waits for a task that says nothing."""

from __future__ import annotations

import threading


class Patience:
    """What a task has told of itself since it began.

    Attributes:
        waits: Whether it waits for what another task makes for both.
        moved: Whether it has told of progress since somebody last asked.
    """

    def __init__(self) -> None:
        self.waits = False
        self.moved = False

    def told(self, waits: bool) -> None:
        """Hear that it begins to wait for another one, or that this is over."""
        self.waits = waits

    def has_moved(self) -> bool:
        """Whether it has told of progress since this was asked."""
        moved, self.moved = self.moved, False
        return moved


class TasksAtWork:
    """Tasks side by side, some of which wait for what others make for all."""

    def __init__(self) -> None:
        self._tasks: set[Patience] = set()
        self._lock = threading.Lock()

    def begin(self, task: Patience) -> None:
        """Count a task among those at work."""
        with self._lock:
            self._tasks.add(task)

    def end(self, task: Patience) -> None:
        """Leave a task out; whoever waits may have to make now what it was making."""
        with self._lock:
            self._tasks.remove(task)
            for other in self._tasks:
                other.moved = other.moved or (other.waits and not task.waits)

    def goes_on(self, task: Patience) -> bool:
        """Whether a task has told of progress, or waits for what another one may be making."""
        with self._lock:
            makers = any(not other.waits for other in self._tasks)
            return task.has_moved() or (task.waits and makers)
