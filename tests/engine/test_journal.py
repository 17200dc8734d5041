import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from moviellm import LockedError, StorageError
from moviellm.engine.journal.records import CallRow, ExportRow, FilmRow, Maker, Note, Pack, StepRow
from moviellm.engine.journal.schema import JOURNAL_FILE, JOURNAL_FORMAT
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest


def key(number: int) -> str:
    return digest(b"key %d" % number)


def frames(journal: Journal, numbers: range, film: str = "f1") -> list[StepRow]:
    maker = journal.maker(Maker(stage="painter", component="papercut", facts={"version": "1.0"}))
    return [
        StepRow(key=key(n), maker=maker, film=film, item=f"k{n}", outputs=(digest(b"%d" % n),),
             inputs=(key(-n),), result='{"width": 768}', cpu_us=5_000, wall_us=6_000)
        for n in numbers
    ]  # fmt: skip


def pack_of(steps: list[StepRow]) -> Pack:
    digests = tuple(output for step in steps for output in step.outputs)
    blobs = tuple((digest, 100 * n, 100) for n, digest in enumerate(digests))
    return Pack("a.pack", 100 * len(blobs), blobs, digests)


def test_what_is_recorded_is_there_after_reopening(folder):
    with Journal(folder) as journal:
        steps = frames(journal, range(700))
        film = FilmRow(film="f1", ordinal=0, brief='{"theme": "旅"}', state="quarantined",
                       reason="the writer raised")  # fmt: skip
        export = ExportRow(name="frames", inputs=key(1), manifest=key(2), facts={"files": 3})
        notes = [Note(kind="failure", text="it hung", stage="painter", film="f1", item="k3")]
        journal.set_header({"plugins": {"papercut": "1.0"}, "created_with": "0.1.0"})
        journal.record(packs=[pack_of(steps)], steps=steps, films=[film], notes=notes)
        journal.set_export(export)
    with JournalReader(folder) as journal:
        assert journal.header() == {"plugins": {"papercut": "1.0"}, "created_with": "0.1.0"}
        assert journal.steps([step.key for step in steps]) == {step.key: step for step in steps}
        assert journal.steps_of("f1") == steps
        assert journal.steps_making(digest(b"3")) == [steps[3]]
        assert journal.films() == [film]
        assert journal.film("f2") is None
        assert journal.exports() == [export] == [journal.export("frames")]
        assert journal.notes("failure") == notes
        assert journal.work() == [("painter", "papercut", 700, 3_500_000, 4_200_000)]
        assert journal.makers()[steps[0].maker].facts == {"version": "1.0"}
        assert journal.known([digest(b"5"), digest(b"none")]) == {digest(b"5")}
        assert journal.place(digest(b"5")).start == 500
        assert journal.packs() == {"a.pack": 70_000}


def test_a_maker_is_recorded_once(journal):
    maker = Maker(stage="painter", component="papercut", facts={"host": "a"})
    other = Maker(stage="painter", component="papercut", facts={"host": "b"})
    assert journal.maker(maker) == journal.maker(maker) != journal.maker(other)
    assert len(journal.makers()) == 2


def test_a_film_keeps_one_row_that_follows_its_state(journal):
    journal.record(films=[FilmRow(film="f1", ordinal=1), FilmRow(film="f0", ordinal=0)])
    done = FilmRow(film="f1", ordinal=1, state="done", completion=key(9), result="{}")
    journal.record(films=[done])
    assert journal.films() == [FilmRow(film="f0", ordinal=0), done]


def test_a_second_process_is_refused_by_name_and_let_in_afterwards(folder, journal, start):
    other = start(
        "import sys, pathlib; from moviellm.engine.journal.writer import Journal\n"
        "Journal(pathlib.Path(sys.argv[1]))",
        folder,
    )
    said = other.communicate(timeout=60)[1]
    assert "LockedError" in said
    assert f"Process {os.getpid()} on" in said
    assert "--out" in said
    journal.close()
    Journal(folder).close()


def test_the_same_process_cannot_open_it_twice(folder, journal):
    with pytest.raises(LockedError):
        Journal(folder)


def test_a_killed_writer_leaves_no_lock(folder, start):
    writer = start(
        "import sys, time, pathlib; from moviellm.engine.journal.writer import Journal\n"
        "journal = Journal(pathlib.Path(sys.argv[1])); print('open', flush=True); time.sleep(60)",
        folder,
    )
    assert writer.stdout.readline() == "open\n"
    writer.kill()
    writer.wait()
    Journal(folder).close()


