"""Putting rows right that are not what was written.

What a row says is believed as far as something else proves it: a call's answer by the blob that is
there, its key by its request. What nothing proves is forgotten, so that it is made again; of a call
the price stays, as the worst that it may have been.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, get_args

from moviellm.engine.journal.records import CallState
from moviellm.engine.journal.seals import SEALED, checked, unsound
from moviellm.engine.keys import DIGEST_BYTES, key_of
from moviellm.stages import STAGES

_USD_AT_MOST = 1e4
"""A single call that cost more is a number whose bits flipped."""

_WORDS = {
    "meta": "an entry of its header",
    "packs": "a pack",
    "makers": "a component that made something",
    "films": "a film",
    "calls": "a paid call",
    "exports": "an export",
    "notes": "a note",
    "tickets": "a batch that was handed in",
    "sessions": "a session",
    "blobs": "where a blob lies",
    "letters": "an answer that rests there",
    "damaged": "what was damaged",
}


@dataclass(frozen=True, slots=True)
class MendedRow:
    """A row that was not what was written.

    Attributes:
        table: Its table.
        row: Its number there.
        kept: What could be kept of it, in words; empty when it was forgotten.
    """

    table: str
    row: int
    kept: str = ""

    @property
    def name(self) -> str:
        """Table and number."""
        return f"{self.table} {self.row}"

    @property
    def text(self) -> str:
        """What happened, as a sentence."""
        fate = self.kept or "it counts as missing and is made again where it is needed"
        return f"Row {self.row} of the journal ({_WORDS[self.table]}) had changed; {fate}."


def unsound_rows(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return table and number of every row that is not what was written."""
    return [
        (table, row)
        for table in checked(connection)
        for (row,) in connection.execute(f"SELECT rowid FROM main.{table} WHERE {unsound(table)}")
    ]


def mend_rows(connection: sqlite3.Connection) -> Iterator[MendedRow]:
    """Put every unsound row right or forget it; the caller holds a transaction."""
    for table, row in unsound_rows(connection):
        kept = ""
        if table == "calls":
            kept = _mend_call(connection, row)
        else:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))
            if table == "packs":
                connection.execute("DELETE FROM blobs WHERE pack = ?", (row,))
        yield MendedRow(table, row, kept)


def _mend_call(connection: sqlite3.Connection, row: int) -> str:
    found = connection.execute(
        f"SELECT {', '.join(SEALED['calls'])} FROM calls WHERE id = ?", (row,)
    ).fetchone()
    call = _CallRemains(*found)
    answered = _is_stored(connection, call.reply)
    key = call.named_key() if _is_stored(connection, call.request) else call.key
    twin = "SELECT 1 FROM calls WHERE key = ? AND state = 'done' AND id != ?"
    answered = answered and not connection.execute(twin, (key, row)).fetchone()
    connection.execute(
        "UPDATE calls SET key = ?, stage = ?, component = ?, film = ?, request = ?, state = ?, "
        "reserved_usd = ?, usd = NULL, usage = ?, reply = ? WHERE id = ?",
        (
            key if _is_digest(key) else bytes(DIGEST_BYTES),
            *(value if isinstance(value, str) else "" for value in
              (call.stage, call.component, call.film)),
            call.request if _is_digest(call.request) else bytes(DIGEST_BYTES),
            call.ended(answered=answered), call.worst_usd(), call.counts(),
            call.reply if answered else b"", row,
        ),
    )  # fmt: skip
    if answered:
        return "its answer is kept, its price counts as the worst that it may have been"
    return "its price counts as the worst that it may have been"


@dataclass(frozen=True, slots=True)
class _CallRemains:
    """A call's row in which some bits flipped; any value may be of any type."""

    id: Any
    key: Any
    stage: Any
    component: Any
    film: Any
    request: Any
    state: Any
    reserved_usd: Any
    usd: Any
    usage: Any
    reply: Any

    def named_key(self) -> Any:
        """The key that stage, component and request make; the row's own where they cannot."""
        if self.stage not in STAGES or not isinstance(self.component, str):
            return self.key
        made = bytes.fromhex(
            key_of(stage=self.stage, component=self.component, request=self.request.hex())
        )
        # One of both is damaged. A key with more than a bit changed has another component's name.
        return made if _differ(self.key, made) <= 8 else self.key

    def ended(self, *, answered: bool) -> CallState:
        """How the call is, as far as that is proved."""
        if answered:
            return "done"
        known: tuple[CallState, ...] = get_args(CallState)
        state: CallState = self.state if self.state in known else "unrecorded"
        return "lost" if state == "done" else state

    def worst_usd(self) -> float | None:
        """The most that the call may have cost; None when nobody knows."""
        prices = [
            float(price)
            for price in (self.reserved_usd, self.usd)
            if isinstance(price, int | float) and 0 <= price <= _USD_AT_MOST
        ]
        return max(prices, default=None)

    def counts(self) -> str:
        """What the call used, where that can still be read."""
        with suppress(ValueError, TypeError):
            usage = json.loads(self.usage)
            if isinstance(usage, dict) and all(type(count) is int for count in usage.values()):
                return str(self.usage)
        return "{}"


def _differ(one: Any, other: bytes) -> int:
    """How many bits of two digests differ."""
    if not _is_digest(one):
        return 0
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def _is_digest(value: Any) -> bool:
    return isinstance(value, bytes) and len(value) == DIGEST_BYTES


def _is_stored(connection: sqlite3.Connection, digest: Any) -> bool:
    query = "SELECT 1 FROM blobs WHERE digest = ?1 UNION SELECT 1 FROM letters WHERE digest = ?1"
    return _is_digest(digest) and connection.execute(query, (digest,)).fetchone() is not None
