"""Time in a film: integer milliseconds from its start."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from moviellm.film.models.ids import Record

Milliseconds = Annotated[int, Field(ge=0)]


class Span(Record):
    """A stretch of the film, from ``start_ms`` up to but not including ``end_ms``."""

    start_ms: Milliseconds
    end_ms: Milliseconds

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end_ms < self.start_ms:
            raise ValueError(f"a span ends before it starts: {self.start_ms} to {self.end_ms} ms")
        return self

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one millisecond."""
        return self.start_ms < other.end_ms and other.start_ms < self.end_ms


def clock(ms: int, *, fraction: str = ".") -> str:
    """Write a time as ``HH:MM:SS.mmm`` (WebVTT); SRT wants ``fraction=","``."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{fraction}{rest:03d}"
