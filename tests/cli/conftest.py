"""The real command on the small cast of the engine's tests, in this process or one of its own."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import command_line
import pytest
from places import CAST

OURS = {"PYTHONPATH": str(CAST), "COLUMNS": "100"}
ENVIRONMENT = {**os.environ, **OURS}
THEMES = ["a lighthouse", "two rivals"]
FRAMES = 4
"""Key frames of a film."""

Moviellm = Callable[..., subprocess.CompletedProcess[str]]


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "moviellm", *map(str, arguments)]


@pytest.fixture
def here(in_memory: Path) -> Path:
    """An empty folder to work in."""
    return in_memory


@pytest.fixture
def moviellm(here: Path, monkeypatch: pytest.MonkeyPatch) -> Moviellm:
    """Call the command in `here`: `moviellm("run", file, code=0)` returns how it ended.

    It is called in this process, and makes films in one more: an interpreter takes longer to start
    than most commands take. What is told of processes, signals and terminals starts one.
    """

    def call(
        *arguments: object, code: int = 0, traceback: bool = False, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        if words[0] == "run" and "--workers" not in words:
            words += ["--workers", "1"]
        with monkeypatch.context() as ours:
            ours.chdir(here)
            ours.syspath_prepend(CAST)
            for name, value in {**OURS, **environment}.items():
                ours.setenv(name, value)
            done = command_line.moviellm(*words)
        assert ("Traceback" in done.stderr) == traceback, done.stderr
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        return done

    return call


def write_pipeline(folder: Path, name: str = "films", **changes: Any) -> Path:
    """Write the cast's pipeline with some keys changed; ``themes``, ``shape`` are of the films."""
    films = {
        "themes": THEMES,
        "seed": 7,
        "shape": {"chapters": 1, "scenes": 2, "frames": FRAMES // 2},
    }
    films |= {key: changes.pop(key) for key in ("themes", "shape", "count") if key in changes}
    pipeline = {
        "moviellm": 1,
        "films": films,
        "writer": "tale",
        "director": "plain-board",
        "painter": "flat",
        "captioner": "plain",
        "exporters": ["list"],
        **changes,
    }
    file = folder / f"{name}.yaml"
    file.write_text(json.dumps(pipeline, ensure_ascii=False))
    return file


@pytest.fixture
def pipeline(here: Path) -> Path:
    """The cast's pipeline, ``films.yaml`` in `here`."""
    return write_pipeline(here)


@pytest.fixture(scope="session")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole")
    file = write_pipeline(home)
    subprocess.run(command("run", file), cwd=home, env=ENVIRONMENT, check=True, capture_output=True)
    return home


@pytest.fixture
def finished(here: Path, pipeline: Path, _whole: Path) -> Path:
    """The folder of a finished run of `pipeline`, ``runs/films`` in `here`."""
    shutil.copytree(_whole / "runs", here / "runs")
    return here / "runs" / "films"


@pytest.fixture
def start(here: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the command in `here` and leave it running; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def call(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command(*arguments), cwd=here, env=ENVIRONMENT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield call
    for process in started:
        process.kill()
        process.communicate()


def on_terminal(columns: int, *arguments: object, cwd: Path) -> tuple[int, str]:
    """Run the command on a terminal so wide; return its exit code and all that it printed."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        environment = {**ENVIRONMENT, "TERM": "xterm", "COLUMNS": str(columns), "LINES": "24"}
        os.execvpe(command()[0], command(*arguments), environment)
    printed = b""
    while True:
        try:
            some = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not some:
            break
        printed += some
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), printed.decode()


def data(done: subprocess.CompletedProcess[str]) -> Any:
    """What a command printed with ``--json``."""
    return json.loads(done.stdout)


def films_of(moviellm: Moviellm, run: Path) -> dict[str, str]:
    """The ids of a run's films by theme."""
    listing = (run / "export" / "list" / "films.txt").read_text().splitlines()
    return {line.split("'")[1]: line.split(" ")[0] for line in listing}
