"""Files of rows, written row by row: JSON Lines, or one JSON array where a loader wants that."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import IO, Any, Literal

from moviellm.exporting import to_json

Row = dict[str, Any]


class RowFiles:
    """The files of rows of one export, each opened with its first row.

    Args:
        folder: Where they go.
        suffix: ``jsonl``: one row a line; ``json``: one array.

    Attributes:
        counts: How many rows each file has, by its name without suffix.
    """

    def __init__(self, folder: Path, suffix: Literal["jsonl", "json"]) -> None:
        self._folder = folder
        self.suffix = suffix
        self.counts: Counter[str] = Counter()
        self._open: dict[str, IO[str]] = {}

    def write(self, name: str, row: Row) -> None:
        """Write a row to the file of this name."""
        if name not in self._open:
            path = self._folder / self.file(name)
            self._open[name] = path.open("w", encoding="utf-8", newline="\n")
        text = to_json(row, sort_keys=False)
        if self.suffix == "json":
            self._open[name].write((",\n" if self.counts[name] else "[\n") + text)
        else:
            self._open[name].write(f"{text}\n")
        self.counts[name] += 1

    def file(self, name: str) -> str:
        """Return a file's name with its suffix."""
        return f"{name}.{self.suffix}"

    def __enter__(self) -> RowFiles:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        for out in self._open.values():
            with out:
                if self.suffix == "json" and error is None:
                    out.write("\n]\n")
