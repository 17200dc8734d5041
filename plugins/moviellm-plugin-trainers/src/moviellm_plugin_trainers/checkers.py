"""Functions that check a model's answer against a solution, for training by verifiable rewards.

Each returns 1.0 for a right answer and 0.0 for a wrong one. `reward` has the shape of a reward
function of TRL's GRPOTrainer and of ms-swift: it gets the columns of the reward rows and picks the
checker that a row names.

    from moviellm_plugin_trainers.checkers import reward
    trainer = GRPOTrainer(..., reward_funcs=reward)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from moviellm.film import Question
from moviellm.film.questions import QUESTION_KINDS, AnswerForm, for_every_form

from moviellm_plugin_trainers.answers.letters import options_named
from moviellm_plugin_trainers.answers.plain import plain, said
from moviellm_plugin_trainers.answers.stated import marked, read_answer
from moviellm_plugin_trainers.answers.words import bare, clocks, lengths, numbers

MOMENT_TOLERANCE_S = 2
LENGTH_TOLERANCE = 0.1


def choice(completion: str, solution: str, options: Sequence[str] = ()) -> float:
    """Check a letter: it is the only option that the answer names.

    Args:
        completion: ``B``, ``b) behind the stove``, ``The answer is B, not A.``
        solution: The letter of the right option.
        options: All options in order; where they are given, one may be named by its words.
    """
    return float(options_named(completion, options) == {plain(solution).upper()})


def exact(completion: str, solution: str) -> float:
    """Check a name, a thing or a place: equal but for case, width, punctuation and articles.

    A place may be named without the ``at``, ``in`` or ``on`` before it: ``the inn``.
    """
    wanted = bare(solution)
    first, _, rest = wanted.partition(" ")
    accepted = {wanted, rest if first in ("at", "in", "on") else wanted} - {""}
    if {bare(plain(text)) for text in marked(completion)} <= accepted:
        return 1.0
    named = read_answer(completion, lambda piece: {bare(piece)} - {""})
    return float(bool(named) and named <= accepted)


def number(completion: str, solution: str) -> float:
    """Check a count, in digits or in words (``3``, ``three times``, ``twice``)."""
    found, wanted = read_answer(completion, numbers), numbers(plain(solution))
    return float(len(wanted) == 1 and found == wanted)


def moment(completion: str, solution: str) -> float:
    """Check a time in the film (``01:05``), to within two seconds."""
    found, wanted = read_answer(completion, clocks), clocks(plain(solution))
    if not len(found) == 1 == len(wanted):
        return 0.0
    return float(abs(found.pop() - wanted.pop()) <= MOMENT_TOLERANCE_S)


def length(completion: str, solution: str) -> float:
    """Check a duration (``1 minute and 37 seconds``, ``01:37``), to within a tenth of it."""
    found, wanted = read_answer(completion, lengths), lengths(plain(solution))
    if not len(found) == 1 == len(wanted):
        return 0.0
    right = wanted.pop()
    return float(abs(found.pop() - right) <= max(1, LENGTH_TOLERANCE * right))


CHECKERS: Mapping[str, Callable[[str, str], float]] = {
    "choice": choice,
    "exact": exact,
    "number": number,
    "moment": moment,
    "length": length,
}
"""The checkers by the name that stands in the column ``checker``."""


def reward(
    completions: Sequence[Any],
    solution: Sequence[str | None],
    checker: Sequence[str | None],
    options: Sequence[Sequence[str] | None] | None = None,
    **_: Any,
) -> list[float | None]:
    """Check one answer a row, each by the checker that its row names.

    Args:
        completions: Answers: strings, or lists of messages of which the last has the answer.
        solution: The column ``solution``.
        checker: The column ``checker``.
        options: The column ``options``, where there is one.
        **_: Further columns; they are not looked at.

    Returns:
        1.0 or 0.0 a row; None, by which trainers mean "not for this function", where a row of
        another data set has no checker.

    Raises:
        KeyError: A row names a checker that there is not.
    """
    listed = options if options is not None else [None] * len(completions)
    rows = zip(completions, solution, checker, listed, strict=True)
    return [
        None if name is None or right is None else _checked(name, said(answer), right, among)
        for answer, right, name, among in rows
    ]


def _checked(name: str, answer: str, right: str, among: Sequence[str] | None) -> float:
    if name == "choice":
        return choice(answer, right, among or ())
    return CHECKERS[name](answer, right)


def checker_of(question: Question) -> str | None:
    """Return the name of the checker that fits a question's answer, or None when none does.

    It accepts the answer as it is written: one of signs that mean something else is left out.
    """
    if question.options is not None:
        return "choice"
    for form in QUESTION_KINDS[question.kind].answers:
        fitting = _FITTING[form]
        if fitting is None or not fitting.reads(question.answer):
            continue
        if CHECKERS[fitting.checker](question.answer, question.answer):
            return fitting.checker
    return None


class _Fitting(NamedTuple):
    """The checker of answers of a form, and whether it can make sense of one."""

    checker: str
    reads: Callable[[str], bool]


_FITTING: Mapping[AnswerForm, _Fitting | None] = for_every_form(
    "checkers",
    {
        "name": _Fitting("exact", lambda answer: 0 < len(bare(answer).split()) <= 8),
        "number": _Fitting("number", lambda answer: len(numbers(answer)) == 1),
        "moment": _Fitting("moment", lambda answer: len(clocks(answer)) == 1 and len(answer) <= 20),
        "length": _Fitting("length", lambda answer: len(lengths(answer)) == 1),
        "text": None,
    },
)
