"""A run: films go through the stages, several at a time; then the exports are written.

Each film has a thread that takes it from stage to stage and mostly waits: for a worker process,
for a paid call, for the disk. The number of threads bounds memory, the worker processes bound the
load. The main thread only watches, so that signals are heard.
"""

from __future__ import annotations

import functools
import logging
import os
import threading
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, wait
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any

from moviellm.disk import require_text
from moviellm.engine.exports.curate import curate
from moviellm.engine.exports.export import export
from moviellm.engine.films.pending import expected
from moviellm.engine.films.progress import Progress, ProgressCounter
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.films.recorder import RunRecorder
from moviellm.engine.films.run_context import RunContext
from moviellm.engine.films.threads import DAMAGE_TRIES, Ending, FilmThreads
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import step_seed
from moviellm.engine.observers import Observers
from moviellm.engine.run_lock import (
    REPORT,
    WORKERS,
    header_of,
    note_prices,
    write_lock_file,
)
from moviellm.engine.shards.folders import require_one_piece
from moviellm.engine.store.finished import forget_damage
from moviellm.engine.store.store import Store
from moviellm.engine.workers.executor import LocalExecutor, wait_for
from moviellm.engine.workers.threads import in_thread
from moviellm.engine.working_folder import as_given, steady_working_folder
from moviellm.errors import (
    BudgetError,
    Cancelled,
    DamageError,
    MovieLLMError,
)
from moviellm.pipeline.read import LoadedPipeline, load
from moviellm.plugins.components import Components
from moviellm.run_reports import RunReport, RunStart

GRACE_SECONDS = 7.0
"""How long what is under way may take after a stop was asked for."""

_LAST_SECONDS = 1.0
_LAST = "last"
"""Where the record of a run that goes on keeps that of the last one that has made something."""

_LOG = logging.getLogger("moviellm.run")


