"""Options of the exporter `hf`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from moviellm import WithoutEffect
from moviellm.exporting import CardConfig, CardText, ScoresOption, SplitConfig
from moviellm_plugin_video import VideoOptions
from pydantic import AfterValidator, Field, model_validator


def _is_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"'()]+", text):
        raise ValueError(f"{text!r} is no address such as https://example.org/films")
    return text


class HfConfig(CardConfig):
    """Options of ``hf``."""

    layout: Literal["parquet", "videofolder"] = Field(
        default="parquet",
        description="Key frames as pictures in parquet, or each film as an mp4.",
    )
    split: SplitConfig = Field(default=SplitConfig(), description="How films are divided.")
    video: VideoOptions = Field(
        default=VideoOptions(), description="How films are encoded (layout videofolder)."
    )
    scores: ScoresOption = Field(
        default=None,
        description="What `moviellm audit RUN --scores FILE` wrote: each question tells in `blind` "
        "how likely its answer is without the film.",
    )
    workers: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="How many films are encoded at once; by default as many as there are cores.",
    )
    shard_mb: Annotated[int, Field(ge=1, le=100_000)] = Field(
        default=500,
        description="A parquet file that has this many megabytes is followed by another.",
    )
    publisher: CardText | None = Field(
        default=None, description="Who publishes it, for the card and Croissant."
    )
    url: Annotated[str, Field(max_length=1_000), AfterValidator(_is_address)] | None = Field(
        default=None, description="Where it will be published."
    )
    published: date | None = Field(
        default=None, description="The day of publication, such as 2026-01-31."
    )

    @model_validator(mode="after")
    def _videos_are_written(self) -> Self:
        if self.layout == "parquet" and self.video != VideoOptions():
            raise ValueError("video: parquet holds pictures; add layout: videofolder")
        return self
