"""Tiny models, and painters on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_painters import (
    adapters,
    board,
    image_encoder,
    loras,
    paint,
    painter,
    tiny_models,
    tiny_refiner,
    tiny_sd,
    tiny_sdxl,
)

__all__ = [
    "adapters",
    "board",
    "image_encoder",
    "loras",
    "paint",
    "painter",
    "tiny_models",
    "tiny_refiner",
    "tiny_sd",
    "tiny_sdxl",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let diffusers' own schedulers warn: they call NumPy in a way that it will not take long."""
    quiet = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(quiet)
