"""How fast a run goes, and how long it still takes."""

from __future__ import annotations

from collections import deque

from moviellm.engine.films.progress import Progress

_WINDOW_SECONDS = 30.0


class RunRate:
    """Rates of the last seconds, and the time that is left at these rates."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, dict[str, int]]] = deque()

    def note(self, progress: Progress, now: float) -> None:
        """Take a sample."""
        done = {s: progress.made.get(s, 0) + progress.working.get(s, 0) for s in progress.total}
        self._samples.append((now, done))
        while len(self._samples) > 2 and now - self._samples[1][0] > _WINDOW_SECONDS:
            self._samples.popleft()

    def rate(self, stage: str) -> float:
        """Items a second; 0 while nothing is known."""
        if len(self._samples) < 2:
            return 0.0
        (then, old), (now, new) = self._samples[0], self._samples[-1]
        return (new.get(stage, 0) - old.get(stage, 0)) / max(now - then, 1e-9)

    def left(self, stage: str, progress: Progress) -> float | None:
        """Seconds until a stage has all its items; None while nobody can say."""
        missing = progress.total[stage] - finished(stage, progress)
        rate = self.rate(stage)
        return missing / rate if rate > 0 and missing > 0 else None


def finished(stage: str, progress: Progress) -> int:
    """How many items of a stage are there, made now or before; never more than expected."""
    counts = (progress.made, progress.reused, progress.working)
    there = sum(count.get(stage, 0) for count in counts)
    return min(there, progress.total[stage])
