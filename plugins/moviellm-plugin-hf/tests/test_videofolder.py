"""A folder of videos: names by ids, rows beside them, spans that name the frames that show them."""

from __future__ import annotations

import json
from fractions import Fraction

import av
import pyarrow.parquet as pq
import pytest
from folders import bytes_of
from moviellm.film import Span
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock
from moviellm.manifest import check_manifest
from odd_films import TEXTS, odd_film


def rows(folder, split="train"):
    lines = (folder / split / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def table(folder, name):
    return pq.read_table(folder / "train" / f"{name}.parquet").to_pylist()


def frames_in(path):
    with av.open(str(path)) as video:
        return sum(1 for _ in video.decode(video=0))


def test_each_film_is_a_video_named_by_its_id(export, blobs):
    films = [odd_film(blobs, TEXTS, id=f"film-{n}", frames=2) for n in range(3)]
    out = export(films, layout="videofolder", video={"fps": 1})
    assert sorted(path.name for path in (out / "train").iterdir()) == [
        "captions.parquet", "film-0.mp4", "film-1.mp4", "film-2.mp4", "metadata.jsonl",
        "questions.parquet",
    ]  # fmt: skip
    assert [row["file_name"] for row in rows(out)] == ["film-0.mp4", "film-1.mp4", "film-2.mp4"]
    assert [row["title"] for row in rows(out)] == [film.screenplay.title for film in films]
    assert all(row["synthetic"] is True for row in rows(out))
    assert check_manifest(out) == []


def test_rows_stand_on_a_line_each_whatever_they_say(export, blobs):
    out = export([odd_film(blobs, ["\u2028\u0085\n"])], layout="videofolder", video={"fps": 1})
    assert len((out / "train/metadata.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize("fps", [1, 24, 25, "30000/1001"])
def test_spans_name_exactly_the_frames_that_show_them(export, blobs, fps):
    film = odd_film(blobs, frames=7, step_ms=1_370)
    out = export([film], layout="videofolder", video={"fps": fps})
    (row,) = rows(out)
    clock = VideoClock(film_in_video(film, Fraction(fps)).storyboard, Fraction(fps))
    assert row["video_frames"] == clock.count == frames_in(out / "train/film-odd.mp4")
    for caption in table(out, "captions"):
        shown = clock.frames(Span(start_ms=caption["start_ms"], end_ms=caption["end_ms"]))
        assert (caption["first_frame"], caption["end_frame"]) == (shown.start, shown.stop)
    for asked in table(out, "questions"):
        ((start, end),) = zip(
            asked["evidence_first_frame"], asked["evidence_end_frame"], strict=True
        )
        (frame,) = asked["evidence_frames"]
        assert range(start, end) == clock.frames_of(frame)


def test_at_a_variable_rate_a_video_frame_is_a_key_frame(export, blobs):
    film = odd_film(blobs, frames=7)
    options = {"fps": 1, "variable_rate": True}
    out = export([film], layout="videofolder", video=options)
    assert frames_in(out / "train/film-odd.mp4") == rows(out)[0]["video_frames"] == 7
    spans = [(row["first_frame"], row["end_frame"]) for row in table(out, "captions")]
    assert spans == [*((n, n + 1) for n in range(7)), (0, 7)]


def test_an_interrupted_export_goes_on_with_the_videos_that_are_whole(export, blobs):
    films = [odd_film(blobs, id=f"film-{n}", frames=2) for n in range(3)]
    options = {"layout": "videofolder", "video": {"fps": 1}}
    whole = bytes_of(export(films, "whole", **options))

    def killed():
        yield from films[:2]
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        export(killed(), "again", workers=1, **options)
    left = export.folder("again")
    (left / "train/.film-2.mp4.part").write_bytes(b"half")
    made = {path: path.stat().st_ino for path in left.rglob("*.mp4")}
    assert made
    assert bytes_of(export(films, "again", **options)) == whole
    assert {path: path.stat().st_ino for path in made} == made


def test_workers_change_no_byte(export, blobs):
    films = [odd_film(blobs, id=f"film-{n}", frames=3) for n in range(4)]
    options = {"layout": "videofolder", "video": {"fps": 2}}
    one = bytes_of(export(films, "one", workers=1, **options))
    assert one == bytes_of(export(films, "two", workers=3, **options))
