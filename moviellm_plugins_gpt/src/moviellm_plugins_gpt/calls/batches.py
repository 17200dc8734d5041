"""The providers' batch endpoints: handed in together, answered within a day, at half the price.

Sources: the API references of OpenAI (files, batches) and Anthropic (message batches).
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from typing import Any, Protocol

from moviellm_plugins_gpt.calls.api_request import Form
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    Broken,
    CallFailed,
    Overloaded,
    RateLimited,
)
from moviellm_plugins_gpt.calls.sending import ApiClient, get, send_form, send_json
from moviellm_plugins_gpt.calls.statuses import of_error, of_status
from moviellm_plugins_gpt.calls.wire import JSON, count, envelope, inside

Results = dict[str, bytes | CallFailed]
"""What came of each call of a batch, by key: its raw answer, or why there is none."""


class BatchEndpoint(Protocol):
    """One provider's way of handing calls in."""

    async def find(self, name: str, seen: Container[str]) -> str | None:
        """Return a batch that was handed in under a name and is not one of those seen.

        None where there is none, or the provider cannot tell.
        """

    async def hand_in(self, path: str, lines: Sequence[tuple[str, bytes]], name: str) -> str:
        """Hand calls in (key and body of each) and return the id of their batch."""

    async def results(self, batch: str) -> Results | CallFailed | None:
        """Return what came of a batch, or why it was not taken; None while it is at work."""


class OpenAIBatches:
    """OpenAI's batches: a file of requests goes in, files of answers and of errors come out."""

    def __init__(self, client: ApiClient, seconds: float) -> None:
        self._client = client
        self._seconds = seconds

    async def find(self, name: str, seen: Container[str]) -> str | None:
        """Return the batch whose metadata has this name."""
        data = await get(self._client, "/batches?limit=100", seconds=self._seconds)
        for batch in _items(envelope(data), "data"):
            named = (batch.get("metadata") or {}).get("moviellm") == name
            if named and batch.get("status") != "failed" and batch.get("id") not in seen:
                return _id_of(batch)
        return None

    async def hand_in(self, path: str, lines: Sequence[tuple[str, bytes]], name: str) -> str:
        """Upload the file of requests and make a batch of it."""
        url = f"/v1{path}".encode()
        head = b'{"custom_id":"%b","method":"POST","url":"%b","body":%b}\n'
        data = b"".join(head % (key.encode(), url, body) for key, body in lines)
        form = Form({"purpose": "batch"}, (("file", "calls.jsonl", data, "application/jsonl"),))
        file = envelope(await send_form(self._client, "/files", form, seconds=self._seconds))
        wanted = {
            "input_file_id": _id_of(file),
            "endpoint": url.decode(),
            "completion_window": "24h",
            "metadata": {"moviellm": name},
        }
        content = json.dumps(wanted).encode()
        made = await send_json(self._client, "/batches", content, seconds=self._seconds)
        return _id_of(envelope(made))

    async def results(self, batch: str) -> Results | CallFailed | None:
        """Return what came of a batch, or why it was not taken; None while it is at work."""
        data = await get(self._client, f"/batches/{batch}", seconds=self._seconds)
        found = envelope(data)
        status = found.get("status")
        if status == "failed":
            return _refusal(found)
        if status not in {"completed", "expired", "cancelled"}:
            return None
        results: Results = {}
        for field in ("output_file_id", "error_file_id"):
            if file := found.get(field):
                path = f"/files/{file}/content"
                for line in _lines(await get(self._client, path, seconds=self._seconds)):
                    results[str(line.get("custom_id"))] = openai_result(line)
        return results


class AnthropicBatches:
    """Anthropic's message batches."""

    _PATH = "/v1/messages/batches"

    def __init__(self, client: ApiClient, seconds: float) -> None:
        self._client = client
        self._seconds = seconds

    async def find(self, name: str, seen: Container[str]) -> str | None:
        """Return None: a message batch has no name."""
        return None

    async def hand_in(self, path: str, lines: Sequence[tuple[str, bytes]], name: str) -> str:
        """Make a batch."""
        head = b'{"custom_id":"%b","params":%b}'
        requests = b",".join(head % (key.encode(), body) for key, body in lines)
        content = b'{"requests":[%b]}' % requests
        made = await send_json(self._client, self._PATH, content, seconds=self._seconds)
        return _id_of(envelope(made))

    async def results(self, batch: str) -> Results | None:
        """Return what came of a batch; None while it is still at work.

        The results are asked for at the configured address, not at the one that the batch names.
        """
        found = envelope(await get(self._client, f"{self._PATH}/{batch}", seconds=self._seconds))
        if found.get("processing_status") != "ended":
            return None
        path = f"{self._PATH}/{batch}/results"
        lines = _lines(await get(self._client, path, seconds=self._seconds))
        return {str(line.get("custom_id")): anthropic_result(line) for line in lines}


def openai_result(line: JSON) -> bytes | CallFailed:
    """Return what came of one call: a line of OpenAI's file of answers, or of errors."""
    status, body = count(line, "response", "status_code"), inside(line, "response", "body")
    if status == 200:
        return json.dumps(body).encode()
    if status:
        return of_status(status, {}, json.dumps(body), now=0.0)
    return Overloaded(f"the batch ended without it ({inside(line, 'error', 'code')})")


def anthropic_result(line: JSON) -> bytes | CallFailed:
    """Return what came of one call: a line of Anthropic's results."""
    kind = inside(line, "result", "type")
    if kind == "succeeded":
        return json.dumps(inside(line, "result", "message")).encode()
    if kind != "errored":
        return Overloaded(f"the batch ended without it ({kind})")
    error = inside(line, "result", "error", "error") or inside(line, "result", "error")
    return of_error(error or "no reason given")


def _refusal(found: JSON) -> CallFailed:
    """Return why a whole batch was not taken."""
    errors = _items(found.get("errors") or {}, "data")
    said = "; ".join(str(error.get("message")) for error in errors[:3]) or "no reason given"
    full = any("limit" in str(error.get("code")) for error in errors)
    return RateLimited(said, 60.0) if full else BadRequest(said)


def _items(found: Any, name: str) -> list[JSON]:
    items = found.get(name) if isinstance(found, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _lines(data: bytes) -> list[JSON]:
    return [envelope(line) for line in data.splitlines() if line.strip()]


def _id_of(found: Mapping[str, Any]) -> str:
    name = found.get("id")
    if not isinstance(name, str) or not name.replace("-", "_").isidentifier():
        raise Broken(f"the answer has no id: {str(found)[:80]}")
    return name
