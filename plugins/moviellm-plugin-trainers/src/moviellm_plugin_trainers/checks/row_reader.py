"""Rows of files of any size, one in memory at a time."""

from __future__ import annotations

import codecs
import contextlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from moviellm import InputError, StorageError

MAX_REGISTRY = 4_000_000
"""Bytes of a registry, a mixture or a meta file; a larger one is none."""
MAX_ROW = 256_000_000
"""Characters of one row."""


def read_rows(path: Path) -> Iterator[tuple[int, Any]]:
    """Yield number (from 1) and value of every row of a file of JSON Lines or of one JSON array.

    Raises:
        BrokenRowError: A row is not JSON; those after it are not read.
        StorageError: The file cannot be read.
    """
    try:
        with path.open("rb") as data:
            if data.read(3) == codecs.BOM_UTF8:
                what = "The file begins with a byte-order mark, which no trainer expects"
                raise BrokenRowError(None, what, "Write it as UTF-8 without one.")
        yield from _lines(path) if path.suffix == ".jsonl" else _array(path)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read: {error.strerror}.", hint="Look at its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise BrokenRowError(None, "The file is not UTF-8", "Write it as UTF-8.") from error


def first_rows(path: Path, count: int) -> list[Any]:
    """Return the first rows of a file, as far as they can be read."""
    rows: list[Any] = []
    with contextlib.suppress(BrokenRowError):
        rows.extend(row for _, row in islice(read_rows(path), count))
    return rows


def read_registry(path: Path) -> Any:
    """Return what a small JSON or YAML file holds.

    Raises:
        InputError: It is too large, or neither.
        StorageError: It cannot be read.
    """
    try:
        if path.stat().st_size > MAX_REGISTRY:
            raise InputError(
                f"{path} has more than {MAX_REGISTRY:,} bytes.", hint="A registry is a small file."
            )
        text = path.read_text(encoding="utf-8")
        return yaml.safe_load(text) if path.suffix in (".yaml", ".yml") else json.loads(text)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read: {error.strerror}.", hint="Look at its permissions."
        ) from error
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{path} cannot be parsed: {first}.", hint="Mend it there.") from error


class BrokenRowError(Exception):
    """A row that is not JSON.

    Args:
        row: Its number, from 1; None when it is not known.
        what: What is wrong.
        fix: What to do about it.
    """

    def __init__(self, row: int | None, what: str, fix: str) -> None:
        super().__init__(what)
        self.row, self.what, self.fix = row, what, fix


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number in range(1, 2**62):
            line = lines.readline(MAX_ROW)
            if not line:
                return
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                said = getattr(error, "msg", "too deep or too large")
                fix = "Write one JSON object a line, without line breaks in it and no empty lines."
                raise BrokenRowError(number, f"The line is not JSON: {said}", fix) from error


def _array(path: Path) -> Iterator[tuple[int, Any]]:
    import ijson

    number = 0
    with path.open("rb") as data:
        try:
            for number, row in enumerate(ijson.items(data, "item", use_float=True), start=1):
                yield number, row
        except (ijson.JSONError, ValueError, RecursionError) as error:
            what = f"The array is not JSON after row {number}: {_said(error)}"
            raise BrokenRowError(number + 1, what, "Mend the file there.") from error
    if not number:
        with path.open("rb") as data:
            if data.read(4096).lstrip()[:1] != b"[":
                fix = "Write an array of rows, or name a file of JSON Lines .jsonl."
                raise BrokenRowError(None, "The file is no array of rows", fix)


def _said(error: Exception) -> str:
    """The first line of what a parser says: bytes, where it quotes some that are no text."""
    said = error.args[0] if error.args else error
    text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return next(iter(text.splitlines()), "").strip(" .")
