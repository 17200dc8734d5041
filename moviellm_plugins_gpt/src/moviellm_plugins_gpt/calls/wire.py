"""What every provider's client does, in words that no provider owns."""

from __future__ import annotations

import codecs
import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, ParamSpec, Protocol

from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities
from moviellm_plugins_gpt.calls.json_text import json_of, without_surrogates
from moviellm_plugins_gpt.calls.outcomes import Broken, CallFailed, Hopeless, WebPage
from moviellm_plugins_gpt.calls.questions import Image, ModelQuestion
from moviellm_plugins_gpt.calls.schemas import strict_schema
from moviellm_plugins_gpt.calls.statuses import of_error

JSON = dict[str, Any]
Stop = Literal["end", "length", "refused", "filtered"]
Given = ParamSpec("Given")

_LINE_END = re.compile(rb"\r\n|\r|\n")
_PAGE = re.compile(rb"\s*<(!doctype|html|head|body|\?xml)", re.IGNORECASE)
_MOST_COUNTED = 10_000_000
"""Tokens. No context is so long: a count beyond is a mistake, and leaves the price unknown."""


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
    stop: Stop = "end"
    reason: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)


def strict(read: Callable[Given, Reading]) -> Callable[Given, Reading]:
    """Let a reader raise `CallFailed` for an answer of any shape that it does not expect."""

    @functools.wraps(read)
    def reading(*args: Given.args, **kwargs: Given.kwargs) -> Reading:
        try:
            found = read(*args, **kwargs)
        except CallFailed:
            raise
        except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise Broken(f"the answer is not of the protocol's form ({error})") from error
        if not isinstance(found.text, str):
            raise Broken(f"the answer's text is none: {str(found.text)[:40]!r}")
        return replace(
            found, text=without_surrogates(found.text), reason=without_surrogates(found.reason)
        )

    return reading


class Wire(Protocol):
    """Speaks one provider's protocol: what is sent for a question, and what an answer means."""

    path: str
    stream: bool

    def body(
        self, question: ModelQuestion, show: Callable[[Image], str], able: ServerCapabilities
    ) -> JSON:
        """Return the body of the request.

        Args:
            question: What is asked.
            show: Gives the text that stands for a picture's bytes.
            able: What the server takes.
        """

    def read(self, data: bytes) -> Reading:
        """Read a raw answer.

        Raises:
            CallFailed: It is none.
        """


def merged(body: JSON, more: Mapping[str, Any]) -> JSON:
    """Return a request with more fields; what is inside a field of both is merged."""
    made = dict(body)
    for name, value in more.items():
        inner = made.get(name)
        if isinstance(inner, dict) and isinstance(value, dict):
            value = merged(inner, value)
        made[name] = value
    return made


def system_of(question: ModelQuestion, able: ServerCapabilities) -> str:
    """Return the fixed part of a question, with the schema in words where the server has no other.

    JSON mode wants the word JSON in the question.
    """
    if question.schema is None or able.structure in ("native", "tool"):
        return question.system
    schema = json.dumps(strict_schema(question.schema, able.schema_dialect), ensure_ascii=False)
    told = (
        "Answer with one JSON object and nothing else, no fence and no comment. It keeps to this "
        f"JSON schema:\n{schema}"
    )
    return f"{question.system}\n\n{told}".lstrip()


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
        CallFailed: It is an error in the place of an answer.
    """
    try:
        found = json_of(data.removeprefix(codecs.BOM_UTF8))
    except ValueError:
        start = data[:40].decode("utf-8", "replace")
        if _PAGE.match(data):
            raise WebPage(f"the answer is a web page: {start!r}...") from None
        raise Broken(f"the answer is no JSON: {start!r}...") from None
    if isinstance(found, list) and len(found) == 1 and inside(found[0], "error"):
        found = found[0]
    if not isinstance(found, dict):
        raise Broken(f"the answer is no JSON object: {str(found)[:40]!r}")
    return found


def whole(data: bytes) -> JSON:
    """Return a raw answer that is no stream, as `envelope` does.

    Raises:
        CallFailed: It is none, or an error that is sent as a success.
    """
    found = envelope(data)
    if error := found.get("error"):
        raise of_error(error)
    return found


def broken_off(error: object, *, begun: bool) -> CallFailed:
    """Return what an error in a stream means; what had begun may have been billed."""
    outcome = of_error(error)
    if begun:
        outcome.usd = None
    return outcome


def foreign(found: JSON, spoken: str) -> Hopeless | None:
    """Return what ends the run when an answer is whole, and of another protocol's shape."""
    shapes = (
        ("OpenAI's chat completions", isinstance(found.get("choices"), list), "use: openai"),
        ("OpenAI's responses", found.get("object") == "response", "api: responses"),
        ("Anthropic's messages", found.get("type") == "message", "use: anthropic"),
        ("Ollama's own interface", "done" in found and "created_at" in found, "its /v1"),
        ("Google's own interface", isinstance(found.get("candidates"), list), "its /openai"),
    )
    name, option = next(((n, o) for n, fits, o in shapes if fits and n != spoken), ("", ""))
    if not name:
        return None
    return Hopeless(
        f"The server answers in the words of {name}, where {spoken} were asked for.",
        hint=f"Check `use`, `api` and `base_url`: that server is asked by `{option}`.",
        billed=True,
    )


def events(data: bytes) -> list[JSON]:
    """Return the JSON objects of a stream of server-sent events; the end mark is ``{}``.

    Lines end at CR, LF and CRLF alone, and an event's lines of data belong together (HTML
    standard, section 9.2.6). A last event that no empty line follows counts too.

    Raises:
        Broken: One of them is no JSON.
    """
    found: list[JSON] = []
    lines: list[bytes] = []
    for line in (*_LINE_END.split(data.removeprefix(codecs.BOM_UTF8)), b""):
        if line.startswith(b"data:"):
            lines.append(line[5:].removeprefix(b" "))
        elif not line and lines:
            found += _event(lines)
            lines = []
    return found


def _event(lines: list[bytes]) -> list[JSON]:
    """Return an event's objects: one, or one a line from servers that leave out empty lines."""
    text = b"\n".join(lines).strip()
    if text in (b"", b"[DONE]"):
        return [{}] if text else []
    try:
        return [envelope(text)]
    except Broken:
        if len(lines) == 1:
            raise
    return [one for line in lines for one in _event([line])]


def is_stream(data: bytes) -> bool:
    """Whether a raw answer is a stream of server-sent events."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:6]
    return start.startswith((b"data:", b"event:", b"id:", b"retry:", b":"))


def inside(found: object, *path: str) -> Any:
    """Return what lies inside nested JSON; None where there is nothing."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def count(found: object, *path: str) -> int:
    """Return a count inside nested JSON; 0 where there is none."""
    found = inside(found, *path)
    return found if type(found) is int and 0 < found < _MOST_COUNTED else 0


def text_of_parts(content: object) -> str:
    """Return the text of what a message holds: a text, or parts of which some are thoughts."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    texts = [
        part if isinstance(part, str) else inside(part, "text")
        for part in content
        if isinstance(part, str) or inside(part, "type") in {"text", "output_text"}
    ]
    return "".join(text for text in texts if isinstance(text, str))
