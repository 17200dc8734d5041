"""Rotations in a run: the writer writes once, and each film is what its siblings tell of it."""

from __future__ import annotations

import json

import pytest
from folders import bytes_of
from moviellm.engine.inspect.explain import trace
from moviellm.engine.plan import plan
from moviellm.errors import InputError
from moviellm.film import film_id

THEME = "A lighthouse keeper finds a map"
FILM = film_id(THEME)
SHAPE = {"chapters": 2, "scenes": 3, "frames": 6}
FRAMES = 2 * 3 * 6
FILMS = {"themes": [THEME], "seed": 7, "shape": SHAPE}


def rows(folder, film):
    lines = (folder / f"export/frames/{film}/qa.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_a_family_is_written_once_and_asked_the_same(make, folder):
    report = make(rotations=4)
    assert report.state == "finished"
    assert report.made["writer"] == 1
    assert report.made["painter"] + report.reused["painter"] == 4 * FRAMES
    assert report.reused["painter"] > 0, "what did not change is painted once"
    films = [FILM, *(f"{FILM}-rotation-{number}" for number in range(1, 4))]
    pairs = {}
    for film in films:
        for row in rows(folder, film):
            if row["options"]:
                pairs.setdefault(row["pair_id"], []).append(row)
    assert len({row["family"] for same in pairs.values() for row in same}) == 1
    whole = [
        same for same in pairs.values() if {r["answer"] for r in same} == {*same[0]["options"]}
    ]
    assert 2 * sum(map(len, whole)) > sum(map(len, pairs.values()))


@pytest.mark.slow
def test_rotations_stand_beside_twins_and_are_the_same_again(make, folder, tmp_path):
    report = make(rotations=2, twins=1)
    assert (report.films, report.made["writer"]) == (3, 1)
    make(to=tmp_path / "again", rotations=2)
    make(to=tmp_path / "again", rotations=2, twins=1)
    assert bytes_of(tmp_path / "again/export/frames") == bytes_of(folder / "export/frames")


def test_a_plan_counts_no_writing_for_rotations(pipeline, make, folder, cast):
    ahead = plan(pipeline(rotations=3), folder)
    assert {stage.stage: stage.made for stage in ahead.stages} == {
        "writer": 1, "director": 3, "painter": 3 * FRAMES, "captioner": 3,
    }  # fmt: skip
    make(rotations=3)
    assert plan(pipeline(rotations=3), folder).finished == 3


def test_a_film_whose_things_have_no_like_has_no_rotations(make, pipeline, folder):
    report = make(writer="tale-here", rotations=2)
    assert report.state == "incomplete"
    (told,) = report.quarantined.values()
    assert "films.rotations" in told
    assert f"{FILM}-rotation-1" in report.quarantined
    assert plan(pipeline(writer="tale-here", rotations=2), folder).refused.keys() == {
        f"{FILM}-rotation-1"
    }


def test_rotations_of_a_film_that_failed_are_not_made(make):
    report = make(rotations=2, captioner={"use": "plain-here", "fault": "film", "on": "lighthouse"})
    told = report.quarantined[f"{FILM}-rotation-1"]
    assert told == f"Film {FILM}, whose story it tells again, was not made."


def test_a_rotation_leads_back_to_the_film_as_it_is_written(make, folder):
    make(rotations=2)
    node = trace(folder, f"{FILM}-rotation-1/c1.s1")
    while node.what != "screenplay":
        node = node.parents[0]
    assert node.facts["rotation_of"] == FILM
    assert node.facts["rotation"]["number"] == 1


@pytest.mark.parametrize("number", [0, 5, -1, "two"])
def test_no_family_has_so_many_rotations(pipeline, number):
    with pytest.raises(InputError, match="rotations"):
        pipeline(rotations=number)
