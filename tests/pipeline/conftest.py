"""A small cast of installed plugins, and pipeline files that name them."""

from __future__ import annotations

import pytest

CAST = {
    "writer": "tale",
    "director": "board",
    "painter": "dots",
    "captioner": "notes",
    "exporter": "page",
    "hooks": "watch",
}
PLUGIN = """
    from moviellm import Component

    component = Component(
        name="{name}", stage="{stage}", summary="The {name}.", implementation="not_there:X",
        config={config!r},
    )
"""
CONFIG = """
    from typing import Literal
    from pydantic import BaseModel, Field

    class Light(BaseModel, extra="forbid"):
        kind: Literal["dawn", "noon"] = "noon"
        strength: float = 1.0

    class Config(BaseModel, extra="forbid"):
        size: tuple[int, int] = (768, 432)
        lights: list[Light] = []
        grain: float | None = Field(default=None, ge=0)
"""
CAST_LINES = """
writer: tale
director: board
painter: dots
captioner: notes
exporters: [page]
"""


@pytest.fixture
def cast(site):
    """Install one plugin a stage; the painter has options. No implementation exists."""
    files = [("cast_config.py", CONFIG)]
    for stage, name in CAST.items():
        config = "cast_config:Config" if stage == "painter" else None
        files.append((f"cast_{name}.py", PLUGIN.format(name=name, stage=stage, config=config)))
    entries = [f"{stage}: {name} = cast_{name}:component" for stage, name in CAST.items()]
    site.install("moviellm-plugin-cast", entries=entries, files=files)
    return site


@pytest.fixture
def write(cast, tmp_path):
    """Write a pipeline file and return its path; the cast is added unless the text names it."""

    def write(text, *, cast_lines=CAST_LINES):
        keys = [line.partition(":")[0] for line in text.splitlines()]
        added = [line for line in cast_lines.splitlines() if line.partition(":")[0] not in keys]
        path = tmp_path / "p.yaml"
        path.write_text(text.strip("\n") + "\n" + "\n".join(added) + "\n", encoding="utf-8")
        return path

    return write
