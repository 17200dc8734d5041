"""A run: films go through the stages, several at a time; then the exports are written.

Each film has a thread that takes it from stage to stage and mostly waits: for a worker process,
for a paid call, for the disk. The number of threads bounds memory, the stages' turns and the
worker processes bound the load. The main thread only watches, so that signals are heard.
"""

from __future__ import annotations

import functools
import logging
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path

from moviellm.engine.exports import export
from moviellm.engine.finished import forget_damage
from moviellm.engine.hands import FATAL, LocalHands, told, wait_for
from moviellm.engine.journal import Journal
from moviellm.engine.keys import derive_seed
from moviellm.engine.line import make_film
from moviellm.engine.lockfile import header_of, note_prices, write_lock_file
from moviellm.engine.observers import Observers
from moviellm.engine.recipe import Recipe
from moviellm.engine.records import FilmRow, Note
from moviellm.engine.store import BlobDamagedError, Store
from moviellm.engine.tally import Progress, Tally
from moviellm.engine.threads import in_thread
from moviellm.engine.todo import ToMake, expected, to_make
from moviellm.engine.workshop import Workshop
from moviellm.errors import (
    BudgetError,
    Cancelled,
    DamageError,
    FilmError,
    MovieLLMError,
    PluginError,
    RunError,
    text_of,
)
from moviellm.film import Brief
from moviellm.notices import FilmReport, RunReport, RunStart
from moviellm.pipeline.read import Production
from moviellm.plugins.crew import Crew

GRACE_SECONDS = 7.0
"""How long what is under way may take after a stop was asked for."""

_LAST_SECONDS = 1.0
REPORT = "report"
"""Name of the header's entry that tells how the last run went, or that it goes on."""

_LOG = logging.getLogger("moviellm.run")
_TICK = 0.1
_DAMAGE_TRIES = 3


