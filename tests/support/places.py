"""Where things are in this repository, for tests wherever they stand."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SUPPORT = Path(__file__).parent
CAST = SUPPORT / "cast"
"""A distribution of components that do little, and misbehave on demand."""