def default_workers() -> int:
    """One worker process for each processor that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    pipeline: LoadedPipeline | str | PathLike[str] | Mapping[str, Any],
    folder: str | PathLike[str],
    *,
    workers: int | None = None,
    store: str | Path | None = None,
    stop: threading.Event | None = None,
    on_progress: Callable[[Progress], object] = lambda progress: None,
) -> RunReport:
    """Make every film of a pipeline that is not made yet, and its exports.

    Args:
        pipeline: The pipeline as `moviellm.load` returns it, or what that function reads.
        folder: The run's folder; made if it is not there, resumed if it is.
        workers: How many worker processes; by default one a processor.
        store: A folder or fsspec URL for the blobs; by default ``store`` in the run's folder, or
            where the run's store already is.
        stop: Set it to stop the run: nothing new is begun, everything finished is kept.
        on_progress: Called about ten times a second in the calling thread. What it raises ends the
            run, as Ctrl-C does; what is finished is kept.

    Returns:
        What was made. Its state tells whether films were quarantined or the run was stopped.

    Raises:
        InputError: The folder belongs to something else, its store is elsewhere, its name is no
            text, or it has shards that are not merged.
        LockedError: Another process writes the folder.
        PluginError: A component is missing or broken, or every film failed for that.
        StorageError: The folder cannot be written.
        BudgetError: The cap was reached; run again with a higher one to go on.
    """
    loaded = pipeline if isinstance(pipeline, LoadedPipeline) else load(pipeline)
    folder = Path(folder)
    for place in (folder.resolve(), store or ""):
        require_text(place)
    require_one_piece(folder)
    with steady_working_folder(), Journal(folder.absolute()) as journal:
        for row in journal.mended:
            _LOG.warning("%s", row.text)
        running = _Run(
            loaded,
            journal,
            Store(journal, store),
            workers,
            stop or threading.Event(),
        )
        report = running.to_the_end(on_progress)
    exports = {name: as_given(path, folder) for name, path in report.exports.items()}
    return replace(report, folder=folder, exports=exports)


class _Run:
    def __init__(
        self,
        loaded: LoadedPipeline,
        journal: Journal,
        store: Store,
        asked_workers: int | None,
        stop: threading.Event,
    ) -> None:
        workers = asked_workers or default_workers()
        self._asked_workers = asked_workers
        self._loaded = loaded
        self._journal = journal
        self._ending = Ending(stop)
        self._limits = loaded.pipeline.limits
        self._components = Components(loaded.selected)
        self._recipe = Recipe(loaded, self._components)
        self._store = store
        self._started = time.monotonic()
        self._resumed = bool(journal.films())
        self._last: dict[str, Any] = _last_record(journal)
        self._progress = ProgressCounter(expected(loaded, self._recipe), loaded.total_films)
        self._exports: dict[str, Path] = {}
        self._observers = Observers(
            self._components, journal, seconds=self._limits.seconds, ending=self._ending
        )
        self._executor = LocalExecutor(
            self._components,
            journal,
            self._store,
            selected=loaded.selected,
            pipeline=loaded.pipeline,
            workers=workers,
            usd=loaded.usd,
            cancelled=self._ending,
        )
        painters = self._executor.at_once("painter")
        run_context = RunContext(
            self._recipe,
            journal,
            self._store,
            RunRecorder(journal, self._store),
            self._executor,
            self._progress,
            self._observers.step_finished,
            painters_a_film=-(-painters // max(1, loaded.total_films)),
            limits=self._limits,
        )
        self._films = FilmThreads(
            loaded,
            run_context,
            journal,
            ending=self._ending,
            finished=self._observers.film_finished,
            count=max(workers, painters) + 2,
        )

    def to_the_end(self, watch: Callable[[Progress], object]) -> RunReport:
        """Make all films and exports, or stop."""
        self._require_prices()
        header = {**header_of(self._loaded, self._components), WORKERS: self._asked_workers}
        before = dict.fromkeys(self._progress.progress().total, 0)
        for stage, _, steps, *_ in self._journal.work():
            before[stage] = before.get(stage, 0) + steps
        films = self._loaded.total_films
        now = {"state": "running", "films": films, "since": time.time(), "steps": before}
        self._journal.set_header({**header, REPORT: {**now, _LAST: self._last}})
        write_lock_file(self._journal.folder, self._journal.header())
        self._observers.run_started(
            RunStart(
                folder=self._journal.folder,
                films=films,
                plugins=self._components.versions(),
                resumed=self._resumed,
            )
        )
        try:
            self._make_films(watch)
            self._export_all(watch)
        except MovieLLMError as error:
            self._ending.fatal = error
        finally:
            self._executor.close(_LAST_SECONDS if self._ending() else GRACE_SECONDS)
        return self._conclude()

    def _require_prices(self) -> None:
        """Ask for the prices of what costs money, which also tells now who has no key.

        Raises:
            BudgetError: A price is unknown, so that the budget's cap could not be kept.
        """
        brief = next(iter(self._loaded.briefs()), None)
        unpriced = [] if brief is None else self._recipe.unpriced(brief)
        if unpriced and self._limits.usd is not None:
            stage = unpriced[0]
            raise BudgetError(
                f"The price of the {stage} `{self._recipe.name(stage)}` is unknown, "
                "and the budget has a cap.",
                hint="Give the model's `price` in its options, or drop `limits.usd`.",
            )

    def _make_films(self, watch: Callable[[Progress], object]) -> None:
        self._films.make_all(watch, self._executor.stop, GRACE_SECONDS)

    def _export_all(self, watch: Callable[[Progress], object]) -> None:
        """Write all exports; films of which something stored is damaged are mended first."""
        for remaining in reversed(range(DAMAGE_TRIES)):
            done = self._progress.progress().done
            if self._ending() or self._loaded.shard or not done:  # a merge exports
                return
            try:
                self._export_each(watch, self._curate(watch))
            except DamageError:
                if not remaining:
                    raise
                _LOG.warning("Some of what is stored is damaged; what needs it is made again.")
                forget_damage(self._journal, self._store)
                self._progress.again()
                self._make_films(watch)
            else:
                return

    def _curate(self, watch: Callable[[Progress], object]) -> str:
        work = functools.partial(
            curate,
            self._recipe,
            self._journal,
            self._executor,
            run_seed=self._loaded.pipeline.films.seed,
            progress=self._progress.curating,
        )
        chosen = in_thread(work, "moviellm-curate")
        self._wait([chosen], watch)
        if wait([chosen], GRACE_SECONDS).not_done:  # the disk hangs
            raise Cancelled("The run was asked to stop.")
        return chosen.result()

    def _wait(self, work: Collection[Future[Any]], watch: Callable[[Progress], object]) -> None:
        wait_for(
            work,
            self._executor,
            self._ending,
            GRACE_SECONDS,
            lambda: watch(self._progress.progress()),
        )

    def _export_each(self, watch: Callable[[Progress], object], curation: str) -> None:
        seed = step_seed(self._loaded.pipeline.films.seed, "exporter")

        def one(name: str) -> Path:
            progress = functools.partial(self._progress.exporting, name)
            folder, _ = export(
                name,
                self._recipe,
                self._journal,
                self._executor,
                seed=seed,
                curation=curation,
                progress=progress,
            )
            self._progress.exported(name)
            return folder

        making = {
            name: in_thread(functools.partial(one, name), f"moviellm-export-{name}")
            for name in self._components.names("exporter")
        }
        self._wait(making.values(), watch)
        watch(self._progress.progress())
        ended = wait(making.values(), GRACE_SECONDS).done  # all of them, unless the disk hangs
        self._exports = {n: export.result() for n, export in making.items() if export in ended}

    def _conclude(self) -> RunReport:
        progress = self._progress.progress()
        failures = dict(self._progress.failures)
        if failures and not progress.done and failures.keys() <= self._films.faults.keys():
            self._ending.fatal = self._films.faults[next(iter(failures))]
        if self._ending.fatal is not None and not isinstance(self._ending.fatal, Cancelled):
            state = "failed"
        elif self._ending():
            state = "stopped"
        else:
            state = "incomplete" if failures else "finished"
        spend = self._journal.spend()
        report = RunReport(
            folder=self._journal.folder,
            state=state,  # type: ignore[arg-type]
            films=progress.done,
            quarantined=failures,
            made=progress.made,
            reused=progress.reused,
            usd=None if spend.unknown_calls else spend.usd,
            possible_usd=spend.possible_usd,
            wall_ms=int((time.monotonic() - self._started) * 1000),
            exports=self._exports,
        )
        told_of = {
            "state": state,
            "films": self._loaded.total_films,
            "wall_ms": report.wall_ms,
            "made": dict(progress.made),
            "reused": dict(progress.reused),
        }
        if not progress.made and self._last:  # what was made, and how fast, is still of interest
            told_of = {**self._last, "state": state, "films": told_of["films"]}
        self._journal.set_header({REPORT: told_of})
        note_prices(self._journal)
        self._observers.run_finished(report)
        if self._ending.fatal is not None and not isinstance(self._ending.fatal, Cancelled):
            raise self._ending.fatal
        return report


def _last_record(journal: Journal) -> dict[str, Any]:
    """The record of the last run that has made something; empty when there is none."""
    report: dict[str, Any] = journal.header().get(REPORT, {})
    found: dict[str, Any] = report if report.get("made") else report.get(_LAST, {})
    return found
