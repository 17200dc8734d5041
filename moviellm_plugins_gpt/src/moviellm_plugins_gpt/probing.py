"""Asks a server with a few small calls what it can do, and tells the options to use."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any

from moviellm import Context, Reply
from pydantic import BaseModel, Field

from moviellm_plugins_gpt.calls import (
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    PictureWanted,
    Refused,
    most_picture_tokens,
    user,
)
from moviellm_plugins_gpt.calls.call_loop import Channel, call_loop
from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities, shipped, wanted
from moviellm_plugins_gpt.calls.outcomes import CallFailed, KeyMissing, KeyUnusable, Unsent
from moviellm_plugins_gpt.calls.sending import get
from moviellm_plugins_gpt.calls.settings import ModelOptions, address_of, provider_of
from moviellm_plugins_gpt.calls.wire import envelope
from moviellm_plugins_gpt.config import OpenAIImage, TextOptions
from moviellm_plugins_gpt.models import told_end

_SECONDS = 60.0
_INPUT_TOKENS = 900
_WORDS_TOKENS = 200
_CALLS = 6
"""Paid at most: two questions, each cut once and out of form once. Refusals cost nothing."""


class _Scene(BaseModel):
    title: str = Field(min_length=1, max_length=60)
    people: list[str] = Field(min_length=1, max_length=4)
    minutes: int = Field(ge=1, le=90)


class _Unstored:
    """Paid calls outside of a run: sent, and not written down."""

    async def buy_async(
        self,
        request: Mapping[str, Any],
        *,
        worst_usd: float | None,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object] | None = None,
    ) -> Reply:
        async with turn or nullcontext():
            return await send()


def probe(config: ModelOptions) -> Iterator[str]:
    """Yield what a server can do, a line each; the first tells what asking costs, and asks nothing.

    Args:
        config: The options of a component.

    Raises:
        MovieLLMError: What would end a run too, with what to do.
    """
    changed = {"attempts": 2, "concurrency": 1, "mode": "sync", "deadline_seconds": _SECONDS}
    config = config.model_copy(update=changed)
    client, picture = ModelClient(config), isinstance(config, OpenAIImage)
    yield _cost(config, client)
    channel = call_loop().channel(config)
    yield from _models(config, channel)
    yield from _painted(client) if picture else _asked(config, client)
    yield from _options(channel.learned.now(wanted(config)), shipped(config), picture=picture)


def _cost(config: ModelOptions, client: ModelClient) -> str:
    if isinstance(config, OpenAIImage):
        calls, output = 1, most_picture_tokens(config.quality)
    else:
        calls, output = _CALLS, 2 * _cap(config)
    worst = client.worst(calls=calls, input_tokens=_INPUT_TOKENS, output_tokens=output)
    price = "at an unknown price" if worst is None else f"at most ${worst:.4f} in all"
    return (
        f"The model `{config.model}` at {address_of(config)} is asked up to {calls} times, {price}."
    )


def _cap(config: ModelOptions) -> int:
    return config.cap(_WORDS_TOKENS) if isinstance(config, TextOptions) else _WORDS_TOKENS


def _models(config: ModelOptions, channel: Channel) -> Iterator[str]:
    """Tell whether the server lists the model, and when it dies if the server says so."""
    path = "/v1/models" if provider_of(config) == "anthropic" else "/models"

    async def listed() -> bytes:
        channel.check_key()
        return await get(await channel.client(), path, seconds=_SECONDS)

    try:
        rows = envelope(call_loop().run(listed()).result()).get("data")
    except (Unsent, KeyMissing, KeyUnusable) as outcome:
        raise outcome.error() from outcome
    except CallFailed as outcome:
        yield f"models: it lists none ({outcome.said})"
        return
    found = {str(row.get("id")): row for row in rows or () if isinstance(row, dict)}
    if config.model not in found:
        names = ", ".join(f"`{name}`" for name in sorted(found)[:8]) or "none"
        yield f"models: `{config.model}` is not among the {len(found)} that it lists ({names})"
        return
    yield f"models: `{config.model}` is among the {len(found)} that it lists"
    try:
        until = datetime.date.fromisoformat(str(found[config.model].get("shutdown_date")))
    except ValueError:
        return
    today = datetime.datetime.now(datetime.UTC).date()
    yield told_end(config.model, until, "", today) or f"models: it will be shut on {until}"


def _asked(config: ModelOptions, client: ModelClient) -> Iterator[str]:
    question = ModelQuestion(
        system="You write films.",
        messages=(user("Name a short scene at a harbour, who is in it, and how long it is."),),
        schema=_Scene,
        max_output_tokens=_cap(config),
        label="the probe",
    )
    (found,) = client.ask(_context(), [question])
    if isinstance(found, Refused):
        yield f"form: {found.kind}: {found.reason or 'no reason given'}"
        return
    yield "form: an answer keeps to a schema"
    yield _told_usage(found)
    (streamed,) = ModelClient(config.model_copy(update={"stream": True})).ask(
        _context(), [question]
    )
    if isinstance(streamed, Refused):
        yield f"stream: {streamed.kind}: {streamed.reason or 'no reason given'}"
    else:
        yield f"stream: whole, {'with' if any(streamed.usage.values()) else 'without'} usage"


def _told_usage(answer: ModelAnswer) -> str:
    if not any(answer.usage.values()):
        return "usage: not told, so each call counts at its worst price"
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in answer.usage.items())
    return f"usage: {told}"


def _painted(client: ModelClient) -> Iterator[str]:
    assert isinstance(client.options, OpenAIImage)
    picture = PictureWanted(
        prompt="A quay in fog", size=client.options.size, quality=client.options.quality
    )
    (made,) = client.paint(_context(), [picture])
    if isinstance(made, Refused):
        yield f"pictures: {made.kind}: {made.reason or 'no reason given'}"
    else:
        yield f"pictures: {len(made.data):,} bytes came"


def _options(
    able: ServerCapabilities, known: ServerCapabilities, *, picture: bool
) -> Iterator[str]:
    names = () if picture else ("structure", "schema_dialect", "length_parameter")
    found = [(name, getattr(able, name)) for name in names]
    differ = [(name, value) for name, value in found if value != getattr(known, name)]
    if not differ:
        yield "options: none are needed"
    for name, value in differ:
        yield f"options: {name}: {value}"


def _context() -> Context:
    log = logging.getLogger("moviellm_plugins_gpt.probe")
    log.disabled = True  # what is found out is told at the end
    calls: Any = _Unstored()
    return Context(seed=0, film="", log=log, calls=calls, blobs=calls)
