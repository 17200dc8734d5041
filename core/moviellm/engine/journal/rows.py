"""How records become SQL and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from blake3 import blake3

from moviellm.engine.journal.records import (
    CallRow,
    ExportRow,
    FilmRow,
    InlineBlob,
    Note,
    Pack,
    StepRow,
)
from moviellm.engine.keys import DIGEST_BYTES

Change = tuple[str, Sequence[Sequence[Any]]]
"""One statement and the rows that it is executed with."""

SELECT_STEPS = (
    "SELECT key, maker, film, item, outputs, inputs, result, cpu_us, wall_us, seal FROM steps "
)
SELECT_FILMS = "SELECT film, ordinal, brief, state, reason, completion, result FROM films "
SELECT_INLINE_BLOBS = "SELECT digest, CAST(data AS BLOB) FROM letters "
SELECT_CALLS = (
    "SELECT id, key, stage, component, film, request, state, reserved_usd, usd, usage, reply "
    "FROM calls "
)


def raw(digest: str) -> bytes:
    """Return a digest as the journal keeps it."""
    return bytes.fromhex(digest)


def joined(digests: Iterable[str]) -> bytes:
    """Return several digests in one field."""
    return bytes.fromhex("".join(digests))


def split(joined: bytes) -> tuple[str, ...]:
    """Undo `join`."""
    text, width = joined.hex(), 2 * DIGEST_BYTES
    return tuple(text[at : at + width] for at in range(0, len(text), width))


def pack_changes(packs: Iterable[Pack]) -> list[Change]:
    """Return what makes the blobs of ``packs`` known; a blob that is known keeps its place."""
    packs = list(packs)
    if not packs:
        return []
    names = [(pack.name, pack.size) for pack in packs]
    blobs = [
        (raw(digest), start, length, pack.name)
        for pack in packs
        for digest, start, length in pack.blobs
    ]
    return [
        ("INSERT OR IGNORE INTO packs (name, size) VALUES (?, ?)", names),
        (
            "INSERT OR IGNORE INTO blobs (digest, pack, start, length) "
            "SELECT ?, id, ?, ? FROM packs WHERE name = ?",
            blobs,
        ),
    ]


def seal(row: Sequence[Any]) -> bytes:
    """Return a short digest over a step's row, to notice bits that flipped in it."""
    key, maker, film, item, outputs, inputs, result, cpu_us, wall_us, *_ = row
    rest = json.dumps([maker, film, item, cpu_us, wall_us]).encode()
    return blake3(b"".join((key, outputs, inputs, result.encode(), rest))).digest(12)


def _first_seal(row: Sequence[Any]) -> bytes:
    """Return what journals of format 1 have as the seal of a step's row."""
    key, _, _, _, outputs, inputs, result, *_ = row
    return blake3(b"".join((key, outputs, inputs, result.encode()))).digest(8)


def step_changes(steps: Iterable[StepRow]) -> list[Change]:
    """Return what records ``steps``; one that is made again replaces its row."""
    rows = []
    for step in steps:
        row = (
            raw(step.key), step.maker, step.film, step.item, joined(step.outputs),
            joined(step.inputs), step.result, step.cpu_us, step.wall_us,
        )  # fmt: skip
        rows.append((*row, seal(row)))
    statement = (
        "INSERT OR REPLACE INTO steps (key, maker, film, item, outputs, inputs, result, "
        "cpu_us, wall_us, seal) VALUES (?,?,?,?,?,?,?,?,?,?)"
    )
    return [(statement, rows)] if rows else []


def step_of(row: Sequence[Any]) -> StepRow | None:
    """Return the step of a row, or None when the row is not what was written."""
    key, maker, film, item, outputs, inputs, result, cpu_us, wall_us, sealed = row
    try:
        if sealed not in (seal(row), _first_seal(row)):
            return None
    except (TypeError, AttributeError):  # a bit of a type flipped
        return None
    return StepRow(
        key=key.hex(), maker=maker, film=film, item=item, outputs=split(outputs),
        inputs=split(inputs), result=result, cpu_us=cpu_us, wall_us=wall_us,
    )  # fmt: skip


