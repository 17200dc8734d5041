"""Options of the fake painter."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Side = Annotated[int, Field(ge=16, le=4096)]


class FakePainterConfig(BaseModel):
    """How large pictures are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: tuple[Side, Side] = Field(default=(96, 64), description="Width and height in pixels.")
