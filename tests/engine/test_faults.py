"""Whatever one plugin does, the run names it, loses nothing and goes on with the other films."""

from __future__ import annotations

import pytest
from moviellm import MovieLLMError, RunError
from moviellm.engine.journal.writer import JournalReader

from .conftest import IN_THREADS

THEMES = ["a lighthouse", "a cursed ship", "two rivals"]


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def cursed(use: str, fault: str) -> dict[str, str]:
    return {"use": use, "fault": fault, "on": "cursed"}


@pytest.mark.parametrize(
    ("stage", "fault", "words"),
    [
        ("writer", "raise", "the typewriter is jammed"),
        ("writer", "film", "No story comes to mind. (in the"),
        ("director", "wrong", "returned a value of type str"),
        ("captioner", "sys.exit", "tried to end the process"),
        ("captioner", "exit", "its process ended with exit code 3"),
        ("director", "segfault", "its process was ended by signal 11"),
        pytest.param("writer", "hang", "it gave no answer in 10 s", marks=pytest.mark.slow),
    ],
)
def test_one_bad_film_is_quarantined_and_the_others_are_made(produce, stage, fault, words):
    use = {"writer": "tale", "director": "plain-board", "captioner": "plain"}[stage]
    limits = {"seconds": 10 if fault == "hang" else 60}
    report = produce(themes=THEMES, limits=limits, **{stage: cursed(use, fault)})
    assert (report.state, report.films) == ("incomplete", 2)
    (reason,) = report.quarantined.values()
    assert words in reason
    assert use in reason
    assert len((report.exports["list"] / "films.txt").read_text().splitlines()) == 2


def test_a_quarantined_film_is_tried_again_by_the_next_run(produce):
    produce(themes=THEMES, writer=cursed("tale", "raise"))
    report = produce(themes=THEMES, writer=cursed("tale", ""))
    assert (report.state, report.films) == ("finished", 3)


def test_the_traceback_of_a_fault_is_kept_in_the_journal(produce, folder):
    produce(themes=THEMES, writer=cursed("tale", "raise"))
    with JournalReader(folder) as journal:
        (note,) = journal.notes("failure")
    assert "moviellm_engine_cast/impl.py" in note.text
    assert "moviellm-engine-cast 1.0" in note.text


@pytest.mark.parametrize("fault", ["raise", pytest.param("exit", marks=pytest.mark.slow)])
def test_too_many_bad_films_stop_the_run_early(produce, fault):
    with pytest.raises(RunError, match="3 films were quarantined"):
        produce(
            themes=[f"cursed {n}" for n in range(30)],
            writer=cursed("tale", fault),
            limits={"failed_films": 2},
        )


def test_a_painter_that_crashes_leaves_the_written_films_in_the_journal(produce, folder):
    report = produce(painter={"use": "flat", "fault": "segfault"})
    assert (report.state, report.films, len(report.quarantined)) == ("incomplete", 0, 2)
    mended = produce()
    assert mended.made == {"painter": 36, "captioner": 2}


@pytest.mark.parametrize(("fault", "words"), [("raise", "jammed"), ("wrong", "must return True")])
def test_a_failing_exporter_leaves_the_old_export_and_no_draft(produce, folder, fault, words):
    good = produce()
    before = (good.exports["list"] / "films.txt").read_text()
    with pytest.raises(MovieLLMError, match=words):
        produce(exporters=[{"use": "list", "fault": fault}], themes=["a lighthouse", "new"])
    assert (folder / "export" / "list" / "films.txt").read_text() == before
    assert [path.name for path in (folder / "export").iterdir()] == ["list"]


def test_a_full_disk_stops_the_run_with_one_sentence_and_loses_nothing(produce, small_disk):
    with pytest.raises(MovieLLMError, match=r"full|space") as caught:
        produce(to=small_disk / "run", themes=[f"film {n}" for n in range(60)])
    assert caught.value.exit_code == 5
    assert caught.value.hint


def test_a_closed_folder_is_told_before_anything_is_made(produce, read_only):
    with pytest.raises(MovieLLMError) as caught:
        produce(to=read_only / "run")
    assert caught.value.exit_code == 5
