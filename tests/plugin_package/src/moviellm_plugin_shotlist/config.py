"""Options of the exporter."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ShotlistConfig(BaseModel):
    """How rows are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delimiter: Literal[",", ";", "\t"] = Field(default=",", description="Between two columns.")
