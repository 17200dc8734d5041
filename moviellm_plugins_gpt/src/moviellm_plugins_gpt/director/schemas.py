"""What the model answers when it directs a scene."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model


class _Directed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class View(_Directed):
    """How the camera stands for one key frame."""

    size: Literal["wide", "full", "medium", "close", "insert"]
    angle: Literal["eye", "low", "high"]


class Views(_Directed):
    """The cameras of a scene."""

    frames: list[View]


class Pictures(_Directed):
    """The sentences of a scene's key frames."""

    frames: list[Annotated[str, Field(min_length=1, max_length=700)]]


def views_schema(count: int) -> type[Views]:
    """Cameras of so many key frames."""
    return create_model("Views", __base__=Views, frames=(_exactly(View, count), ...))


def pictures_schema(count: int) -> type[Pictures]:
    """Sentences of so many key frames."""
    text = Annotated[str, Field(min_length=1, max_length=700)]
    return create_model("Pictures", __base__=Pictures, frames=(_exactly(text, count), ...))


def _exactly(kind: Any, count: int) -> Any:
    return Annotated[list[kind], Field(min_length=count, max_length=count)]
