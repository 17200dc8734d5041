"""Options of the studio's exporters."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from moviellm.exporting import AuditOption, ScoresOption

_Title = Annotated[str, Field(min_length=1, max_length=200)]


class FramesConfig(BaseModel):
    """Options of ``frames``.

    Attributes:
        title: The heading of the data card.
        licence: The licence under which the dataset is published, as it is to stand on the data
            card (an SPDX identifier is best); None says that it has not been chosen.
        audit: The ``audit.json`` that ``moviellm audit`` left in the run's folder: what is
            answered without the films stands on the data card.
        scores: What ``moviellm audit RUN --scores FILE`` wrote: each row of ``qa.jsonl`` tells
            how likely its answer is without the film.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Title = "Films made by MovieLLM"
    licence: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    audit: AuditOption = None
    scores: ScoresOption = None


class GalleryConfig(BaseModel):
    """Options of ``gallery``.

    Attributes:
        title: The heading of the first page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: _Title = "Films made by MovieLLM"
