"""What is said of a run is what is in its folder."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest
import yaml
from moviellm import FilmError, InputError, LockedError, RunError, StorageError
from moviellm.engine.exports.again import export_again
from moviellm.engine.inspect.clean import clean
from moviellm.engine.inspect.explain import trace
from moviellm.engine.inspect.nodes import Node
from moviellm.engine.inspect.status import look
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.records import StepRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.store.documents import documents_of
from waiting import wait_until

from .conftest import IN_THREADS

FRAMES = 18


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def flip(folder: Path, digest: str) -> None:
    """Change one bit of a stored blob."""
    with JournalReader(folder) as journal:
        place = journal.place(digest)
    assert place is not None
    pack = folder / "store" / "packs" / place.pack
    data = bytearray(pack.read_bytes())
    data[place.start + place.length // 2] ^= 1
    pack.write_bytes(data)


def change(folder: Path, statement: str, digest: str) -> None:
    """Change a row of the journal behind its back."""
    with contextlib.closing(sqlite3.connect(folder / "journal.sqlite")) as connection:
        connection.execute(statement, (bytes.fromhex(digest),))
        connection.commit()


def ids(folder: Path) -> list[str]:
    with JournalReader(folder) as journal:
        return [row.film for row in journal.films() if row.ordinal >= 0]


def steps(folder: Path) -> dict[str, StepRow]:
    with JournalReader(folder) as journal:
        return {step.key: step for step in journal.all_steps()}


def walk(node: Node) -> list[Node]:
    return [node, *(below for parent in node.parents for below in walk(parent))]


def test_a_finished_run_is_told_in_numbers(produce, folder):
    produce(voice="hum")
    facts = look(folder)
    assert (facts.state, facts.asked, facts.count("done")) == ("finished", 2, 2)
    assert facts.failures() == {}
    stages = {stage.stage: stage for stage in facts.stages}
    assert list(stages) == ["writer", "director", "voice", "painter", "captioner"]
    assert (stages["painter"].items, stages["painter"].made) == (2 * FRAMES, 2 * FRAMES)
    assert stages["painter"].per_second == pytest.approx(2 * FRAMES * 1000 / facts.wall_ms)
    summary = facts.films[0].summary
    assert (summary["title"], summary["frames"]) == ("Two People", FRAMES)
    assert summary["levels"] == {"frame": FRAMES}
    assert facts.plugins["painter:flat-here"] == "moviellm-engine-cast 1.0"
    assert facts.exports == {"list": (folder / "export" / "list", True)}
    whole = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    assert abs(sum(facts.disk.values()) - whole) < 100_000  # SQLite's own files come and go


def test_a_second_run_says_what_it_reused(produce, folder):
    produce()
    produce(themes=["a lighthouse", "two rivals", "a map"])
    painter = next(stage for stage in look(folder).stages if stage.stage == "painter")
    assert (painter.made, painter.reused, painter.items) == (FRAMES, 2 * FRAMES, 3 * FRAMES)


def test_failures_and_observers_are_told_with_their_reasons(produce, folder, tmp_path):
    ear = {"use": "ear", "path": str(tmp_path / "notes"), "fail": True}
    produce(writer={"use": "tale-here", "fault": "film", "on": "rivals"}, hooks=[ear])
    facts = look(folder)
    assert facts.state == "incomplete"
    (reason,) = facts.failures().values()
    assert "No story comes to mind." in reason
    assert any("the pencil broke" in text for text in facts.observers)


def test_a_run_is_told_while_it_goes_on(produce, folder):
    stop = Event()
    themes = [f"film {n}" for n in range(9)]
    painter = {"use": "flat-here", "naps": 0.1}
    running = Thread(target=produce, kwargs={"themes": themes, "painter": painter, "stop": stop})
    running.start()
    try:
        wait_until((folder / "run.lock.yaml").exists)
        facts = look(folder)
        assert facts.state == "running"
        assert facts.writer.startswith("Process ")
        assert facts.count("pending") + facts.count("done") == 9
        with pytest.raises(LockedError, match="Process"):
            clean(folder)
    finally:
        stop.set()
        running.join()
    assert look(folder).state == "stopped"


def test_a_killed_run_is_told_as_interrupted(produce, folder):
    produce()
    with Journal(folder) as journal:
        journal.set_header({"report": {"state": "running", "films": 2, "since": 0, "steps": {}}})
    assert look(folder).state == "interrupted"


def test_spend_tells_settled_possible_and_unknown_apart(produce, folder):
    produce(writer={"use": "paid-tale", "usd": None, "worst_usd": None})
    spend = look(folder).spend
    assert (spend.usd, spend.possible_usd, spend.unknown_calls) == (0, 0, 4)
    produce(writer={"use": "paid-tale", "usd": 0.01, "worst_usd": 0.02}, themes=["another"])
    assert look(folder).spend.usd == pytest.approx(0.02)


def test_the_lock_file_tells_by_which_prices_calls_were_counted(produce, folder):
    produce(themes=["one"], writer={"use": "paid-tale"})
    lock = yaml.safe_load((folder / "run.lock.yaml").read_text())
    assert lock["prices"] == {"writer paid-tale": "0.01 US dollars a call"}
    produce(themes=["one", "two"], writer={"use": "paid-tale"})
    assert verify(folder).damage == ()


def test_every_kind_of_damage_is_named_and_made_again(produce, folder):
    produce()
    film = ids(folder)[0]
    picture = next(s for s in steps(folder).values() if s.item == "f0003" and s.film == film)
    flip(folder, picture.outputs[0])
    listing = folder / "export" / "list" / "films.txt"
    shutil.rmtree(listing.parent)
    lock = folder / "run.lock.yaml"
    lock.write_text("")
    other = next(s for s in steps(folder).values() if s.film != film and s.item == "f0005")
    change(folder, "UPDATE steps SET result = 'x' WHERE key = ?", other.key)
    found = verify(folder)
    assert {damage.kind for damage in found.damage} == {"blob", "step", "lock", "export"}
    blob = next(damage for damage in found.damage if damage.kind == "blob")
    assert f"f0003 of {film}, by painter flat" in blob.text
    assert found.forgotten
    report = produce()
    assert report.made == {"painter": 2}
    assert verify(folder).damage == ()
    assert listing.exists()


def test_a_changed_export_is_noticed_and_exported_again(produce, folder):
    report = produce()
    listing = report.exports["list"] / "films.txt"
    right = listing.read_bytes()
    listing.write_bytes(right.replace(b"film", b"Film", 1))
    (damage,) = verify(folder).damage
    assert (damage.kind, "films.txt" in damage.text) == ("export", True)
    assert produce().made == {}
    assert listing.read_bytes() == right


def test_a_lost_blob_row_is_damage_too(produce, folder):
    produce()
    with JournalReader(folder) as journal:
        digest = documents_of(journal.films()[0])["annotations"]
    change(folder, "DELETE FROM blobs WHERE digest = ?", digest)
    (damage,) = verify(folder).damage
    assert "is lost. Its pack knew where it lies." in damage.text
    assert verify(folder).damage == ()
    assert produce().made == {}


def test_damage_on_read_only_media_is_told_but_not_forgotten(produce, tmp_path, read_only):
    assert verify(read_only / "run").damage == ()
    packs = read_only / "run" / "store" / "packs"
    assert list(packs.iterdir())


def test_a_question_leads_back_to_theme_seed_and_pipeline(produce, folder):
    produce(themes=["a lighthouse"])
    (film,) = ids(folder)
    question = trace(folder, "q0001")
    found = {node.what: node for node in walk(question)}
    assert set(found) == {
        "question", "frame", "event", "picture", "shot", "storyboard", "scene", "chapter",
        "screenplay", "brief", "pipeline", "cue", "annotations",
    }  # fmt: skip
    assert found["question"].facts["program"] == "who_said(c1s1.say)"
    assert found["brief"].facts["theme"] == "a lighthouse"
    assert found["pipeline"].facts["seed"] == 7
    for what, component in {
        "picture": "flat-here", "storyboard": "plain-board-here",
        "screenplay": "tale-here", "annotations": "plain-here",
    }.items():  # fmt: skip
        maker = found[what].facts["made_by"]
        assert (maker["component"], maker["version"]) == (component, "1.0")
    assert found["brief"].id == film
    json.dumps([node.facts for node in walk(question)])


@pytest.mark.parametrize("voice", [None, "hum"])
def test_every_id_of_a_film_leads_to_its_brief(produce, folder, voice):
    produce(voice=voice)
    film = ids(folder)[1]
    for name in ("c1", "c1s2", "c1s2.look", "s.c1s1", "f0009", "u.c1s2", "k0001", "q0001"):
        nodes = walk(trace(folder, f"{film}/{name}"))
        assert nodes[0].id == name
        assert {node.id for node in nodes if node.what == "brief"} == {film}
    assert trace(folder, film).facts["frames"] == FRAMES


def test_a_picture_that_two_films_share_names_its_painter_in_both(produce, folder):
    produce(themes=["a lighthouse", "a lighthouse"])
    for film in ids(folder):
        picture = next(n for n in walk(trace(folder, f"{film}/f0001")) if n.what == "picture")
        assert picture.facts["made_by"]["component"] == "flat-here"


def test_an_id_of_several_films_asks_which(produce, folder):
    produce()
    with pytest.raises(InputError) as caught:
        trace(folder, "f0001")
    assert all(f"{film}/f0001" in caught.value.hint for film in ids(folder))


@pytest.mark.parametrize(
    "name", ["q9999", "film-000000000000/f0001", "", "'; DROP TABLE films", "\udc80"]
)
def test_an_unknown_id_is_told(produce, folder, name):
    produce()
    with pytest.raises(InputError):
        trace(folder, name)


def test_a_film_that_could_not_be_made_leads_to_its_reason_and_brief(produce, folder):
    produce(writer={"use": "tale-here", "fault": "film", "on": "rivals"})
    film = next(iter(look(folder).failures()))
    node = trace(folder, film)
    assert "No story comes to mind." in node.facts["reason"]
    assert node.parents[0].facts["theme"] == "two rivals"
    with pytest.raises(InputError, match="quarantined"):
        trace(folder, f"{film}/f0001")


def test_another_export_makes_no_film_again_and_an_equal_one_nothing(produce, folder, tmp_path):
    produce(exporters=[])
    before = steps(folder)
    assert export_again(folder, "list") == (folder / "export" / "list", True)
    assert export_again(folder, "list") == (folder / "export" / "list", False)
    assert steps(folder) == before
    elsewhere = tmp_path / "elsewhere"
    assert export_again(folder, "list", target=elsewhere) == (elsewhere, True)
    assert export_again(folder, "list", target=elsewhere) == (elsewhere, False)
    assert (elsewhere / "films.txt").read_text().count("\n") == 2
    assert verify(folder).damage == ()
    shutil.rmtree(elsewhere)
    assert verify(folder).damage == ()  # what was taken elsewhere may have gone elsewhere


def test_another_export_never_replaces_what_it_does_not_know(produce, folder, tmp_path):
    produce()
    with pytest.raises(InputError, match="something else"):
        export_again(folder, "list", ["on=x"])
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    for overwrite in (False, True):
        with pytest.raises(InputError, match="what stands there is no export"):
            export_again(folder, "list", target=mine, overwrite=overwrite)
    assert (mine / "thesis.txt").exists()
    assert export_again(folder, "list", ["on=x"], overwrite=True)[1]


def test_a_failing_export_leaves_what_stood_there(produce, folder):
    report = produce()
    before = (report.exports["list"] / "films.txt").read_bytes()
    with pytest.raises(FilmError):
        export_again(folder, "list", ["fault=film", "on=x"], overwrite=True)
    assert (report.exports["list"] / "films.txt").read_bytes() == before


def test_a_run_without_a_film_has_nothing_to_export(produce, folder):
    with pytest.raises(StorageError, match="not a run folder"):
        export_again(folder, "list")
    assert not folder.exists()
    produce(writer={"use": "tale-here", "fault": "film", "on": ""})
    with pytest.raises(RunError, match="no finished film"):
        export_again(folder, "list")


def test_cleaning_removes_what_other_options_made_and_nothing_else(produce, folder):
    produce(voice="hum")
    produce(voice="hum", painter={"use": "flat-here", "shade": 9})
    before = look(folder).disk["store"]
    done = clean(folder)
    assert done.steps == 2 * FRAMES
    assert done.films == ()
    assert 0 < look(folder).disk["store"] < before
    assert verify(folder).damage == ()
    again = {"voice": "hum", "painter": {"use": "flat-here", "shade": 9}}
    assert produce(**again).made == {}
    with Journal(folder) as journal:
        journal.doubt_films()
    assert produce(**again).made == {}
    assert clean(folder).steps == 0


def test_cleaning_removes_films_that_are_no_longer_asked_for(produce, folder):
    produce()
    produce(themes=["a lighthouse"])
    done = clean(folder)
    assert len(done.films) == 1
    assert verify(folder).damage == ()
    assert produce(themes=["a lighthouse"]).made == {}
    assert produce().made["painter"] == FRAMES


def test_cleaning_keeps_takes_that_the_critic_rejected(produce, folder):
    produce(critic="picky", limits={"repaints": 2})
    assert clean(folder).steps == 0
    with Journal(folder) as journal:
        journal.doubt_films()
    assert produce(critic="picky", limits={"repaints": 2}).made == {}


def test_cleaning_keeps_what_was_made_for_an_unfinished_film_and_paid_answers(
    produce, folder, tmp_path
):
    ledger = tmp_path / "bought"
    writer = {"use": "paid-tale", "ledger": str(ledger)}
    produce(writer=writer, captioner={"use": "plain-here", "fault": "film", "on": "rivals"})
    bought = ledger.read_text()
    assert clean(folder).steps == 0
    report = produce(writer=writer)
    assert (report.made.get("painter"), report.films) == (None, 2)
    produce(writer="tale-here")
    clean(folder)
    produce(writer=writer)
    assert ledger.read_text() == bought


def test_cleaning_removes_half_written_exports(produce, folder):
    produce()
    draft = folder / "export" / ".draft-list"
    draft.mkdir()
    (draft / "films.txt").write_text("half")
    assert clean(folder).drafts == 1
    assert [path.name for path in (folder / "export").iterdir()] == ["list"]
