"""Options of the exporter ``webdataset``, which other exporters of shards share."""

from __future__ import annotations

from typing import Annotated, Literal

from moviellm import WithoutEffect
from moviellm.exporting import CardConfig, SplitConfig
from moviellm_plugin_video import VideoOptions
from pydantic import Field

Unit = Literal["frame", "shot", "scene", "film"]


class ShardedDatasetConfig(CardConfig):
    """What every export of shards can be told."""

    split: SplitConfig = Field(default=SplitConfig(), description="How films are divided.")
    shard_samples: int = Field(default=10_000, ge=1, description="The most samples in a shard.")
    video: VideoOptions = Field(
        default=VideoOptions(), description="How films are encoded, where a sample is a film."
    )
    workers: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="How many films are encoded at once; by default as many as there are cores.",
    )


class WebDatasetConfig(ShardedDatasetConfig):
    """Options of ``webdataset``."""

    sample: Unit = Field(
        default="frame",
        description="What one sample is: a key frame, the key frames of a shot or of a scene, "
        "or a whole film as mp4.",
    )
    shard_bytes: int = Field(
        default=512 * 2**20,
        ge=1,
        description="A shard is closed before it grows beyond so many bytes; a single sample "
        "that is larger has a shard of its own.",
    )
