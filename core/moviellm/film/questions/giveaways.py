"""Whether the words of a question give its answer to who has not seen the film."""

from __future__ import annotations

import re
from functools import lru_cache

from moviellm.film.questions.skills import AnswerForm

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_BEFORE = frozenset(
    _WORD.findall(
        "about above at behind below beneath beside by in inside into near of on onto out over to "
        "under with"
    )
)
_EMPTY = frozenset(
    _WORD.findall(
        "a an and are because first hands has have he her his is it its later no she that the "
        "their them they was were"
    )
)
_UNTELLING = _EMPTY | _BEFORE
"""Words of an answer that tell nothing of what it names."""

_TEXTS = 4_096
"""Texts whose words are kept: a film's questions and answers are compared each with each."""


def gives_away(question: str, answer: str, form: AnswerForm) -> bool:
    """Whether a question says its answer.

    Of a name it is enough that its noun stands in the question: ``the chest`` gives ``in the oak
    chest``. A number, a time or a length must stand there itself. Of a text all words must that
    tell something.

    Args:
        question: Without its options.
        answer: As it is written.
        form: The answer's form.
    """
    asked = _words(question)
    if form == "name":
        return any(named[-1] in asked for named in map(_telling, _names(answer)) if named)
    told = telling(answer)
    return bool(told) and told.issubset(asked)


@lru_cache(_TEXTS)
def telling(text: str) -> frozenset[str]:
    """The words of a text that tell something."""
    return frozenset(_telling(text))


def _names(answer: str) -> list[str]:
    """The things that an answer names, each without the place that it is in."""
    return [_thing(part) for part in re.split(r", | and ", answer.rstrip("."))]


def _thing(text: str) -> str:
    """``on the table in the kitchen`` is the table."""
    words = text.split()
    ends = [at for at, word in enumerate(words) if at and word.lower() in _BEFORE]
    return " ".join(words[: min(ends)] if ends else words)


def _telling(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _UNTELLING]


@lru_cache(_TEXTS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_POSSESSIVE.sub("", word) for word in _WORD.findall(text.casefold()))
