"""Questions of a writer: asked until the answer is right, or as often as the options allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from moviellm import Context, FilmError
from moviellm.film import Problem
from pydantic import BaseModel

from moviellm_plugins_gpt.calls import (
    Message,
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.config import AnthropicWriter, OpenAIWriter
from moviellm_plugins_gpt.prompting import Prompts
from moviellm_plugins_gpt.writer.bible import clean
from moviellm_plugins_gpt.writer.people import REAL
from moviellm_plugins_gpt.writer.repair_log import RepairLog
from moviellm_plugins_gpt.writer.schemas import NamesOfReal
from moviellm_plugins_gpt.writer.telling import problems_text

Parsed = TypeVar("Parsed", bound=BaseModel)
Settled = TypeVar("Settled")

_ANOTHER_SAMPLE = 1 << 40
"""Beyond the numbers of rounds, and of samples by which refused answers are asked for anew."""
_MOST_SAMPLES = 100


class Asking:
    """One film's conversation with the model.

    Attributes:
        fixed: What comes first in every question, and is cached by the provider.
        repairs: Counts the rounds.
    """

    def __init__(
        self,
        config: OpenAIWriter | AnthropicWriter,
        client: ModelClient,
        prompts: Prompts,
        context: Context,
    ) -> None:
        self.config, self.client, self.prompts = config, client, prompts
        self.context = context
        self.fixed = ""
        self.repairs = RepairLog()

    def all_until_settled(
        self,
        texts: Sequence[tuple[str, str]],
        schema: type[Parsed],
        problems: Callable[[Any], list[Problem]],
        tokens: int,
        settle: Callable[[Parsed, list[Problem]], Settled],
    ) -> list[Settled]:
        """What `until_settled` gives for many questions, which are asked at once.

        Args:
            texts: Where each question belongs, and the question.
            schema: The form of the answers.
            problems: What is wrong with one.
            tokens: How long each may be.
            settle: Makes of one what is wanted.

        Raises:
            FilmError: There is no answer to one of them.
        """
        questions = [self._question(label, (user(text),), schema, tokens) for label, text in texts]
        self.client.ask(self.context, questions)  # what is stored now is not bought again
        return [self.until_settled(*text, schema, problems, tokens, settle) for text in texts]

    def until_settled(
        self,
        label: str,
        text: str,
        schema: type[Parsed],
        problems: Callable[[Any], list[Problem]],
        tokens: int,
        settle: Callable[[Parsed, list[Problem]], Settled],
    ) -> Settled:
        """What is made of the answer to a question, and of what is wrong with it after all rounds.

        What cannot be settled quarantines the film. Where an earlier run bought those answers, it
        has done so already, and they are asked for anew.

        Raises:
            FilmError: There is no answer, or it cannot be settled.
        """
        for number in range(_MOST_SAMPLES):
            sample = number * _ANOTHER_SAMPLE
            parsed, left, stored = self._rounds(label, text, schema, problems, tokens, sample)
            try:
                return settle(parsed, left)
            except FilmError:
                if not stored or number == _MOST_SAMPLES - 1:
                    raise
        raise AssertionError("unreachable: the loop returns or raises")

    def _rounds(
        self,
        label: str,
        text: str,
        schema: type[Parsed],
        problems: Callable[[Any], list[Problem]],
        tokens: int,
        sample: int,
    ) -> tuple[Parsed, list[Problem], bool]:
        """The last answer to a question, what is wrong with it, and whether all were stored."""
        messages: tuple[Message, ...] = (user(text),)
        stored = True
        for turn in range(self.config.rounds + 1):
            question = self._question(label, messages, schema, tokens, sample + turn)
            (answer,) = self.client.ask(self.context, [question])
            parsed = _parsed(answer, schema)
            assert isinstance(answer, ModelAnswer)
            stored = stored and answer.stored
            found = problems(parsed)
            if not found or turn == self.config.rounds:
                return parsed, found, stored
            self.repairs.note("asked again")
            again = self.prompts.fill("repair", problems=problems_text(found))
            messages = (user(text), assistant(answer.text), user(again))
        raise AssertionError("unreachable: the loop returns")

    def known_people(self, names: Sequence[str]) -> list[Problem]:
        """Those full names that the model itself knows as real people's."""
        listed = "\n".join(f"{n}. {clean(name)}" for n, name in enumerate(names, start=1))
        question = ModelQuestion(
            messages=(user(self.prompts.fill("names", names=listed)),),
            schema=NamesOfReal,
            label="the names",
            max_output_tokens=self.config.cap(200),
        )
        (answer,) = self.client.ask(self.context, [question])
        said = answer.parsed if isinstance(answer, ModelAnswer) else None
        real = said.real if isinstance(said, NamesOfReal) else []
        return [
            Problem(
                where=names[n - 1],
                rule=REAL,
                hint=f"{names[n - 1]} is the name of somebody known; invent another.",
            )
            for n in real
            if 1 <= n <= len(names) and len(names[n - 1].split()) > 1
        ]

    def _question(
        self,
        label: str,
        messages: tuple[Message, ...],
        schema: type[BaseModel],
        tokens: int,
        sample: int = 0,
    ) -> ModelQuestion:
        return ModelQuestion(
            system=self.fixed,
            messages=messages,
            schema=schema,
            label=label,
            sample=sample,
            max_output_tokens=self.config.cap(tokens),
        )


def _parsed(answer: ModelAnswer | Refused, schema: type[Parsed]) -> Parsed:
    if isinstance(answer, Refused):
        raise answer.error()
    assert isinstance(answer.parsed, schema)
    return answer.parsed