def film_changes(films: Iterable[FilmRow]) -> list[Change]:
    """Return what records ``films`` as they are now."""
    rows = [(f.film, f.ordinal, f.brief, f.state, f.reason, f.completion, f.result) for f in films]
    statement = (
        "INSERT INTO films (film, ordinal, brief, state, reason, completion, result) "
        "VALUES (?,?,?,?,?,?,?) ON CONFLICT (film) DO UPDATE "
        "SET ordinal = excluded.ordinal, brief = excluded.brief, state = excluded.state, "
        "reason = excluded.reason, completion = excluded.completion, result = excluded.result"
    )
    return [(statement, rows)] if rows else []


def film_of(row: Sequence[Any]) -> FilmRow:
    """Return the film of a row."""
    film, ordinal, brief, state, reason, completion, result = row
    return FilmRow(
        film=film, ordinal=ordinal, brief=brief, state=state, reason=reason,
        completion=completion, result=result,
    )  # fmt: skip


def call_changes(calls: Iterable[CallRow]) -> list[Change]:
    """Return what records attempts at paid calls as they are now."""
    rows = [
        (
            call.id, raw(call.key), call.stage, call.component, call.film, raw(call.request),
            call.state, call.reserved_usd, call.usd, json.dumps(dict(call.usage)),
            raw(call.reply),
        )
        for call in calls
    ]  # fmt: skip
    statement = (
        "INSERT INTO calls (id, key, stage, component, film, request, state, reserved_usd, usd, "
        "usage, reply) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO "
        "UPDATE SET state = excluded.state, usd = excluded.usd, usage = excluded.usage, "
        "reply = excluded.reply"
    )
    return [(statement, rows)] if rows else []


def ticket_changes(tickets: Mapping[int, str]) -> list[Change]:
    """Return what records under which ticket the calls of some rows wait in a batch."""
    statement = "INSERT OR REPLACE INTO tickets (call, ticket) VALUES (?, ?)"
    return [(statement, list(tickets.items()))] if tickets else []


def header_changes(header: Mapping[str, Any]) -> list[Change]:
    """Return what records entries of the run's header."""
    values = [(name, json.dumps(value)) for name, value in header.items()]
    return [("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", values)] if values else []


def call_of(row: Sequence[Any]) -> CallRow:
    """Return the attempt of a row."""
    id_, key, stage, component, film, request, state, reserved, usd, usage, reply = row
    return CallRow(
        id=id_, key=key.hex(), stage=stage, component=component, film=film,
        request=request.hex(), state=state, reserved_usd=reserved, usd=usd,
        usage=json.loads(usage), reply=reply.hex(),
    )  # fmt: skip


def inline_blob_changes(inline_blobs: Iterable[InlineBlob]) -> list[Change]:
    """Return what keeps blobs in the journal itself."""
    rows = [(raw(digest), data) for digest, data in inline_blobs]
    return [("INSERT OR IGNORE INTO letters (digest, data) VALUES (?, ?)", rows)] if rows else []


def export_changes(export: ExportRow) -> list[Change]:
    """Return what records a finished export."""
    facts = json.dumps(dict(export.facts))
    return [
        (
            "INSERT OR REPLACE INTO exports (name, inputs, manifest, facts) VALUES (?, ?, ?, ?)",
            [(export.name, export.inputs, export.manifest, facts)],
        )
    ]


def note_changes(notes: Iterable[Note]) -> list[Change]:
    """Return what records ``notes``."""
    rows = [(n.kind, n.stage, n.film, n.item, n.text) for n in notes]
    statement = "INSERT INTO notes (kind, stage, film, item, text) VALUES (?, ?, ?, ?, ?)"
    return [(statement, rows)] if rows else []
