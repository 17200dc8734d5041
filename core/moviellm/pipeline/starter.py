"""The commented pipeline file that ``moviellm init`` writes."""

from __future__ import annotations

from importlib.resources import files


def starter_pipeline() -> str:
    """Return the text of a pipeline file that runs as it stands and says what else there is."""
    return files("moviellm.pipeline").joinpath("starter.yaml").read_text("utf-8")
