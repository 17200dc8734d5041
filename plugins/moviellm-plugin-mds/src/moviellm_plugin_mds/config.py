"""Options of the exporter ``mds``."""

from __future__ import annotations

from typing import Literal

from moviellm_plugin_webdataset import ShardedDatasetConfig
from pydantic import Field

MAX_SHARD = 2**32 - 1
"""Offsets in a shard have 32 bits."""


class MdsConfig(ShardedDatasetConfig):
    """Options of ``mds``."""

    sample: Literal["frame", "film"] = Field(
        default="film", description="What one sample is: a whole film as mp4, or a key frame."
    )
    shard_bytes: int = Field(
        default=64 * 2**20,
        ge=1,
        le=MAX_SHARD,
        description="A shard is closed before it grows beyond so many bytes; a single sample "
        "that is larger has a shard of its own. A shard is in memory while it is written.",
    )
