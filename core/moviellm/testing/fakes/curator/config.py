"""Options of the fake curator."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeCuratorConfig(BaseModel):
    """What is kept."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    most: int = Field(default=1_000, ge=0, description="The most questions of one kind.")
