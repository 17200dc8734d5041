"""What the words of options say without a film: numbers, and what they share with others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

_WORD = re.compile(r"[^\W_]+")
_CLOCK = re.compile(r"\b(\d+):(\d\d)(?::(\d\d))?\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = {"minute": 60.0, "hour": 3600.0}
_SAID = {
    "never": 0, "no": 0, "none": 0, "zero": 0, "once": 1, "one": 1, "twice": 2, "two": 2,
    "thrice": 3, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COMMON = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "been", "before", "after", "by", "did", "do", "does",
    "for", "from", "had", "has", "have", "he", "her", "him", "his", "how", "if", "in", "into", "is",
    "it", "its", "of", "on", "or", "out", "she", "so", "than", "that", "the", "their", "them",
    "then", "there", "they", "this", "to", "was", "were", "what", "when", "where", "which", "who",
    "whom", "whose", "why", "will", "with",
))  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(text.casefold())


def content(text: str) -> set[str]:
    """The words that say what a text is about."""
    return {word for word in words(text) if word not in _COMMON}


def number_in(text: str) -> float | None:
    """The number that an option states: a time, an amount with its unit, or a word for one."""
    if clock := _CLOCK.search(text):
        parts = [int(part) for part in clock.groups() if part]
        return float(sum(part * 60**place for place, part in enumerate(reversed(parts))))
    total, found, last = 0.0, False, 0.0
    for word in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text.casefold()):
        if _NUMBER.fullmatch(word) or word in _SAID:
            last = float(_SAID.get(word, word))
            total, found = total + last, True
        elif found and (unit := _UNIT.get(word.rstrip("s"))):
            total += last * (unit - 1)
    return total if found else None


def numbers_of(options: Sequence[str]) -> list[float] | None:
    """The numbers that options state, if every one states another."""
    found = [number_in(option) for option in options]
    told = [number for number in found if number is not None]
    return told if len(set(told)) == len(options) else None


def shared(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Which part of the words of one text another one has."""
    return len(one & other) / len(one) if one else 0.0


def likeness(options: Sequence[str]) -> list[float]:
    """How much each option has in common with the others, on average."""
    bags = [set(words(option)) for option in options]
    return [
        sum(len(bag & other) / len(bag | other) for other in bags if bag | other) - 1.0
        for bag in bags
    ]


def mentions(options: Sequence[str], elsewhere: Counter[str]) -> list[float]:
    """How often what each option is about is spoken of in other texts of its film."""
    return [
        sum(elsewhere[word] for word in about) / len(about) if (about := content(option)) else 0.0
        for option in options
    ]
