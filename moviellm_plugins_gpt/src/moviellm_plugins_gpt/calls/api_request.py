"""One call as it is written down, priced, sent and read, whatever it asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from moviellm import Purchase, Reply

from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities, written
from moviellm_plugins_gpt.calls.prices import Rates
from moviellm_plugins_gpt.calls.questions import ModelQuestion
from moviellm_plugins_gpt.calls.settings import ModelOptions, address_of, provider_of
from moviellm_plugins_gpt.calls.tokens import most_tokens
from moviellm_plugins_gpt.calls.wire import JSON, Reading, Wire, spelled, told


@dataclass(frozen=True, slots=True)
class Form:
    """The body of a request with files.

    Attributes:
        fields: Its text fields.
        files: Field name, file name, bytes and kind of each file.
    """

    fields: JSON
    files: tuple[tuple[str, str, bytes, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRequest:
    """One call.

    Attributes:
        path: The endpoint, relative to the provider's address.
        body: What is asked, as it is written down: pictures are named by their hash.
        spell: Gives what is sent to a server: the same with the pictures themselves, put in the
            words that it takes.
        read: Reads a raw answer; raises `outcomes.Broken` when it is none.
        input_tokens: At most.
        output_tokens: At most.
        stream: Whether the answer is streamed.
        sample: Another number asks the same again.
        label: Where it belongs, for messages.
    """

    path: str
    body: JSON
    spell: Callable[[ServerCapabilities], bytes | Form]
    read: Callable[[bytes], Reading]
    input_tokens: int
    output_tokens: int
    stream: bool = False
    sample: int = 0
    label: str = ""


def api_request_of(question: ModelQuestion, wire: Wire, options: ModelOptions) -> ApiRequest:
    """Return the call that asks a question."""
    body = wire.body(question, told, written(options))
    return ApiRequest(
        path=wire.path,
        body=body,
        spell=lambda able: json.dumps(wire.body(question, spelled, able)).encode(),
        read=wire.read,
        input_tokens=most_tokens(body, question),
        output_tokens=question.max_output_tokens or options.max_output_tokens,
        stream=wire.stream,
        sample=question.sample,
        label=question.label,
    )


def purchase_of(request: ApiRequest, options: ModelOptions, rates: Rates | None) -> Purchase:
    """Return a request as it is written down: all that decides the answer, and its worst price."""
    noted: JSON = {
        "provider": provider_of(options),
        "address": address_of(options),
        "path": request.path,
        "sample": request.sample,
        "body": request.body,
    }
    if options.headers:
        noted["headers"] = {name.lower(): v for name, v in options.headers.items()}
    worst = None if rates is None else rates.worst(request.input_tokens, request.output_tokens)
    return Purchase(request=noted, worst_usd=worst)


def fingerprint(purchase: Purchase) -> str:
    """Return what names a purchase: equal for equal requests."""
    written_down = json.dumps(purchase.request, sort_keys=True).encode()
    return hashlib.sha256(written_down).hexdigest()


def reply_of(
    data: bytes, usage: Mapping[str, int], rates: Rates | None, *, batch: bool = False
) -> Reply:
    """Return a raw answer with its price; without a count or rates it is unknown, never nothing."""
    usd = rates.usd(usage) if rates is not None and any(usage.values()) else None
    return Reply(data=data, usd=usd, usage={**usage, "batch": 1} if batch else usage)
