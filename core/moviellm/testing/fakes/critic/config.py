"""Options of the fake critic."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeCriticConfig(BaseModel):
    """What pictures get."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    score: float = Field(default=1.0, ge=0, le=1, description="What every picture gets.")
