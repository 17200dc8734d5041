"""Exports of small films, each into a folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def studio(tmp_path):
    from trainer_exports import Studio

    return Studio(tmp_path)
