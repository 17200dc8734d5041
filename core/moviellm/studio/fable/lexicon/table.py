"""The tables of the lexicon: text files with one row a line and bars between columns."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of this package; a column that is ``-`` is empty."""
    for line in (files(__package__) / name).read_text("utf-8").splitlines():
        yield ["" if cell == "-" else cell for cell in line.split(" | ")]
