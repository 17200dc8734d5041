"""Options of the fake mixer."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FakeMixerConfig(BaseModel):
    """How finely it samples."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Literal[24_000, 48_000] = Field(default=24_000, description="Samples a second.")
