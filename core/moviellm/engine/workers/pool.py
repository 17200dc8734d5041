"""Worker processes that may crash, hang or be killed without taking the run along."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from moviellm.engine.workers.patience import TasksAtWork
from moviellm.engine.workers.process import GRACE_SECONDS, Job, WorkerProcess
from moviellm.engine.workers.tasks import (
    Stored,
    Task,
    TaskError,
    TaskResult,
    Told,
    not_awaited,
    untold,
)
from moviellm.engine.workers.threads import fail, settle, watch
from moviellm.engine.workers.worker import Hello
from moviellm.errors import Cancelled

_START_SECONDS = 120.0
_TRIES = 2


class Pool:
    """Carries out tasks in worker processes.

    A process that dies, or that does not answer in time and is killed, is replaced; each of its
    unfinished tasks is tried once more, and then its outcome says what happened.

    Args:
        hello: What each process is told first.
        places: The environment variables of each process; they start when tasks come.
        seconds: How long one task may take, or go on without telling of progress; waiting for
            what another process makes for both does not count while another one works. How long
            it may take after that to make durable what came out.
        title: Names the plugin that a task is for.
        cancelled: Whether the run was asked to stop, which `stop` tells a moment later.
    """

    def __init__(
        self,
        hello: Hello,
        places: Sequence[Mapping[str, str]],
        *,
        seconds: float,
        title: Callable[[Task], str],
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._hello = hello
        self._seconds = seconds
        self._places = places
        self._title = title
        self._cancelled = cancelled
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._keepers: list[threading.Thread] = []
        self._processes: set[WorkerProcess] = set()
        self._at_work = TasksAtWork()
        self._stopping = self._closed = False
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many processes it has at most."""
        return len(self._places)

    def submit(
        self, task: Task, progress: Told = untold, stored: Stored = not_awaited
    ) -> Future[TaskResult]:
        """Queue a task; its future always gets an outcome, or `Cancelled` after `stop`."""
        future: Future[TaskResult] = Future()
        self._enqueue(Job(next(self._numbers), task, future, progress, stored))
        return future

    def _enqueue(self, job: Job) -> None:
        with self._lock:
            if not self._stopping:
                self._hire()
                self._waiting.put(job)
                return
        fail(job.future, _stopped())

    def _hire(self) -> None:
        """Start a keeper for a place that has none; those that are there may do without."""
        if len(self._keepers) == len(self._places):
            return
        place = self._places[len(self._keepers)]
        keeper = threading.Thread(target=self._keep, args=(place,), daemon=True)
        try:
            keeper.start()
        except RuntimeError:  # the system starts no more threads
            if not self._keepers:
                raise
        else:
            self._keepers.append(keeper)

    def stop(self) -> None:
        """Start nothing new; queued tasks are cancelled, those under way may end."""
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
            for _ in self._keepers:
                self._waiting.put(None)
            processes = list(self._processes)
        for process in processes:
            process.stop()

    def close(self, seconds: float = GRACE_SECONDS) -> None:
        """Stop, give what is under way some seconds, and end every process."""
        self.stop()
        deadline = time.monotonic() + seconds
        for keeper in self._keepers:
            keeper.join(max(0.0, deadline - time.monotonic()))
        with self._lock:
            self._closed = True
            processes = list(self._processes)
        for process in processes:
            process.kill("the run was stopped")

    def _keep(self, place: Mapping[str, str]) -> None:
        """Have one process at a time carry out tasks."""
        process: WorkerProcess | None = None
        while (job := self._waiting.get()) is not None:
            if self._stopping or self._cancelled():
                fail(job.future, _stopped())
                continue
            try:
                if process is None or process.gone.is_set():
                    process = self._replace(process, place)
            except (OSError, RuntimeError) as error:  # no memory, too many files or threads
                self._bury(job, f"its process could not be started ({error})")
                continue
            self._work(process, job)
        if process is not None:
            process.end()
            self._processes.discard(process)

    def _replace(self, old: WorkerProcess | None, place: Mapping[str, str]) -> WorkerProcess:
        if old is not None:
            self._processes.discard(old)
        new = WorkerProcess(self._hello, place, self._bury)
        with self._lock:
            self._processes.add(new)
            stopping, closed = self._stopping, self._closed
        if closed:
            new.kill("the run was stopped")
        elif stopping:
            new.stop()
        return new

    def _work(self, process: WorkerProcess, job: Job) -> None:
        """Return when the process can be given another task, or is gone."""
        if not process.ready.wait(_START_SECONDS):
            process.kill(f"its process did not start in {_START_SECONDS:g} s")
        self._at_work.begin(job.patience)
        process.give(job)
        while not job.free.wait(self._seconds):
            if not self._at_work.goes_on(job.patience):
                process.kill(f"it gave no answer in {self._seconds:g} s")
                break
        self._at_work.end(job.patience)
        self._watch_storing(process, job)

    def _watch_storing(self, process: WorkerProcess, job: Job) -> None:
        """See to it that what came of a job is made durable, while its process does the next."""
        late = f"what it made was not stored in {self._seconds:g} s"
        moved = job.patience.has_moved
        try:
            watch(job.future, self._seconds, moved, lambda: process.kill(late))
        except RuntimeError as error:  # the system starts no more threads
            process.kill(f"nobody could watch it ({error})")

    def _bury(self, job: Job, cause: str) -> None:
        """Try a task that a process left unfinished again, or say what happened to it."""
        again = job.again()
        if again.tries < _TRIES:
            self._enqueue(again)
        else:
            settle(job.future, TaskResult(failure=self._died(job.task, cause)))

    def _died(self, task: Task, cause: str) -> TaskError:
        return TaskError(
            kind="WorkerDied",
            message=f"The {self._title(task)} failed {_TRIES} times: {cause}.",
            hint="The plugin's native code may be at fault, or memory ran out; try --workers 1.",
        )


def _stopped() -> Cancelled:
    return Cancelled("The run was asked to stop.")
