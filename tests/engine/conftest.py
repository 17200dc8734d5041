import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from moviellm.engine.journal import Journal
from moviellm.engine.store import Store


@pytest.fixture
def folder() -> Iterator[Path]:
    """A run folder in memory where there is one: fsync costs nothing there."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name) / "run"


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