def default_workers() -> int:
    """One worker process for each processor that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    production: Production,
    folder: Path,
    *,
    workers: int | None = None,
    store: str | Path | None = None,
    stop: threading.Event | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> RunReport:
    """Make every film of a pipeline that is not made yet, and its exports.

    Args:
        production: The pipeline.
        folder: The run's folder; made if it is not there, resumed if it is.
        workers: How many worker processes; by default one a processor.
        store: A folder or fsspec URL for the blobs; by default ``store`` in the run's folder, or
            where the run's store already is.
        stop: Set it to stop the run: nothing new is begun, everything finished is kept.
        watch: Called about ten times a second in the calling thread.

    Returns:
        What was made. Its state tells whether films were quarantined or the run was stopped.

    Raises:
        InputError: The folder belongs to something else, or its store is elsewhere.
        LockedError: Another process writes the folder.
        PluginError: A component is missing or broken, or every film failed for that.
        StorageError: The folder cannot be written.
        BudgetError: The cap was reached; run again with a higher one to go on.
    """
    with Journal(folder) as journal:
        running = _Run(
            production,
            journal,
            Store(journal, store),
            workers or default_workers(),
            stop or threading.Event(),
        )
        return running.to_the_end(watch)


class _Run:
    def __init__(
        self,
        production: Production,
        journal: Journal,
        store: Store,
        workers: int,
        stop: threading.Event,
    ) -> None:
        self._production = production
        self._journal = journal
        self._stop = stop
        self._limits = production.pipeline.limits
        self._crew = Crew(production.selected)
        self._recipe = Recipe(production, self._crew)
        self._store = store
        self._started = time.monotonic()
        self._resumed = bool(journal.films())
        self._fatal: MovieLLMError | None = None
        self._faults: dict[str, PluginError] = {}
        self._lock = threading.Lock()
        self._tally = Tally(expected(production, self._recipe), production.total_films)
        self._exports: dict[str, Path] = {}
        self._observers = Observers(
            self._crew, journal, seconds=self._limits.seconds, ending=self._ending
        )
        self._hands = LocalHands(
            self._crew,
            journal,
            self._store,
            selected=production.selected,
            pipeline=production.pipeline,
            workers=workers,
            cancelled=self._ending,
        )
        painters = self._hands.at_once("painter")
        self._films_at_once = max(workers, painters) + 2
        self._shop = Workshop(
            self._recipe,
            journal,
            self._store,
            self._hands,
            self._tally,
            self._observers.step_finished,
            at_once=self._films_at_once,
            painters_a_film=-(-painters // max(1, production.total_films)),
            limits=self._limits,
        )

    def to_the_end(self, watch: Callable[[Progress], None]) -> RunReport:
        """Make all films and exports, or stop."""
        self._create_paid_components()
        header = header_of(self._production, self._crew)
        before = dict.fromkeys(self._tally.progress().total, 0)
        for stage, _, steps, *_ in self._journal.work():
            before[stage] = before.get(stage, 0) + steps
        films = self._production.total_films
        now = {"state": "running", "films": films, "since": time.time(), "steps": before}
        self._journal.set_header({**header, REPORT: now})
        write_lock_file(self._journal.folder, self._journal.header())
        self._observers.run_started(
            RunStart(
                folder=self._journal.folder,
                films=films,
                plugins=self._crew.versions(),
                resumed=self._resumed,
            )
        )
        try:
            self._make_films(watch)
            self._export_all(watch)
        except MovieLLMError as error:
            self._fatal = error
        finally:
            self._hands.close(_LAST_SECONDS if self._ending() else GRACE_SECONDS)
        return self._conclude()

    def _create_paid_components(self) -> None:
        """Create what costs money before anything is made: who has no key says so now.

        Raises:
            BudgetError: A price is unknown, so that the budget's cap could not be kept.
        """
        brief = next(iter(self._production.briefs()), None)
        unpriced = [] if brief is None else self._recipe.unpriced(brief)
        if unpriced and self._limits.usd is not None:
            stage = unpriced[0]
            raise BudgetError(
                f"The price of the {stage} `{self._recipe.name(stage)}` is unknown, "
                "and the budget has a cap.",
                hint="Give the model's `price` in its options, or drop `limits.usd`.",
            )

    def _make_films(self, watch: Callable[[Progress], None]) -> None:
        """Let film threads work until every film is made or the run stops."""
        todo = to_make(self._production, self._recipe, self._journal, self._tally)
        threads = [
            threading.Thread(target=self._work, args=(todo,), daemon=True)
            for _ in range(self._films_at_once)
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads) and not self._ending():
            watch(self._tally.progress())
            threads[0].join(_TICK)
            time.sleep(0 if threads[0].is_alive() else _TICK)
        if self._ending():
            self._hands.stop()
            deadline = time.monotonic() + GRACE_SECONDS
            for thread in threads:
                thread.join(max(0.0, deadline - time.monotonic()))
        watch(self._tally.progress())

    def _ending(self) -> bool:
        return self._stop.is_set() or self._fatal is not None

    def _work(self, todo: Iterator[list[ToMake]]) -> None:
        """Make films until there are no more; what ends this thread ends the run."""
        try:
            while not self._ending():
                with self._lock:
                    family = next(todo, None)
                if family is None:
                    return
                for ordinal, brief in family:
                    if not self._ending():
                        self._attempt(ordinal, brief)
        except MovieLLMError as error:
            self._fatal = self._fatal or error
        except BaseException as error:  # noqa: BLE001 - nobody else sees a thread die
            fault = RunError(f"The engine failed: {error!r}.")
            fault.__cause__ = error
            self._fatal = self._fatal or fault

    def _attempt(self, ordinal: int, brief: Brief) -> None:
        if brief.twin and brief.twin.of in self._tally.failures:
            parent = f"Film {brief.twin.of}, of which it is a twin, was not made."
            self._quarantine(ordinal, brief, FilmError(parent))
            return
        try:
            self._make(ordinal, brief)
        finally:
            self._shop.latest.pop(brief.id, None)

    def _make(self, ordinal: int, brief: Brief) -> None:
        for remaining in reversed(range(_DAMAGE_TRIES)):
            try:
                make_film(self._shop, brief, ordinal)
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
        self._observers.film_finished(FilmReport(film=brief.id, theme=brief.theme, state="done"))

    def _unusable(self, brief: Brief, error: Exception) -> MovieLLMError:
        """Say what could not be done with what a component has made of a film."""
        stage = self._shop.latest.get(brief.id)
        where = f": {type(error).__name__}: {text_of(error)}"
        if stage is None:
            found: MovieLLMError = FilmError(f"What is stored of it cannot be used{where}.")
        else:
            title = self._crew.plugin(stage).record.title
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
            self._faults[brief.id] = error
        failed = self._tally.failed(brief.id, reason)
        report = FilmReport(film=brief.id, theme=brief.theme, state="quarantined", reason=reason)
        self._observers.film_finished(report)
        if failed > self._limits.failed_films:
            self._fatal = self._fatal or RunError(
                f"The run stopped early: {failed} films were quarantined, the last one because: "
                f"{reason}",
                hint="Mend the cause and run again, or raise `limits.failed_films`.",
            )

    def _export_all(self, watch: Callable[[Progress], None]) -> None:
        """Write all exports; films of which something stored is damaged are mended first."""
        for remaining in reversed(range(_DAMAGE_TRIES)):
            if self._ending() or not self._tally.progress().done:
                return
            try:
                self._export_each(watch)
            except DamageError:
                if not remaining:
                    raise
                _LOG.warning("Some of what is stored is damaged; what needs it is made again.")
                forget_damage(self._journal, self._store)
                self._tally.again()
                self._make_films(watch)
            else:
                return

    def _export_each(self, watch: Callable[[Progress], None]) -> None:
        seed = derive_seed(self._production.pipeline.films.seed, "exporter")

        def one(name: str) -> Path:
            progress = functools.partial(self._tally.exporting, name)
            folder, _ = export(
                name, self._recipe, self._journal, self._hands, seed=seed, progress=progress
            )
            self._tally.exported(name)
            return folder

        making = {
            name: in_thread(functools.partial(one, name), f"moviellm-export-{name}")
            for name in self._crew.names("exporter")
        }
        wait_for(
            making.values(),
            self._hands,
            self._ending,
            GRACE_SECONDS,
            lambda: watch(self._tally.progress()),
        )
        watch(self._tally.progress())
        ended = wait(making.values(), GRACE_SECONDS).done  # all of them, unless the disk hangs
        self._exports = {n: export.result() for n, export in making.items() if export in ended}

    def _conclude(self) -> RunReport:
        progress = self._tally.progress()
        failures = dict(self._tally.failures)
        if failures and not progress.done and failures.keys() <= self._faults.keys():
            self._fatal = self._faults[next(iter(failures))]
        if self._fatal is not None and not isinstance(self._fatal, Cancelled):
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
            "films": self._production.total_films,
            "wall_ms": report.wall_ms,
            "made": dict(progress.made),
            "reused": dict(progress.reused),
        }
        self._journal.set_header({REPORT: told_of})
        note_prices(self._journal)
        self._observers.run_finished(report)
        if self._fatal is not None and not isinstance(self._fatal, Cancelled):
            raise self._fatal
        return report
