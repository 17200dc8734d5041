"""Texts as a network reads them, with a vocabulary of the training films alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import torch
from moviellm.film import Person
from torch import Tensor

_PADDING, _UNKNOWN, _CLOCK, _NUMBER, _OPTION = (
    "<padding>",
    "<unknown>",
    "<clock>",
    "<number>",
    "<option>",
)
_FIXED = (_PADDING, _UNKNOWN, _CLOCK, _NUMBER, _OPTION)
_OFTEN = 2
"""How often the training films say a word that the network knows."""

_NO_VALUE = -1.0
_PIECE = re.compile(r"(?P<clock>\d+(?::\d\d)+)|(?P<number>\d+)|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)")

People = Mapping[str, tuple[str, ...]]
"""The looks of a film's people by their names, in small letters."""


class Token(NamedTuple):
    """A word; or a person's looks, which are several words at once.

    Attributes:
        words: What it says.
        value: Its number, or seconds of its time; negative where it is neither.
    """

    words: tuple[str, ...]
    value: float = _NO_VALUE


class Texts(NamedTuple):
    """Questions with their options, each in one row: questions x tokens.

    Attributes:
        words: Numbers of words, questions x tokens x words of a token; 0 where there is none.
        values: Of each token.
        parts: 0 for the question, 1, 2 ... for its options, -1 where the row has ended.
        places: Of each token within its part.
    """

    words: Tensor
    values: Tensor
    parts: Tensor
    places: Tensor


OPTION = Token((_OPTION,))
"""Begins an option."""


def looks_of(person: Person) -> tuple[str, ...]:
    """What a picture shows of a person, in words: a name says nothing to one who only looks."""
    seen = person.appearance
    found = [
        f"{seen.garment_colour} {seen.garment}",
        f"{seen.legwear_colour} legs",
        f"{seen.skin} skin",
        f"{seen.age} {person.pronoun}",
        f"{seen.build} build",
        f"{seen.height} height",
        "bald" if seen.hair == "bald" else f"{seen.hair_colour} {seen.hair} hair",
    ]
    if seen.beard != "none":
        found.append(f"{seen.beard} beard")
    if seen.headwear != "none":
        found.append(f"{seen.headwear_colour} {seen.headwear}")
    return (*found, *(["glasses"] if seen.glasses else []))


def tokens_of(text: str, people: People) -> list[Token]:
    """Read a text; the name of somebody in the film stands for their looks."""
    found = []
    for piece in _PIECE.finditer(text.casefold()):
        said = piece[0]
        if piece["clock"]:
            found.append(Token((_CLOCK,), _seconds(said)))
        elif piece["number"]:
            found.append(Token((_NUMBER,), float(said)))
        else:
            found.append(Token(people.get(said, (said,))))
    return found


def _seconds(clock: str) -> float:
    seconds = 0
    for part in clock.split(":"):
        seconds = 60 * seconds + int(part)
    return float(seconds)


class Vocabulary:
    """The words that training films say often enough, by their numbers."""

    def __init__(self, texts: Iterable[Sequence[Token]]) -> None:
        said = Counter(word for text in texts for token in text for word in token.words)
        often = sorted(word for word, times in said.items() if times >= _OFTEN)
        known = (*_FIXED, *(word for word in often if word not in _FIXED))
        self._number = {word: number for number, word in enumerate(known)}

    def __len__(self) -> int:
        return len(self._number)

    def numbers(self, token: Token) -> list[int]:
        """The numbers of a token's words, one and the same for unknown ones."""
        unknown = self._number[_UNKNOWN]
        return [self._number.get(word, unknown) for word in token.words]

    def mentioned(self, text: Sequence[Token]) -> list[int]:
        """The numbers of the known words of a text, each once, in order."""
        found = {number for token in text for number in self.numbers(token)}
        return sorted(found - set(range(len(_FIXED))))

    def texts(self, rows: Sequence[Sequence[Sequence[Token]]]) -> Texts:
        """Questions as tensors.

        Args:
            rows: The parts of each: the question, then its options.
        """
        length = max(sum(map(len, row)) for row in rows)
        width = max(len(token.words) for row in rows for part in row for token in part)
        words = torch.zeros(len(rows), length, width, dtype=torch.long)
        values = torch.full((len(rows), length), _NO_VALUE)
        parts, places = (torch.full((len(rows), length), fill) for fill in (-1, 0))
        for line, row in enumerate(rows):
            tokens = [
                (number, place, token)
                for number, part in enumerate(row)
                for place, token in enumerate(part)
            ]
            for column, (number, place, token) in enumerate(tokens):
                known = self.numbers(token)
                words[line, column, : len(known)] = torch.tensor(known)
                values[line, column] = token.value
                parts[line, column], places[line, column] = number, place
        return Texts(words, values, parts, places)
