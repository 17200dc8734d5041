"""Options of the animator `puppets`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class PuppetsConfig(BaseModel):
    """How smoothly clips move and how finely they are written.

    Attributes:
        fps: Frames a second.
        quality: Constant rate factor of x264.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fps: Literal[12, 24, 30] = Field(default=24, description="Frames a second: 12, 24 or 30.")
    quality: Annotated[int, Field(ge=10, le=40)] = Field(
        default=18, description="Constant rate factor of x264, from 10 to 40; smaller is better."
    )
