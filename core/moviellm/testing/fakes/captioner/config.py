"""Options of the fake captioner."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeCaptionerConfig(BaseModel):
    """What is written beside captions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: bool = Field(default=True, description="Ask who says each line.")
