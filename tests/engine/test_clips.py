"""Clips are made by the shot: kept, found again, made again when something of them changes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from folders import bytes_of
from forked_runs import forked_runs
from moviellm import DamageError, InputError, PluginError, StorageError
from moviellm.engine.inspect.clean import clean
from moviellm.engine.inspect.explain import trace
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.plan import plan
from moviellm.engine.store.documents import documents_of
from moviellm.film import film_id, shot_slates
from moviellm.runs import open_run
from waiting import wait_until

from .conftest import IN_THREADS

SHAPE = {"chapters": 1, "scenes": 3, "frames": 2}
MOVING = {"animator": "stir-here", "themes": ["a lighthouse"], "shape": SHAPE}


@pytest.fixture
def stages():
    return IN_THREADS


def the_film(folder):
    with open_run(folder) as finished:
        (film,) = finished.films()
        return film


def digests(folder):
    return [clip.digest for clip in the_film(folder).clips.clips]


def planned(found):
    (row,) = [stage for stage in found.stages if stage.stage == "animator"]
    return row.made, row.reused, row.remade


def test_a_film_gets_a_clip_a_shot_in_order(produce, folder):
    report = produce(**MOVING)
    film = the_film(folder)
    assert report.made["animator"] == 3
    assert [c.shot for c in film.clips.clips] == [shot.id for shot in film.storyboard.shots]
    assert [c.frames for c in film.clips.clips] == [48, 48, 48]
    assert film.clips.clips[0].boxes(47)[0].entity == "ann"
    assert produce(**MOVING).made == {}


def test_a_film_without_an_animator_has_no_word_of_clips(produce, folder):
    produce(**{**MOVING, "animator": None})
    with JournalReader(folder) as journal:
        (row,) = journal.films()
        assert "clip" not in row.result
        assert "shots" not in row.result
        assert "clips" not in documents_of(row)
    assert b"clips" not in the_film(folder).model_dump_json().encode()


def test_equal_shots_of_films_that_share_their_beginning_are_animated_once(produce, folder):
    report = produce(**{**MOVING, "themes": ["a lighthouse"], "twins": 1})
    with open_run(folder) as finished:
        films = list(finished.films())
    made = {clip.digest for film in films for clip in film.clips.clips}
    assert report.made["animator"] <= 6
    assert len(made) <= report.made["animator"]


def test_other_options_make_the_clips_again_and_nothing_before_them(produce):
    produce(**MOVING)
    again = produce(**{**MOVING, "animator": {"use": "stir-here", "faster": True}})
    assert again.made == {"animator": 3}  # the clips are the same, and so are captions


def test_what_is_animated_is_what_the_critic_chose(produce, folder, tmp_path):
    log = tmp_path / "log"
    stir = {"use": "stir-here", "log": str(log)}
    produce(**{**MOVING, "animator": stir}, critic="picky", limits={"repaints": 3})
    film = the_film(folder)
    told = dict(line.split() for line in log.read_text().splitlines())
    with JournalReader(folder) as journal:
        seen = {s.item: s.inputs for s in journal.all_steps() if s.item.startswith("s.")}
    asked, kept = [], []
    for shot in shot_slates(film.screenplay, film.storyboard, film.footage):
        asked += [frame.slate.seed for frame in shot.frames]
        kept += [int(seed) for seed in told[shot.shot].split(",")]
        assert {frame.picture.digest for frame in shot.frames} <= set(seen[shot.shot])
    assert kept != asked
    pictures = film.footage.pictures
    for seed, first, picture in zip(kept, asked, pictures, strict=True):
        assert (seed == first) == (first % 2 == 0 or picture.verdict.score < 1)


def test_a_plan_counts_shots(produce, produced_by, folder):
    moving = dict(MOVING)
    assert planned(plan(produced_by(**moving), folder)) == (6, 0, 0)  # at most one a key frame
    produce(**{**moving, "animator": None})
    assert planned(plan(produced_by(**moving), folder)) == (3, 0, 0)
    produce(**moving)
    assert planned(plan(produced_by(**moving), folder)) == (0, 3, 0)
    other = {"use": "stir-here", "faster": True}
    assert planned(plan(produced_by(**{**moving, "animator": other}), folder)) == (0, 0, 3)


def test_progress_ends_at_the_number_of_shots(produce):
    seen = []
    produce(**MOVING, watch=seen.append)
    produce(**{**MOVING, "themes": ["a lighthouse", "two rivals"]}, watch=seen.append)
    last = seen[-1]
    assert last.total["animator"] == 6
    assert last.made["animator"] + last.reused["animator"] == 6


def test_clips_are_verified_explained_and_kept_by_cleaning(produce, folder):
    produce(**MOVING)
    kept = digests(folder)
    assert clean(folder).steps == 0
    assert digests(folder) == kept
    assert verify(folder).damage == ()
    node = trace(folder, "s.c1s2")
    (clip,) = [parent for parent in node.parents if parent.what == "clip"]
    assert clip.id == kept[1]
    assert clip.facts["frames"] == 48
    assert clip.facts["made_by"]["component"] == "stir-here"
    produce(**{**MOVING, "animator": None})
    assert clean(folder).store_bytes > 0
    assert produce(**MOVING).made["animator"] == 3


def test_a_clip_that_changed_on_disk_is_named_and_made_again(produce, folder):
    produce(**MOVING)
    kept = digests(folder)
    with JournalReader(folder) as journal:
        place = journal.places([kept[1]])[kept[1]]
    (pack,) = (folder / "store" / "packs").rglob(f"*{place.pack}*")
    data = bytearray(pack.read_bytes())
    data[place.start + place.length // 2] ^= 1
    pack.write_bytes(bytes(data))
    with open_run(folder) as finished, pytest.raises(DamageError, match=r"clip of shot s\.c1s2"):
        finished.blobs.get(kept[1])
    assert verify(folder).damage
    assert produce(**MOVING).made["animator"] == 1
    assert digests(folder) == kept


def test_a_worker_that_is_killed_in_the_middle_of_a_clip_loses_that_clip_alone(
    produce, folder, tmp_path
):
    whole = produce(**MOVING, to=folder / "whole")
    log = tmp_path / "log"
    broken = {"use": "stir", "fault": "kill", "on": "s.c1s2", "log": str(log)}
    report = produce(**{**MOVING, "animator": broken})
    assert report.state == "incomplete"
    (reason,) = report.quarantined.values()
    assert "animator `stir` (moviellm-engine-cast 1.0)" in reason
    assert report.made["animator"] == 2
    mended = produce(**{**MOVING, "animator": "stir"})
    assert mended.made == {"animator": 1, "captioner": 1}
    assert digests(folder) == digests(folder / "whole")
    assert bytes_of(mended.exports["list"]) == bytes_of(whole.exports["list"])


def test_a_run_that_is_killed_in_the_middle_of_a_clip_keeps_the_clips_before_it(
    produce, produced_by, folder, tmp_path
):
    produce(**MOVING, to=folder / "whole")
    hanging = {"use": "stir-here", "fault": "hang", "on": "s.c1s3"}
    produced_by(**{**MOVING, "animator": hanging})

    def animated():
        with suppress(StorageError), JournalReader(folder) as journal:  # it is just beginning
            return journal.items_made().get((the_id, "animator"), 0) == 2
        return False

    the_id = film_id("a lighthouse")
    with forked_runs() as runs:
        run = runs.begin(tmp_path / "pipeline.yaml", folder)
        wait_until(animated)
        runs.kill(run)
    mended = produce(**MOVING)
    assert mended.made["animator"] == 1
    assert digests(folder) == digests(folder / "whole")


def test_a_disk_that_fills_while_a_clip_is_encoded_ends_the_run_and_it_goes_on(produce, folder):
    full = {"use": "stir-here", "fault": "full", "on": "s.c1s3"}
    with pytest.raises(StorageError, match=r"no room to write /scratch/clip\.mp4"):
        produce(**{**MOVING, "animator": full})
    again = produce(**MOVING)
    assert again.state == "finished"
    assert again.made["animator"] <= 1 + 2


def test_an_animator_that_answers_something_else_is_named_with_its_shot(produce):
    wrong = {"use": "stir-here", "fault": "wrong", "on": "s.c1s1"}
    with pytest.raises(PluginError, match=r"returned a value of type str, film .*, shot s\.c1s1"):
        produce(**{**MOVING, "animator": wrong})


def test_without_pyav_a_run_says_what_to_install_before_it_begins(produce, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(InputError, match="Moving pictures and sound need PyAV") as told:
        produce(**MOVING)
    assert told.value.hint == "pip install 'moviellm[motion]'"
    assert produce(**{**MOVING, "animator": None}).state == "finished"
