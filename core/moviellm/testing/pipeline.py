"""A whole run inside a test."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from moviellm.run_reports import RunReport
from moviellm.testing.installed import fakes_installed

_FAKED: Mapping[str, Any] = {
    "moviellm": 1,
    "films": {
        "themes": ["A lantern changes its place"],
        "seed": 7,
        "shape": {"chapters": 1, "scenes": 2, "frames": 3},
    },
    "writer": "fake",
    "director": "fake",
    "painter": "fake",
    "captioner": "fake",
    "exporters": ["fake"],
}


def run_pipeline(
    pipeline: Mapping[str, Any] | Path,
    folder: Path,
    *,
    settings: Sequence[str] = (),
    workers: int = 1,
) -> RunReport:
    """Run a pipeline and return what was made; exports stand in ``folder / "export"``.

    Args:
        pipeline: A pipeline file, or what would be in it. What a mapping leaves out is faked: one
            film of six frames, written, directed, painted and captioned by the kit's fakes, so
            that ``{"exporters": ["my-format"]}`` tests an exporter.
        folder: The run's folder; run again into the same folder to go on.
        settings: ``KEY=VALUE`` pairs that replace single values.
        workers: How many worker processes.

    Raises:
        MovieLLMError: As `moviellm run` does.
    """
    from moviellm.engine.run import run
    from moviellm.pipeline.read import read_pipeline

    with fakes_installed(), tempfile.TemporaryDirectory(prefix="moviellm-pipeline-") as place:
        file = pipeline if isinstance(pipeline, Path) else Path(place) / "pipeline.yaml"
        if not isinstance(pipeline, Path):
            file.write_text(json.dumps({**_FAKED, **pipeline}), encoding="utf-8")
        return run(read_pipeline(file, settings), folder, workers=workers)
