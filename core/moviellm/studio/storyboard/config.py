"""The options of the director `storyboard`."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class StoryboardConfig(BaseModel):
    """How much time the audience gets.

    Attributes:
        reading_speed: How many characters of a line are read in a second.
        min_frame_ms: The shortest key frame, in milliseconds.
        max_frame_ms: The longest that a key frame is looked at, in milliseconds; a line that
            takes longer to read makes its key frame longer.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reading_speed: Annotated[float, Field(ge=2, le=60)] = 16.0
    min_frame_ms: Annotated[int, Field(ge=100, le=60_000)] = 2_000
    max_frame_ms: Annotated[int, Field(ge=100, le=60_000)] = 6_000

    @model_validator(mode="after")
    def _min_below_max(self) -> Self:
        if self.min_frame_ms > self.max_frame_ms:
            raise ValueError("min_frame_ms is greater than max_frame_ms")
        return self
