"""Functions that check a model's answer against a solution, for training by verifiable rewards.

Each returns 1.0 for a right answer and 0.0 for a wrong one. `reward` has the shape of a reward
function of TRL's GRPOTrainer and of ms-swift: it gets the columns of the reward rows and picks the
checker that a row names.

    from moviellm_plugin_trainers.checkers import reward
    trainer = GRPOTrainer(..., reward_funcs=reward)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from moviellm.film import Question
from moviellm.film.questions import QUESTION_KINDS, AnswerForm, for_every_form

_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {
    **{word: number for number, word in enumerate(_WORDS)},
    "never": 0, "none": 0, "once": 1, "twice": 2, "thrice": 3,
}  # fmt: skip
_CLOCK = re.compile(r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])")
_LENGTH = re.compile(
    r"(?:(?P<h>\d+)\s*(?:hours?|h)\b)?[\s,]*(?:and\s+)?(?:(?P<m>\d+)\s*(?:minutes?|min|m)\b)?"
    r"[\s,]*(?:and\s+)?(?:(?P<s>\d+)\s*(?:seconds?|sec|s)\b)?",
    re.IGNORECASE,
)
_NO_LETTER = re.compile(r"\s*[AI]\s+(?!(?:is|was|because|since|seems)\b)[a-z]")
"""A sentence that begins with an article or a pronoun: ``A map``, ``I believe``."""
_LETTER = re.compile(r"(?<![A-Za-z'’])([A-Z])(?![A-Za-z'’])")
MOMENT_TOLERANCE_S = 2
LENGTH_TOLERANCE = 0.1


def choice(completion: str, solution: str) -> float:
    """Check a letter: the answer is the letter alone, or begins or ends with it.

    Args:
        completion: ``B``, ``B. behind the stove``, ``(B)``, ``The answer is B.``
        solution: One capital letter.
    """
    text = completion.strip()
    first = re.match(r"[(\[*]*([A-Z])[)\].:*]*(?:\s|$)", text)
    if first and (first[1] not in "AI" or len(text) <= 4 or text[1:2] in ".):*"):
        return float(first[1] == solution)
    begin = _NO_LETTER.match(text)
    letters = _LETTER.findall(text, begin.end() if begin else 0)
    return float(bool(letters) and letters[-1] == solution)


def exact(completion: str, solution: str) -> float:
    """Check a name, a thing or a place: equal but for case, punctuation and articles.

    A place may be named without the ``at``, ``in`` or ``on`` before it: ``the inn``.
    """
    wanted = _bare(solution)
    first, _, rest = wanted.partition(" ")
    accepted = {wanted, rest if first in ("at", "in", "on") else wanted} - {""}
    return float(_bare(completion) in accepted)


def number(completion: str, solution: str) -> float:
    """Check a count, in digits or in words (``3``, ``three times``, ``twice``)."""
    found, wanted = _numbers(completion), _numbers(solution)
    return float(len(set(found)) == 1 and found[:1] == wanted[:1])


def moment(completion: str, solution: str) -> float:
    """Check a time in the film (``01:05``), to within two seconds."""
    found, wanted = _clocks(completion), _clocks(solution)
    near = len(found) == 1 == len(wanted) and abs(found[0] - wanted[0]) <= MOMENT_TOLERANCE_S
    return float(near)


def length(completion: str, solution: str) -> float:
    """Check a duration (``1 minute and 37 seconds``, ``01:37``), to within a tenth of it."""
    found, wanted = _length(completion), _length(solution)
    if found is None or wanted is None:
        return 0.0
    return float(abs(found - wanted) <= max(1, LENGTH_TOLERANCE * wanted))


CHECKERS: Mapping[str, Callable[[str, str], float]] = {
    "choice": choice,
    "exact": exact,
    "number": number,
    "moment": moment,
    "length": length,
}
"""The checkers by the name that stands in the column ``checker``."""


def reward(
    completions: Sequence[Any], solution: Sequence[str], checker: Sequence[str], **_: Any
) -> list[float]:
    """Check one answer a row, each by the checker that its row names.

    Args:
        completions: Answers: strings, or lists of messages of which the last has the answer.
        solution: The column ``solution``.
        checker: The column ``checker``.
        **_: Further columns; they are not looked at.

    Raises:
        KeyError: A row names a checker that there is not.
    """
    rows = zip(completions, solution, checker, strict=True)
    return [CHECKERS[name](_answer(completion), right) for completion, right, name in rows]


def checker_of(question: Question) -> str | None:
    """Return the name of the checker that fits a question's answer, or None when none does."""
    if question.options is not None:
        return "choice"
    for form in QUESTION_KINDS[question.kind].answers:
        fitting = _FITTING[form]
        if fitting is not None and fitting.reads(question.answer):
            return fitting.checker
    return None


def _answer(completion: Any) -> str:
    """The text of a completion: TRL gives messages where the prompt has messages."""
    if isinstance(completion, str):
        return completion
    content = completion[-1]["content"]
    if isinstance(content, str):
        return content
    return "".join(part.get("text") or "" for part in content)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(c if c.isalnum() else " " for c in folded.replace("'s", "s")).split()
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def _numbers(text: str) -> list[int]:
    words = re.findall(r"\d+|[a-z]+", text.casefold())
    return [
        int(w) if w.isdecimal() else _NUMBERS[w] for w in words if w.isdecimal() or w in _NUMBERS
    ]


def _clocks(text: str) -> list[int]:
    return [int(h or 0) * 3600 + int(m) * 60 + int(s) for h, m, s in _CLOCK.findall(text)]


def _length(text: str) -> int | None:
    if clocks := _clocks(text):
        return clocks[0] if len(clocks) == 1 else None
    for found in _LENGTH.finditer(text):
        parts = [int(found[unit] or 0) for unit in "hms"]
        if any(found[unit] for unit in "hms"):
            return parts[0] * 3600 + parts[1] * 60 + parts[2]
    return None


class _Fitting(NamedTuple):
    """The checker of answers of a form, and whether it can make sense of one."""

    checker: str
    reads: Callable[[str], bool]


_FITTING: Mapping[AnswerForm, _Fitting | None] = for_every_form(
    "checkers",
    {
        "name": _Fitting("exact", lambda answer: 0 < len(_bare(answer).split()) <= 8),
        "number": _Fitting("number", lambda answer: len(_numbers(answer)) == 1),
        "moment": _Fitting(
            "moment", lambda answer: len(_clocks(answer)) == 1 and len(answer) <= 20
        ),
        "length": _Fitting("length", lambda answer: _length(answer) is not None),
        "text": None,
    },
)
