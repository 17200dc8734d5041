"""What the model answers when it words captions and questions."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model


class _Worded(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sentence(_Worded):
    """A sentence, and the numbers of the facts and events that it states."""

    text: Annotated[str, Field(min_length=1, max_length=500)]
    states: Annotated[list[int], Field(max_length=20)]


class Wording(_Worded):
    """One caption in other words."""

    sentences: Annotated[list[Sentence], Field(min_length=1, max_length=12)]


class Wordings(_Worded):
    """Captions in other words, in order."""

    captions: list[Wording]


class Asking(_Worded):
    """Questions in other words, in order."""

    questions: list[str]


def wordings_schema(count: int) -> type[Wordings]:
    """So many captions."""
    return create_model("Wordings", __base__=Wordings, captions=(_exactly(Wording, count), ...))


def asking_schema(count: int) -> type[Asking]:
    """So many questions."""
    text = Annotated[str, Field(min_length=1, max_length=400)]
    return create_model("Asking", __base__=Asking, questions=(_exactly(text, count), ...))


def _exactly(kind: Any, count: int) -> Any:
    return Annotated[list[kind], Field(min_length=count, max_length=count)]
