"""Telling the observers of a run; one that fails is written down and stops nothing."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from moviellm.engine.hands import told
from moviellm.engine.journal import Journal
from moviellm.engine.records import Note
from moviellm.notices import FilmReport, RunReport, RunStart, StepReport
from moviellm.plugins.crew import Crew

_LOG = logging.getLogger("moviellm.run")


class Observers:
    """The observers that a pipeline names. Any thread may tell them; they hear one at a time."""

    def __init__(self, crew: Crew, journal: Journal) -> None:
        self._crew = crew
        self._journal = journal
        self._lock = threading.Lock()

    def run_started(self, start: RunStart) -> None:
        """A run begins."""
        self._tell(lambda: self._crew.run_started(start))

    def step_finished(self, step: StepReport) -> None:
        """A step was made."""
        self._tell(lambda: self._crew.step_finished(step))

    def film_finished(self, film: FilmReport) -> None:
        """A film is whole or quarantined."""
        self._tell(lambda: self._crew.film_finished(film))

    def run_finished(self, run: RunReport) -> None:
        """The run has ended."""
        self._tell(lambda: self._crew.run_finished(run))

    def _tell(self, tell: Callable[[], None]) -> None:
        try:
            with self._lock:
                tell()
        except Exception as error:  # noqa: BLE001 - observers see results, they do not make them
            _LOG.warning("An observer failed: %s", told(error))
            self._journal.record(notes=[Note(kind="observer", text=told(error))])
