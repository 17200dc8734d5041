"""Options of the fakes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Side = Annotated[int, Field(ge=16, le=4096)]


class Picture(BaseModel):
    """Options of the fake painter."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: tuple[Side, Side] = Field(default=(96, 64), description="Width and height in pixels.")


class Score(BaseModel):
    """Options of the fake critic."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    score: float = Field(default=1.0, ge=0, le=1, description="What every picture gets.")


class Notes(BaseModel):
    """Options of the fake observer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Path | None = Field(default=None, description="Gets one line of JSON a notification.")