def test_a_forked_worker_that_outlives_its_driver_does_not_hold_the_lock(folder, start):
    writer = start(
        "import os, sys, time, pathlib; from moviellm.engine.journal.writer import Journal\n"
        "journal = Journal(pathlib.Path(sys.argv[1]))\n"
        "child = os.fork()\n"
        "if not child: time.sleep(60); os._exit(0)\n"
        "print(child, flush=True); time.sleep(60)",
        folder,
    )
    child = int(writer.stdout.readline())
    try:
        with pytest.raises(LockedError):
            Journal(folder)
        writer.kill()
        writer.wait()
        Journal(folder).close()
    finally:
        os.kill(child, 9)


def test_others_read_while_it_is_written(folder, journal):
    with JournalReader(folder) as reader:
        assert reader.films() == []
        journal.record(films=[FilmRow(film="f1", ordinal=0)])
        assert [film.film for film in reader.films()] == ["f1"]
        with pytest.raises(sqlite3.OperationalError):
            reader._reader.execute("DELETE FROM films")


def test_a_newer_journal_is_refused_and_left_alone(folder):
    Journal(folder).close()
    connection = sqlite3.connect(folder / JOURNAL_FILE)
    connection.execute(f"PRAGMA user_version = {JOURNAL_FORMAT + 1}")
    connection.close()
    before = (folder / JOURNAL_FILE).read_bytes()
    for kind in (Journal, JournalReader):
        with pytest.raises(StorageError, match="newer version wrote it") as caught:
            kind(folder)
        assert "pip install --upgrade moviellm" in caught.value.hint
    assert (folder / JOURNAL_FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database" * 100, b"\0" * 8192])
def test_a_file_that_is_no_journal_is_refused(folder, content):
    folder.mkdir()
    (folder / JOURNAL_FILE).write_bytes(content)
    for kind in (Journal, JournalReader):
        with pytest.raises(StorageError):
            kind(folder)
    assert (folder / JOURNAL_FILE).read_bytes() == content


def test_somebody_elses_database_is_refused(folder):
    folder.mkdir()
    connection = sqlite3.connect(folder / JOURNAL_FILE)
    connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    with pytest.raises(StorageError, match="not a journal"):
        Journal(folder)


@pytest.mark.parametrize("written", [b"", "made by SQLite"])
def test_a_journal_that_is_just_being_made_is_told_as_that(folder, written):
    folder.mkdir()
    if written:
        with sqlite3.connect(folder / JOURNAL_FILE) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.close()
    else:
        (folder / JOURNAL_FILE).touch()
    with pytest.raises(StorageError, match="a run is just beginning") as caught:
        JournalReader(folder)
    assert "in a moment" in caught.value.hint
    with Journal(folder) as journal:
        assert journal.films() == []


def test_a_folder_without_a_journal_is_no_run_folder(tmp_path):
    with pytest.raises(StorageError, match="not a run folder"):
        JournalReader(tmp_path)


def test_a_run_folder_below_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    for path in (tmp_path / "file", tmp_path / "file" / "run"):
        with pytest.raises(StorageError, match="a file is in its way"):
            Journal(path)


def test_a_read_only_folder_reads_but_does_not_write(read_only):
    with pytest.raises(StorageError, match="cannot be written") as caught:
        Journal(read_only / "run")
    assert "--out" in caught.value.hint
    with pytest.raises(StorageError, match="cannot be written"):
        Journal(read_only / "another")
    with JournalReader(read_only / "run") as journal:
        assert len(journal.packs()) == 1


def test_a_full_disk_is_explained_and_loses_nothing(small_disk):
    with Journal(small_disk / "run") as journal:
        kept = 0

        def fill() -> None:
            nonlocal kept
            while True:
                journal.record(films=[FilmRow(film=f"f{kept}", ordinal=kept, brief="x" * 9000)])
                kept += 1

        with pytest.raises(StorageError, match="is full"):
            fill()
        assert kept > 3
        assert len(journal.films()) == kept
    with JournalReader(small_disk / "run") as journal:
        assert len(journal.films()) == kept


def test_a_flipped_bit_in_a_step_makes_it_absent(journal):
    steps = frames(journal, range(3))
    journal.record(steps=steps)
    journal._writer.execute("UPDATE steps SET result = '{\"width\": 769}' WHERE item = 'k1'")
    assert set(journal.steps([step.key for step in steps])) == {steps[0].key, steps[2].key}
    assert len(journal.damaged_steps()) == 1
    journal.record(steps=[steps[1]])
    assert journal.step(steps[1].key) == steps[1]
    assert journal.damaged_steps() == []


def test_quarantine_forgets_what_depends_on_a_blob_and_keeps_what_it_cost(journal):
    steps = frames(journal, range(2)) + frames(journal, range(2, 4), film="f2")
    done = [FilmRow(film=f, ordinal=0, state="done", completion=key(9)) for f in ("f1", "f2")]
    journal.record(packs=[pack_of(steps)], steps=steps, films=done)
    call = CallRow(id=journal.new_call(), key=key(1), stage="writer", component="llm", film="f1",
                   request=key(2), state="done", usd=0.25, reply=steps[0].outputs[0])  # fmt: skip
    journal.set_calls([call])
    journal.quarantine(steps[0].outputs)
    assert journal.step(steps[0].key) is None
    assert journal.place(steps[0].outputs[0]) is None
    assert journal.step(steps[1].key) == steps[1]
    assert journal.damaged() == [*steps[0].outputs]
    assert [film.state for film in journal.films()] == ["pending", "done"]
    assert [film.completion for film in journal.films()] == ["", ""]
    assert journal.answer(key(1)) is None
    assert journal.spend().usd == 0.25


def test_calls_that_a_killed_run_had_in_flight_count_as_possible_spend(folder):
    with Journal(folder) as journal:
        for usd in (0.5, 0.25, None):
            call = CallRow(
                id=journal.new_call(), key=key(journal.new_call()), stage="writer",
                component="llm", film="f1", request=key(2), reserved_usd=usd,
            )  # fmt: skip
            journal.set_calls([call])
        assert journal.spend().possible_usd == 0
    with Journal(folder) as journal:
        spend = journal.spend()
        assert (spend.usd, spend.possible_usd) == (0, 0.75)
        assert (spend.unrecorded, spend.unknown_calls) == (3, 1)
        assert journal.new_call() > max(call.id for call in journal.calls())


def test_many_threads_write_and_read_at_once(journal):
    errors = []

    def write(first: int) -> None:
        try:
            for at in range(first, first + 100, 10):
                steps = frames(journal, range(at, at + 10))
                journal.record(steps=steps)
                assert len(journal.steps([step.key for step in steps])) == 10
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            errors.append(error)

    threads = [threading.Thread(target=write, args=(100 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(journal.steps_of("f1")) == 800


def test_closing_waits_for_the_commit_that_is_under_way(folder):
    journal = Journal(folder)
    other = sqlite3.connect(folder / JOURNAL_FILE, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # so the commit takes as long as this one
    record = threading.Thread(
        target=journal.record, kwargs={"films": [FilmRow(film="f1", ordinal=0)]}
    )
    record.start()
    while not journal._commit._turn.locked():
        pass
    close = threading.Thread(target=journal.close)
    close.start()
    threading.Timer(0.3, other.close).start()
    record.join()
    close.join()
    with JournalReader(folder) as reader:
        assert [film.film for film in reader.films()] == ["f1"]


def test_one_bad_change_does_not_fail_its_neighbours(journal):
    first = CallRow(id=1, key=key(1), stage="w", component="c", film="f", request=key(2),
                    state="done", reply=key(3))  # fmt: skip
    journal.set_calls([first])
    twin = CallRow(id=2, key=key(1), stage="w", component="c", film="f", request=key(2),
                   state="done", reply=key(4))  # fmt: skip
    outcomes = {}
    started = threading.Barrier(6)

    def change(n: int) -> None:
        started.wait()
        try:
            if n == 3:
                journal.set_calls([twin])
            else:
                journal.record(films=[FilmRow(film=f"f{n}", ordinal=n)])
            outcomes[n] = "recorded"
        except StorageError:
            outcomes[n] = "refused"

    threads = [threading.Thread(target=change, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {0: "recorded", 1: "recorded", 2: "recorded", 3: "refused",
                        4: "recorded", 5: "recorded"}  # fmt: skip
    assert journal.answer(key(1)) == first


KILLED_WRITER = """
import pathlib, sys
from moviellm.engine.journal.writer import Journal
from moviellm.engine.journal.records import FilmRow

journal = Journal(pathlib.Path(sys.argv[1]))
for n in range(len(journal.films()), 100_000):
    journal.record(films=[FilmRow(film=f"f{n}", ordinal=n)])
    print(n, flush=True)
"""


def test_what_a_killed_writer_said_was_recorded_is_recorded(folder, start):
    for _ in range(3):
        writer = start(KILLED_WRITER, folder)
        said = [int(writer.stdout.readline()) for _ in range(40)]
        writer.kill()
        said += [int(line) for line in writer.communicate()[0].splitlines() if line]
        with JournalReader(folder) as journal:
            films = journal.films()
        assert [film.ordinal for film in films] == list(range(len(films)))
        assert len(films) >= said[-1] + 1


def test_the_ground_imports_no_film_model_and_no_filesystem_library():
    code = (
        "import sys, moviellm.engine.paid_calls.broker;"
        "print([m for m in ('pydantic', 'numpy', 'fsspec', 'rich', 'stevedore', 'moviellm.studio')"
        " if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
