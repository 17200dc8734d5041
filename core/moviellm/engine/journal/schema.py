"""The journal's tables, and how its file is opened.

Digests and keys are 32 raw bytes. Tables have integer row ids and a unique index on the key:
a random text primary key falls to a sixth of the speed at a million rows.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from moviellm.engine.journal import seals
from moviellm.engine.journal.errors import SQLITE_ERRORS, storage_error
from moviellm.errors import StorageError


class EmptyJournalError(StorageError):
    """A journal's file is there, and its writer was stopped before it put anything into it."""


JOURNAL_FILE = "journal.sqlite"
JOURNAL_FORMAT = 2
"""1 had no seals (`moviellm.engine.journal.seals`); such a journal gets them when it is written."""
_APPLICATION_ID = 0x4D4C4C4D  # "MLLM"

_TABLES = """
CREATE TABLE meta (name TEXT NOT NULL UNIQUE, value TEXT NOT NULL, seal BLOB);
CREATE TABLE packs (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, seal BLOB
);
CREATE TABLE blobs (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE,
    pack INTEGER NOT NULL REFERENCES packs (id), start INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE TABLE damaged (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL, pack TEXT NOT NULL,
    start INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE TABLE makers (
    id INTEGER PRIMARY KEY, stage TEXT NOT NULL, component TEXT NOT NULL, facts TEXT NOT NULL,
    seal BLOB, UNIQUE (stage, component, facts)
);
CREATE TABLE steps (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE,
    maker INTEGER NOT NULL REFERENCES makers (id), film TEXT NOT NULL, item TEXT NOT NULL,
    outputs BLOB NOT NULL, inputs BLOB NOT NULL, result TEXT NOT NULL,
    cpu_us INTEGER NOT NULL, wall_us INTEGER NOT NULL, seal BLOB NOT NULL
);
CREATE TABLE films (
    id INTEGER PRIMARY KEY, film TEXT NOT NULL UNIQUE, ordinal INTEGER NOT NULL,
    brief TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL,
    completion TEXT NOT NULL, result TEXT NOT NULL, seal BLOB
);
CREATE TABLE calls (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL, stage TEXT NOT NULL, component TEXT NOT NULL,
    film TEXT NOT NULL, request BLOB NOT NULL, state TEXT NOT NULL,
    reserved_usd REAL, usd REAL, usage TEXT NOT NULL, reply BLOB NOT NULL,
    seal BLOB
);
CREATE UNIQUE INDEX calls_done ON calls (key) WHERE state = 'done';
CREATE TABLE exports (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, inputs TEXT NOT NULL,
    manifest TEXT NOT NULL, facts TEXT NOT NULL, seal BLOB
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, stage TEXT NOT NULL, film TEXT NOT NULL,
    item TEXT NOT NULL, text TEXT NOT NULL, seal BLOB
);
"""

_ADDED = """
CREATE TABLE IF NOT EXISTS tickets (
    call INTEGER PRIMARY KEY, ticket TEXT NOT NULL, seal BLOB
);
CREATE TABLE IF NOT EXISTS letters (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL UNIQUE, place TEXT NOT NULL, seal BLOB
);
"""
"""Tables that a journal of format 1 may lack, since early versions did not know them."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open or create the journal at ``path``; the caller holds the folder's lock.

    Raises:
        StorageError: It cannot be written, is damaged, or was made by a newer version.
    """
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise storage_error(error, path) from error
    try:
        _check_format(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {64 << 20}")
        seals.prepare(connection)
        if _pragma(connection, "user_version") == 0:
            _create(connection)
        elif _pragma(connection, "user_version") < JOURNAL_FORMAT:
            _update(connection)
        seals.seal_what_is_written(connection)
    except BaseException as error:
        connection.close()
        if isinstance(error, SQLITE_ERRORS):
            raise storage_error(error, path) from error
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the journal at ``path`` read-only, while another process may be writing it.

    Raises:
        StorageError: There is none, it is damaged, or it was made by a newer version.
    """
    require_journal(path)
    try:
        return _connect_to_read(path, "mode=ro")
    except StorageError:
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise
        # A read-only medium has no room for SQLite's shared memory; nobody writes there either.
        return _connect_to_read(path, "mode=ro&immutable=1")


def faults(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with a journal's file, and tables that lost their columns."""
    found = [text for (text,) in connection.execute("PRAGMA integrity_check(20)")]
    faults = [] if found == ["ok"] else found
    if _pragma(connection, "user_version") == JOURNAL_FORMAT:
        with contextlib.closing(sqlite3.connect(":memory:")) as right:
            right.executescript(_TABLES + _ADDED)
            tables = [name for (name,) in right.execute("SELECT name FROM sqlite_schema")]
            faults += [
                f"{name} is not as it was made"
                for name in tables
                if _shape(connection, name) != _shape(right, name)
            ]
    return faults


def _shape(connection: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    """The columns of a table or an index."""
    of_table = connection.execute(f"PRAGMA main.table_info({name})").fetchall()
    return of_table or connection.execute(f"PRAGMA main.index_info({name})").fetchall()


def require_journal(path: Path) -> None:
    """Refuse a folder without a journal.

    Raises:
        StorageError: There is none at ``path``.
    """
    try:
        there = path.is_file()
    except OSError as error:
        raise storage_error(error, path.parent) from error
    if not there:
        folder = path.parent
        what = "is not there" if not folder.exists() else "is a file"
        if folder.is_dir():
            what = f"has no {path.name}"
        raise StorageError(
            f"{folder} is not a run folder: it {what}.",
            hint="Give the folder that `moviellm run` wrote (by default runs/<pipeline>).",
        )


def _connect_to_read(path: Path, options: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.resolve()))}?{options}"
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        _check_format(connection, path)
        if _pragma(connection, "user_version") == 0:
            raise EmptyJournalError(
                f"The journal {path} is empty: a run is just beginning, or was stopped then.",
                hint="Look again in a moment, or run the pipeline again.",
            )
        seals.prepare(connection)
        seals.show_sound_rows(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, SQLITE_ERRORS):
            raise storage_error(error, path) from error
        raise
    return connection


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    found = _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and _pragma(connection, "application_id") != _APPLICATION_ID:
        raise StorageError(
            f"{path} is not a journal of MovieLLM, or is damaged.",
            hint="Give another folder with --out; if it is a journal, `moviellm recover` tells.",
        )
    if found > JOURNAL_FORMAT:
        raise StorageError(
            f"The journal {path} has format {found}, and this version of MovieLLM reads "
            f"{JOURNAL_FORMAT}: a newer version wrote it.",
            hint="Run `pip install --upgrade moviellm`, or start in another folder with --out. If "
            "no newer version ever wrote it, it is damaged: `moviellm recover` puts it right.",
        )


def _create(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"BEGIN IMMEDIATE;{_TABLES}{_ADDED}"
        f"PRAGMA application_id = {_APPLICATION_ID};"
        f"PRAGMA user_version = {JOURNAL_FORMAT};"
        "COMMIT;"
    )


def _update(connection: sqlite3.Connection) -> None:
    """Give a journal of an earlier format what it lacks."""
    connection.executescript(
        f"BEGIN IMMEDIATE;{_ADDED}{seals.adding(connection)}"
        f"PRAGMA user_version = {JOURNAL_FORMAT};"
        "COMMIT;"
    )
