"""Options of the fake voice."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeVoiceConfig(BaseModel):
    """How fast lines are spoken."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    character_ms: int = Field(
        default=40, ge=10, le=500, description="How long a character lasts, in milliseconds."
    )
