"""One attempt at a call through an SDK.

The SDKs carry requests: addresses, keys, connections. What comes back is not parsed by them, since
they take HTML, cut JSON and ``{}`` for answers.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Mapping
from typing import Any, Protocol

from moviellm_plugins_gpt.calls.api_request import ApiRequest, Form
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import CallFailed, TimedOut
from moviellm_plugins_gpt.calls.statuses import of_connection, of_status

_JSON_BODY = {"Content-Type": "application/json"}
_FORM_BODY = {"Content-Type": "multipart/form-data"}


class SdkClient(Protocol):
    """The part of both SDKs that is used: their own retries are off, redirects not followed."""

    api_key: str

    async def post(self, path: str, **kwargs: Any) -> Any: ...

    async def get(self, path: str, **kwargs: Any) -> Any: ...

    async def close(self) -> None: ...


async def send(
    client: SdkClient, request: ApiRequest, *, seconds: float
) -> tuple[bytes, Mapping[str, str]]:
    """Make one attempt and return the raw answer with its headers, names in lower case.

    Args:
        client: An SDK client.
        request: What is sent.
        seconds: The deadline by the clock on the wall. (The SDKs' read time-out starts again
            with every byte.)

    Raises:
        CallFailed: There is no answer.
    """
    carried = _carried(request.spell(), stream=request.stream)
    return await _fetched(client, client.post(request.path, **carried), seconds=seconds)


async def send_form(client: SdkClient, path: str, form: Form, *, seconds: float) -> bytes:
    """Send a form with files and return the answer. Raises as `send`."""
    data, _ = await _fetched(
        client, client.post(path, **_carried(form, stream=False)), seconds=seconds
    )
    return data


async def send_json(client: SdkClient, path: str, content: bytes, *, seconds: float) -> bytes:
    """Send JSON and return the answer. Raises as `send`."""
    data, _ = await _fetched(
        client, client.post(path, **_carried(content, stream=False)), seconds=seconds
    )
    return data


async def get(client: SdkClient, path: str, *, seconds: float) -> bytes:
    """Return what lies at a path. Raises as `send`."""
    data, _ = await _fetched(client, client.get(path, cast_to=_response()), seconds=seconds)
    return data


async def _fetched(
    client: SdkClient, sending: Awaitable[Any], *, seconds: float
) -> tuple[bytes, Mapping[str, str]]:
    """Return the whole answer that an SDK's call brings. Raises as `send`.

    A key that the server repeats is masked, in an answer as in an error.
    """
    mask = KeyMask(client.api_key)
    try:
        async with asyncio.timeout(seconds):
            response = await sending
            data: bytes = await response.aread()
    except TimeoutError:
        raise TimedOut(f"no whole answer in {seconds:g} s") from None
    except Exception as error:  # noqa: BLE001 - told as an outcome; the SDK's own may show the key
        raise _failure(error, mask) from None
    headers = _lower(response.headers)
    data = mask.in_bytes(data)
    if not 200 <= response.status_code < 300:
        raise _of_status(response.status_code, headers, data.decode("utf-8", "replace"))
    return data, headers


def _carried(spelled: bytes | Form, *, stream: bool) -> dict[str, Any]:
    """Return the SDK's arguments for a body."""
    carried: dict[str, Any] = {"cast_to": _response()}
    if stream:
        carried |= {"stream": True, "stream_cls": _Unread}
    if isinstance(spelled, bytes):
        return carried | {"content": spelled, "options": {"headers": _JSON_BODY}}
    files = [(name, (file, data, kind)) for name, file, data, kind in spelled.files]
    return carried | {
        "body": spelled.fields,
        "files": files,
        "options": {"headers": _FORM_BODY},
    }


def _failure(error: Exception, mask: KeyMask) -> CallFailed:
    """Return what an exception of an SDK means."""
    response = getattr(error, "response", None)
    if response is None:
        return of_connection(error, mask)
    try:
        body = response.text
    except Exception:  # noqa: BLE001 - the body was cut; the status tells enough
        body = ""
    return _of_status(response.status_code, _lower(response.headers), mask.in_text(body))


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
