"""Runs that are killed, each forked from one process that has imported what all of them need.

An interpreter takes a second to start and to import the engine; what a test kills shall be at work.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ForkedRuns:
    """Begins runs of a pipeline; see `forked_runs`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def begin(self, pipeline: Path, folder: Path, workers: int = 1) -> int:
        """Begin a run in a process of its own; return its id."""
        self._process.stdin.write(json.dumps([str(pipeline), str(folder), workers]) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def kill(self, pid: int) -> None:
        """Kill the run that was begun last, unless it has ended, and wait until it is gone."""
        os.kill(pid, signal.SIGKILL)  # it stays known until its end is asked for
        self.end()

    def end(self) -> int:
        """Wait for the end of the run that was begun last; return its exit status."""
        self._process.stdin.write("null\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def forked_runs(*modules: str) -> Iterator[ForkedRuns]:
    """Hold the process from which runs are forked.

    Args:
        modules: What else it imports.
    """
    command = [sys.executable, __file__, *modules]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        yield ForkedRuns(process)
        process.stdin.close()


def _run_and_exit(pipeline: str, folder: str, workers: int) -> None:
    from moviellm.engine.run import run
    from moviellm.pipeline.read import read_pipeline

    status = 1
    try:
        run(read_pipeline(pipeline), Path(folder), workers=workers)
        status = 0
    except BaseException:  # noqa: BLE001 - it must not go on as the process that forks
        traceback.print_exc()
    os._exit(status)


def _serve() -> None:
    for name in ("moviellm.engine.run", "moviellm.pipeline.read", *sys.argv[1:]):
        importlib.import_module(name)
    child = 0
    for line in sys.stdin:
        if (wanted := json.loads(line)) is None:
            _, answer = os.waitpid(child, 0)
        elif not (answer := os.fork()):
            _run_and_exit(*wanted)
        child = answer
        print(answer, flush=True)


if __name__ == "__main__":
    _serve()
