"""Questions of a writer: asked until the answer is right, or as often as the options allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from moviellm import Context
from moviellm.film import Problem
from pydantic import BaseModel

from moviellm_plugins_gpt.calls import (
    Answer,
    Message,
    ModelClient,
    Question,
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

    def all_until_right(
        self,
        texts: Sequence[tuple[str, str]],
        schema: type[Parsed],
        problems: Callable[[Any], list[Problem]],
        tokens: int,
    ) -> list[tuple[Parsed, list[Problem]]]:
        """What `until_right` gives for many questions, which are asked at once.

        Args:
            texts: Where each question belongs, and the question.
            schema: The form of the answers.
            problems: What is wrong with one.
            tokens: How long each may be.

        Raises:
            FilmError: There is no answer to one of them.
        """
        questions = [self._question(label, (user(text),), schema, tokens) for label, text in texts]
        self.client.ask(self.context, questions)  # what is stored now is not bought again
        return [self.until_right(*text, schema, problems, tokens) for text in texts]

    def until_right(
        self,
        label: str,
        text: str,
        schema: type[Parsed],
        problems: Callable[[Any], list[Problem]],
        tokens: int,
    ) -> tuple[Parsed, list[Problem]]:
        """The answer to a question, and what is still wrong with it after all rounds.

        Raises:
            FilmError: There is no answer.
        """
        messages: tuple[Message, ...] = (user(text),)
        for turn in range(self.config.rounds + 1):
            question = self._question(label, messages, schema, tokens, turn)
            (answer,) = self.client.ask(self.context, [question])
            parsed = _parsed(answer, schema)
            found = problems(parsed)
            if not found or turn == self.config.rounds:
                return parsed, found
            assert isinstance(answer, Answer)
            self.repairs.note("asked again")
            again = self.prompts.fill("repair", problems=problems_text(found))
            messages = (user(text), assistant(answer.text), user(again))
        raise AssertionError("unreachable: the loop returns")

    def known_people(self, names: Sequence[str]) -> list[Problem]:
        """Those full names that the model itself knows as real people's."""
        listed = "\n".join(f"{n}. {clean(name)}" for n, name in enumerate(names, start=1))
        question = Question(
            messages=(user(self.prompts.fill("names", names=listed)),),
            schema=NamesOfReal,
            label="the names",
            max_output_tokens=self.config.cap(200),
        )
        (answer,) = self.client.ask(self.context, [question])
        said = answer.parsed if isinstance(answer, Answer) else None
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
    ) -> Question:
        return Question(
            system=self.fixed,
            messages=messages,
            schema=schema,
            label=label,
            sample=sample,
            max_output_tokens=self.config.cap(tokens),
        )


def _parsed(answer: Answer | Refused, schema: type[Parsed]) -> Parsed:
    if isinstance(answer, Refused):
        raise answer.error()
    assert isinstance(answer.parsed, schema)
    return answer.parsed
