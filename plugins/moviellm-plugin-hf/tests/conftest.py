"""A run of the whole studio, its exports, and what real loaders make of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from environments import READERS, Environment
from moviellm.film import Film
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter
from studio_runs import StudioRun, shared_studio_run

sys.path.append(str(Path(__file__).parent))

LOADERS = Path(__file__).parent / "loaders"


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> StudioRun:
    return shared_studio_run(tmp_path_factory)


@pytest.fixture(scope="session")
def loaders(environment: Callable[..., Environment]) -> Environment:
    """An environment with what reads such datasets."""
    return environment(*READERS)


@pytest.fixture(scope="session")
def loaded(loaders: Environment, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Any]:
    """What a script of `loaders/` prints about a folder, offline and from another folder."""

    def run(script: str, folder: Path, *words: str) -> Any:
        cache = tmp_path_factory.mktemp("cache")
        done = loaders.run(
            LOADERS / script,
            folder,
            *words,
            HF_HOME=str(cache),
            HF_HUB_OFFLINE="1",
            CROISSANT_CACHE=str(cache / "croissant"),
            OMP_NUM_THREADS="1",
        )
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def blobs() -> MemoryBlobs:
    return MemoryBlobs()


@pytest.fixture
def export(tmp_path: Path, blobs: MemoryBlobs) -> Callable[..., Path]:
    """Export films whose pictures are in ``blobs`` into a folder of the test."""

    def made(films: Iterable[Film], name: str = "out", **options: Any) -> Path:
        target = made.folder(name)
        target.mkdir(exist_ok=True)
        exporter = HfExporter(HfConfig(**options))
        context = make_context(film="", blobs=blobs)
        assert exporter.moviellm_export(films=iter(films), target=target, context=context) is True
        return target

    made.folder = lambda name: tmp_path / name
    return made
