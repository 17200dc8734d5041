"""A worker process: carries out tasks that come through its standard input.

Started as ``python -m moviellm.engine.workers.worker``, not by fork, so that it shares nothing
with the driver and imports nothing of the user's main script. It answers with messages

* ``("ready",)``: it has started;
* ``("free", number)``: the component has worked; the next task may come while this one's
  pictures become durable;
* ``("progress", number, done, total)`` and ``("log", level, name, text)``;
* ``("part", number, outcome)``: pictures that are durable while others are painted;
* ``("waits", number, yes)``: whether it waits for what another process makes for both;
* ``("outcome", number, outcome)``.

It leads a process group: what it starts is in that group, unless it leaves it, and ends with it.
It ends when its input ends, so it does not outlive the driver, and when one of its threads fails.
The message `STOP` among the tasks says that the run was asked to stop: what is under way is told
so at once, nothing comes after it.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import os
import pickle
import queue
import signal
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.store.finished import FinishedFilms
from moviellm.engine.store.remote_packs import open_packs
from moviellm.engine.store.store import StoreReader
from moviellm.engine.workers.blobs import NoCalls, WorkerBlobs
from moviellm.engine.workers.environment import WorkerEnvironment
from moviellm.engine.workers.perform import Begun, begin, finish
from moviellm.engine.workers.tasks import Task
from moviellm.film import Consent
from moviellm.plugins.components import Components, Selected

STOP = "stop"
_LENGTH = struct.Struct(">Q")
_LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message to a worker: where the run is and who works on it.

    Attributes:
        folder: The run's folder.
        store: Where its blobs are.
        session: The session that its packs are written in.
        selected: The components.
        consent: Records for real people.
    """

    folder: Path
    store: str
    session: str
    selected: tuple[Selected, ...]
    consent: tuple[Consent, ...] = ()


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message. Both ends are this package's own processes."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message.

    Raises:
        EOFError: The other end is gone.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own driver over an anonymous pipe


class _Forward(logging.Handler):
    def __init__(self, tell: Callable[[Any], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(("log", record.levelno, record.name, record.getMessage()))


def main() -> None:
    """Serve tasks until the driver closes the pipe."""
    for number in (signal.SIGINT, signal.SIGTTIN, signal.SIGTTOU):
        # The driver decides when to stop; a group in the background may yet write to the terminal.
        signal.signal(number, signal.SIG_IGN)
    tasks = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a plugin prints must not mix with messages
    _thread(functools.partial(_outlive_nobody, os.getppid()))
    lock = threading.Lock()

    def tell(message: Any) -> None:
        with lock:
            send(answers, message)

    def serve() -> None:
        hello: Hello = receive(tasks)
        root = logging.getLogger("moviellm")
        root.addHandler(_Forward(tell))
        root.setLevel(logging.INFO)
        stopped = threading.Event()
        _serve(_listening(tasks, stopped), hello, tell, stopped)

    _to_the_end(serve)
    os._exit(0)


def _to_the_end(work: Callable[[], None]) -> None:
    """Do some work; the process ends with it when it fails, since nobody would hear of it."""
    try:
        work()
    except (BrokenPipeError, EOFError):  # the driver is gone
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a thread that dies alone leaves the driver waiting
        traceback.print_exc()
        os._exit(1)


def _thread(work: Callable[[], None]) -> None:
    threading.Thread(target=_to_the_end, args=(work,), daemon=True).start()


def _outlive_nobody(driver: int) -> None:
    """End in the middle of a task when the driver was killed, with all that was started."""
    while os.getppid() == driver:
        time.sleep(_LOOK_SECONDS)
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _listening(tasks: IO[bytes], stopped: threading.Event) -> Iterator[tuple[int, Task]]:
    """Yield tasks; hear the wish to stop while one of them is carried out."""
    heard: queue.SimpleQueue[tuple[int, Task] | None] = queue.SimpleQueue()

    def listen() -> None:
        with contextlib.suppress(EOFError):
            while True:
                message = receive(tasks)
                if message == STOP:
                    stopped.set()
                else:
                    heard.put(message)
        heard.put(None)

    _thread(listen)
    while (task := heard.get()) is not None:
        yield task


def _serve(
    tasks: Iterator[tuple[int, Task]],
    hello: Hello,
    tell: Callable[[Any], None],
    stopped: threading.Event,
) -> None:
    packs = open_packs(hello.store, hello.session)
    journal = JournalReader(hello.folder)
    store = StoreReader(journal, packs)
    number, blobs = 0, WorkerBlobs(store, packs.write)
    environment = WorkerEnvironment(
        components=Components(hello.selected),
        folder=hello.folder,
        blobs=blobs,
        calls=NoCalls,
        finished=FinishedFilms(journal, store, blobs),
        pack=packs.write,
        consent=hello.consent,
        progress=lambda done, total: tell(("progress", number, done, total)),
        cancelled=stopped.is_set,
        waits=lambda yes: tell(("waits", number, yes)),
    )
    done: queue.Queue[tuple[str, int, Task, Begun]] = queue.Queue()

    def store_in_background() -> None:
        while True:
            what, job, task, begun = done.get()
            tell((what, job, finish(task, begun, environment)))
            done.task_done()

    _thread(store_in_background)
    tell(("ready",))
    for number, task in tasks:
        parts: list[Begun] = []

        def hand_over(begun: Begun) -> None:
            parts.append(begun)  # noqa: B023 - called while this task is at work
            done.put(("part", number, task, begun))  # noqa: B023

        begun = begin(task, environment, hand_over)
        if parts or (begun[0] is not None and begun[0].blobs):
            done.put(("outcome", number, task, begun))
            tell(("free", number))
        else:
            tell(("outcome", number, finish(task, begun, environment)))
    done.join()


if __name__ == "__main__":
    main()
