"""Who carries out tasks: threads of the driver for what waits, processes for what computes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, wait
from dataclasses import replace
from typing import Any, Protocol

from moviellm import errors
from moviellm.engine.journal.records import Pack
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.paid_calls.broker import CallBroker
from moviellm.engine.paid_calls.budget import Budget
from moviellm.engine.paid_calls.step_calls import StepCalls
from moviellm.engine.store.finished import FinishedFilms
from moviellm.engine.store.store import Store, StoreReader
from moviellm.engine.workers.blobs import NoCalls, WorkerBlobs
from moviellm.engine.workers.environment import MeteredCalls, WorkerEnvironment
from moviellm.engine.workers.gpus import places, visible_gpus
from moviellm.engine.workers.patience import Patience, TasksAtWork
from moviellm.engine.workers.perform import perform
from moviellm.engine.workers.pool import Pool
from moviellm.engine.workers.tasks import (
    Stored,
    Task,
    TaskError,
    TaskResult,
    Told,
    not_awaited,
    untold,
)
from moviellm.engine.workers.threads import fail, in_thread, settle, watch
from moviellm.engine.workers.worker import Hello
from moviellm.errors import (
    BudgetError,
    Cancelled,
    DamageError,
    FilmError,
    MovieLLMError,
    StorageError,
    text_of,
)
from moviellm.pipeline.config import Pipeline
from moviellm.plugins.components import Components, Selected
from moviellm.stages import HOOK_OF, Stage

_TICK = 0.1
FATAL = (BudgetError, Cancelled, StorageError)
"""What stops the run instead of quarantining a film."""


class Executor(Protocol):
    """Carries out tasks. A distributed engine may stand here in place of `LocalExecutor`."""

    def submit(
        self, task: Task, progress: Told = untold, stored: Stored = not_awaited
    ) -> Future[TaskResult]:
        """Carry out a task somewhere; the future always gets an outcome or an error.

        Args:
            task: What to do.
            progress: Told (done, total) of the component's own units as it goes.
            stored: Given pictures that are durable while others of the task are painted; the
                outcome has the rest.
        """


class LocalExecutor:
    """Threads and processes of this machine.

    Args:
        components: Declares where each component runs.
        journal: Of the run. Paid calls need one that can be written.
        store: Of the run. What components store needs one that can be written.
        selected: The components, for worker processes.
        pipeline: Its limits and consent records hold.
        workers: How many processes for components that need no GPU.
        usd: What paid calls may cost at most; None for no cap.
        cancelled: Whether the run was asked to stop.
    """

    def __init__(
        self,
        components: Components,
        journal: JournalReader,
        store: StoreReader,
        *,
        selected: Sequence[Selected],
        pipeline: Pipeline,
        workers: int,
        usd: float | None,
        cancelled: Callable[[], bool],
    ) -> None:
        hello = Hello(
            journal.folder,
            store.packs.where,
            store.packs.session,
            tuple(selected),
            pipeline.consent,
        )
        budget = Budget(usd, journal.spend())
        self._components = components
        self._seconds = pipeline.limits.seconds
        self._workers = workers
        self._cancelled = cancelled
        self._stopping = False
        self._lock = threading.Lock()
        self._in_threads: set[Future[TaskResult]] = set()
        self._at_work = TasksAtWork()
        self._pools = self._make_pools(hello)
        self._calls: CallBroker | None = None
        pack = _closed
        if isinstance(journal, Journal) and isinstance(store, Store):
            self._calls = CallBroker(journal, store, budget, cancelled=cancelled)
            pack = store.pack
        blobs = WorkerBlobs(store, pack)
        self._environment = WorkerEnvironment(
            components=components,
            folder=journal.folder,
            blobs=blobs,
            calls=self._gate,
            finished=FinishedFilms(journal, store, blobs),
            pack=pack,
            consent=pipeline.consent,
            cancelled=cancelled,
        )

    def at_once(self, stage: Stage) -> int:
        """Return how many tasks for a stage's component are carried out at the same time."""
        needs = self._components.component(stage).capabilities
        return self._pools[needs.gpus].size if needs.runs_in == "process" else self._workers

    def stop(self) -> None:
        """Start nothing new; what is under way may end."""
        with self._lock:
            self._stopping = True
        for pool in self._pools.values():
            pool.stop()

    def close(self, seconds: float) -> None:
        """Stop, give what is under way so many seconds, and end every process.

        A thread that works on is left behind; nobody waits for it any more.
        """
        self.stop()
        deadline = time.monotonic() + seconds
        for pool in self._pools.values():
            pool.close(max(0.0, deadline - time.monotonic()))
        left = wait(set(self._in_threads), max(0.0, deadline - time.monotonic())).not_done
        for future in left:
            fail(future, Cancelled("The run was asked to stop."))

    def submit(
        self, task: Task, progress: Told = untold, stored: Stored = not_awaited
    ) -> Future[TaskResult]:
        """Carry out a task where its component wants to run."""
        if self._cancelled():
            return _stopped()
        needs = self._components.component(task.stage, task.name).capabilities
        if needs.runs_in == "process":
            return self._pools[needs.gpus].submit(task, progress, stored)
        gate, patience = self._gate(task), Patience()

        def moved(done: int, total: int) -> None:
            patience.moved = True
            progress(done, total)

        def goes_on() -> bool:
            # A paid answer, an export or what another thread makes for both may take its time.
            return gate.goes_on() or self._at_work.goes_on(patience)

        def ended(future: Future[TaskResult]) -> None:
            self._at_work.end(patience)
            self._in_threads.discard(future)

        environment = replace(
            self._environment, calls=lambda _: gate, progress=moved, waits=patience.told
        )
        with self._lock:
            if self._stopping:
                return _stopped()
            self._at_work.begin(patience)
            future = in_thread(lambda: perform(task, environment, stored), f"moviellm-{task.stage}")
            self._in_threads.add(future)
        future.add_done_callback(ended)
        watch(future, self._seconds, goes_on, lambda: settle(future, self._hung(task)))
        return future

    def _hung(self, task: Task) -> TaskResult:
        message = f"The {self._title(task)} gave no answer in {self._seconds:g} s."
        hint = "Raise `limits.seconds` if it needs longer."
        return TaskResult(failure=TaskError(kind="FilmError", message=message, hint=hint))

    def _title(self, task: Task) -> str:
        return self._components.plugin(task.stage, task.name).record.title

    def _gate(self, task: Task) -> MeteredCalls:
        paid = self._components.component(task.stage, task.name).capabilities.paid
        if not paid or self._calls is None:
            return NoCalls(task)
        return StepCalls(self._calls, stage=task.stage, component=task.name, film=task.film)

    def _make_pools(self, hello: Hello) -> dict[int, Pool]:
        """The pools by the GPUs that each process gets; components on GPUs have their own."""
        everybody = self._components
        declared = [
            everybody.component(stage, name).capabilities
            for stage in HOOK_OF
            for name in everybody.names(stage)
        ]
        needed = {needs.gpus for needs in declared if needs.runs_in == "process"}
        gpus = visible_gpus() if needed - {0} else ()
        return {
            each: Pool(
                hello,
                places(gpus, each) if each else [{}] * self._workers,
                seconds=self._seconds,
                title=self._title,
                cancelled=self._cancelled,
            )
            for each in needed
        }


