"""Exports of films into shards, and what the distributions that write them have in common."""

from __future__ import annotations

import hashlib
import io
import json
import re
import resource
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from command_line import moviellm
from environments import Environment
from moviellm.film import Film
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock
from moviellm.testing import MemoryBlobs, longer_movie, make_context
from places import ROOT
from studio_runs import StudioRun, shared_studio_run, studio_run

PREPARE_NOTHING = {"energon": {"prepare": False}}
"""Energon itself is in an environment of its own."""


def exporter(name: str, **options: Any) -> Any:
    """An exporter by its name, of whichever distribution declares it."""
    (found,) = entry_points(group="moviellm.exporter", name=name)
    component = found.load()
    given = {**PREPARE_NOTHING.get(name, {}), **options}
    return _imported(component.implementation)(_imported(component.config)(**given))


def _imported(address: str) -> Any:
    module, _, name = address.partition(":")
    return getattr(import_module(module), name)


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> StudioRun:
    return shared_studio_run(tmp_path_factory)


@pytest.fixture(scope="session")
def many_films(tmp_path_factory: pytest.TempPathFactory) -> StudioRun:
    """A run of some short films, an export of which takes a while."""
    films = {
        "themes": ["A lantern"],
        "count": 6,
        "shape": {"chapters": 1, "scenes": 1, "frames": 4},
    }
    return studio_run(tmp_path_factory.mktemp("many") / "run", films=films)


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
def export(tmp_path: Path, blobs: MemoryBlobs) -> Callable[..., Path]:
    """Export films whose pictures are in ``blobs``, into a new folder or one that is given."""

    def made(*films: Film, to: str = "webdataset", folder: str = "out", **options: Any) -> Path:
        target = tmp_path / folder
        target.mkdir(exist_ok=True)
        context = make_context(film="", blobs=blobs)
        assert exporter(to, **options).moviellm_export(iter(films), target, context) is True
        return target

    return made


def limited(most: int, *words: object) -> subprocess.CompletedProcess[str]:
    """Call the command where no file may become larger."""
    return subprocess.run(
        [sys.executable, "-m", "moviellm", *map(str, words)],
        capture_output=True, text=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip


@pytest.fixture
def cli(studio):
    """Runs ``moviellm export`` on the studio's run, and returns what it did."""

    def run(to: str, out: Path, *settings: str, limit: int = 0, overwrite: bool = False):
        words = [word for setting in settings for word in ("--set", setting)]
        export = ["export", studio.folder, "--to", to, "--out", out, *words]
        export += ["--overwrite"] * overwrite
        return limited(limit, *export) if limit else moviellm(*export)

    return run


@pytest.fixture
def program(tmp_path):
    """Writes the program of a page to a file."""

    def written(page: str):
        text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
        ((name, code),) = re.findall(
            r"^<!-- file: (\S+) -->\n```python\n(.*?)^```$", text, re.M | re.S
        )
        (tmp_path / name).write_text(code, encoding="utf-8")
        return tmp_path / name

    return written


@dataclass(frozen=True)
class Read:
    """A sample as `tarfile` reads it."""

    key: str
    media: dict[str, bytes]
    row: dict[str, Any]

    def hashes(self) -> list[str]:
        return [hashlib.sha256(data).hexdigest() for data in self.media.values()]


def read_tar(data: bytes) -> Iterator[Read]:
    parts: dict[str, dict[str, bytes]] = {}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        for member in tar:
            key, _, suffix = member.name.partition(".")
            parts.setdefault(key, {})[suffix] = tar.extractfile(member).read()
    for key, found in parts.items():
        yield Read(key, found, json.loads(found.pop("json")))


@pytest.fixture(scope="session")
def read() -> Callable[..., list[Read]]:
    """All samples of an export's tar shards, in the order of the shards."""

    def samples(folder: Path, split: str = "*") -> list[Read]:
        shards = sorted(folder.glob(f"{split}-*.tar"))
        return [sample for shard in shards for sample in read_tar(shard.read_bytes())]

    return samples


@pytest.fixture
def many(blobs: MemoryBlobs) -> Callable[[int], list[Film]]:
    """Small films of different families."""

    def films(count: int) -> list[Film]:
        text = longer_movie(blobs).model_dump_json()
        return [_renamed(text.replace("film-longer", f"film-{n:04d}"), n) for n in range(count)]

    return films


def _renamed(text: str, number: int) -> Film:
    film = Film.model_validate_json(text)
    first, *rest = film.screenplay.cast
    cast = (first.model_copy(update={"name": f"Somebody {number}"}), *rest)
    return film.model_copy(update={"screenplay": film.screenplay.model_copy(update={"cast": cast})})


def plain(record) -> dict:
    return record.model_dump(mode="json")


def require_all_frames(samples: list[dict], studio) -> None:
    found = {(sample["row"]["film"], sample["row"]["target"]): sample for sample in samples}
    for film in studio.films():
        captions = {one.target: one for one in film.annotations.captions if one.level == "frame"}
        answered = {}
        for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=True):
            sample = found.pop((film.id, frame.id))
            assert list(sample["media"].values()) == [picture.sha256]
            row = sample["row"]
            assert row["end_ms"] - row["start_ms"] == frame.duration_ms
            assert row["split"] == sample["split"]
            assert row["id"] == sample["key"]
            if frame.id in captions:
                assert plain(captions[frame.id]) in row["captions"]
            answered |= {question["id"]: question for question in row["questions"]}
        for question in film.annotations.questions:
            if len(question.evidence.frames) == 1 and len(question.evidence.spans_ms) == 1:
                assert answered[question.id]["answer"] == question.answer
    assert found == {}


