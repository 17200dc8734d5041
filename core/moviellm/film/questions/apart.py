"""How far from a true answer another must be to be wrong for certain."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from moviellm.film.models.annotations import QuestionKind
from moviellm.film.questions.kinds import QUESTION_KINDS
from moviellm.film.questions.programs import Answer
from moviellm.film.questions.skills import AnswerForm, for_every_form

_LEAST_APART: Mapping[AnswerForm, Callable[[int], int]] = for_every_form(
    "the least distances",
    {
        "name": lambda truth: 1,
        "number": lambda truth: 1,
        "moment": lambda truth: 5_000,
        "length": lambda truth: max(2_000, truth // 5),
        "text": lambda truth: 1,
    },
)
"""How far from a true number another must be; of times, in milliseconds."""


def far_apart(kind: QuestionKind, one: Answer, truth: Answer) -> bool:
    """Whether an answer is far enough from the truth to be wrong for certain."""
    if not isinstance(truth, int) or not isinstance(one, int):
        return one != truth
    least = max(_LEAST_APART[form](truth) for form in QUESTION_KINDS[kind].answers)
    return abs(one - truth) >= least
