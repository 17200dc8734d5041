"""The options by which an exporter's user names a dataset."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from moviellm.exporting.audit_summary import AuditOption

CardText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""Text of a data card that says something."""


class CardConfig(BaseModel):
    """What `DataCard` is told by an exporter's options."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: CardText = Field(
        default="Films made by MovieLLM", description="The heading of the data card."
    )
    licence: CardText | None = Field(
        default=None,
        description="The licence on the data card, best an SPDX identifier such as CC-BY-4.0.",
    )
    audit: AuditOption = Field(
        default=None,
        description="The `audit.json` that `moviellm audit` left in the run's folder: what is "
        "answered without the films stands on the data card.",
    )
