"""One attempt at a call through an SDK.

The SDKs carry requests: addresses, keys, connections. What comes back is not parsed by them, since
they take HTML, cut JSON and ``{}`` for answers.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from moviellm_plugins_gpt.calls.api_request import ApiRequest, Form
from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities
from moviellm_plugins_gpt.calls.connections import of_connection, unsent_by
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import CallFailed, TimedOut
from moviellm_plugins_gpt.calls.statuses import of_status

_JSON_BODY = {"Content-Type": "application/json"}
_FORM_BODY = {"Content-Type": "multipart/form-data"}


class SdkClient(Protocol):
    """The part of both SDKs that is used: their own retries are off, redirects not followed."""

    async def post(self, path: str, **kwargs: Any) -> Any: ...

    async def get(self, path: str, **kwargs: Any) -> Any: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ApiClient:
    """The way to a server.

    Attributes:
        sdk: Carries requests.
        mask: Hides the key in whatever comes back.
        proxy: What stands in between, for messages; empty where nothing does.
        headers: Sent along with every request; those of the SDK that are omitted, too.
    """

    sdk: SdkClient
    mask: KeyMask
    proxy: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)


_departed: ContextVar[list[str]] = ContextVar("departed")


async def depart(request: Any) -> None:
    """Note that a request has left the SDK: a request hook."""
    _departed.get().append(str(request.method))


async def send(
    client: ApiClient, request: ApiRequest, able: ServerCapabilities, *, seconds: float
) -> tuple[bytes, Mapping[str, str]]:
    """Make one attempt and return the raw answer with its headers, names in lower case.

    Args:
        client: The way to the server.
        request: What is sent.
        able: What the server takes.
        seconds: The deadline by the clock on the wall. (The SDKs' read time-out starts again
            with every byte.)

    Raises:
        CallFailed: There is no answer.
    """
    carried = _carried(client, request.spell(able), stream=request.stream)
    return await _fetched(client, client.sdk.post(request.path, **carried), seconds=seconds)


async def send_form(client: ApiClient, path: str, form: Form, *, seconds: float) -> bytes:
    """Send a form with files and return the answer. Raises as `send`."""
    data, _ = await _fetched(
        client, client.sdk.post(path, **_carried(client, form, stream=False)), seconds=seconds
    )
    return data


async def send_json(client: ApiClient, path: str, content: bytes, *, seconds: float) -> bytes:
    """Send JSON and return the answer. Raises as `send`."""
    data, _ = await _fetched(
        client, client.sdk.post(path, **_carried(client, content, stream=False)), seconds=seconds
    )
    return data


async def get(client: ApiClient, path: str, *, seconds: float) -> bytes:
    """Return what lies at a path. Raises as `send`."""
    options = {"headers": dict(client.headers)}
    getting = client.sdk.get(path, cast_to=_response(), options=options)
    data, _ = await _fetched(client, getting, seconds=seconds)
    return data


async def _fetched(
    client: ApiClient, sending: Awaitable[Any], *, seconds: float
) -> tuple[bytes, Mapping[str, str]]:
    """Return the whole answer that an SDK's call brings. Raises as `send`.

    A key that the server repeats is masked, in an answer as in an error.
    """
    mask, departed = client.mask, list[str]()
    _departed.set(departed)
    try:
        async with asyncio.timeout(seconds):
            response = await sending
            data: bytes = await response.aread()
    except TimeoutError:
        way = f" through the proxy {client.proxy}" if client.proxy else ""
        raise TimedOut(f"no whole answer in {seconds:g} s{way}") from None
    except Exception as error:  # noqa: BLE001 - told as an outcome; the SDK's own may show the key
        raise _failure(error, client, sent=bool(departed)) from None
    headers = _lower(response.headers)
    data = mask.in_bytes(data)
    if not 200 <= response.status_code < 300:
        raise _of_status(response.status_code, headers, data.decode("utf-8", "replace"))
    return data, headers


def _carried(client: ApiClient, spelled: bytes | Form, *, stream: bool) -> dict[str, Any]:
    """Return the SDK's arguments for a body."""
    carried: dict[str, Any] = {"cast_to": _response()}
    if stream:
        carried |= {"stream": True, "stream_cls": _Unread}
    if isinstance(spelled, bytes):
        return carried | {
            "content": spelled,
            "options": {"headers": {**client.headers, **_JSON_BODY}},
        }
    files = [(name, (file, data, kind)) for name, file, data, kind in spelled.files]
    return carried | {
        "body": spelled.fields,
        "files": files,
        "options": {"headers": {**client.headers, **_FORM_BODY}},
    }


def _failure(error: Exception, client: ApiClient, *, sent: bool) -> CallFailed:
    """Return what an exception of an SDK means.

    Args:
        error: The exception.
        client: The way to the server.
        sent: Whether the request had left the SDK.
    """
    if not sent:
        return unsent_by(error, client.mask)
    response = getattr(error, "response", None)
    if response is None:
        return of_connection(error, client.mask, through=client.proxy)
    try:
        body = response.text
    except Exception:  # noqa: BLE001 - the body was cut; the status tells enough
        body = ""
    return _of_status(response.status_code, _lower(response.headers), client.mask.in_text(body))


def _of_status(status: int, headers: Mapping[str, str], body: str) -> CallFailed:
    outcome = of_status(status, headers, body, now=time.time())
    outcome.headers = headers
    return outcome


def _lower(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class _Unread:
    """Stands where the SDKs want a class of streams: the stream is read here."""


def _response() -> Any:
    import httpx2

    return httpx2.Response
