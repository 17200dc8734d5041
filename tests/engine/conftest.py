import functools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from moviellm.engine.films.progress import Progress
from moviellm.engine.journal.writer import Journal
from moviellm.engine.run import run
from moviellm.engine.store.store import Store
from moviellm.pipeline.read import LoadedPipeline, read_pipeline
from moviellm.run_reports import RunReport
from places import CAST


@pytest.fixture
def folder(in_memory: Path) -> Path:
    """A run folder."""
    return in_memory / "run"


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    with Journal(folder) as opened:
        yield opened


@pytest.fixture
def store(journal: Journal) -> Store:
    return Store(journal)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)],
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("mounting a small file system needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder on a read-only file system; `read_only / "run"` was made before it closed."""
    place = tmp_path / "closed"
    (place / "run").mkdir(parents=True)
    with Journal(place / "run") as journal:
        Store(journal).put(b"written before")
    for command in (
        ["mount", "--bind", str(place), str(place)],
        ["mount", "-o", "remount,ro,bind", str(place)],
    ):
        if subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("a read-only mount needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    """Starts Python code in a process of its own; what still runs at the end is killed."""
    processes: list[subprocess.Popen[str]] = []

    def run(code: str, *arguments: object) -> subprocess.Popen[str]:
        script = tmp_path / f"script{len(processes)}.py"
        script.write_text(code)
        command = [sys.executable, str(script), *map(str, arguments)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


SHAPE = {"chapters": 1, "scenes": 2, "frames": 9}


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the cast for this process and its workers."""
    monkeypatch.syspath_prepend(CAST)
    monkeypatch.setenv("PYTHONPATH", str(CAST))


IN_THREADS = {
    "writer": "tale-here",
    "director": "plain-board-here",
    "painter": "flat-here",
    "captioner": "plain-here",
}
"""Stages for what is not about processes: each process takes a second to start."""


@pytest.fixture
def stages() -> dict[str, str]:
    """Who works where a test does not say otherwise: the cast in processes."""
    return {}


@pytest.fixture
def produce(
    tmp_path: Path, folder: Path, cast: None, stages: dict[str, str]
) -> Callable[..., RunReport]:
    """Run the cast: `produce(themes=[...], painter={...})` in one folder, again and again."""

    def run_it(
        *,
        to: Path | None = None,
        workers: int = 1,
        stop: Event | None = None,
        store: str | None = None,
        watch: Callable[[Progress], None] = lambda progress: None,
        **changes: Any,
    ) -> RunReport:
        made = loaded(tmp_path, **{**stages, **changes})
        return run(made, to or folder, workers=workers, stop=stop, store=store, on_progress=watch)

    return run_it


@pytest.fixture
def pipeline(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., LoadedPipeline]:
    """Read a pipeline of the studio's own writer, with the cast's painter.

    What a test file calls FILMS it asks for, with some keys changed: ``pipeline(twins=2)``.
    """

    def call(captioner: Any = "script", writer: str = "fable", **films: Any) -> LoadedPipeline:
        data = {
            "moviellm": 1,
            "films": {**request.module.FILMS, **films},
            "writer": writer,
            "painter": "flat-here",
            "captioner": captioner,
            "exporters": ["frames"],
        }
        file = tmp_path / "films.yaml"
        file.write_text(json.dumps(data))
        return read_pipeline(file)

    return call


@pytest.fixture
def make(pipeline: Callable[..., LoadedPipeline], folder: Path, cast: None) -> Callable[..., Any]:
    """Run such a pipeline: ``make(rotations=4)``, ``make(to=another_folder)``."""

    def call(to: Path = folder, **changes: Any) -> RunReport:
        return run(pipeline(**changes), to, workers=1)

    return call


@pytest.fixture
def produced_by(
    tmp_path: Path, cast: None, stages: dict[str, str]
) -> Callable[..., LoadedPipeline]:
    """Read the cast's pipeline, with some keys changed, and make nothing."""
    return functools.partial(loaded, tmp_path, **stages)


def loaded(tmp_path: Path, **changes: Any) -> LoadedPipeline:
    """The cast's pipeline with some keys changed; ``themes`` and ``shape`` are of the films."""
    films = {"themes": ["a lighthouse", "two rivals"], "seed": 7, "shape": SHAPE}
    films |= {
        key: changes.pop(key) for key in ("themes", "twins", "shape", "seed") if key in changes
    }
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
    file = tmp_path / "pipeline.yaml"
    file.write_text(json.dumps(pipeline))
    return read_pipeline(file)


@pytest.fixture
def here() -> dict[str, Any]:
    """What `produce` makes one short film of with all stages, in threads alone."""
    return {
        **IN_THREADS,
        "voice": "hum",
        "critic": "picky",
        "animator": "stir-here",
        "mixer": "drone",
        "themes": ["a lighthouse"],
        "shape": {"chapters": 1, "scenes": 1, "frames": 2},
        "workers": 1,
    }
