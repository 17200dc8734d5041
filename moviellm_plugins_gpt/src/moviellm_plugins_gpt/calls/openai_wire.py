"""OpenAI's protocol: chat completions and responses, as every compatible server speaks them.

Source: the API reference of OpenAI and the types of its SDK, version 3.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

from moviellm_plugins_gpt.calls.capabilities import ServerCapabilities
from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.questions import Image, Message, ModelQuestion
from moviellm_plugins_gpt.calls.schemas import strict_schema
from moviellm_plugins_gpt.calls.settings import OpenAIOptions
from moviellm_plugins_gpt.calls.statuses import of_error
from moviellm_plugins_gpt.calls.wire import (
    JSON,
    Reading,
    Stop,
    broken_off,
    count,
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


class ChatWire:
    """Chat completions."""

    path = "/chat/completions"

    def __init__(self, options: OpenAIOptions) -> None:
        self._options = options
        self.stream = options.stream

    def body(
        self, question: ModelQuestion, show: Callable[[Image], str], able: ServerCapabilities
    ) -> JSON:
        """Return the body of the request, the fixed part first."""
        options, system = self._options, system_of(question, able)
        turns = [_turn(message, show, "chat") for message in question.messages]
        body: JSON = {
            "model": options.model,
            "messages": ([{"role": "system", "content": system}] if system else []) + turns,
            able.length_parameter: question.max_output_tokens or options.max_output_tokens,
        }
        if question.schema is not None:
            body |= _chat_form(strict_schema(question.schema, able.schema_dialect), able)
        for name in ("temperature", "top_p", "reasoning_effort", "seed"):
            if (value := getattr(options, name)) is not None:
                body[name] = value
        if self.stream:
            body["stream"] = True
            if able.stream_usage:
                body["stream_options"] = {"include_usage": True}
        return merged(body, options.extra_body)

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _joined(events(data)) if is_stream(data) else whole(data)
        choices = found.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            raise foreign(found, "OpenAI's chat completions") or Broken(
                "the answer has no `choices`"
            )
        message, finish = choices[0].get("message") or {}, choices[0].get("finish_reason")
        text, usage = _said(message), chat_usage(found)
        stop: Stop = _STOPS.get(str(finish).lower(), "end")
        if finish == "error" or choices[0].get("error"):
            raise of_error(choices[0].get("error") or "the model's server failed")
        if stop != "filtered" and (refusal := inside(message, "refusal")):
            return Reading(text=text, stop="refused", reason=str(refusal), usage=usage)
        if finish is None and not text:
            raise Broken("the answer has neither words nor a finish reason: it was cut")
        return Reading(text=text, stop=stop, usage=usage)


_STOPS: Mapping[str, Stop] = {
    "length": "length", "max_tokens": "length", "max_output_tokens": "length",
    "model_length": "length", "content_filter": "filtered", "safety": "filtered",
    "recitation": "filtered", "prohibited_content": "filtered", "blocklist": "filtered",
}  # fmt: skip
"""Finish reasons by which an answer is not whole, as gateways pass them on, in lower case."""


def _said(message: object) -> str:
    """Return a message's words, or the arguments of the tool by which it answers."""
    calls = inside(message, "tool_calls")
    for call in calls if isinstance(calls, list) else ():
        arguments = inside(call, "function", "arguments")
        if isinstance(arguments, str) and arguments:
            return arguments
        if isinstance(arguments, dict):
            return json.dumps(arguments, ensure_ascii=False)
    return text_of_parts(inside(message, "content"))


class ResponsesWire:
    """The responses endpoint."""

    path = "/responses"

    def __init__(self, options: OpenAIOptions) -> None:
        self._options = options
        self.stream = options.stream

    def body(
        self, question: ModelQuestion, show: Callable[[Image], str], able: ServerCapabilities
    ) -> JSON:
        """Return the body of the request; nothing is kept at the provider."""
        options, system = self._options, system_of(question, able)
        body: JSON = {
            "model": options.model,
            "input": [_turn(message, show, "responses") for message in question.messages],
            "max_output_tokens": question.max_output_tokens or options.max_output_tokens,
            "store": False,
        }
        if system:
            body["instructions"] = system
        if question.schema is not None:
            body |= _responses_form(strict_schema(question.schema, able.schema_dialect), able)
        for name in ("temperature", "top_p"):
            if (value := getattr(options, name)) is not None:
                body[name] = value
        if options.reasoning_effort is not None:
            body["reasoning"] = {"effort": options.reasoning_effort}
        if self.stream:
            body["stream"] = True
        return merged(body, options.extra_body)

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _last_response(events(data)) if is_stream(data) else whole(data)
        status, output = found.get("status"), found.get("output")
        if not isinstance(output, list) and (other := foreign(found, "OpenAI's responses")):
            raise other
        if status not in {"completed", "incomplete"} or not isinstance(output, list):
            raise Broken(f"the answer has the status {status!r}")
        parts = [
            part
            for item in output
            if isinstance(item, dict) and item.get("type") == "message"
            for part in item.get("content") or ()
            if isinstance(part, dict)
        ]
        called = [item.get("arguments") for item in output if inside(item, "type") == _CALL]
        text = next((str(one) for one in called if one), "") or text_of_parts(parts)
        usage = responses_usage(found)
        if refusal := next((p for p in parts if p.get("type") == "refusal"), None):
            reason = str(refusal.get("refusal", ""))
            return Reading(text=text, stop="refused", reason=reason, usage=usage)
        if status == "completed":
            return Reading(text=text, usage=usage)
        why = (found.get("incomplete_details") or {}).get("reason")
        stop: Literal["filtered", "length"] = "filtered" if why == "content_filter" else "length"
        return Reading(text=text, stop=stop, usage=usage)


