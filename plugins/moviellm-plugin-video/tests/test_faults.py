"""When something is missing or in the way: one sentence, and nothing half-written."""

from __future__ import annotations

import resource
import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from command_line import moviellm
from moviellm import Cancelled, FilmError, StorageError
from moviellm.film import Footage
from moviellm.testing import make_context
from moviellm_plugin_video.encode import encode_film
from moviellm_plugin_video.mp4 import Mp4Exporter
from waiting import wait_until

LIMITED = """
import importlib.util, resource, sys
from pathlib import Path
from moviellm import StorageError
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_video.config import Mp4Config, VideoOptions
from moviellm_plugin_video.encode import encode_film
from moviellm_plugin_video.mp4 import Mp4Exporter
spec = importlib.util.spec_from_file_location("coded", sys.argv[1])
coded = importlib.util.module_from_spec(spec)
spec.loader.exec_module(coded)
blobs = MemoryBlobs()
film = coded.film(blobs, [500] * 60, sizes=[(640, 360)], text="x" * 3000)
context = make_context(film="", blobs=blobs)
most, folder = int(sys.argv[3]), Path(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    Mp4Exporter(Mp4Config(quality=1)).moviellm_export([film], folder, context)
except StorageError as error:
    print(error.message)
    print(error.hint)
else:
    print("whole")
"""


def test_a_lost_picture_comes_through_and_nothing_is_left(coded, blobs, encode, tmp_path):
    film = coded.film(blobs, [500] * 4)
    blobs.lose(film.footage.pictures[-1].digest)
    with pytest.raises(StorageError, match="no bytes"):
        encode(film)
    assert list(tmp_path.iterdir()) == []


def test_a_film_without_pictures_is_named(coded, blobs, encode, tmp_path):
    film = coded.film(blobs, [500]).model_copy(
        update={"footage": Footage(film="film-coded", pictures=())}
    )
    with pytest.raises(FilmError, match="film-coded has no pictures"):
        encode(film)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("most", [100, 4_000, 60_000, 100_000_000])
def test_a_full_disk_is_one_sentence_and_no_video(coded, python, tmp_path, most):
    target = tmp_path / "target"
    target.mkdir()
    done = python(LIMITED, coded.__file__, target, str(most))
    assert done.stderr == ""
    left = {path.name for path in target.iterdir()}
    if most == 100_000_000:
        assert done.stdout == "whole\n"
        assert left == {"MANIFEST.json", "README.md", "index.jsonl", "film-coded.mp4"}
    else:
        message, hint = done.stdout.splitlines()
        assert message.startswith("There is no room to write ")
        assert hint


def test_an_unwritable_place_is_one_sentence(coded, blobs, tmp_path):
    film = coded.film(blobs, [500])
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    context = make_context(film=film.id, blobs=blobs)
    for place in (in_the_way / "video.mp4", tmp_path / "missing" / "video.mp4"):
        with pytest.raises(StorageError, match=r"video\.mp4 cannot be written: ") as error:
            encode_film(film, place, context, coded.options())
        assert error.value.hint
    assert list(tmp_path.iterdir()) == [in_the_way]


def test_what_stood_there_stays_until_the_new_one_is_whole(coded, blobs, encode, tmp_path):
    made = encode(coded.film(blobs, [500] * 4))
    before = made.path.read_bytes()
    film = coded.film(blobs, [600] * 4)
    blobs.lose(film.footage.pictures[2].digest)
    with pytest.raises(StorageError):
        encode(film)
    assert made.path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [made.path]


def test_half_a_file_is_never_seen_under_its_name(coded, blobs, encode, tmp_path):
    film = coded.film(blobs, [800] * 30, sizes=[(320, 240)])
    seen, stop = set(), threading.Event()

    def look():
        while not stop.is_set():
            seen.update((p.name, p.stat().st_size) for p in tmp_path.glob("*.mp4"))

    watcher = threading.Thread(target=look)
    watcher.start()
    made = encode(film)
    wait_until(lambda: seen)
    stop.set()
    watcher.join()
    assert seen == {("video.mp4", made.bytes)}


def test_it_stops_when_it_is_asked_to(coded, blobs, tmp_path):
    film = coded.film(blobs, [1000] * 20)
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 50

    context = replace(make_context(film=film.id, blobs=blobs), cancelled=cancelled)
    with pytest.raises(Cancelled):
        encode_film(film, tmp_path / "video.mp4", context, coded.options())
    assert list(tmp_path.iterdir()) == []


