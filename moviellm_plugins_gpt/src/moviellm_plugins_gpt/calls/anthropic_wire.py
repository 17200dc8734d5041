"""Anthropic's protocol: messages.

Source: the API reference of Anthropic and the types of its SDK, version 2.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities
from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.questions import Image, Message, ModelQuestion
from moviellm_plugins_gpt.calls.schemas import strict_schema
from moviellm_plugins_gpt.calls.settings import AnthropicOptions
from moviellm_plugins_gpt.calls.statuses import of_error
from moviellm_plugins_gpt.calls.wire import (
    JSON,
    Reading,
    broken_off,
    count,
    envelope,
    events,
    foreign,
    inside,
    is_stream,
    merged,
    strict,
    system_of,
    text_of_parts,
    whole,
)

_TOOL = "answer"
_CACHED = {"type": "ephemeral"}


class MessagesWire:
    """The messages endpoint."""

    path = "/v1/messages"

    def __init__(self, options: AnthropicOptions) -> None:
        self._options = options
        self.stream = options.stream

    def body(
        self, question: ModelQuestion, show: Callable[[Image], str], able: ServerCapabilities
    ) -> JSON:
        """Return the body of the request; its fixed part is marked for the provider's cache."""
        options = self._options
        body: JSON = {
            "model": options.model,
            "max_tokens": question.max_output_tokens or options.max_output_tokens,
            "messages": [_turn(message, show) for message in question.messages],
        }
        if system := system_of(question, able):
            body["system"] = [{"type": "text", "text": system, "cache_control": _CACHED}]
        if question.schema is not None:
            body |= _form(strict_schema(question.schema, able.schema_dialect), able)
        for name in ("temperature", "top_p"):
            if (value := getattr(options, name)) is not None:
                body[name] = value
        if self.stream:
            body["stream"] = True
        return merged(body, options.extra_body)

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _joined(events(data)) if is_stream(data) else whole(data)
        blocks, stop = found.get("content"), str(found.get("stop_reason") or "").lower()
        if not isinstance(blocks, list):
            raise foreign(found, "Anthropic's messages") or Broken("the answer has no `content`")
        text, usage = _text(blocks), messages_usage(found)
        if not stop and not text:
            raise Broken("the answer has neither words nor a stop reason: it was cut")
        if stop == "error":
            raise of_error(found.get("stop_details") or "the model's server failed")
        if stop == "refusal":
            told = inside(found, "stop_details", "explanation")
            return Reading(text=text, stop="refused", reason=str(told or ""), usage=usage)
        cut = stop in {"max_tokens", "length", "model_context_window_exceeded"}
        return Reading(text=text, stop="length" if cut else "end", usage=usage)


def _form(schema: JSON, able: ServerCapabilities) -> JSON:
    """Return the fields by which a message is made to keep to a schema."""
    if able.structure == "native":
        return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}
    if able.structure == "prompt":
        return {}
    tool = {"name": _TOOL, "description": "Give the answer.", "input_schema": schema}
    return {"tools": [tool], "tool_choice": {"type": "tool", "name": _TOOL}}


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
    return text_of_parts(blocks)


def _joined(found: list[JSON]) -> JSON:
    """Return the events of a stream as one message.

    With neither ``message_stop`` nor a stop reason it was cut.
    """
    message: JSON = {}
    blocks: dict[int, JSON] = {}
    inputs: dict[int, str] = {}
    ended = False
    for event in found:
        kind, index = event.get("type"), event.get("index", 0)
        if kind == "error" or event.get("error"):
            raise broken_off(event.get("error") or event, begun=bool(message))
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
        ended = ended or kind == "message_stop"
    if not ended and not message.get("stop_reason"):
        raise Broken("the stream was cut")
    for index, text in inputs.items():
        blocks.setdefault(index, {"type": "tool_use"})["input"] = envelope(text.encode())
    return {**message, "content": [blocks[index] for index in sorted(blocks)]}
