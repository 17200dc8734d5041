"""The journal: what the run has made, asked and spent, in one SQLite file.

`JournalReader` answers questions, also while another process writes. `Journal` is the one writer.
Whatever a method of `Journal` records is durable when the method returns.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from moviellm.engine.journal import rows
from moviellm.engine.journal.errors import SQLITE_ERRORS, storage_error
from moviellm.engine.journal.group_commit import GroupCommit
from moviellm.engine.journal.mending import MendedRow, mend_rows
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.journal.records import (
    CallRow,
    ExportRow,
    FilmRow,
    InlineBlob,
    Maker,
    Note,
    Pack,
    StepRow,
)
from moviellm.engine.journal.schema import JOURNAL_FILE, open_to_write
from moviellm.engine.journal.setting_aside import MENTIONED, MISSED, SET_BAD_ASIDE, WHILE_OPEN
from moviellm.engine.journal.writer_lock import WriterLock

__all__ = ["Journal", "JournalReader"]

_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Journal(JournalReader):
    """The one writer of a run folder's journal. Any thread of the driver may use it.

    Writes of several threads share their fsync. Readers see what is committed, nothing else.

    Attributes:
        mended: The rows that were not what was written when it was opened, and have been put right
            or forgotten.

    Raises:
        LockedError: Another process writes the same folder.
        StorageError: The folder cannot be written, or a newer version wrote the journal.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise storage_error(error, folder) from error
        self._lock = WriterLock(folder)
        try:
            self._writer = open_to_write(folder / JOURNAL_FILE)
        except BaseException:
            self._lock.release()
            raise
        self._commit: GroupCommit[list[rows.Change], None] = GroupCommit(self._commit_group)
        self._held: dict[Path, WriterLock] = {}
        self._makers: dict[tuple[str, str, str], int] = {}
        self._naming = threading.Lock()
        try:
            self._writer.executescript(WHILE_OPEN)
            super().__init__(folder)
            self._begin()
        except BaseException:
            self._writer.close()
            self._lock.release()
            raise

    def _begin(self) -> None:
        """Begin with sound rows. Calls that a killed run had in flight may have been billed."""
        with self._transaction():
            self.mended: tuple[MendedRow, ...] = tuple(mend_rows(self._writer))
        self._change([("UPDATE calls SET state = 'unrecorded' WHERE state = 'sent'", [()])])
        last = int(self._rows("SELECT coalesce(max(id), 0) FROM calls")[0][0])
        self._call_ids = itertools.count(last + 1)

    def close(self) -> None:
        """Close the files and let others write."""
        super().close()
        with self._commit.held():
            self._writer.close()
        for lock in (*self._held.values(), self._lock):
            lock.release()

    def hold(self, folder: Path, what: str) -> None:
        """Keep other writers off a folder outside the run's own, too, until the journal is closed.

        Args:
            folder: The folder.
            what: What it is, for messages.

        Raises:
            LockedError: Another process holds it.
            StorageError: It cannot be written.
        """
        if folder not in self._held:
            self._held[folder] = WriterLock(folder, what)

    def begin_session(self, session: str, place: str) -> None:
        """Record that packs are written from now on whose names begin with ``session``.

        Args:
            session: Its name.
            place: Host and folder of the run.
        """
        self._change([("INSERT INTO sessions (session, place) VALUES (?, ?)", [(session, place)])])

    def sessions(self) -> dict[str, str]:
        """Return the place of every session in which this journal wrote packs."""
        return dict(self._rows("SELECT session, place FROM sessions"))

    def set_header(self, header: Mapping[str, Any]) -> None:
        """Record the run's header; names that it does not mention stay as they were."""
        self._change(rows.header_changes(header))

    def maker(self, maker: Maker) -> int:
        """Return the row of a component, recording it when it is new."""
        known = (maker.stage, maker.component, json.dumps(dict(maker.facts), sort_keys=True))
        with self._naming:
            if known not in self._makers:
                insert = "INSERT OR IGNORE INTO makers (stage, component, facts) VALUES (?, ?, ?)"
                self._change([(insert, [known])])
                query = "SELECT id FROM makers WHERE (stage, component, facts) = (?, ?, ?)"
                self._makers[known] = int(self._rows(query, known)[0][0])
            return self._makers[known]

    def record(
        self,
        *,
        packs: Iterable[Pack] = (),
        steps: Iterable[StepRow] = (),
        films: Iterable[FilmRow] = (),
        notes: Iterable[Note] = (),
        calls: Iterable[CallRow] = (),
        tickets: Mapping[int, str] = MappingProxyType({}),
        header: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Record blobs that are durable and what they mean, in one transaction.

        This is the call for a painted batch: its pack first becomes durable, then this makes its
        blobs and its steps known together. It is that for a shard of a run, too, whose calls come
        with the ``tickets`` of those that wait in a batch, by their rows.
        """
        self._change(
            [
                *rows.pack_changes(packs),
                *rows.step_changes(steps),
                *rows.film_changes(films),
                *rows.note_changes(notes),
                *rows.call_changes(calls),
                *rows.ticket_changes(tickets),
                *rows.header_changes(header),
            ]
        )

    def set_export(self, export: ExportRow) -> None:
        """Record a finished export."""
        self._change(rows.export_changes(export))

    def new_call(self) -> int:
        """Return the row for a new attempt at a paid call."""
        return next(self._call_ids)

    def set_calls(self, calls: Sequence[CallRow], inline_blobs: Iterable[InlineBlob] = ()) -> None:
        """Record attempts at paid calls as they are now, in one transaction.

        Requests and answers rest in the journal, so that one fsync is enough for all of it, until
        `Store.pack_inline` packs them.
        """
        self._change([*rows.inline_blob_changes(inline_blobs), *rows.call_changes(calls)])

    def pack_inline(self, inline_blobs: Iterable[InlineBlob], pack: Pack) -> None:
        """Record that blobs, which rested here, now lie in ``pack``."""
        gone = [(rows.raw(digest),) for digest, _ in inline_blobs]
        self._change([*rows.pack_changes([pack]), ("DELETE FROM letters WHERE digest = ?", gone)])

    def set_waiting(self, calls: Sequence[CallRow], ticket: str) -> None:
        """Record that calls were handed in together, under the ticket that their batch has."""
        waiting = [dataclasses.replace(call, state="waiting") for call in calls]
        tickets = {call.id: ticket for call in calls}
        self._change([*rows.call_changes(waiting), *rows.ticket_changes(tickets)])

    def waiting(self, keys: Collection[str]) -> dict[str, tuple[CallRow, str]]:
        """Return the calls among ``keys`` that wait in a batch, each with its ticket, by key."""
        query = (
            "SELECT id, key, stage, component, film, request, state, reserved_usd, usd, usage, "
            "reply, ticket FROM calls JOIN tickets ON call = id "
            "WHERE state = 'waiting' AND key IN"
        )
        found = self._rows_in(query, keys)
        calls = ((rows.call_of(row), str(ticket)) for *row, ticket in found)
        return {call.key: (call, ticket) for call, ticket in calls}

    def quarantine(self, digests: Iterable[str]) -> None:
        """Set damaged blobs aside and forget what depends on them, so that it is made again.

        Their steps are forgotten, calls that they answered are ``lost`` (the price stays spent),
        and no film counts as complete until its steps have been looked up again.
        """
        bad = [(rows.raw(digest),) for digest in digests]
        if bad:
            self._change([("INSERT OR IGNORE INTO temp.bad VALUES (?)", bad), *SET_BAD_ASIDE])

    def misses(self, digests: Iterable[str]) -> bool:
        """Whether anything that was made or bought consists of these blobs and has them nowhere."""
        with self._commit.held(), self._transaction() as execute:
            execute("INSERT OR IGNORE INTO temp.bad VALUES (?)", [(rows.raw(d),) for d in digests])
            execute(MISSED, [()])
            (found,) = self._writer.execute(MENTIONED).fetchone()
            execute("DELETE FROM temp.bad", [()])
        return bool(found)

    def relocate(self, pack: Pack) -> None:
        """Record where blobs lie that were known to lie elsewhere, or not known at all."""
        gone = [(rows.raw(digest),) for digest, _, _ in pack.blobs]
        self._change([("DELETE FROM blobs WHERE digest = ?", gone), *rows.pack_changes([pack])])

    def rebuild_indices(self) -> list[str]:
        """Make the indices of the file anew; return what is still wrong with it."""
        with self._commit.held():
            try:
                self._writer.execute("REINDEX")
            except sqlite3.Error as error:
                return [str(error)]
        return self.faults()

    def forget_steps(self, keys: Iterable[str]) -> None:
        """Forget steps; their blobs go with the next `Store.clean`."""
        self._change([("DELETE FROM steps WHERE key = ?", [(rows.raw(key),) for key in keys])])

    def forget_damaged_steps(self) -> None:
        """Forget the steps whose rows are not what was written."""
        damaged = [(row,) for row in self.damaged_steps()]
        self._change([("DELETE FROM steps WHERE id = ?", damaged)])

    def forget_films(self, films: Iterable[str]) -> None:
        """Forget films; their steps stay."""
        self._change([("DELETE FROM films WHERE film = ?", [(film,) for film in films])])

    def forget_exports(self, names: Iterable[str]) -> None:
        """Forget exports, so that they are made again; their files stay."""
        self._change([("DELETE FROM exports WHERE name = ?", [(name,) for name in names])])

    def doubt_films(self) -> None:
        """Let no film count as complete until its steps have been looked up again."""
        self._change([("UPDATE films SET completion = ''", [()])])

    def compact(self) -> None:
        """Give the room of forgotten rows back to the disk."""
        try:
            self._writer.execute("VACUUM")
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise storage_error(error, self._path) from error

    def referred(self) -> set[str]:
        """Return the digests that steps, calls, exports and the results of films refer to."""
        joined = self._rows(
            "SELECT outputs FROM steps UNION SELECT inputs FROM steps "
            "UNION SELECT request FROM calls UNION SELECT reply FROM calls"
        )
        texts = self._rows(
            "SELECT result FROM steps UNION SELECT result FROM films "
            "UNION SELECT manifest FROM exports"
        )
        return {
            digest
            for (field,) in joined
            if isinstance(field, bytes)  # or a bit of its type flipped
            for digest in rows.split(field)
        } | {digest for (text,) in texts for digest in _DIGEST.findall(str(text))}

    def move_blobs(self, packs: Sequence[Pack], emptied: Sequence[str]) -> None:
        """Record that blobs now lie in ``packs``, and that the packs ``emptied`` are gone.

        Blobs of the emptied packs that are in none of the new ones are forgotten.
        """
        gone = [(name,) for name in emptied]
        self._change(
            [
                (
                    "DELETE FROM blobs WHERE pack IN (SELECT id FROM packs WHERE name IN "
                    "(SELECT value FROM json_each(?)))",
                    [(json.dumps(list(emptied)),)],
                ),
                ("DELETE FROM packs WHERE name = ?", gone),
                *rows.pack_changes(packs),
            ]
        )

    def _change(self, changes: list[rows.Change]) -> None:
        if changes:
            self._commit(changes)

    def _commit_group(self, group: Sequence[list[rows.Change]]) -> Sequence[None]:
        with self._transaction() as execute:
            for changes in group:
                for statement, values in changes:
                    execute(statement, values)
        return [None] * len(group)

    @contextmanager
    def _transaction(self) -> Iterator[Callable[[str, Sequence[Sequence[Any]]], Any]]:
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            yield self._writer.executemany
            self._writer.execute("COMMIT")
        except BaseException as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            if isinstance(error, SQLITE_ERRORS):
                raise storage_error(error, self._path) from error
            raise
