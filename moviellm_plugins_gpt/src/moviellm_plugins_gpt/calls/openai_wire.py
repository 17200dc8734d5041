"""OpenAI's protocol: chat completions and responses, as every compatible server speaks them.

Source: the API reference of OpenAI and the types of its SDK, version 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import BaseModel

from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.questions import Image, Message, Question
from moviellm_plugins_gpt.calls.schemas import Dialect, strict_schema
from moviellm_plugins_gpt.calls.settings import OpenAIOptions, is_own_server
from moviellm_plugins_gpt.calls.wire import (
    JSON,
    Reading,
    count,
    envelope,
    events,
    is_stream,
    strict,
)


class ChatWire:
    """Chat completions."""

    path = "/chat/completions"

    def __init__(self, options: OpenAIOptions) -> None:
        self._options = options
        self.stream = options.stream
        self._cap = "max_tokens" if is_own_server(options) else "max_completion_tokens"

    def body(self, question: Question, show: Callable[[Image], str]) -> JSON:
        """Return the body of the request, the fixed part first."""
        options = self._options
        turns = [_turn(message, show, "chat") for message in question.messages]
        system = [{"role": "system", "content": question.system}] if question.system else []
        body: JSON = {
            "model": options.model,
            "messages": system + turns,
            self._cap: question.max_output_tokens or options.max_output_tokens,
        }
        if question.schema is not None:
            form = _form(question.schema, options)
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        if options.temperature is not None:
            body["temperature"] = options.temperature
        if self.stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return body

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _joined(events(data)) if is_stream(data) else envelope(data)
        choices = found.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            raise Broken("the answer has no `choices`")
        message, finish = choices[0].get("message") or {}, choices[0].get("finish_reason")
        if finish is None or not isinstance(message, dict):
            raise Broken("the answer has no finish reason: it was cut")
        text, usage = message.get("content") or "", chat_usage(found)
        if finish == "content_filter":
            return Reading(text=text, stop="filtered", usage=usage)
        if message.get("refusal"):
            reason = str(message["refusal"])
            return Reading(text=text, stop="refused", reason=reason, usage=usage)
        return Reading(text=text, stop="length" if finish == "length" else "end", usage=usage)


class ResponsesWire:
    """The responses endpoint."""

    path = "/responses"

    def __init__(self, options: OpenAIOptions) -> None:
        self._options = options
        self.stream = options.stream

    def body(self, question: Question, show: Callable[[Image], str]) -> JSON:
        """Return the body of the request; nothing is kept at the provider."""
        options = self._options
        body: JSON = {
            "model": options.model,
            "input": [_turn(message, show, "responses") for message in question.messages],
            "max_output_tokens": question.max_output_tokens or options.max_output_tokens,
            "store": False,
        }
        if question.system:
            body["instructions"] = question.system
        if question.schema is not None:
            form = _form(question.schema, options)
            body["text"] = {"format": {"type": "json_schema", **form}}
        if options.temperature is not None:
            body["temperature"] = options.temperature
        if self.stream:
            body["stream"] = True
        return body

    @strict
    def read(self, data: bytes) -> Reading:
        """Read a raw answer."""
        found = _last_response(events(data)) if is_stream(data) else envelope(data)
        status, output = found.get("status"), found.get("output")
        if status not in {"completed", "incomplete"} or not isinstance(output, list):
            raise Broken(f"the answer has the status {status!r}")
        parts = [
            part
            for item in output
            if isinstance(item, dict) and item.get("type") == "message"
            for part in item.get("content") or ()
            if isinstance(part, dict)
        ]
        text = "".join(p.get("text", "") for p in parts if p.get("type") == "output_text")
        usage = responses_usage(found)
        if refusal := next((p for p in parts if p.get("type") == "refusal"), None):
            reason = str(refusal.get("refusal", ""))
            return Reading(text=text, stop="refused", reason=reason, usage=usage)
        if status == "completed":
            return Reading(text=text, usage=usage)
        why = (found.get("incomplete_details") or {}).get("reason")
        stop: Literal["filtered", "length"] = "filtered" if why == "content_filter" else "length"
        return Reading(text=text, stop=stop, usage=usage)


def _form(schema: type[BaseModel], options: OpenAIOptions) -> JSON:
    dialect: Dialect = "full" if is_own_server(options) else "openai"
    return {"name": "answer", "strict": True, "schema": strict_schema(schema, dialect)}


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
    """Return the chunks of a stream as one completion. Without its end mark it was cut."""
    if not chunks or chunks[-1]:
        raise Broken(f"the stream was cut{_error_in(chunks)}")
    text, refusal, finish, usage = "", "", None, None
    for chunk in chunks:
        if "error" in chunk:
            raise Broken(f"the stream broke{_error_in([chunk])}")
        usage = chunk.get("usage") or usage
        for choice in chunk.get("choices") or ():
            delta = choice.get("delta") or {}
            text += delta.get("content") or ""
            refusal += delta.get("refusal") or ""
            finish = choice.get("finish_reason") or finish
    message = {"content": text, "refusal": refusal or None}
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}


def _last_response(found: list[JSON]) -> JSON:
    for event in reversed(found):
        if event.get("type") in {"response.completed", "response.incomplete"}:
            response: JSON = event.get("response") or {}
            return response
    raise Broken(f"the stream was cut{_error_in(found)}")


def _error_in(found: list[JSON]) -> str:
    for event in found:
        error = event.get("error") or (event if event.get("type") == "error" else None)
        if error:
            said = error.get("message") if isinstance(error, dict) else error
            return f": {said}"
    return ""
