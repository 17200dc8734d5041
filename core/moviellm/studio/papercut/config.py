"""Options of the painter `papercut`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Side = Annotated[int, Field(ge=64, le=4096)]


class PapercutConfig(BaseModel):
    """How large and how finely pictures are written.

    Attributes:
        size: Width and height of every picture, in pixels.
        quality: JPEG quality.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: tuple[Side, Side] = Field(
        default=(768, 432), description="Width and height in pixels, each from 64 to 4096."
    )
    quality: Annotated[int, Field(ge=30, le=100)] = Field(
        default=90, description="JPEG quality, from 30 to 100."
    )
