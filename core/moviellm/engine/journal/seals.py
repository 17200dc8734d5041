"""A checksum in each row of the journal, so that bits that flip in one are noticed.

SQLite keeps none. A row that a flipped bit left readable would be believed, and one whose text is
no text any more would end every query that meets it.

Writing, triggers seal whatever is inserted or updated. Reading, a temporary view hides the table of
the same name and shows only its sound rows, so that a damaged one counts as missing. Steps carry a
seal that is made and checked in `moviellm.engine.journal.rows`, since they are many; blobs are
hashed whenever they are read.
"""

from __future__ import annotations

import sqlite3

from blake3 import blake3

SEALED = {
    "meta": ("name", "value"),
    "packs": ("id", "name", "size"),
    "makers": ("id", "stage", "component", "facts"),
    "films": ("id", "film", "ordinal", "brief", "state", "reason", "completion", "result"),
    "calls": (
        "id", "key", "stage", "component", "film", "request", "state", "reserved_usd", "usd",
        "usage", "reply",
    ),
    "exports": ("id", "name", "inputs", "manifest", "facts"),
    "notes": ("id", "kind", "stage", "film", "item", "text"),
    "tickets": ("call", "ticket"),
    "sessions": ("id", "session", "place"),
}  # fmt: skip
"""The columns of the tables whose rows are sealed, in their order."""

_DIGEST = "typeof(digest) = 'blob' AND length(digest) = 32"
SHAPED = {
    "blobs": f"{_DIGEST} AND typeof(pack) || typeof(start) || typeof(length) = "
    "'integerintegerinteger' AND start >= 0 AND length >= 0",
    "letters": _DIGEST,
    "damaged": _DIGEST,
}
"""What a row of a table without seals looks like: what it names is hashed when it is read."""

_SEAL_BYTES = 8


def row_seal(spelling: bytes) -> bytes:
    """Return the seal of a row from the bytes of its `spelling`."""
    return blake3(spelling).digest(_SEAL_BYTES)


def spelling(table: str, values: tuple[str, ...]) -> str:
    """Return the SQL that spells a row: its table, and each value as a literal of its type."""
    quoted = " || ',' || ".join(f"quote({value})" for value in values)
    return f"CAST('{table},' || {quoted} AS BLOB)"


def prepare(connection: sqlite3.Connection) -> None:
    """Let a connection compute seals, and read text that is none any more."""
    connection.create_function("row_seal", 1, row_seal, deterministic=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")


def unsound(table: str) -> str:
    """Return the SQL condition of a row that is not what was written."""
    if table in SHAPED:
        return f"NOT ({SHAPED[table]})"
    return f"seal IS NOT row_seal({spelling(table, SEALED[table])})"


def checked(connection: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows can be checked: early versions knew neither seals nor some."""
    return [table for table in SEALED if "seal" in _columns(connection, table)] + [
        table for table in SHAPED if _columns(connection, table)
    ]


def adding(connection: sqlite3.Connection) -> str:
    """Return the SQL that seals the rows of a journal that came before seals."""
    return "".join(
        f"ALTER TABLE {table} ADD COLUMN seal BLOB; {_sealing(table)};"
        for table in SEALED
        if (columns := _columns(connection, table)) and "seal" not in columns
    )


def seal_what_is_written(connection: sqlite3.Connection) -> None:
    """Let a writing connection seal rows."""
    for table, columns in SEALED.items():
        for event in ("INSERT", f"UPDATE OF {', '.join(columns)}"):
            connection.execute(
                f"CREATE TEMP TRIGGER {table}_{event[:6]} AFTER {event} ON main.{table} "
                f"BEGIN {_sealing(table)} WHERE rowid = NEW.rowid; END"
            )


def show_sound_rows(connection: sqlite3.Connection) -> None:
    """Hide the rows of a reading connection that are not what was written."""
    for table in checked(connection):
        columns = ", ".join(SEALED.get(table, "*"))
        connection.execute(
            f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM main.{table} "
            f"WHERE NOT ({unsound(table)})"
        )


def _sealing(table: str) -> str:
    return f"UPDATE {table} SET seal = row_seal({spelling(table, SEALED[table])})"


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for _, name, *_ in connection.execute(f"PRAGMA main.table_info({table})")}
