"""Every row of the journal is sealed: what a flipped bit made of it is noticed, told and mended."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing

import pytest
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal import rows, seals
from moviellm.engine.journal.records import CallRow, ExportRow, FilmRow, Maker, Note, Pack, StepRow
from moviellm.engine.journal.schema import JOURNAL_FILE, JOURNAL_FORMAT
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest, key_of

ANSWER, REQUEST = b"Once upon a time", b'{"model":"m-1"}'
KEY = key_of(stage="writer", component="llm", request=digest(REQUEST))


def fill(journal: Journal) -> None:
    """Record something in every table."""
    maker = journal.maker(Maker(stage="writer", component="llm", facts={"version": "1.0"}))
    step = StepRow(key=digest(b"key"), maker=maker, film="f1", outputs=(digest(b"out"),))
    pack = Pack("a.pack", 100, ((digest(b"out"), 8, 3),), (digest(b"out"),))
    note = Note(kind="failure", text="it hung", film="f1")
    film = FilmRow(film="f1", ordinal=0, state="done", result='{"screenplay": "s"}')
    journal.begin_session(secrets.token_hex(6), "host:/run")
    journal.set_header({"moviellm": "0.1"})
    journal.record(packs=[pack], steps=[step], films=[film], notes=[note])
    journal.set_export(ExportRow(name="frames", inputs=digest(b"in"), manifest=digest(b"m")))
    if journal.answer(KEY):
        return
    call = CallRow(
        id=journal.new_call(), key=KEY, stage="writer", component="llm", film="f1",
        request=digest(REQUEST), state="done", reserved_usd=0.5, usd=0.25,
        usage={"output_tokens": 4}, reply=digest(ANSWER),
    )  # fmt: skip
    journal.set_calls([call], [(call.request, REQUEST), (call.reply, ANSWER)])
    waiting = CallRow(id=journal.new_call(), key=digest(b"w"), stage="writer", component="llm",
                      film="f1", request=digest(b"r"))  # fmt: skip
    journal.set_waiting([waiting], "batch-1")


@pytest.fixture
def filled(folder):
    with Journal(folder) as journal:
        fill(journal)
        assert journal.mended == ()
    return folder


def behind_its_back(folder, *statements):
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


COLUMNS = [
    (table, column)
    for table, columns in {**seals.SEALED, "letters": ("digest",), "blobs": ("start",)}.items()
    for column in columns
    if column != "id" and (table, column) != ("tickets", "call")
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_value_that_changed_makes_its_row_missing_and_told(filled, table, column):
    behind_its_back(filled, f"UPDATE {table} SET {column} = CAST(x'ff41' AS TEXT) WHERE "
                   f"rowid = (SELECT min(rowid) FROM {table})")  # fmt: skip
    with JournalReader(filled) as journal:
        assert {row.table for row in journal.unsound()} == {table}
        journal.header(), journal.films(), journal.calls(), journal.exports(), journal.notes()
        journal.makers(), journal.packs(), journal.stored(), journal.usage(), journal.spend()
    with Journal(filled) as journal:
        assert {row.table for row in journal.mended} == {table}
        assert all("had changed" in row.text for row in journal.mended)
    with Journal(filled) as journal:
        assert journal.mended == ()
        fill(journal)  # and its room is free again


@pytest.mark.parametrize("column", seals.SEALED["calls"][2:])
def test_an_answer_that_proves_itself_is_kept_whatever_bit_of_its_call_flips(filled, column):
    with JournalReader(filled) as journal:
        right = journal.answer(KEY)
    damage = {
        "stage": "'Writer'", "component": "'mlm'",
        "request": "zeroblob(32)", "state": "'dome'", "reserved_usd": "1e300", "usd": "1e300",
        "usage": "'{\"output_tokens\": 5'", "film": "CAST(x'ff' AS TEXT)", "reply": "zeroblob(32)",
    }  # fmt: skip
    behind_its_back(filled, f"UPDATE calls SET {column} = {damage[column]} WHERE id = {right.id}")
    with Journal(filled) as journal:
        found, spend = journal.answer(KEY), journal.spend()
    if column == "reply":  # nothing tells any more which answer it was
        assert found is None
    else:
        assert (found.reply, found.usd) == (right.reply, None)
    assert spend.usd == 0
    assert spend.possible_usd == (0.25 if column == "reserved_usd" else 0.5)


@pytest.mark.parametrize("bit", [0, 7, 100, 255])
def test_a_key_of_which_a_bit_flips_is_made_again_from_its_request(filled, bit):
    flipped = int(KEY, 16) ^ 1 << bit
    behind_its_back(filled, f"UPDATE calls SET key = x'{flipped:064x}' WHERE state = 'done'")
    with Journal(filled) as journal:
        assert journal.answer(KEY).reply == digest(ANSWER)


def test_a_step_is_sealed_with_all_that_it_says(filled):
    for change in ("film = 'f2'", "maker = 7", "item = 'x'", "wall_us = 5", "result = x'00'"):
        behind_its_back(filled, f"UPDATE steps SET {change}")
        with JournalReader(filled) as journal:
            assert journal.step(digest(b"key")) is None
            assert len(journal.damaged_steps()) == 1
        with Journal(filled) as journal:
            journal.forget_damaged_steps()
            fill(journal)


def as_format_1(folder) -> None:
    """Make a journal what an earlier version would have written."""
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as connection, connection:
        for table in seals.SEALED:
            connection.execute(f"ALTER TABLE {table} DROP COLUMN seal")
        for id_, *row in connection.execute(
            rows.SELECT_STEPS.replace("SELECT ", "SELECT id, ", 1)
        ).fetchall():
            connection.execute(
                "UPDATE steps SET seal = ? WHERE id = ?", (rows._first_seal(row), id_)
            )
        connection.execute("DROP TABLE sessions")
        connection.execute("PRAGMA user_version = 1")


def test_a_journal_from_before_seals_is_read_and_gets_them(filled):
    with JournalReader(filled) as journal:
        right = (journal.films(), journal.calls(), journal.exports(), list(journal.all_steps()))
    as_format_1(filled)
    with JournalReader(filled) as journal:
        assert right == (
            journal.films(), journal.calls(), journal.exports(), list(journal.all_steps()),
        )  # fmt: skip
        assert journal.unsound() == []
    with Journal(filled) as journal:
        assert journal.mended == ()
        assert right[:2] == (journal.films(), journal.calls())
        assert journal.faults() == []
    behind_its_back(filled, "UPDATE films SET ordinal = 3")
    with Journal(filled) as journal:
        assert [row.table for row in journal.mended] == ["films"]
        assert journal.films() == []
    with closing(sqlite3.connect(filled / JOURNAL_FILE)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (JOURNAL_FORMAT,)


def test_a_damaged_index_is_told_and_made_anew(produce, folder, here):
    produce(**here)
    with closing(sqlite3.connect(folder / JOURNAL_FILE)) as connection:
        named = "SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_steps_1'"
        (page,) = connection.execute(named).fetchone()
    data = bytearray((folder / JOURNAL_FILE).read_bytes())
    data[page * 4096 - 20] ^= 1
    (folder / JOURNAL_FILE).write_bytes(data)
    found = verify(folder)
    assert {damage.kind for damage in found.damage} == {"journal"}
    assert not found.broken
    assert verify(folder).damage == ()
    assert produce(**here).made == {}
