"""The tables of the lexicon: text files with one row a line and bars between columns."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import TypeVar

Word = TypeVar("Word", bound=str)


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of this package; a column that is ``-`` is empty."""
    for line in (files(__package__) / name).read_text("utf-8").splitlines():
        yield ["" if cell == "-" else cell for cell in line.split(" | ")]


def one_of(words: tuple[Word, ...], cell: str) -> Word:
    """Return what a cell says, which is one of some words.

    Raises:
        ValueError: It is none of them.
    """
    for word in words:
        if word == cell:
            return word
    raise ValueError(f"{cell!r} is none of {', '.join(words)}")
