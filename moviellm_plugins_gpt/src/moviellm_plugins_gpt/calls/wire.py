"""What every provider's client does, in words that no provider owns."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from moviellm_plugins_gpt.calls.outcomes import (
    Broken,
    CallFailed,
    TimedOut,
    of_connection,
    of_status,
)
from moviellm_plugins_gpt.calls.questions import Image, Question

JSON = dict[str, Any]

_JSON_BODY = {"Content-Type": "application/json"}


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


class Client(Protocol):
    """The part of both SDKs that is used: their own retries are off, redirects not followed."""

    async def post(self, path: str, **kwargs: Any) -> Any: ...

    async def get(self, path: str, **kwargs: Any) -> Any: ...

    async def close(self) -> None: ...


def told(image: Image) -> str:
    """Return what stands for a picture in the journal: its hash."""
    return f"sha256:{hashlib.sha256(image.data).hexdigest()}"


def spelled(image: Image) -> str:
    """Return a picture's bytes as they are sent."""
    return image.base64


async def send(
    client: Client, path: str, content: bytes, *, stream: bool, seconds: float
) -> tuple[bytes, Mapping[str, str]]:
    """Make one attempt and return the raw answer with its headers.

    The SDK carries it; what comes back is not parsed by it, since SDKs take HTML, cut JSON and
    ``{}`` for answers.

    Args:
        client: An SDK client.
        path: The endpoint, relative to its address.
        content: The body as JSON.
        stream: Whether the answer is streamed.
        seconds: The deadline by the clock on the wall. (The SDKs' read time-out starts again
            with every byte.)

    Raises:
        CallFailed: There is no answer.
    """
    kinds = {"stream": True, "stream_cls": _Unread} if stream else {}
    try:
        async with asyncio.timeout(seconds):
            response = await client.post(
                path,
                cast_to=_response(),
                content=content,
                options={"headers": _JSON_BODY},
                **kinds,
            )
            data: bytes = await response.aread()
    except TimeoutError:
        raise TimedOut(f"no whole answer in {seconds:g} s") from None
    except Exception as error:
        raise failure(error) from error
    headers = _lower(response.headers)
    if not 200 <= response.status_code < 300:
        raise _of_status(response.status_code, headers, data.decode("utf-8", "replace"))
    return data, headers


def failure(error: Exception) -> CallFailed:
    """Return what an exception of an SDK means."""
    if isinstance(error, CallFailed):
        return error
    response = getattr(error, "response", None)
    if response is None:
        return of_connection(error)
    try:
        body = response.text
    except Exception:  # noqa: BLE001 - the body was cut; the status tells enough
        body = ""
    return _of_status(response.status_code, _lower(response.headers), body)


def _of_status(status: int, headers: Mapping[str, str], body: str) -> CallFailed:
    outcome = of_status(status, headers, body, now=time.time())
    outcome.headers = headers
    return outcome


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


def count(found: object, *path: str) -> int:
    """Return a count inside nested JSON; 0 where there is none."""
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def _lower(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class _Unread:
    """Stands where the SDKs want a class of streams: the stream is read here."""


def _response() -> Any:
    import httpx2

    return httpx2.Response