def test_it_tells_how_far_each_film_is(coded, blobs, tmp_path):
    told = []
    context = make_context(blobs=blobs, progress=lambda done, total: told.append((done, total)))
    film = coded.film(blobs, [100] * 5)
    encode_film(film, tmp_path / "video.mp4", context, coded.options())
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_one_bad_film_ends_the_export_and_the_others_give_up(coded, blobs, tmp_path):
    films = [coded.film(blobs, [60_000], name=f"film-{n}", sizes=[(640, 360)]) for n in range(4)]
    bad = coded.film(blobs, [500], name="film-bad", kind="jpg")
    blobs.lose(bad.footage.pictures[0].digest)
    exporter, before = Mp4Exporter(coded.config(workers=3)), set(threading.enumerate())
    with pytest.raises(StorageError):
        exporter.moviellm_export(iter([bad, *films]), tmp_path, make_context(blobs=blobs))
    assert {path.name for path in tmp_path.iterdir()} == {"index.jsonl"}
    assert set(threading.enumerate()) <= before


def test_an_export_that_was_killed_is_continued(coded, blobs, tmp_path):
    films = [coded.film(blobs, [700 + n, 400], name=f"film-{n}") for n in range(4)]
    context = make_context(film="", blobs=blobs)
    whole, again = tmp_path / "whole", tmp_path / "again"
    for folder in (whole, again):
        folder.mkdir()
    exporter = Mp4Exporter(coded.config(workers=1))
    exporter.moviellm_export(iter(films), whole, context)
    for name in ("film-0.mp4", "film-1.mp4"):
        (again / name).write_bytes((whole / name).read_bytes())
    (again / ".film-2.mp4.part").write_bytes(b"half of it")
    (again / "index.jsonl").write_text('{"id": "film-0')
    blobs.reads.clear()
    exporter.moviellm_export(iter(films), again, context)
    assert len(blobs.reads) == 4
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {
        p.name: p.read_bytes() for p in whole.iterdir()
    }


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("fps=29.97", "is not exact"),
        ("fps=0", "not from 1 to 60"),
        ("fps=24/0", "not a whole number"),
        ("fps=200", "not from 1 to 60"),
        ("codec=vp9", "h264"),
        ("preset=veryfast9", "no preset"),
        ("quality=60", "at most 51"),
        ("motion=kenburns", ""),
        ("colour=blue", "colour"),
    ],
)
def test_a_wrong_option_is_named_before_anything_is_made(tmp_path, finished_run, setting, words):
    target = tmp_path / "out"
    more = ["--set", "variable_rate=true"] if setting == "motion=kenburns" else []
    export = ("export", finished_run, "--to", "mp4", "--out", target)
    done = moviellm(*export, "--set", setting, *more)
    assert done.returncode == 2, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not target.exists()


def test_a_full_disk_is_told_by_the_place_that_was_asked_for(tmp_path, finished_run):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    target, most = tmp_path / "out", (finished_run / "journal.sqlite").stat().st_size + 100_000
    done = subprocess.run(
        [sys.executable, "-m", "moviellm", "export", finished_run, "--to", "mp4", "--out", target,
         "--set", "quality=1", "--set", "preset=ultrafast", "--set", "fps=60",
         "--set", "motion=kenburns"],
        capture_output=True,
        text=True,
        preexec_fn=small,
    )  # fmt: skip
    assert done.returncode == 5
    assert f"Error: There is no room to write {target}/film-" in done.stderr
    assert not target.exists()


def test_a_run_exports_from_the_command_line_and_refuses_to_replace(tmp_path, finished_run, rows):
    target = tmp_path / "out"
    words = ("export", finished_run, "--out", target, "--to", "mp4")
    one = moviellm(*words, "--set", "fps=1")
    assert one.returncode == 0, one.stderr
    assert [row["fps"] for row in rows(target)] == ["1"]
    other = moviellm(*words, "--set", "fps=2")
    assert other.returncode == 2
    assert "--overwrite" in other.stderr
    assert [row["fps"] for row in rows(target)] == ["1"]
    replaced = moviellm(*words, "--set", "fps=2", "--overwrite")
    assert replaced.returncode == 0, replaced.stderr
    assert [row["fps"] for row in rows(target)] == ["2"]
