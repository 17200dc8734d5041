"""Worker processes that may crash, hang or be killed without taking the run along."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from moviellm.engine.orders import Failure, Order, Outcome, Told, untold
from moviellm.engine.worker import STOP, Hello, receive, send
from moviellm.errors import Cancelled

_START_SECONDS = 120.0
_TRIES = 2
_GRACE_SECONDS = 7.0


@dataclass(slots=True)
class _Job:
    number: int
    order: Order
    future: Future[Outcome]
    progress: Told
    tries: int = 0
    waits: bool = False
    moved: bool = False
    free: threading.Event = field(default_factory=threading.Event)

    def goes_on(self) -> bool:
        """Whether it waits for another order, or has told of progress since this was asked."""
        moved, self.moved = self.moved, False
        return self.waits or moved


class _Process:
    """One worker process and the thread that reads its answers.

    Args:
        hello: What it is told first.
        place: Environment variables of its own.
        bury: Called with each order that it leaves unfinished when it ends, and the cause.
    """

    def __init__(
        self, hello: Hello, place: Mapping[str, str], bury: Callable[[_Job, str], None]
    ) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "moviellm.engine.worker"],
            env={**os.environ, **place},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._orders, self._answers = self._child.stdin, self._child.stdout
        self._bury = bury
        self._cause = ""
        self._jobs: dict[int, _Job] = {}
        self._lock = threading.Lock()
        self.ready = threading.Event()
        self.gone = threading.Event()
        self._sending = threading.Lock()
        self._send(hello)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def give(self, job: _Job) -> None:
        """Send an order; a process that is gone buries it."""
        job.free.clear()
        job.waits = False
        with self._lock:
            self._jobs[job.number] = job
        self._send((job.number, job.order))
        if self.gone.is_set():
            self._leave()

    def stop(self) -> None:
        """Tell what is under way that the run was asked to stop."""
        self._send(STOP)

    def _send(self, message: object) -> None:
        with self._sending, contextlib.suppress(OSError, ValueError):  # it is gone, or closed
            send(self._orders, message)

    def kill(self, cause: str) -> None:
        """End it now; its unfinished orders are buried with this cause."""
        self._cause = cause
        self._child.kill()
        self._reader.join(_GRACE_SECONDS)

    def end(self) -> None:
        """Let it finish what it does and end."""
        with contextlib.suppress(OSError):
            self._orders.close()
        try:
            self._child.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill("it did not end when it was asked to")
        self._reader.join(_GRACE_SECONDS)

    def _read(self) -> None:
        with contextlib.suppress(EOFError, OSError), self._answers:
            while True:
                self._hear(receive(self._answers))
        with contextlib.suppress(OSError):
            self._orders.close()
        self._cause = self._cause or _ended(self._child.wait())
        self._child.wait()
        self.gone.set()
        self.ready.set()
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
                    job.moved = True
                    job.progress(done, total)
            case ("waits", int(number), bool(yes)):
                if job := self._jobs.get(number):
                    job.waits = yes
            case ("free", int(number)):
                if job := self._jobs.get(number):
                    job.free.set()
            case ("outcome", int(number), Outcome() as outcome):
                with self._lock:
                    job = self._jobs.pop(number, None)
                if job is not None:
                    job.future.set_result(outcome)
                    job.free.set()


class Pool:
    """Carries out orders in worker processes.

    A process that dies, or that does not answer in time and is killed, is replaced; each of its
    unfinished orders is tried once more, and then its outcome says what happened.

    Args:
        hello: What each process is told first.
        places: The environment variables of each process; they start when orders come.
        seconds: How long one order may take, or go on without telling of progress; waiting for
            what another process makes for both does not count.
    """

    def __init__(
        self, hello: Hello, places: Sequence[Mapping[str, str]], *, seconds: float
    ) -> None:
        self._hello = hello
        self._seconds = seconds
        self._places = places
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._keepers: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._stopping = False
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many processes it has at most."""
        return len(self._places)

    def submit(self, order: Order, progress: Told = untold) -> Future[Outcome]:
        """Queue an order; its future always gets an outcome, or `Cancelled` after `stop`."""
        future: Future[Outcome] = Future()
        self._enqueue(_Job(next(self._numbers), order, future, progress))
        return future

    def _enqueue(self, job: _Job) -> None:
        with self._lock:
            if self._stopping:
                job.future.set_exception(_stopped())
                return
            self._waiting.put(job)
            if len(self._keepers) < len(self._places):
                place = self._places[len(self._keepers)]
                keeper = threading.Thread(target=self._keep, args=(place,), daemon=True)
                self._keepers.append(keeper)
                keeper.start()

    def stop(self) -> None:
        """Start nothing new; queued orders are cancelled, those under way may end."""
        with self._lock:
            if self._stopping:
                return
            self._stopping = True
            for _ in self._keepers:
                self._waiting.put(None)
        for process in list(self._processes):
            process.stop()

    def close(self, seconds: float = _GRACE_SECONDS) -> None:
        """Stop, give what is under way some seconds, and end every process."""
        self.stop()
        deadline = time.monotonic() + seconds
        for keeper in self._keepers:
            keeper.join(max(0.0, deadline - time.monotonic()))
        for process in list(self._processes):
            process.kill("the run was stopped")

    def _keep(self, place: Mapping[str, str]) -> None:
        process: _Process | None = None
        while (job := self._waiting.get()) is not None:
            if self._stopping:
                job.future.set_exception(_stopped())
                continue
            if process is None or process.gone.is_set():
                process = self._replace(process, place)
            self._work(process, job)
        if process is not None:
            process.end()
            self._processes.discard(process)

    def _replace(self, old: _Process | None, place: Mapping[str, str]) -> _Process:
        if old is not None:
            self._processes.discard(old)
        new = _Process(self._hello, place, self._bury)
        self._processes.add(new)
        return new

    def _work(self, process: _Process, job: _Job) -> None:
        if not process.ready.wait(_START_SECONDS):
            process.kill(f"its process did not start in {_START_SECONDS:g} s")
        process.give(job)
        while not job.free.wait(self._seconds):
            if not job.goes_on():
                process.kill(f"it gave no answer in {self._seconds:g} s")
                return

    def _bury(self, job: _Job, cause: str) -> None:
        """Try an order that a process left unfinished again, or say what happened to it."""
        job.tries += 1
        if job.tries < _TRIES:
            self._enqueue(job)
        else:
            job.future.set_result(Outcome(failure=_died(job.order, cause)))


def _stopped() -> Cancelled:
    return Cancelled("The run was asked to stop.")


def _ended(code: int) -> str:
    if code < 0:
        return f"its process was ended by signal {-code}"
    return f"its process ended with exit code {code}"


def _died(order: Order, cause: str) -> Failure:
    return Failure(
        kind="WorkerDied",
        message=f"The {order.stage} `{order.name}` failed {_TRIES} times: {cause}.",
        hint="The plugin's native code may be at fault, or memory ran out; try --workers 1.",
    )