_CALL = "function_call"
_NAME = "answer"
_TOOL_PURPOSE = "Give the answer."


def _chat_form(schema: JSON, able: ServerCapabilities) -> JSON:
    """Return the fields by which a chat completion is made to keep to a schema."""
    if able.structure == "native":
        form = {"name": _NAME, "strict": True, "schema": schema}
        return {"response_format": {"type": "json_schema", "json_schema": form}}
    if able.structure == "json":
        return {"response_format": {"type": "json_object"}}
    if able.structure == "prompt":
        return {}
    tool = {"name": _NAME, "description": _TOOL_PURPOSE, "parameters": schema}
    return {
        "tools": [{"type": "function", "function": tool}],
        "tool_choice": {"type": "function", "function": {"name": _NAME}},
    }


def _responses_form(schema: JSON, able: ServerCapabilities) -> JSON:
    """Return the fields by which a response is made to keep to a schema."""
    if able.structure == "native":
        form = {"type": "json_schema", "name": _NAME, "strict": True, "schema": schema}
        return {"text": {"format": form}}
    if able.structure == "json":
        return {"text": {"format": {"type": "json_object"}}}
    if able.structure == "prompt":
        return {}
    tool = {"name": _NAME, "description": _TOOL_PURPOSE, "parameters": schema, "strict": True}
    return {
        "tools": [{"type": "function", **tool}],
        "tool_choice": {"type": "function", "name": _NAME},
    }


def chat_usage(found: Mapping[str, Any]) -> dict[str, int]:
    """Return the usage of a chat completion by class."""
    usage = found.get("usage")
    cached = count(usage, "prompt_tokens_details", "cached_tokens")
    return (
        {
            "input_tokens": max(0, count(usage, "prompt_tokens") - cached),
            "cached_tokens": cached,
            "output_tokens": count(usage, "completion_tokens"),
            "reasoning_tokens": count(usage, "completion_tokens_details", "reasoning_tokens"),
        }
        if isinstance(usage, dict)
        else {}
    )


def responses_usage(found: Mapping[str, Any]) -> dict[str, int]:
    """Return the usage of a response by class."""
    usage = found.get("usage")
    cached = count(usage, "input_tokens_details", "cached_tokens")
    return (
        {
            "input_tokens": max(0, count(usage, "input_tokens") - cached),
            "cached_tokens": cached,
            "output_tokens": count(usage, "output_tokens"),
            "reasoning_tokens": count(usage, "output_tokens_details", "reasoning_tokens"),
        }
        if isinstance(usage, dict)
        else {}
    )


def _turn(
    message: Message, show: Callable[[Image], str], api: Literal["chat", "responses"]
) -> JSON:
    if all(isinstance(part, str) for part in message.parts):
        return {"role": message.role, "content": "\n\n".join(map(str, message.parts))}
    parts: list[JSON] = []
    for part in message.parts:
        if isinstance(part, str):
            parts.append({"type": "text" if api == "chat" else "input_text", "text": part})
            continue
        url = f"data:image/{part.format};base64,{show(part)}"
        if api == "chat":
            parts.append({"type": "image_url", "image_url": {"url": url}})
        else:
            parts.append({"type": "input_image", "image_url": url})
    return {"role": message.role, "content": parts}


def _joined(chunks: list[JSON]) -> JSON:
    """Return the chunks of a stream as one completion.

    With neither an end mark nor a finish reason it was cut.
    """
    text, refusal, finish, usage = "", "", None, None
    calls: dict[int, str] = {}
    for chunk in chunks:
        if error := chunk.get("error") or (chunk if chunk.get("type") == "error" else None):
            raise broken_off(error, begun=bool(text or calls))
        usage = chunk.get("usage") or usage
        for choice in chunk.get("choices") or ():
            delta = choice.get("delta") or {}
            text += text_of_parts(delta.get("content"))
            refusal += delta.get("refusal") or ""
            for call in delta.get("tool_calls") or ():
                at = call.get("index") or 0
                calls[at] = calls.get(at, "") + (inside(call, "function", "arguments") or "")
            finish = choice.get("finish_reason") or finish
    if not chunks or (chunks[-1] and finish is None):
        raise Broken("the stream was cut")
    told = [{"function": {"arguments": calls[at]}} for at in sorted(calls)]
    message = {"content": text, "refusal": refusal or None, "tool_calls": told}
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}


def _last_response(found: list[JSON]) -> JSON:
    for event in reversed(found):
        if event.get("type") in {"response.completed", "response.incomplete"}:
            response: JSON = event.get("response") or {}
            return response
        error = event.get("error") or inside(event, "response", "error")
        if error or event.get("type") == "error":
            raise broken_off(error or event, begun=len(found) > 1)
    raise Broken("the stream was cut")
