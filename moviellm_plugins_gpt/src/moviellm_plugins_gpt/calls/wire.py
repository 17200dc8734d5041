"""What every provider's client does, in words that no provider owns."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, ParamSpec, Protocol

from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.questions import Image, Question

JSON = dict[str, Any]
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a raw answer says.

    Attributes:
        text: The model's words; the JSON of the answer where a schema was given.
        stop: Why it ends: it is whole, too long, refused by the model, or filtered.
        reason: What was said about a refusal.
        usage: Tokens by class, none of them counted twice: ``input_tokens`` (fresh),
            ``cached_tokens``, ``cache_write_tokens``, ``image_tokens``, ``output_tokens``
            (of which ``reasoning_tokens``).
    """

    text: str
    stop: Literal["end", "length", "refused", "filtered"] = "end"
    reason: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)


def strict(read: Callable[Given, Reading]) -> Callable[Given, Reading]:
    """Let a reader raise `Broken` for an answer of any shape that it does not expect."""

    @functools.wraps(read)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Reading:
        try:
            found = read(*args, **kwargs)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise Broken(f"the answer is not of the protocol's form ({error})") from error
        if not isinstance(found.text, str):
            raise Broken(f"the answer's text is none: {str(found.text)[:40]!r}")
        return found

    return reading


class Wire(Protocol):
    """Speaks one provider's protocol: what is sent for a question, and what an answer means."""

    path: str
    stream: bool

    def body(self, question: Question, show: Callable[[Image], str]) -> JSON:
        """Return the body of the request.

        Args:
            question: What is asked.
            show: Gives the text that stands for a picture's bytes.
        """

    def read(self, data: bytes) -> Reading:
        """Read a raw answer.

        Raises:
            Broken: It is none.
        """


def told(image: Image) -> str:
    """Return what stands for a picture in the journal: its hash."""
    return f"sha256:{hashlib.sha256(image.data).hexdigest()}"


def spelled(image: Image) -> str:
    """Return a picture's bytes as they are sent."""
    return image.base64


def envelope(data: bytes) -> JSON:
    """Return a raw answer as a JSON object.

    Raises:
        Broken: It is none.
    """
    try:
        found = json.loads(data)
    except ValueError:
        start = data[:40].decode("utf-8", "replace")
        raise Broken(f"the answer is no JSON: {start!r}...") from None
    if not isinstance(found, dict):
        raise Broken(f"the answer is no JSON object: {str(found)[:40]!r}")
    return found


def events(data: bytes) -> list[JSON]:
    """Return the JSON objects of a stream of server-sent events; the end mark is ``{}``.

    Raises:
        Broken: One of them is no JSON.
    """
    found: list[JSON] = []
    for line in data.decode("utf-8", "replace").splitlines():
        if line.startswith("data:"):
            text = line[5:].strip()
            found.append({} if text == "[DONE]" else envelope(text.encode()))
    return found


def is_stream(data: bytes) -> bool:
    """Whether a raw answer is a stream of server-sent events."""
    return data.lstrip()[:6].startswith((b"data:", b"event:", b":"))


def inside(found: object, *path: str) -> Any:
    """Return what lies inside nested JSON; None where there is nothing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def count(found: object, *path: str) -> int:
    """Return a count inside nested JSON; 0 where there is none."""
    found = inside(found, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0
