"""Answers of two models side by side: what the judge is asked, and its preference."""

from __future__ import annotations

from typing import Annotated, Literal

from moviellm.film import Comparison, Preference
from pydantic import BaseModel, ConfigDict, Field

from moviellm_plugins_gpt.calls import ModelAnswer, ModelQuestion, Refused, user
from moviellm_plugins_gpt.prompting import Prompts

TOKENS_OF_PREFERENCE = 300


class Better(BaseModel):
    """Which of two answers is better; the reason comes first, so that it is thought of first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reason: Annotated[str, Field(max_length=600)]
    better: Literal["first", "second", "tie"]


def question_of(
    comparison: Comparison, prompts: Prompts, tokens: int, number: int
) -> ModelQuestion:
    """Return what is asked about one comparison.

    Args:
        comparison: Two answers, in the order to be read in.
        prompts: The judges'.
        tokens: The most that the judge's answer may be long.
        number: Its place among the comparisons, from 1, for messages.
    """
    text = prompts.fill(
        "judge",
        question=comparison.question,
        reference=comparison.reference,
        first=comparison.first.strip() or "(no answer)",
        second=comparison.second.strip() or "(no answer)",
    )
    return ModelQuestion(
        system=prompts.fill("judge_rules"),
        messages=(user(text),),
        schema=Better,
        max_output_tokens=tokens,
        label=f"comparison {number}",
    )


def preference_of(answer: ModelAnswer | Refused) -> Preference:
    """Return what the judge prefers; nothing where it gave no usable verdict.

    Raises:
        FilmError: The request is wrong in itself: no other would be answered either.
    """
    if isinstance(answer, Refused):
        if answer.kind == "bad request":
            raise answer.error()
        reason = f"{answer.kind}: {answer.reason}" if answer.reason else answer.kind
        return Preference(better=None, reason=reason)
    said = answer.parsed
    assert isinstance(said, Better)
    return Preference(better=said.better, reason=said.reason)
