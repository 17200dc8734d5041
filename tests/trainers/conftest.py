"""Exports of small films, each into a folder of its own."""

from __future__ import annotations

import pytest
from trainer_exports import Studio


@pytest.fixture
def studio(tmp_path):
    return Studio(tmp_path)
