"""Options of the exporter ``energon``."""

from __future__ import annotations

from moviellm_plugin_webdataset import WebDatasetConfig
from pydantic import Field


class EnergonConfig(WebDatasetConfig):
    """Options of ``energon``: those of ``webdataset``, and whether it is prepared here."""

    prepare: bool = Field(
        default=True,
        description="Run `energon prepare`, which needs megatron-energon where films are exported. "
        "Without it the data card names the command to run where you train.",
    )
