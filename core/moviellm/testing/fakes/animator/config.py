"""Options of the fake animator."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FakeAnimatorConfig(BaseModel):
    """How often its clips show a frame."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: Literal[12, 24, 25, 30] = Field(default=12, description="Frames a second.")
