"""Options of the fake observer."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class FakeHooksConfig(BaseModel):
    """Where notifications are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Path | None = Field(default=None, description="Gets one line of JSON a notification.")
