"""One question on its way to an answer: what to ask next, and when it is at its end."""

from __future__ import annotations

import dataclasses

from moviellm import Reply
from pydantic import BaseModel, ValidationError

from moviellm_plugins_gpt.calls.api_request import ApiRequest, api_request_of
from moviellm_plugins_gpt.calls.json_text import json_in_answer, words_of_answer
from moviellm_plugins_gpt.calls.outcomes import BadRequest
from moviellm_plugins_gpt.calls.questions import (
    ModelAnswer,
    ModelQuestion,
    RefusalKind,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.calls.settings import ModelOptions
from moviellm_plugins_gpt.calls.wire import Wire

_TOLD_ERRORS = 8
ANOTHER_SAMPLE = 1 << 32
"""Beyond all numbers of samples that components choose themselves."""
MOST_SAMPLES = 100
"""A question that as many runs were refused is not asked again."""


class QuestionState:
    """A question, and what became of it so far.

    An answer that was cut is asked for once more at twice the length; one that is not of the form
    asked for goes back once, with what is wrong.

    Args:
        question: What is asked.
        wire: The provider's protocol.
        options: Which model.
    """

    def __init__(self, question: ModelQuestion, wire: Wire, options: ModelOptions) -> None:
        self._question = question
        self._asked = question
        self._wire = wire
        self._options = options
        self._usd: float | None = 0.0
        self._longer = self._repaired = False
        self._stored = True
        self._samples = 1
        self._cut = ""

    def next_request(self) -> ApiRequest:
        """Return the next call."""
        return api_request_of(self._asked, self._wire, self._options)

    def take(self, reply: Reply, *, stored: bool = False) -> ModelAnswer | Refused | None:
        """Return what came of the question, or None when there is something to ask again.

        What an earlier run stored and was refused for is no answer to this run: its film was
        quarantined, and is tried again by another sample.

        Args:
            reply: The next answer.
            stored: Whether it was found, and not bought now.
        """
        self._stored = self._stored and stored
        found = self._taken(reply)
        if isinstance(found, Refused) and self._stored and self._samples < MOST_SAMPLES:
            self._ask_anew()
            return None
        return found

    def _taken(self, reply: Reply) -> ModelAnswer | Refused | None:
        reading = self._wire.read(reply.data)
        reading = dataclasses.replace(reading, text=words_of_answer(reading.text))
        self._usd = None if self._usd is None or reply.usd is None else self._usd + reply.usd
        if reading.stop == "length":
            if self._longer:
                return self._refused("truncated", text=reading.text)
            self._cut = reading.text
            self._ask_for_more()
            return None
        if reading.stop != "end":
            return self._refused(reading.stop, reason=reading.reason, text=reading.text)
        parsed, fault = _parsed(self._question.schema, reading.text)
        if fault:
            if self._repaired:
                return self._refused("malformed", reason=fault, text=reading.text)
            self._ask_for_repair(reading.text, fault)
            return None
        return ModelAnswer(
            text=reading.text,
            parsed=parsed,
            usage=reading.usage,
            usd=self._usd,
            label=self._question.label,
            stored=self._stored,
        )

    def rejected(self, outcome: BadRequest) -> Refused:
        """Return the end of a question that the provider does not take.

        When it took the question before and does not at twice the length, the answer was cut.
        """
        if self._longer and not outcome.filtered:
            return self._refused("truncated", reason=outcome.said, text=self._cut)
        return self._refused("filtered" if outcome.filtered else "bad request", reason=outcome.said)

    def _ask_anew(self) -> None:
        self._samples += 1
        sample = self._question.sample + ANOTHER_SAMPLE
        self._question = self._asked = dataclasses.replace(self._question, sample=sample)
        self._longer = self._repaired = False

    def _ask_for_more(self) -> None:
        cap = self._asked.max_output_tokens or self._options.max_output_tokens
        self._asked = dataclasses.replace(self._asked, max_output_tokens=2 * cap)
        self._longer = True

    def _ask_for_repair(self, text: str, fault: str) -> None:
        told = f"That answer is not of the form asked for ({fault}). Answer again, in that form."
        turns = (assistant(text), user(told)) if text.strip() else (user(told),)
        messages = (*self._asked.messages, *turns)
        self._asked = dataclasses.replace(self._asked, messages=messages)
        self._repaired = True

    def _refused(self, kind: RefusalKind, *, reason: str = "", text: str = "") -> Refused:
        label = self._question.label
        return Refused(kind=kind, reason=reason, text=text, usd=self._usd, label=label)


def _parsed(schema: type[BaseModel] | None, text: str) -> tuple[BaseModel | None, str]:
    """Return an answer as its schema, or what is wrong with its form."""
    if schema is None:
        return None, ""
    try:
        return schema.model_validate_json(json_in_answer(text)), ""
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False, include_input=False)
        faults = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found]
        return None, "; ".join(faults[:_TOLD_ERRORS])
