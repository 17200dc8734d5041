"""A curator chooses once from all finished films, and every export has what it chose."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from folders import bytes_of
from forked_runs import forked_runs
from moviellm import MovieLLMError, RunError
from moviellm.engine.exports.again import export_again
from moviellm.engine.inspect.clean import clean
from moviellm.engine.journal.reader import JournalReader
from moviellm.engine.plan import plan
from moviellm.engine.store.documents import whole_film
from moviellm.engine.store.store import StoreReader
from moviellm.runs import open_run

from .conftest import IN_THREADS

THEMES = ["one", "two", "three", "four"]


@pytest.fixture
def stages() -> dict[str, str]:
    return {**IN_THREADS, "shape": {"chapters": 1, "scenes": 1, "frames": 2}}


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def curated(produce, log):
    """Run with the cast's curator: `curated(every=3)`; returns the films that ask something."""

    def run_it(use="thrifty", *, themes=THEMES, workers=1, to=None, **options):
        curator = {"use": use, "log": str(log), **options}
        report = produce(
            themes=themes, curator=curator, exporters=["frames", "list"], workers=workers, to=to
        )
        return asked(report.exports["frames"])

    return run_it


def asked(export: Path) -> list[str]:
    """The themes of the films in an export of which something is asked."""
    films = [json.loads(path.read_text()) for path in export.glob("*/film.json")]
    return [film["brief"]["theme"] for film in films if film["annotations"]["questions"]]


def told(log: Path) -> list[int]:
    """How many questions the curator was told of, each time that it worked."""
    return [int(line) for line in log.read_text().split()] if log.exists() else []


def summary(folder: Path) -> dict:
    with JournalReader(folder) as journal:
        return journal.header()["curation"]


def test_every_exporter_gets_what_the_curator_chose(curated, folder):
    assert sorted(curated()) == ["one", "three"]
    found = summary(folder)
    assert (found["kept"], found["left_out"]) == (2, {"out of turn": 2})
    assert [quota["dial"] for quota in found["quotas"]] == ["every"]


def test_films_in_the_store_and_their_captions_stay_as_they_are(curated, produce, folder):
    curated(every=100)
    report = produce(themes=THEMES, exporters=["frames"])
    assert sorted(asked(report.exports["frames"])) == sorted(THEMES)
    assert report.made == {}


def test_a_finished_choice_is_not_made_again(curated, log, folder):
    first = curated()
    before = bytes_of(folder / "curation"), bytes_of(folder / "export")
    assert curated() == first
    assert (bytes_of(folder / "curation"), bytes_of(folder / "export")) == before
    assert told(log) == [4]


def test_more_films_and_other_options_are_a_new_choice(curated, log):
    curated(themes=THEMES[:2])
    assert sorted(curated()) == ["one", "three"]
    assert curated(every=4) == ["one"]
    assert told(log) == [2, 4, 4]


@pytest.mark.parametrize("use", ["thrifty", "thrifty-in-process"])
def test_a_choice_does_not_depend_on_who_works(curated, folder, tmp_path, use):
    curated()
    curated(use, workers=2, to=tmp_path / "other")
    assert bytes_of(tmp_path / "other" / "export") == bytes_of(folder / "export")


def test_without_a_curator_exports_are_as_if_there_were_none(curated, produce, folder, tmp_path):
    curated()
    produce(themes=THEMES, exporters=["frames", "list"])
    produce(themes=THEMES, exporters=["frames", "list"], to=tmp_path / "never")
    assert bytes_of(folder / "export") == bytes_of(tmp_path / "never" / "export")
    assert not (tmp_path / "never" / "curation").exists()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("raise", "the scales are broken"),
        ("late", "the scales are broken"),
        ("film", "There is nothing to choose from"),
        ("silent", "number 3 is not taken, because it ends where a decision on film-.*must stand"),
        ("unknown", "it is on film-.*/q9999, and must be a decision on film-.*/q0001"),
        ("twice", "number 3 is not taken, because it is on film-"),
        ("more", "it is on film-more/q0001, and must be the end"),
        ("text", "it is a str, and must be a decision on"),
        ("odd", "number 2 is not taken, because of its `left_out`"),
    ],
)
def test_a_curator_that_fails_stops_the_exports_and_is_named(curated, folder, fault, says):
    with pytest.raises(MovieLLMError, match=says) as caught:
        curated(fault=fault)
    if fault != "film":
        assert "curator `thrifty`" in str(caught.value) + str(caught.value.__notes__)
    assert list(folder.glob(".draft-*")) == []
    assert not (folder / "export").exists()
    assert len(curated()) == 2


