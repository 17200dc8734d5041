from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from made_once import own_copy
from moviellm.film import Film
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_video.config import Mp4Config, SubtitlesConfig, VideoOptions
from moviellm_plugin_video.encode import EncodedVideo, encode_film
from moviellm_plugin_video.mp4 import Mp4Exporter
from moviellm_plugin_video.subtitles import SubtitlesExporter


@pytest.fixture(scope="session")
def coded() -> ModuleType:
    """Films whose every picture carries its key frame's number."""
    path = Path(__file__).with_name("coded_films.py")
    spec = importlib.util.spec_from_file_location("moviellm_tests_coded_films", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
def encode(tmp_path: Path, blobs: MemoryBlobs) -> Callable[..., EncodedVideo]:
    """Encode a film whose pictures are in ``blobs``."""

    def made(film: Film, name: str = "video.mp4", **options: Any) -> EncodedVideo:
        context = make_context(film=film.id, blobs=blobs)
        return encode_film(film, tmp_path / name, context, VideoOptions(**options))

    return made


@pytest.fixture
def export(tmp_path: Path, blobs: MemoryBlobs) -> Callable[..., Path]:
    """Export films whose pictures are in ``blobs`` as mp4, or their subtitles."""

    def made(*films: Film, to: str = "mp4", folder: str = "", **options: Any) -> Path:
        target = tmp_path / (folder or to)
        target.mkdir()
        exporter = (
            Mp4Exporter(Mp4Config(**options))
            if to == "mp4"
            else SubtitlesExporter(SubtitlesConfig(**options))
        )
        context = make_context(film="", blobs=blobs)
        assert exporter.moviellm_export(iter(films), target, context)
        return target

    return made


def rows_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]


@pytest.fixture(scope="session")
def rows() -> Callable[[Path], list[dict[str, Any]]]:
    """The rows of an export."""
    return rows_of


@pytest.fixture(scope="session")
def ffprobe() -> Callable[..., dict[str, Any]]:
    """What the program ffprobe says of a file."""
    program = shutil.which("ffprobe")
    if program is None:
        pytest.skip("the program ffprobe is not here")

    def probe(path: Path, *words: str) -> dict[str, Any]:
        shown = ("-show_format", "-show_streams", "-show_chapters", *words)
        done = subprocess.run(
            [program, "-v", "error", "-of", "json", *shown, str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert not done.stderr, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return probe


@pytest.fixture(scope="session")
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run code in a new interpreter."""

    def run(code: str, *words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", code, *map(str, words)],
            capture_output=True,
            text=True,
            **more,
        )

    return run


PIPELINE = """\
moviellm: 1
films:
  themes: ["A lighthouse keeper finds a map"]
  seed: 7
  shape: {chapters: 1, scenes: 2, frames: 2}
writer: fable
director: storyboard
painter: {use: papercut, size: [192, 108]}
captioner: script
exporters: [frames]
"""


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of the embedded studio."""

    def make(folder: Path) -> None:
        (folder / "film.yaml").write_text(PIPELINE)
        words = ["run", folder / "film.yaml", "--out", folder / "run"]
        subprocess.run([sys.executable, "-m", "moviellm", *words], check=True, capture_output=True)

    return own_copy(tmp_path_factory, "video-run", make) / "run"
