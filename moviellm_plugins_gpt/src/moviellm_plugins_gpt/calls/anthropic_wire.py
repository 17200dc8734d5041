"""Anthropic's protocol: messages.

Source: the API reference of Anthropic and the types of its SDK, version 2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.questions import Image, Message, Question
from moviellm_plugins_gpt.calls.schemas import Dialect, strict_schema
from moviellm_plugins_gpt.calls.settings import AnthropicOptions, is_own_server
from moviellm_plugins_gpt.calls.wire import (
    JSON,
    Reading,
    count,
    envelope,
    events,
    is_stream,
    strict,
)

_TOOL = "answer"
_CACHED = {"type": "ephemeral"}


class MessagesWire:
    """The messages endpoint."""

    path = "/v1/messages"

    def __init__(self, options: AnthropicOptions) -> None:
        self._options = options
        self.stream = options.stream

    def body(self, question: Question, show: Callable[[Image], str]) -> JSON:
        """Return the body of the request; its fixed part is marked for the provider's cache."""
        options = self._options
        body: JSON = {
            "model": options.model,
            "max_tokens": question.max_output_tokens or options.max_output_tokens,
            "messages": [_turn(message, show) for message in question.messages],
        }
        if question.system:
            text = {"type": "text", "text": question.system, "cache_control": _CACHED}
            body["system"] = [text]
        if question.schema is not None:
            dialect: Dialect = "full" if is_own_server(options) else "anthropic"
            body |= self._form(strict_schema(question.schema, dialect))
        if options.temperature is not None:
            body["temperature"] = options.temperature
        if self.stream:
            body["stream"] = True
        return body

    def _form(self, schema: JSON) -> JSON:
        if self._options.structure == "native":
            return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
        tool = {"name": _TOOL, "description": "Give the answer.", "input_schema": schema}
        return {"tools": [tool], "tool_choice": {"type": "tool", "name": _TOOL}}

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _joined(events(data)) if is_stream(data) else envelope(data)
        blocks, stop = found.get("content"), found.get("stop_reason")
        if not isinstance(blocks, list):
            raise Broken("the answer has no `content`")
        if stop is None:
            raise Broken("the answer has no stop reason: it was cut")
        text, usage = _text(blocks), messages_usage(found)
        if stop == "refusal":
            details = found.get("stop_details")
            told = details.get("explanation") if isinstance(details, dict) else None
            return Reading(text=text, stop="refused", reason=str(told or ""), usage=usage)
        cut = stop in {"max_tokens", "model_context_window_exceeded"}
        return Reading(text=text, stop="length" if cut else "end", usage=usage)


def messages_usage(found: Mapping[str, Any]) -> dict[str, int]:
    """Return the usage of a message by class."""
    usage = found.get("usage")
    return (
        {
            "input_tokens": count(usage, "input_tokens"),
            "cached_tokens": count(usage, "cache_read_input_tokens"),
            "cache_write_tokens": count(usage, "cache_creation_input_tokens"),
            "output_tokens": count(usage, "output_tokens"),
            "reasoning_tokens": count(usage, "output_tokens_details", "thinking_tokens"),
        }
        if isinstance(usage, dict)
        else {}
    )


def _turn(message: Message, show: Callable[[Image], str]) -> JSON:
    blocks: list[JSON] = []
    for part in message.parts:
        if isinstance(part, str):
            blocks.append({"type": "text", "text": part})
        else:
            kind = f"image/{part.format}"
            source = {"type": "base64", "media_type": kind, "data": show(part)}
            blocks.append({"type": "image", "source": source})
    return {"role": message.role, "content": blocks}


def _text(blocks: list[Any]) -> str:
    for block in blocks:
        if isinstance(block, dict) and block.get("type") == "tool_use":
            return json.dumps(block.get("input"), ensure_ascii=False)
    texts = [b.get("text", "") for b in blocks if isinstance(b, dict) and b.get("type") == "text"]
    return "".join(texts)


def _joined(found: list[JSON]) -> JSON:
    """Return the events of a stream as one message. Without ``message_stop`` it was cut."""
    message: JSON = {}
    blocks: dict[int, JSON] = {}
    inputs: dict[int, str] = {}
    whole = False
    for event in found:
        kind, index = event.get("type"), event.get("index", 0)
        if kind == "error":
            raise Broken(f"the stream broke: {(event.get('error') or {}).get('message')}")
        if kind == "message_start":
            message = dict(event.get("message") or {})
        elif kind == "content_block_start":
            blocks[index] = dict(event.get("content_block") or {})
        elif kind == "content_block_delta":
            delta = event.get("delta") or {}
            if delta.get("type") == "text_delta" and index in blocks:
                blocks[index]["text"] = blocks[index].get("text", "") + delta.get("text", "")
            elif delta.get("type") == "input_json_delta":
                inputs[index] = inputs.get(index, "") + delta.get("partial_json", "")
        elif kind == "message_delta":
            message |= event.get("delta") or {}
            told = {name: n for name, n in (event.get("usage") or {}).items() if n is not None}
            message["usage"] = {**(message.get("usage") or {}), **told}
        whole = whole or kind == "message_stop"
    if not whole:
        raise Broken("the stream was cut")
    for index, text in inputs.items():
        blocks.setdefault(index, {"type": "tool_use"})["input"] = envelope(text.encode())
    return {**message, "content": [blocks[index] for index in sorted(blocks)]}
