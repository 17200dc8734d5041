"""What a person sees while a run goes on: bars on a terminal, one line a second without one."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

from moviellm.cli.pace import RunRate, finished
from moviellm.cli.printing import elapsed, how_many
from moviellm.cli.remarks import remarks
from moviellm.cli.stopping import STOPPING
from moviellm.cli.streams import echo
from moviellm.engine.films.progress import Progress

_TERMINAL_TICK, _QUIET_TICK = 0.2, 1.0


class Display(Protocol):
    """Shows a moment of a run."""

    def show(self, progress: Progress, pace: RunRate) -> None:
        """Show what is done and how fast it goes."""

    def say(self, text: str) -> None:
        """Say something beside it."""


@contextlib.contextmanager
def watching(stop: threading.Event, *, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Show a run on standard error from a thread of its own; yield what it is told by.

    What components and the engine log stands above the bars.

    Args:
        stop: Set when the run was asked to stop, which the bars of a terminal say once.
        quiet: Say nothing but warnings.
    """
    if quiet:
        with remarks(_Lines().say, least=logging.WARNING):
            yield lambda progress: None
        return
    on_terminal = sys.stderr.isatty()
    latest: list[Progress] = []
    over = threading.Event()

    def tick(display: Display) -> None:
        pace, said = RunRate(), not on_terminal
        while not over.wait(_TERMINAL_TICK if on_terminal else _QUIET_TICK):
            if stop.is_set() and not said:
                said = True
                display.say(STOPPING)
            if latest:
                pace.note(latest[-1], time.monotonic())
                display.show(latest[-1], pace)
        if stop.is_set() and not said:
            display.say(STOPPING)
        if latest and on_terminal:
            display.show(latest[-1], pace)

    def watch(progress: Progress) -> None:
        latest[:] = [progress]

    with _bars() if on_terminal else contextlib.nullcontext(_Lines()) as display:
        thread = threading.Thread(target=tick, args=(display,), daemon=True)
        thread.start()
        try:
            with remarks(display.say):
                yield watch
        finally:
            over.set()
            thread.join()


class _Lines:
    """A quiet line a second, when it is new: films, frames (the longest part) and exports."""

    def __init__(self) -> None:
        self._last = ""

    def show(self, progress: Progress, pace: RunRate) -> None:
        parts = self._films(progress, pace) if progress.films else []
        if progress.curated is not None and not progress.exports:
            done, total = progress.curated
            parts.append(f"curating {done:,}/{total:,}")
        for name, (done, total) in progress.exports.items():
            if not total:
                parts.append(f"exporting {name}")
            elif done < total:
                parts.append(f"exporting {name} {done:,}/{total:,}")
        line = ", ".join(parts)
        if line != self._last:
            self.say(line)
        self._last = line

    def _films(self, progress: Progress, pace: RunRate) -> list[str]:
        done, total = finished("painter", progress), progress.total["painter"]
        parts = [f"{progress.done:,}/{how_many(progress.films, 'film')}"]
        if not done:
            parts.append(how_many(finished("director", progress), "storyboard"))
        parts.append(f"{done:,}/{how_many(total, 'frame')}")
        if rate := pace.rate("painter"):
            parts.append(f"{rate:,.1f} frames/s")
        if (left := pace.left("painter", progress)) is not None:
            parts.append(f"{elapsed(left)} left")
        if progress.quarantined:
            parts.append(f"{progress.quarantined} failed")
        return parts

    def say(self, text: str) -> None:
        echo(text, err=True)


@contextlib.contextmanager
def _bars() -> Iterator[Display]:
    from moviellm.cli.bars import Bars

    bars = Bars()
    with bars.live():
        yield bars