def _closed(blobs: Sequence[bytes]) -> Pack:
    """Refuse to store something where the run's folder is only read."""
    raise StorageError(
        "The run's folder cannot be written, and something was to be stored there.",
        hint="Copy the run to a place where it can be written.",
    )


def _stopped() -> Future[TaskResult]:
    future: Future[TaskResult] = Future()
    fail(future, Cancelled("The run was asked to stop."))
    return future


def wait_for(
    work: Collection[Future[Any]],
    executor: LocalExecutor,
    ending: Callable[[], bool],
    seconds: float,
    tick: Callable[[], object],
) -> None:
    """Wait for work that hands carry out; once the run ends, for so many seconds at most.

    ``tick`` is called about ten times a second.
    """
    while wait(work, _TICK).not_done:
        tick()
        if ending():
            executor.close(seconds)
            return


def result_of(outcome: TaskResult) -> TaskResult:
    """Return an outcome that succeeded, or raise its failure.

    Raises:
        MovieLLMError: As the component raised it; what is not of this tree is a `FilmError`.
    """
    failure = outcome.failure
    if failure is None:
        return outcome
    error = error_of(failure)
    for note in failure.notes:
        error.add_note(note)
    if failure.trace:
        error.add_note(failure.trace)
    raise error


def error_of(failure: TaskError) -> MovieLLMError:
    """The exception that a failure describes."""
    kind = getattr(errors, failure.kind, None)
    if failure.kind == "BlobDamagedError":
        kind = DamageError
    if not (isinstance(kind, type) and issubclass(kind, MovieLLMError)):
        kind = FilmError
    return kind(failure.message, hint=failure.hint)


def told(error: BaseException) -> str:
    """One line about an error for a journal or a summary: what, by whom, what to do."""
    message = text_of(error.message if isinstance(error, MovieLLMError) else error)
    notes = [note for note in map(text_of, getattr(error, "__notes__", ())) if "\n" not in note]
    hint = text_of(error.hint) if isinstance(error, MovieLLMError) else ""
    return " ".join(filter(None, [message, *(f"({note})" for note in notes), hint]))
