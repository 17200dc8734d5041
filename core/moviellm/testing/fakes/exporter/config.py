"""Options of the fake exporter."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeExporterConfig(BaseModel):
    """How JSON is laid out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    indent: int | None = Field(
        default=None, ge=0, le=8, description="Spaces a level of JSON; none for one line."
    )