def test_a_curator_that_fails_leaves_the_exports_that_stand(curated, folder):
    curated()
    before = bytes_of(folder / "export")
    with pytest.raises(MovieLLMError):
        curated(fault="raise")
    assert bytes_of(folder / "export") == before


def test_a_run_killed_while_it_curates_goes_on_to_the_same_bytes(
    curated, produced_by, folder, tmp_path, log
):
    curator = {"use": "thrifty", "log": str(log), "fault": "kill"}
    produced_by(themes=THEMES, curator=curator, exporters=["frames", "list"])
    with forked_runs() as runs:
        runs.begin(tmp_path / "pipeline.yaml", folder)
        assert runs.end() == signal.SIGKILL
    drafts = list(folder.glob(".draft-curation-*"))
    assert [(draft / "left_out.jsonl").exists() for draft in drafts] == [True]
    assert not (folder / "curation").exists()
    assert not (folder / "export").exists()
    assert sorted(curated(fault="kill")) == ["one", "three"]
    assert list(folder.glob(".draft-*")) == []
    curated(fault="kill", to=tmp_path / "never killed")
    for made in ("curation", "export"):
        assert bytes_of(folder / made) == bytes_of(tmp_path / "never killed" / made)
    assert told(log) == [4, 4, 4]


def test_more_films_change_what_is_kept_and_never_what_is_true(curated, folder):
    def asked_of_films():
        with JournalReader(folder) as journal:
            store = StoreReader(journal)
            return {row.film: whole_film(row, store) for row in journal.finished()}

    curated(themes=THEMES[:3])
    before, kept = asked_of_films(), bytes_of(folder / "curation")
    curated(themes=["zero", *THEMES])
    after = asked_of_films()
    assert len(after) == 5
    assert {film: after[film] for film in before} == before
    assert bytes_of(folder / "curation") != kept
    with open_run(folder) as run:
        for film in run.films():
            there = {q.id: q for q in after[film.id].annotations.questions}
            assert all(question == there[question.id] for question in film.annotations.questions)


def test_a_damaged_choice_is_made_again(curated, folder, log):
    first = curated()
    file = folder / "curation" / "left_out.jsonl"
    file.write_text(file.read_text().replace("out of turn", "out of luck"))
    assert curated() == first
    file.unlink()
    assert curated() == first
    assert told(log) == [4, 4, 4]


def test_another_export_has_the_same_questions(curated, folder, log):
    curated(every=3)
    made_in, made = export_again(folder, "gallery")
    assert made
    pages = "".join(path.read_text() for path in made_in.rglob("*.html"))
    assert pages.count("Who says") == 2
    assert told(log) == [4]


def test_another_export_lets_the_curator_choose_where_it_has_not(curated, folder, log):
    curated()
    (folder / "curation" / "left_out.jsonl").unlink()
    export_again(folder, "gallery")
    assert told(log) == [4, 4]


def test_who_reads_a_run_gets_the_choice_and_hears_when_there_is_none(curated, folder):
    curated()
    with open_run(folder) as run:
        assert sum(len(film.annotations.questions) for film in run.films()) == 2
    (folder / "curation" / "left_out.jsonl").unlink()
    with open_run(folder) as run, pytest.raises(RunError, match="has not chosen from its films"):
        list(run.films())


def test_a_plan_tells_what_becomes_of_the_choice(curated, produced_by, folder, log):
    curator = {"use": "thrifty", "log": str(log)}
    exporters = ["frames", "list"]
    now = produced_by(themes=THEMES, curator=curator, exporters=exporters)
    assert plan(now, folder).curation == "made"
    curated()
    found = plan(now, folder)
    assert (found.curation, set(found.exports.values())) == ("reused", {"reused"})
    other = produced_by(themes=THEMES, curator={**curator, "every": 3}, exporters=exporters)
    found = plan(other, folder)
    assert (found.curation, set(found.exports.values())) == ("remade", {"remade"})
    without = produced_by(themes=THEMES, exporters=exporters)
    assert plan(without, folder).curation is None


def test_clean_removes_what_an_interrupted_curator_left(curated, folder):
    curated()
    (folder / ".draft-curation-0123456789abcdef").mkdir()
    assert clean(folder).drafts == 1
