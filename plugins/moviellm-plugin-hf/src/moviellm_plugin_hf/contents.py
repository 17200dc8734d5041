"""What an export holds, for those who describe it: the card and Croissant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moviellm_plugin_hf.background_writer import DataFile
from moviellm_plugin_hf.columns import Column

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class TableSplit:
    """The rows of a table in one split.

    Attributes:
        files: The files that hold the rows.
        paths: What `datasets` is told to read, relative to the export.
        beside: Bytes of files that the rows name (videos).
    """

    files: Sequence[DataFile]
    paths: Sequence[str]
    beside: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(file.rows for file in self.files)

    @property
    def bytes(self) -> int:
        """What is downloaded."""
        return self.beside + sum(file.bytes for file in self.files)

    @property
    def in_memory(self) -> int:
        """What the rows take when they are loaded."""
        return sum(file.in_memory for file in self.files)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, called a config by `datasets`.

    Attributes:
        name: Of the config.
        means: What a row is.
        columns: Its columns.
        parts: Its rows by split.
        metadata_file: The name of the files that hold its rows, where they stand beside videos.
    """

    name: str
    means: str
    columns: Sequence[Column[Any]]
    parts: Mapping[str, TableSplit]
    metadata_file: str = ""
