"""The fake observer: writes down what it is told."""

from __future__ import annotations

import json
from dataclasses import asdict

from moviellm import hookimpl
from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport
from moviellm.testing.fakes.hooks.config import FakeHooksConfig

told: list[RunStart | StepReport | FilmReport | RunReport] = []
"""Everything that this process was told; a test may clear it."""


class FakeHooks:
    """Remembers every notification in `told`, and in a file if its options name one."""

    def __init__(self, config: FakeHooksConfig) -> None:
        self._file = config.file

    @hookimpl
    def moviellm_run_started(self, start: RunStart) -> None:
        """Write it down."""
        self._note(start)

    @hookimpl
    def moviellm_step_finished(self, step: StepReport) -> None:
        """Write it down."""
        self._note(step)

    @hookimpl
    def moviellm_film_finished(self, film: FilmReport) -> None:
        """Write it down."""
        self._note(film)

    @hookimpl
    def moviellm_run_finished(self, run: RunReport) -> None:
        """Write it down."""
        self._note(run)

    def _note(self, notice: RunStart | StepReport | FilmReport | RunReport) -> None:
        told.append(notice)
        if self._file is not None:
            row = {"told": type(notice).__name__, **asdict(notice)}
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row, default=str) + "\n")
