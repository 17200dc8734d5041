from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import studio_runs
from moviellm.film import Film
from moviellm.testing import MemoryBlobs, longer_movie, make_context
from moviellm_plugin_energon.config import EnergonConfig
from moviellm_plugin_energon.impl import EnergonExporter
from moviellm_plugin_mds.config import MdsConfig
from moviellm_plugin_mds.impl import MdsExporter
from moviellm_plugin_webdataset.config import WebDatasetConfig
from moviellm_plugin_webdataset.impl import WebDatasetExporter
from studio_runs import StudioRun, shared_studio_run, studio_run

EXPORTERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "webdataset": lambda options: WebDatasetExporter(WebDatasetConfig(**options)),
    "energon": lambda options: EnergonExporter(EnergonConfig(**{"prepare": False, **options})),
    "mds": lambda options: MdsExporter(MdsConfig(**options)),
}


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> StudioRun:
    return shared_studio_run(tmp_path_factory)


@pytest.fixture(scope="session")
def many_films(tmp_path_factory: pytest.TempPathFactory) -> StudioRun:
    """A run of a dozen short films, an export of which takes a while."""
    films = {
        "themes": ["A lantern"],
        "count": 12,
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
        assert EXPORTERS[to](options).moviellm_export(iter(films), target, context) is True
        return target

    return made


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


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    return studio_runs.contents


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
