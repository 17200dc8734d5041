"""A new journal from what a damaged one still proves.

A row is taken if its seal fits, which also tells whose table it is. Answers that rest in the
journal prove themselves by their digest, steps of earlier formats by their own seal. A paid call
without a fitting seal is taken as one to be mended. Where blobs lie is not taken from here: the
packs' own tables tell.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from moviellm.engine.journal import rows, seals
from moviellm.engine.journal.carve import CarvedRow, Text, records
from moviellm.engine.journal.records import Pack
from moviellm.engine.journal.schema import open_to_write
from moviellm.engine.keys import digest

_NOT_TAKEN = {"packs"}
_REALS = {"reserved_usd", "usd"}
_STEP = (
    "id", "key", "maker", "film", "item", "outputs", "inputs", "result", "cpu_us", "wall_us",
    "seal",
)  # fmt: skip
_LETTER = ("id", "digest", "data")


class Salvage:
    """A new journal that takes the rows of a damaged one that prove themselves.

    Args:
        damaged: The journal; its write-ahead log is read as well. Neither is changed.
        new: Path of the new one; it must not be there.

    Attributes:
        taken: How many rows were taken, by table.

    Raises:
        OSError: The damaged file cannot be read.
        StorageError: The new one cannot be written.
    """

    def __init__(self, damaged: Path, new: Path) -> None:
        self.taken: Counter[str] = Counter()
        self._doubtful: list[dict[str, Any]] = []
        self._new = open_to_write(new)
        self._new.execute("BEGIN IMMEDIATE")
        for record in records(damaged):
            self._take(record)
        for call in self._doubtful:
            if self._insert("calls", call):  # it is mended when the new journal is opened
                self._new.execute("UPDATE calls SET seal = NULL WHERE id = ?", (call["id"],))
        # What a film was made of may be gone: a run looks it up again.
        self._new.execute("UPDATE films SET completion = ''")

    def header(self) -> dict[str, Any]:
        """Return what was taken of the run's header."""
        found = self._new.execute("SELECT name, value FROM meta")
        return {name: json.loads(value) for name, value in found}

    def finish(self, packs: Iterable[Pack]) -> None:
        """Record where blobs lie, by the packs' own tables, and close the new journal."""
        with contextlib.closing(self._new):
            for statement, values in rows.pack_changes(packs):
                self._new.executemany(statement, values)
            self._new.execute("COMMIT")

    def _take(self, record: CarvedRow) -> None:
        values = [v.decode(errors="replace") if isinstance(v, Text) else v for v in record[1]]
        for table, columns in seals.SEALED.items():
            row = _named(record[0], values, (*columns, "seal"))
            if row and table not in _NOT_TAKEN:
                if _is_sealed(self._new, table, row):
                    self._insert(table, row)
                elif table == "calls":
                    self._doubtful.append(row)
        step = _named(record[0], values, _STEP)
        if step and rows.step_of([step[name] for name in _STEP[1:]]) is not None:
            self._insert("steps", step)
        letter = _named(record[0], values, _LETTER)
        if letter and _is_whole(letter):
            self._insert("letters", letter)

    def _insert(self, table: str, row: Mapping[str, Any]) -> bool:
        named = {name: value for name, value in row.items() if table == "steps" or name != "seal"}
        places = ", ".join("?" * len(named))
        done = 0
        with contextlib.suppress(sqlite3.Error, OverflowError):
            done = self._new.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(named)}) VALUES ({places})",
                tuple(named.values()),
            ).rowcount
        self.taken[table] += done
        return done > 0


def _named(row: int, values: list[Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """The values by column; a column that is another name of the row's number is kept as nothing.

    SQLite keeps whole numbers in columns of real ones as integers.
    """
    if len(values) != len(columns):
        return {}
    named = dict(zip(columns, values, strict=True))
    if named[columns[0]] is None:
        named[columns[0]] = row
    for name in _REALS & named.keys():
        named[name] = float(named[name]) if isinstance(named[name], int) else named[name]
    return named


def _is_sealed(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> bool:
    *values, seal = row.values()
    spelled = seals.spelling(table, ("?",) * len(values))
    with contextlib.suppress(sqlite3.Error, OverflowError):
        (found,) = connection.execute(f"SELECT row_seal({spelled})", values).fetchone()
        return bool(found == seal)
    return False


def _is_whole(letter: Mapping[str, Any]) -> bool:
    name, data = letter["digest"], letter["data"]
    return isinstance(name, bytes) and isinstance(data, bytes) and digest(data) == name.hex()
