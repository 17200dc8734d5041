"""One call as it is written down, priced, sent and read, whatever it asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from moviellm_plugins_gpt.calls.questions import Question
from moviellm_plugins_gpt.calls.settings import ModelOptions
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
class Inquiry:
    """One call.

    Attributes:
        path: The endpoint, relative to the provider's address.
        body: What is asked, as it is written down: pictures are named by their hash.
        spell: Gives what is sent: the same with the pictures themselves.
        read: Reads a raw answer; raises `outcomes.Broken` when it is none.
        input_tokens: At most.
        output_tokens: At most.
        stream: Whether the answer is streamed.
        sample: Another number asks the same again.
        label: Where it belongs, for messages.
    """

    path: str
    body: JSON
    spell: Callable[[], bytes | Form]
    read: Callable[[bytes], Reading]
    input_tokens: int
    output_tokens: int
    stream: bool = False
    sample: int = 0
    label: str = ""


def inquiry_of(question: Question, wire: Wire, options: ModelOptions) -> Inquiry:
    """Return the call that asks a question."""
    body = wire.body(question, told)
    return Inquiry(
        path=wire.path,
        body=body,
        spell=lambda: json.dumps(wire.body(question, spelled)).encode(),
        read=wire.read,
        input_tokens=most_tokens(body, question),
        output_tokens=question.max_output_tokens or options.max_output_tokens,
        stream=wire.stream,
        sample=question.sample,
        label=question.label,
    )
