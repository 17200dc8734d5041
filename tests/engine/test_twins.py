"""Twins in a run: the writer writes once, shared pictures are painted once."""

from __future__ import annotations

import json

import pytest
from folders import bytes_of
from moviellm.engine.inspect.explain import trace
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.plan import plan
from moviellm.engine.store.documents import documents_of
from moviellm.engine.store.store import StoreReader
from moviellm.film import derive_seed, film_id

THEMES = ["A lighthouse keeper finds a map", "Two rivals share one kitchen"]
FILM = film_id(THEMES[0])
FILMS = {"themes": THEMES, "seed": 13, "shape": {"chapters": 2, "scenes": 3, "frames": 6}}


def pictures(folder, film):
    with JournalReader(folder) as journal:
        documents = documents_of(journal.film(film))
        data = json.loads(StoreReader(journal).get(documents["footage"]))
    return [picture["digest"] for picture in data["pictures"]]


def test_a_twin_costs_no_writing_and_only_the_pictures_that_differ(make, folder):
    report = make(twins=2)
    assert report.state == "finished"
    assert report.films == 6
    assert report.made["writer"] == 2
    assert report.made["director"] == 6
    frames = 6 * 36
    assert report.made["painter"] + report.reused["painter"] == frames
    assert report.reused["painter"] > frames // 4
    parent, twin = pictures(folder, FILM), pictures(folder, f"{FILM}-twin-1")
    assert parent[0] == twin[0]


def test_the_films_of_a_run_do_not_change_when_it_gets_twins(make, folder):
    make()
    before = bytes_of(folder / "export" / "frames" / FILM)
    report = make(twins=1)
    assert report.made == {
        "director": 2, "painter": report.made["painter"], "captioner": 2,
    }  # fmt: skip
    assert report.made["painter"] < 2 * 36
    assert bytes_of(folder / "export" / "frames" / FILM) == before
    told = json.loads((folder / f"export/frames/{FILM}-twin-1/film.json").read_text())
    assert told["brief"]["twin"] == {"of": FILM, "number": 1}
    assert told["screenplay"]["fork"]["of"] == FILM


@pytest.mark.slow
def test_twins_are_the_same_whoever_comes_first(make, tmp_path, folder):
    make(twins=2)
    make(to=tmp_path / "again")
    make(to=tmp_path / "again", twins=1)
    make(to=tmp_path / "again", twins=2)
    assert bytes_of(tmp_path / "again/export/frames") == bytes_of(folder / "export/frames")


def test_a_plan_counts_no_writing_for_twins(pipeline, make, folder, cast):
    ahead = plan(pipeline(twins=2), folder)
    writer = next(stage for stage in ahead.stages if stage.stage == "writer")
    assert (ahead.films, writer.made, writer.reused) == (6, 2, 4)
    make()
    ahead = plan(pipeline(twins=2), folder)
    assert {stage.stage: stage.made for stage in ahead.stages} == {
        "writer": 0, "director": 4, "painter": 4 * 36, "captioner": 4,
    }  # fmt: skip
    report = make(twins=2)
    assert report.made["director"] == 4


def test_there_are_not_so_many_twins(make, pipeline, folder):
    report = make(themes=THEMES[:1], twins=8)
    assert report.state == "incomplete"
    (first, *_) = report.quarantined.values()
    assert "of it can go otherwise" in first
    assert "films.twins" in first
    ahead = plan(pipeline(themes=THEMES[:1], twins=8), folder)
    assert ahead.refused.keys() == report.quarantined.keys()


def test_twins_of_a_film_that_failed_are_not_made(make):
    report = make(twins=1, captioner={"use": "plain-here", "fault": "film", "on": "lighthouse"})
    twin = report.quarantined[f"{FILM}-twin-1"]
    assert FILM in report.quarantined
    assert twin == f"Film {FILM}, whose story it tells again, was not made."
    assert report.films == 2


def test_a_twin_leads_back_to_its_parent(make, folder):
    make(twins=1)
    node = trace(folder, f"{FILM}-twin-1/c1.s1")
    while node.what != "screenplay":
        node = node.parents[0]
    assert node.facts["twin_of"] == FILM
    assert node.facts["fork"]["event"]
    (brief,) = node.parents
    assert brief.facts["seed"] == derive_seed("film", 13, FILM)
