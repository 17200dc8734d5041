"""One worker process as its driver sees it: the tasks that it has, how it answers, how it ends."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace

from moviellm.engine.workers.patience import Patience
from moviellm.engine.workers.tasks import Stored, Task, TaskResult, Told, not_awaited
from moviellm.engine.workers.threads import settle
from moviellm.engine.workers.worker import STOP, Hello, receive, send

GRACE_SECONDS = 7.0
"""How long a process may take to end, when it is asked to or killed."""

_DRAIN_SECONDS = 5.0
"""How long what a process has answered is read after its end; a child of it that left its group
may hold the pipe open for ever."""

_END = object()


@dataclass(slots=True, eq=False)
class Job:
    """A task on its way through processes.

    Attributes:
        number: By which a process names it.
        future: Gets the outcome.
        progress: Told (done, total) of the component's own units.
        stored: Given what is durable of it while it goes on.
        tries: How many processes have left it unfinished.
        patience: What the component has told of itself.
        parts: How many of its items are durable.
        free: Set when the process can be given another task.
    """

    number: int
    task: Task
    future: Future[TaskResult]
    progress: Told
    stored: Stored = not_awaited
    tries: int = 0
    patience: Patience = field(default_factory=Patience)
    parts: int = 0
    free: threading.Event = field(default_factory=threading.Event)

    def again(self) -> Job:
        """What is left for another process; this one may still be told of by the old one."""
        task = replace(self.task, documents=self.task.documents[self.parts :])
        return Job(self.number, task, self.future, self.progress, self.stored, tries=self.tries + 1)


class WorkerProcess:
    """A worker process, and the threads that write to it, read from it and wait for its end.

    It leads a process group, so that what it has started is killed with it. None of the threads
    ends without the process: when one of them fails, the process is killed, and when the process
    has ended, it is gone, whatever the threads still wait for.

    Args:
        hello: What it is told first.
        place: Environment variables of its own.
        bury: Called with each job that it leaves unfinished when it ends, and the cause.

    Attributes:
        ready: Set when it has started, or is gone.
        gone: Set when it has ended; it answers no more.

    Raises:
        OSError: The system starts no process.
        RuntimeError: The system starts no thread.
    """

    def __init__(
        self, hello: Hello, place: Mapping[str, str], bury: Callable[[Job, str], None]
    ) -> None:
        self._bury = bury
        self._cause = ""
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._outbox: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.ready, self.gone, self._ended = (threading.Event() for _ in range(3))
        self._child = subprocess.Popen(
            [sys.executable, "-m", "moviellm.engine.workers.worker"],
            env={**os.environ, **place},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,
        )
        self._outbox.put(hello)
        self._reader = threading.Thread(target=self._read, daemon=True)
        writer = threading.Thread(target=self._write, daemon=True)
        try:
            for thread in (writer, self._reader, threading.Thread(target=self._wait, daemon=True)):
                thread.start()
        except RuntimeError:
            self._outbox.put(_END)
            _end_group(self._child)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(GRACE_SECONDS)
            raise

    def give(self, job: Job) -> None:
        """Send a task; a process that is gone buries it."""
        with self._lock:
            self._jobs[job.number] = job
        self._outbox.put((job.number, job.task))
        if self.gone.is_set():
            self._leave()

    def stop(self) -> None:
        """Tell what is under way that the run was asked to stop."""
        self._outbox.put(STOP)

    def kill(self, cause: str) -> None:
        """End it now, and what it has started; its unfinished tasks are buried with this cause."""
        self._condemn(cause)
        if not self.gone.wait(GRACE_SECONDS):  # the kernel does not let go of it
            self._go(cause)

    def end(self) -> None:
        """Let it finish what it does and end."""
        self._outbox.put(_END)
        if not self.gone.wait(GRACE_SECONDS):
            self.kill("it did not end when it was asked to")

    def _condemn(self, cause: str) -> None:
        with self._lock:
            self._cause = self._cause or cause
        if not self._ended.is_set():
            _end_group(self._child)

    def _write(self) -> None:
        """Send messages; in a thread of its own, since a process may not read them."""
        child = self._child.stdin
        assert child is not None
        try:
            with child:
                while (message := self._outbox.get()) is not _END:
                    send(child, message)
        except OSError:  # it reads no more, and its end will tell why
            return
        except BaseException as error:  # noqa: BLE001 - nobody else sees a thread die
            self._condemn(f"its task could not be sent ({error!r})")

    def _read(self) -> None:
        child = self._child.stdout
        assert child is not None
        cause = "it closed the pipe of its answers"
        try:
            with child:
                while True:
                    self._hear(receive(child))
        except (EOFError, OSError):
            self._ended.wait(_DRAIN_SECONDS)
        except BaseException as error:  # noqa: BLE001 - nobody else sees a thread die
            cause = f"its answer could not be read ({error!r})"
        if not self._ended.is_set():
            self._condemn(cause)

    def _wait(self) -> None:
        """Wait for the process itself: its pipes may be held open by what it has started."""
        code = self._child.wait()
        _end_group(self._child)
        self._ended.set()
        self._reader.join(_DRAIN_SECONDS)
        self._go(_told(code))

    def _go(self, cause: str) -> None:
        with self._lock:
            self._cause = self._cause or cause
        self.gone.set()
        self.ready.set()
        self._outbox.put(_END)
        self._leave()

    def _leave(self) -> None:
        with self._lock:
            left, self._jobs = list(self._jobs.values()), {}
        for job in left:
            self._bury(job, self._cause)
            job.free.set()

    def _hear(self, message: tuple[object, ...]) -> None:
        match message:
            case ("ready",):
                self.ready.set()
            case ("log", int(level), str(name), str(text)):
                logging.getLogger(name).log(level, text)
            case ("progress", int(number), int(done), int(total)):
                if job := self._jobs.get(number):
                    job.patience.moved = True
                    job.progress(done, total)
            case ("waits", int(number), bool(yes)):
                if job := self._jobs.get(number):
                    job.patience.told(yes)
            case ("free", int(number)):
                if job := self._jobs.get(number):
                    job.free.set()
            case ("part", int(number), TaskResult() as outcome):
                if job := self._jobs.get(number):
                    job.patience.moved = True
                    job.parts += len(outcome.digests)
                    job.stored(outcome)
            case ("outcome", int(number), TaskResult() as outcome):
                self._finish(number, outcome)

    def _finish(self, number: int, outcome: TaskResult) -> None:
        with self._lock:
            job = self._jobs.pop(number, None)
            waiting = [other for other in self._jobs.values() if other.free.is_set()]
        for other in waiting:  # until their pictures are stored, it is their turn now
            other.patience.moved = True
        if job is not None:
            settle(job.future, outcome)
            job.free.set()


def _end_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left in it
        os.killpg(child.pid, signal.SIGKILL)


def _told(code: int) -> str:
    if code < 0:
        return f"its process was ended by signal {-code}"
    return f"its process ended with exit code {code}"
