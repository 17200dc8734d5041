"""What of an option can be seen without the film: its words, its number, its length, its letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from moviellm.film import QuestionFacts

_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\d+(?::\d\d)+")
_UNITS = {"second": 1, "minute": 60, "hour": 3600}
_NUMBERS = {
    "never": 0, "once": 1, "twice": 2, "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip

TABLE_BITS = 20
_MASK = (1 << TABLE_BITS) - 1
"""Clues are counted in a table of this size, however many words a corpus has: two that share a
place only make the curator a little stricter than need be."""

Clues = Sequence[tuple[str, int]]
"""What kind of clue, and its place in the table."""


def clues_of(facts: QuestionFacts) -> list[Clues]:
    """Return the clues of each option of a question."""
    words = [_WORD.findall(option.casefold()) for option in facts.options]
    about = f"{facts.template}\n{facts.slot}"
    count = len(words)
    ranks = list(_ranks(facts, words))
    found: list[Clues] = []
    for letter, own in enumerate(words):
        once = dict.fromkeys(own)
        found.append(
            [
                ("letter", _place("letter", count, letter)),
                ("words", _place("text", about, *own)),
                *(("words", _place("word", about, word)) for word in once),
                *(("words", _place("word", facts.kind, word)) for word in once),
                *(("words", _place("pair", about, *pair)) for pair in pairwise(own)),
                *((what, _place(what, about, count, rank[letter])) for what, rank in ranks),
            ]
        )
    return found


def _ranks(facts: QuestionFacts, words: Sequence[Sequence[str]]) -> Iterator[tuple[str, list[int]]]:
    """How each option stands among the others, by what can be ordered."""
    numbers = [number for option in facts.options if (number := number_in(option)) is not None]
    if len(numbers) == len(facts.options):
        yield "number", _ranked(numbers)
    yield "length", _ranked([len(option) for option in facts.options])
    asked = set(_WORD.findall(facts.text.casefold()))
    yield "question", _ranked([len(asked.intersection(own)) for own in words])
    shared = [
        sum(len(set(own).intersection(other)) for other in words if other is not own)
        for own in words
    ]
    yield "likeness", _ranked(shared)


def _ranked(values: Sequence[float]) -> list[int]:
    """Twice the middle rank of each value, so that ties are whole numbers."""
    return [
        sum(other < value for other in values) + sum(other <= value for other in values)
        for value in values
    ]


def number_in(text: str) -> float | None:
    """Return the number that an option says: a count, a time of the film or a length in seconds."""
    if clock := _CLOCK.search(text):
        seconds = 0
        for part in clock[0].split(":"):
            seconds = seconds * 60 + int(part)
        return seconds
    number: int | None = None
    total, found = 0, False
    for word in _WORD.findall(text.casefold()):
        value = int(word) if word.isdecimal() and len(word) < 10 else _NUMBERS.get(word)
        if value is not None:
            number, found = value, True
        elif number is not None and (unit := _UNITS.get(word.removesuffix("s"))):
            total, number = total + number * unit, None
    return total + (number or 0) if found else None


def _place(*parts: object) -> int:
    return crc32("\t".join(map(str, parts)).encode()) & _MASK
