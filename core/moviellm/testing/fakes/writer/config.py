"""Options of the fake writer."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FakeWriterConfig(BaseModel):
    """How films are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(default="The Lantern", min_length=1, description="Title of every film.")
