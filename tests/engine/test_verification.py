"""`verify` beside a writer: nothing whole is called damaged, nothing is forgotten by mistake."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest
from moviellm.engine.inspect.damage import check_manifest
from moviellm.engine.inspect.status import look
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.records import CallRow, ExportRow, FilmRow, Maker, StepRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest
from moviellm.engine.run_lock import write_lock_file
from moviellm.engine.store.artifact_files import ArtifactFiles
from moviellm.engine.store.artifacts import artifacts
from moviellm.engine.store.packs import LocalPacks
from moviellm.engine.store.store import Store
from moviellm.manifest import write_manifest

Act = Callable[[], object]


class Writer:
    """What a run does to its folder, by hand; it holds the folder's lock until `close`."""

    def __init__(self, folder: Path) -> None:
        self.journal = Journal(folder)
        self.store = Store(self.journal)
        self.painter = self.journal.maker(Maker(stage="painter", component="flat"))
        self.count = 0

    def paint(self, *more: bytes) -> StepRow:
        """Record a picture, its step and its film, all together."""
        self.count += 1
        name = f"film-{self.count}"
        pack = self.store.pack([f"picture {self.count}".encode() * 40, *more])
        step = StepRow(
            key=digest(name.encode()), maker=self.painter, film=name, outputs=pack.digests
        )
        film = FilmRow(film=name, ordinal=self.count)
        self.journal.record(packs=[pack], steps=[step], films=[film])
        return step

    def ask(self) -> CallRow:
        """Record a paid call and its answer, which rests in the journal."""
        row = self.journal.new_call()
        question, answer = f"question {row}".encode(), f"answer {row}".encode()
        call = CallRow(
            id=row, key=digest(question), stage="writer", component="llm", film="film-1",
            request=digest(question), reply=digest(answer), state="done",
        )  # fmt: skip
        self.journal.set_calls([call], [(digest(question), question), (digest(answer), answer)])
        return call

    def export(self, content: str) -> ExportRow:
        """Put an export in its place, without recording it."""
        folder = self.journal.folder / "export" / "list"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "films.txt").write_text(content)
        manifest = write_manifest(folder)
        return ExportRow(name="list", inputs="", manifest=digest(manifest.read_bytes()))

    def close(self) -> None:
        self.journal.close()


@pytest.fixture
def writer(folder: Path) -> Iterator[Writer]:
    with closing(Writer(folder)) as writing:
        yield writing