def require_all_films(samples: list[dict], studio) -> None:
    found = {sample["key"]: sample for sample in samples}
    for film in studio.films():
        sample, film = found.pop(film.id), film_in_video(film, 24)
        row, clock = sample["row"], VideoClock(film.storyboard, Fraction(24))
        assert list(sample["media"].values()) == [row["video"]["sha256"]]
        assert row["video"]["frames"] == clock.count
        assert row["end_ms"] == film.storyboard.duration_ms
        assert row["questions"] == [plain(one) for one in film.annotations.questions]
        assert row["captions"] == [plain(one) for one in film.annotations.captions]
        assert row["dialogue"] == [plain(cue) for cue in film.storyboard.cues]
    assert found == {}


def samples_of(loader: Environment, *words: str | Path) -> list[dict]:
    lines = loader.run(*words).stdout.splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"split"')]


def exported(exporter: Any, film: Film, folder: str, blobs: MemoryBlobs) -> Path:
    """Export a film by an exporter, and return the folder."""
    context = make_context(film="", blobs=blobs)
    exporter.moviellm_export(iter([film]), Path(folder), context)
    return Path(folder)


def require_whole(rows: list[dict[str, Any]], film: Film) -> None:
    assert [row["target"] for row in rows] == [frame.id for frame in film.storyboard.frames()]
    for row in rows:
        assert row["film"] == film.id
        assert row["title"] == film.screenplay.title
        span = (row["start_ms"], row["end_ms"])
        heard = [
            cue.text
            for cue in film.storyboard.cues
            if cue.start_ms < span[1] and span[0] < cue.end_ms
        ]
        assert [cue["text"] for cue in row["dialogue"]] == heard
        told = [
            one.text
            for one in film.annotations.captions
            if span[0] <= one.start_ms < span[1] and one.end_ms <= span[1]
        ]
        assert [one["text"] for one in row["captions"]] == told
    asked = {one.id: one for one in film.annotations.questions if not one.evidence.spans_ms}
    answered = {one["id"]: one["answer"] for one in rows[0]["questions"] if one["id"] in asked}
    assert answered == {name: one.answer for name, one in asked.items()}
