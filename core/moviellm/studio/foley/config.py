"""The options of the mixer `foley`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class FoleyConfig(BaseModel):
    """What is heard beside the lines, and how loud the whole is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    effects: bool = Field(default=True, description="Steps, doors, things, clothes.")
    rooms: bool = Field(default=True, description="The tone of each place, and its weather.")
    music: bool = Field(default=True, description="Music where chapters begin, by their mood.")
    loudness: float = Field(
        default=-23.0,
        ge=-40,
        le=-16,
        description="How loud the whole mix is, in LUFS (EBU R128).",
    )
