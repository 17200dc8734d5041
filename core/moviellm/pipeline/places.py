"""Where things stand in a file that a person wrote, and how a message says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from moviellm.errors import InputError

KeyPath = tuple[str | int, ...]
"""Keys and indices from the outermost value to one inside it."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands.

    Attributes:
        file: The file as the user named it, or the option (``--set painter.size``).
        line: Counted from 1; 0 when there is no line.
        column: Counted from 1 in characters; 0 when there is no line.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Plain data with the place of every key and value.

    Attributes:
        file: The file as the user named it.
        data: What it holds: dict, list, str, int, float, bool and None only.
        values: Place of the value at each path (a tuple of keys and indices).
        keys: Place of the key at each path that ends in a key.
        texts: How the plain scalars that are not text were written.
    """

    file: str
    data: Any
    values: dict[KeyPath, Position]
    keys: dict[KeyPath, Position]
    texts: dict[KeyPath, str]

    def place(self, path: KeyPath) -> Position:
        """Return the place of the value at ``path``, or of the nearest thing around it."""
        return next(
            (self.values[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.values),
            Position(self.file),
        )


def kind(value: object) -> str:
    """Return what a value is, in words for a message: ``a list``, ``the number 3``."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {str(value)[:40]}"
        case str():
            return f"the text {quoted(value)}"
        case list():
            return "a list"
        case _:
            return "a mapping"


def quoted(text: str) -> str:
    """Return text from outside for a message: marked, short, and without control characters."""
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return "`" + "".join(c if c.isprintable() else "\ufffd" for c in short) + "`"


def refuse(place: Position, message: str, hint: str = "") -> NoReturn:
    """Raise the `InputError` that says what is wrong at ``place``."""
    raise InputError(f"{place}: {message}", hint=hint)
