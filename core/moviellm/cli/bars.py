"""Bars on a terminal, one a stage, by rich."""

from __future__ import annotations

from contextlib import AbstractContextManager

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn
from rich.progress import Progress as Rows
from rich.table import Column
from rich.text import Text

from moviellm.cli.pace import RunRate, finished
from moviellm.cli.printing import elapsed
from moviellm.engine.films.progress import Progress
from moviellm.stages import ROWS


class Bars:
    """Shows a run as bars on standard error; everything fits into 60 columns."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._rows = Rows(
            TextColumn("{task.description}", table_column=Column(no_wrap=True, min_width=9)),
            BarColumn(bar_width=None, table_column=Column(ratio=1)),
            _right("{task.fields[count]}"),
            _right("{task.fields[rate]}"),
            _right("{task.fields[left]}"),
            console=self._console,
            expand=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def live(self) -> AbstractContextManager[object]:
        """Show the bars until the context ends; they stay as they were last."""
        return self._rows

    def show(self, progress: Progress, pace: RunRate) -> None:
        """Draw a moment of the run."""
        for stage, total in progress.total.items():
            done = finished(stage, progress)
            left = pace.left(stage, progress)
            self._draw(
                stage,
                f"{done}/{total}",
                (done, total),
                _per_second(pace.rate(stage), stage),
                "" if left is None else elapsed(left),
            )
        if progress.films:
            state = f"{progress.quarantined} failed" if progress.quarantined else ""
            count = f"{progress.done}/{progress.films}"
            self._draw("films", count, (progress.done, progress.films), state, "")
        if progress.curated is not None:
            done, total = progress.curated
            self._draw("curator", f"{done}/{total}", (done, total), "", "")
        for name, (done, total) in progress.exports.items():
            count = f"{done}/{total}" if total else ""
            self._draw(f"> {name}", count, (done, total or None), "", "")

    def say(self, text: str) -> None:
        """Print a line above the bars."""
        self._console.print(Text(text))

    def _draw(
        self, name: str, count: str, done: tuple[int, int | None], rate: str, left: str
    ) -> None:
        if name not in self._tasks:
            self._tasks[name] = self._rows.add_task(name, total=done[1], count="", rate="", left="")
        task = self._tasks[name]
        self._rows.update(task, completed=done[0], total=done[1], count=count, rate=rate, left=left)


def _per_second(rate: float, stage: str) -> str:
    return f"{rate:.1f} {ROWS[stage].unit}s/s" if rate else ""


def _right(text: str) -> TextColumn:
    return TextColumn(text, justify="right", table_column=Column(no_wrap=True, justify="right"))
