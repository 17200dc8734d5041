"""The threads in which films are made: each takes one film at a time through the stages.

A thread mostly waits: for a worker process, for a paid call, for the disk. What goes wrong with one
film quarantines it; what goes wrong with the run ends all of them.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator

from moviellm.engine.films.make import make_film
from moviellm.engine.films.pending import ToMake, to_make
from moviellm.engine.films.progress import Progress
from moviellm.engine.films.run_context import RunContext
from moviellm.engine.journal.records import FilmRow, Note
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import BlobDamagedError
from moviellm.engine.workers.executor import FATAL, told
from moviellm.errors import (
    DamageError,
    FilmError,
    MovieLLMError,
    PluginError,
    RunError,
    text_of,
)
from moviellm.film import Brief
from moviellm.pipeline.read import LoadedPipeline
from moviellm.run_reports import FilmReport

DAMAGE_TRIES = 3
"""A disk that damages what was just written again and again is not worth a fourth try."""
_TICK = 0.1


class Ending:
    """Whether a run ends before its work is done: it was asked to stop, or something broke.

    Attributes:
        fatal: The first error that ends the run.
    """

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self.fatal: MovieLLMError | None = None

    def __call__(self) -> bool:
        return self._stop.is_set() or self.fatal is not None

    def fail(self, error: MovieLLMError) -> None:
        """End the run for this reason, unless it ends for another one already."""
        self.fatal = self.fatal or error


class FilmThreads:
    """Makes the films of a run.

    Args:
        loaded: The pipeline.
        run_context: What films are made with.
        journal: Of the run.
        ending: Whether nothing new may begin.
        finished: Told of each film that is whole or quarantined.
        count: How many films are in the making at once, which bounds memory.

    Attributes:
        faults: The plugins' errors by the films that they cost.
    """

    def __init__(
        self,
        loaded: LoadedPipeline,
        run_context: RunContext,
        journal: Journal,
        *,
        ending: Ending,
        finished: Callable[[FilmReport], None],
        count: int,
    ) -> None:
        self._loaded = loaded
        self._run_context = run_context
        self._progress = run_context.progress
        self._limits = loaded.pipeline.limits
        self._journal = journal
        self._ending = ending
        self._finished = finished
        self._count = count
        self._lock = threading.Lock()
        self.faults: dict[str, PluginError] = {}

    def make_all(
        self, watch: Callable[[Progress], object], stop: Callable[[], None], grace_seconds: float
    ) -> None:
        """Work until every film is made or the run ends.

        Args:
            watch: Called about ten times a second.
            stop: Called once when the run ends: whoever carries out tasks begins nothing new.
            grace_seconds: How long films under way may take then.
        """
        pending = to_make(self._loaded, self._run_context.recipe, self._journal, self._progress)
        threads = [
            threading.Thread(target=self._work, args=(pending,), daemon=True)
            for _ in range(self._count)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads) and not self._ending():
            watch(self._progress.progress())
            threads[0].join(_TICK)
            time.sleep(0 if threads[0].is_alive() else _TICK)
        if self._ending():
            stop()
            deadline = time.monotonic() + grace_seconds
            for thread in threads:
                thread.join(max(0.0, deadline - time.monotonic()))
        watch(self._progress.progress())

    def _work(self, pending: Iterator[list[ToMake]]) -> None:
        """Make films until there are no more; what ends this thread ends the run."""
        try:
            while not self._ending():
                with self._lock:
                    family = next(pending, None)
                if family is None:
                    return
                for ordinal, brief in family:
                    if not self._ending():
                        self._attempt(ordinal, brief)
        except MovieLLMError as error:
            self._ending.fail(error)
        except BaseException as error:  # noqa: BLE001 - nobody else sees a thread die
            fault = RunError(f"The engine failed: {error!r}.")
            fault.__cause__ = error
            self._ending.fail(fault)

    def _attempt(self, ordinal: int, brief: Brief) -> None:
        if brief.retells in self._progress.failures:
            parent = f"Film {brief.retells}, whose story it tells again, was not made."
            self._quarantine(ordinal, brief, FilmError(parent))
            return
        try:
            self._make(ordinal, brief)
        finally:
            self._run_context.latest.pop(brief.id, None)

    def _make(self, ordinal: int, brief: Brief) -> None:
        for remaining in reversed(range(DAMAGE_TRIES)):
            try:
                make_film(self._run_context, brief, ordinal)
            except BlobDamagedError:
                if not remaining:
                    raise
            except FATAL:
                raise
            except (FilmError, PluginError, DamageError) as error:
                self._quarantine(ordinal, brief, error)
                return
            except MovieLLMError:
                raise
            except Exception as error:  # noqa: BLE001 - one film's parts do not end the others
                self._quarantine(ordinal, brief, self._unusable(brief, error))
                return
            else:
                break
        self._finished(FilmReport(film=brief.id, theme=brief.theme, state="done"))

    def _unusable(self, brief: Brief, error: Exception) -> MovieLLMError:
        """Say what could not be done with what a component has made of a film."""
        stage = self._run_context.latest.get(brief.id)
        where = f": {type(error).__name__}: {text_of(error)}"
        if stage is None:
            found: MovieLLMError = FilmError(f"What is stored of it cannot be used{where}.")
        else:
            title = self._run_context.recipe.components.plugin(stage).record.title
            found = PluginError(
                f"What the {title} made cannot be used{where}.",
                hint="Tell its authors; `moviellm plugins check` shows what else is wrong.",
            )
        found.add_note("".join(traceback.format_exception(error)))
        return found

    def _quarantine(self, ordinal: int, brief: Brief, error: MovieLLMError) -> None:
        reason = told(error)
        trace = "\n".join(getattr(error, "__notes__", ()))
        row = FilmRow(
            film=brief.id,
            ordinal=ordinal,
            brief=brief.model_dump_json(),
            state="quarantined",
            reason=reason,
        )
        note = Note(kind="failure", film=brief.id, text=f"{reason}\n{trace}".strip())
        self._journal.record(films=[row], notes=[note])
        if isinstance(error, PluginError):
            self.faults[brief.id] = error
        failed = self._progress.failed(brief.id, reason)
        report = FilmReport(film=brief.id, theme=brief.theme, state="quarantined", reason=reason)
        self._finished(report)
        if failed > self._limits.failed_films:
            self._ending.fail(
                RunError(
                    f"The run stopped early: {failed} films were quarantined, the last one "
                    f"because: {reason}",
                    hint="Mend the cause and run again, or raise `limits.failed_films`.",
                )
            )
