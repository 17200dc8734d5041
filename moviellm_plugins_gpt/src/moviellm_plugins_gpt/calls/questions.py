"""What is asked and what comes back, in no provider's words."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from moviellm import FilmError
from pydantic import BaseModel

from moviellm_plugins_gpt.calls.json_text import without_surrogates

RefusalKind = Literal["refused", "filtered", "truncated", "malformed", "bad request"]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in a question.

    Attributes:
        data: Its bytes, a JPEG, PNG or WebP file.
        width: In pixels.
        height: In pixels.
        format: What kind of file it is.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    format: Literal["jpeg", "png", "webp"] = "jpeg"

    @property
    def base64(self) -> str:
        """The bytes as text."""
        return base64.b64encode(self.data).decode("ascii")


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation.

    Attributes:
        role: Who speaks.
        parts: Text and pictures, in order.
    """

    role: Literal["user", "assistant"]
    parts: tuple[str | Image, ...]

    def __post_init__(self) -> None:
        parts = tuple(
            without_surrogates(part) if isinstance(part, str) else part for part in self.parts
        )
        object.__setattr__(self, "parts", parts)


def user(*parts: str | Image) -> Message:
    """Return a turn of whoever asks."""
    return Message("user", parts)


def assistant(*parts: str | Image) -> Message:
    """Return a turn of the model: an earlier answer that is asked about again."""
    return Message("assistant", parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelQuestion:
    """One thing to ask a model.

    Attributes:
        system: The fixed part, the same for many questions: it is sent first, so that providers
            cache it.
        messages: The conversation, ending with a turn of the user.
        schema: What the answer must look like; the provider is made to keep to it, and the
            answer is checked against it. None for free text.
        max_output_tokens: The most that the answer may be long; by default the options' own.
        sample: Another number asks the same again for another answer.
        label: Where the question belongs (a scene, a frame), for messages; not sent.
    """

    messages: tuple[Message, ...]
    system: str = ""
    schema: type[BaseModel] | None = None
    max_output_tokens: int | None = None
    sample: int = 0
    label: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "system", without_surrogates(self.system))


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelAnswer:
    """What a model answered.

    Attributes:
        text: Its words.
        parsed: The answer as the question's schema; None where it had none.
        usage: Tokens by class: ``input_tokens``, ``cached_tokens``, ``cache_write_tokens``,
            ``output_tokens`` (``reasoning_tokens`` among them).
        usd: What it cost in US dollars, attempts that were billed included; None when unknown.
        label: The question's.
        stored: Whether an earlier run had bought it.
    """

    text: str
    parsed: BaseModel | None = None
    usage: Mapping[str, int] = field(default_factory=dict)
    usd: float | None = None
    label: str = ""
    stored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A question that got no answer, for good: asking again would bring the same.

    Attributes:
        kind: ``refused`` by the model, ``filtered`` by the provider, ``truncated`` also at twice
            the length, ``malformed`` (does not keep to the schema, twice), or a ``bad request``.
        reason: What the model or the provider said.
        text: What there is of an answer, for a repair.
        usd: What it cost all the same, in US dollars; None when unknown.
        label: The question's.
    """

    kind: RefusalKind
    reason: str = ""
    text: str = ""
    usd: float | None = None
    label: str = ""

    def error(self) -> FilmError:
        """Return the error that quarantines the film for want of this answer."""
        where = f" for {self.label}" if self.label else ""
        said = f": {self.reason}" if self.reason else "."
        return FilmError(f"{_TOLD[self.kind].format(where)}{said}", hint=_HINTS[self.kind])


_TOLD: Mapping[RefusalKind, str] = {
    "refused": "The model's answer{} was a refusal",
    "filtered": "The model's answer{} was withheld by the provider's content filter",
    "truncated": "The model's answer{} was cut at its greatest length",
    "malformed": "The model's answer{} was not of the form asked for",
    "bad request": "The provider does not take the request{}",
}
_HINTS: Mapping[RefusalKind, str] = {
    "refused": "Change the theme, or ask another model.",
    "filtered": "Change the theme, or ask another model.",
    "truncated": "Raise `max_output_tokens` and `reasoning_tokens`, or ask for a smaller shape.",
    "malformed": "Ask a model that keeps to a JSON schema.",
    "bad request": "Check `model` and the other options: not every model takes every one.",
}
