"""Telling the observers of a run; one that fails or hangs is written down and stops nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import wait

from moviellm.engine.journal.records import Note
from moviellm.engine.journal.writer import Journal
from moviellm.engine.workers.executor import told
from moviellm.engine.workers.process import GRACE_SECONDS
from moviellm.engine.workers.threads import in_thread
from moviellm.plugins.components import Components
from moviellm.run_reports import FilmReport, RunReport, RunStart, StepReport

_TICK = 0.1
_LOG = logging.getLogger("moviellm.run")


class Observers:
    """The observers that a pipeline names. Any thread may tell them; they hear one at a time.

    Args:
        components: Has them.
        journal: Of the run.
        seconds: How long they may take to hear one thing; then they are told nothing more.
        ending: Whether the run is asked to stop, so that they get less time.
    """

    def __init__(
        self,
        components: Components,
        journal: Journal,
        *,
        seconds: float,
        ending: Callable[[], bool],
    ) -> None:
        self._components = components
        self._journal = journal
        self._seconds = seconds
        self._ending = ending
        self._deaf = not components.names("hooks")
        self._lock = threading.Lock()

    def run_started(self, start: RunStart) -> None:
        """A run begins."""
        self._tell(lambda: self._components.run_started(start))

    def step_finished(self, step: StepReport) -> None:
        """A step was made."""
        self._tell(lambda: self._components.step_finished(step))

    def film_finished(self, film: FilmReport) -> None:
        """A film is whole or quarantined."""
        self._tell(lambda: self._components.film_finished(film))

    def run_finished(self, run: RunReport) -> None:
        """The run has ended."""
        self._tell(lambda: self._components.run_finished(run))

    def _tell(self, tell: Callable[[], None]) -> None:
        with self._lock:
            if self._deaf:
                return
            hearing = in_thread(tell, "moviellm-observers")
            begun = time.monotonic()
            while wait([hearing], _TICK).not_done:
                most = min(self._seconds, GRACE_SECONDS) if self._ending() else self._seconds
                if time.monotonic() - begun > most:
                    self._deaf = True
                    self._note(f"{self._titles()} gave no answer in {most:g} s; no more is told.")
                    return
        if (error := hearing.exception()) is not None:
            self._note(f"An observer failed: {told(error)}")

    def _note(self, text: str) -> None:
        _LOG.warning("%s", text)
        self._journal.record(notes=[Note(kind="observer", text=text)])

    def _titles(self) -> str:
        names = self._components.names("hooks")
        titles = [self._components.plugin("hooks", name).record.title for name in names]
        return f"The {' or the '.join(titles)}"
