"""A run of the whole studio, whose films exporters are tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from made_once import own_copy
from moviellm.engine.exports.again import export_again
from moviellm.film import Film
from moviellm.runs import open_run
from moviellm.testing import run_pipeline

STUDIO: Mapping[str, Any] = {
    "films": {
        "themes": ["A lighthouse keeper hides a map", "Two rivals share one kitchen", "A lantern"],
        "seed": 7,
        "shape": {"chapters": 2, "scenes": 2, "frames": 3},
    },
    "writer": "fable",
    "director": "storyboard",
    "painter": {"use": "papercut", "size": [192, 108]},
    "captioner": "script",
    "exporters": [],
}


@dataclass(frozen=True)
class StudioRun:
    """A finished run, and exports of it by the engine."""

    folder: Path

    def films(self) -> list[Film]:
        with open_run(self.folder) as run:
            return list(run.films())

    def export(self, to: str, target: Path, *settings: str) -> Path:
        folder, made = export_again(self.folder, to, settings, target=target)
        assert made
        return folder


def studio_run(folder: Path, **other: Any) -> StudioRun:
    """Make a run of three short films, or of others."""
    assert run_pipeline({**STUDIO, **other}, folder).state == "finished"
    return StudioRun(folder)


def shared_studio_run(factory: pytest.TempPathFactory) -> StudioRun:
    """The run of three short films, made once for all tests of a session."""
    folder = own_copy(factory, "studio", lambda folder: studio_run(folder / "run"))
    return StudioRun(folder / "run")
