from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "story_info_0.json"


@pytest.fixture(scope="session")
def authors_film() -> bytes:
    """The film file that the authors of the paper published (Deaddawn/DreamFrame-code, MIT)."""
    path = Path(os.environ.get("MOVIELLM_STORY_INFO", BESIDE))
    if not path.is_file():
        pytest.skip("the authors' film is not here; MOVIELLM_STORY_INFO names its file")
    return path.read_bytes()


def _load(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"moviellm_tests_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def films() -> ModuleType:
    """The map and the chest, films of random events, and storyboards that show everything."""
    return _load("random_films")
