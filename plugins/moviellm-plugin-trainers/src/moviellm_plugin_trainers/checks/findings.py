"""What is wrong with data, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Complaint(NamedTuple):
    """What a rule says.

    Attributes:
        what: What is wrong, one sentence.
        fix: What to do about it, one sentence.
    """

    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class ExportFinding:
    """A complaint with its place.

    Attributes:
        file: The file, relative to the folder that is checked.
        row: The row's number in the file, from 1 (in JSON Lines, its line); None for the file.
        rule: The rule's name.
        what: What is wrong.
        fix: What to do about it.
    """

    file: str
    row: int | None
    rule: str
    what: str
    fix: str

    @property
    def place(self) -> str:
        """File and row in words."""
        return self.file if self.row is None else f"{self.file}, row {self.row}"


def quoted(text: object, width: int = 40) -> str:
    """Return a text from a file in quotation marks, on one line and short."""
    line = " ".join(str(text).split())
    shown = line if len(line) <= width else f"{line[: width - 1]}…"
    return f"“{shown}”"


def named(path: Path, folder: Path) -> str:
    """Return a path relative to the folder that is checked, where it is in it."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
