"""Options of the fake director."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeDirectorConfig(BaseModel):
    """How long pictures stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame_ms: int = Field(
        default=2_000, ge=100, description="How long a key frame stands, in milliseconds."
    )