@pytest.fixture
def before_queries(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Let something happen before every query of a reader of another process."""

    def install(act: Act) -> None:
        query = JournalReader._rows

        def acting(self: JournalReader, *arguments: object) -> object:
            if type(self) is JournalReader:
                act()
            return query(self, *arguments)

        monkeypatch.setattr(JournalReader, "_rows", acting)

    return install


@pytest.fixture
def before_first_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[Act], None]:
    """Let something happen when the journal was read and the first stored bytes are."""

    def install(act: Act) -> None:
        waiting, read = [act], LocalPacks.read

        def acting(self: LocalPacks, *place: str) -> bytes:
            if waiting:
                waiting.pop()()
            return read(self, *place)

        monkeypatch.setattr(LocalPacks, "read", acting)

    return install


def flip(writer: Writer, name: str) -> None:
    """Change one bit of a stored blob."""
    place = writer.journal.place(name)
    pack = writer.journal.folder / "store" / "packs" / place.pack
    data = bytearray(pack.read_bytes())
    data[place.start] ^= 1
    pack.write_bytes(data)


def change_row(folder: Path, step: StepRow) -> None:
    """Flip bits in a step's row behind the journal's back."""
    with closing(sqlite3.connect(folder / "journal.sqlite")) as connection, connection:
        connection.execute("UPDATE steps SET result = 'x' WHERE film = ?", (step.film,))


def test_what_is_recorded_between_two_reads_is_not_called_lost(writer, folder, before_queries):
    writer.paint()
    before_queries(lambda: (writer.paint(), writer.ask()))
    found = verify(folder)
    assert found.damage == ()
    assert found.blobs < 3 * writer.count


def test_who_outlasts_the_run_forgets_nothing_that_it_made(writer, folder, before_queries):
    first = writer.paint()

    queries: list[StepRow] = []

    def run_to_its_end() -> None:
        if len(queries) < 8:
            queries.append(writer.paint())
            if len(queries) == 8:
                writer.close()

    before_queries(run_to_its_end)
    found = verify(folder)
    assert (found.damage, found.forgotten) == ((), False)
    with JournalReader(folder) as journal:
        assert len(list(journal.all_steps())) == 9
        assert journal.damaged() == []
        assert journal.step(first.key) == first


def test_who_verifies_again_and_again_beside_a_writer_finds_all_well(writer, folder):
    writer.paint()
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            writer.paint()
            writer.ask()
            if writer.count % 5 == 0:
                writer.store.pack_inline()

    writing = Thread(target=write)
    writing.start()
    try:
        assert [verify(folder).damage for _ in range(12)] == [()] * 12
        assert writing.is_alive()
    finally:
        stop.set()
        writing.join()


def test_blobs_that_are_moved_while_they_are_read_are_found(writer, folder, before_first_read):
    for _ in range(3):
        writer.paint(b"nobody refers to this: %d" % writer.count)
    pictures = {step.outputs[0] for step in writer.journal.all_steps()}
    writer.journal.forget_steps([step.key for step in writer.journal.all_steps()])
    before_first_read(lambda: writer.store.clean(pictures))
    found = verify(folder)
    assert found.blobs == 6
    assert found.damage == ()


def test_damage_beside_a_writer_is_said_and_forgotten_when_it_has_ended(writer, folder):
    step, call = writer.paint(), writer.ask()
    writer.store.pack_inline()
    flip(writer, step.outputs[0])
    flip(writer, call.reply)
    found = verify(folder)
    assert {damage.name for damage in found.damage} == {step.outputs[0], call.reply}
    assert found.writer.startswith("Process ")
    assert not found.forgotten
    assert writer.journal.step(step.key) == step
    assert writer.journal.answer(call.key) == call
    writer.close()
    found = verify(folder)
    assert (len(found.damage), found.forgotten, found.writer) == (2, True, "")
    assert verify(folder).damage == ()
    with JournalReader(folder) as journal:
        assert journal.step(step.key) is None
        assert [call.state for call in journal.calls()] == ["lost"]


@pytest.mark.parametrize("ends", [True, False])
def test_damage_that_the_run_mends_meanwhile_is_not_said(writer, folder, before_first_read, ends):
    step = writer.paint()
    change_row(folder, step)

    def mend() -> None:
        writer.journal.forget_steps([step.key])
        writer.journal.record(steps=[step])
        if ends:
            writer.close()

    before_first_read(mend)
    found = verify(folder)
    assert (found.damage, found.forgotten) == ((), False)
    with JournalReader(folder) as journal:
        assert journal.step(step.key) == step


def test_a_blob_that_the_run_has_set_aside_meanwhile_is_not_said(writer, folder, before_first_read):
    step = writer.paint()
    flip(writer, step.outputs[0])
    before_first_read(lambda: writer.journal.quarantine(step.outputs))
    assert verify(folder).damage == ()


def test_an_export_that_is_just_being_replaced_is_not_checked(writer, folder):
    writer.journal.set_export(writer.export("one film"))
    assert verify(folder).exports == ("list",)
    place = folder / "export" / "list"
    place.rename(place.with_name(".old-list"))
    found = verify(folder)
    assert (found.damage, found.replaced, found.exports) == ((), ("list",), ())
    row = writer.export("two films")
    found = verify(folder)
    assert (found.damage, found.replaced, found.exports) == ((), ("list",), ())
    writer.journal.set_export(row)
    found = verify(folder)
    assert (found.damage, found.replaced, found.exports) == ((), (), ("list",))


def test_an_export_that_goes_while_it_is_read_is_not_called_damaged(writer, folder, monkeypatch):
    writer.journal.set_export(writer.export("one film"))
    place = folder / "export" / "list"

    def replaced(checked: Path) -> list[str]:
        checked.rename(place.with_name(".old-list"))
        return check_manifest(checked)

    monkeypatch.setattr("moviellm.engine.inspect.damage.check_manifest", replaced)
    found = verify(folder)
    assert (found.damage, found.replaced) == ((), ("list",))


def test_a_changed_file_of_the_recorded_export_is_damage_beside_a_writer_too(writer, folder):
    writer.journal.set_export(writer.export("one film"))
    (folder / "export" / "list" / "films.txt").write_text("no film")
    found = verify(folder)
    assert [(damage.kind, damage.name) for damage in found.damage] == [("export", "list")]
    assert (found.replaced, found.forgotten) == ((), False)


def test_a_lock_file_that_a_run_is_about_to_write_is_not_called_damaged(writer, folder):
    writer.journal.set_header({"pipeline": {"writer": "tale"}})
    found = verify(folder)
    assert (found.damage, found.replaced) == ((), ("run.lock.yaml",))
    write_lock_file(folder, writer.journal.header())
    assert verify(folder).replaced == ()
    writer.journal.set_header({"pipeline": {"writer": "another"}})
    writer.close()
    assert [damage.kind for damage in verify(folder).damage] == ["lock"]


@pytest.fixture
def kept(folder: Path) -> ArtifactFiles:
    """A kept thing whose bytes have changed."""
    shelf = ArtifactFiles(folder / "kept", "0" * 64)
    (folder / "kept").mkdir(parents=True)
    shelf.write(b"a style", {"stage": "painter", "component": "flat"})
    (folder / "kept" / f"{'0' * 64}.bytes").write_bytes(b"?")
    return shelf


def test_what_is_set_aside_while_it_is_read_is_no_keepsake(kept, folder, monkeypatch):
    assert [thing.sound for thing in artifacts(folder)] == [False]
    read = ArtifactFiles.read
    monkeypatch.setattr(ArtifactFiles, "read", lambda shelf: (shelf.set_aside(), read(shelf))[1])
    assert list(artifacts(folder)) == []


def test_what_is_set_aside_stops_counting_before_its_bytes_go(kept, folder, monkeypatch):
    replace, seen = Path.replace, []

    def looking(path: Path, target: Path) -> Path:
        seen.append(list(artifacts(folder)))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", looking)
    assert kept.set_aside()
    assert seen == [[]]


def test_a_step_with_several_outputs_is_forgotten_for_each_of_them(writer):
    whole = writer.paint(b"first", b"second")
    for place in range(3):
        step = writer.paint(b"third %d" % place, b"fourth %d" % place)
        writer.journal.quarantine([step.outputs[place]])
        assert writer.journal.step(step.key) is None
    assert list(writer.journal.all_steps()) == [whole]


def effort(journal: Journal, act: Act) -> int:
    """How many hundreds of its instructions SQLite carries out for what a journal writes."""
    hundreds: list[None] = []
    journal._writer.set_progress_handler(lambda: hundreds.append(None), 100)
    act()
    journal._writer.set_progress_handler(None, 100)
    return len(hundreds)


@pytest.mark.parametrize("of", ["steps", "calls", "packs"])
def test_forgetting_twice_as_much_takes_twice_the_work(folder, of):
    efforts = []
    for many in (100, 200):
        with closing(Writer(folder.with_name(f"run{many}"))) as writer:
            journal = writer.journal
            if of == "calls":
                lost = [writer.ask().reply for _ in range(many)]
            else:
                lost = [writer.paint().outputs[0] for _ in range(many)]
            act: Act = partial(journal.quarantine, lost)
            if of == "packs":
                journal.forget_steps(step.key for step in journal.all_steps())
                act = writer.store.clean
            efforts.append(effort(journal, act))
    assert efforts[1] < 3 * efforts[0]


def test_a_run_is_told_as_it_was_at_one_moment(writer, folder, before_queries):
    writer.paint()
    before_queries(writer.paint)
    facts = look(folder)
    assert [stage.items for stage in facts.stages] == [len(facts.films)]
    assert writer.count > len(facts.films)
