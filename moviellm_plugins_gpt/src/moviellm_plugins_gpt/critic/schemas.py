"""What the model answers about a picture."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Look(BaseModel):
    """A picture held against its facts.

    Attributes:
        missing: Numbers of facts that are not to be seen.
        extra: What should not be there.
        inconsistent: Who looks otherwise than described, or than before.
        score: 0 to 100.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    missing: list[int]
    extra: Annotated[str, Field(max_length=200)]
    inconsistent: Annotated[str, Field(max_length=200)]
    score: Annotated[int, Field(ge=0, le=100)]
    comment: Annotated[str, Field(max_length=300)]
