from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2].parent / "shared" / "data" / "story_info_0.json"


@pytest.fixture(scope="session")
def authors_film() -> bytes:
    """The film file that the authors of the paper published (Deaddawn/DreamFrame-code, MIT)."""
    path = Path(os.environ.get("MOVIELLM_STORY_INFO", BESIDE))
    if not path.is_file():
        pytest.skip("the authors' film is not here; MOVIELLM_STORY_INFO names its file")
    return path.read_bytes()
