"""Every picture, caption and question of a run is in an export of it, and where it belongs."""

from __future__ import annotations

import io
import json
from collections import Counter
from fractions import Fraction

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Span, family
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock
from moviellm_plugin_webdataset.samples import key_of

IDS = st.from_regex(r"\A[a-z0-9]{1,4}([._-][a-z0-9]{1,4}){0,4}\Z")


def plain(record) -> dict:
    return record.model_dump(mode="json")


def film_rows(folder) -> dict[str, dict]:
    files = folder.glob("*.films.jsonl")
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return {row["film"]: row for row in rows}


@pytest.fixture(scope="module")
def frames(studio, tmp_path_factory, read):
    folder = studio.export("webdataset", tmp_path_factory.mktemp("frames") / "out")
    return folder, read(folder)


def test_a_frame_is_the_painters_picture_with_its_caption(frames, studio):
    _, samples = frames
    found = {(sample.row["film"], sample.row["target"]): sample for sample in samples}
    for film in studio.films():
        captions = {one.target: one for one in film.annotations.captions if one.level == "frame"}
        for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=True):
            sample = found.pop((film.id, frame.id))
            assert list(sample.media) == ["jpg"]
            assert sample.hashes() == [picture.sha256]
            (row,) = sample.row["frames"]
            assert row["sha256"] == picture.sha256
            assert (row["start_ms"], row["end_ms"]) == (frame.start_ms, frame.end_ms)
            assert row["depiction"] == plain(frame.depiction)
            assert row["boxes"] == [plain(box) for box in picture.boxes]
            if frame.id in captions:
                assert plain(captions[frame.id]) in sample.row["captions"]
    assert found == {}


def test_every_row_is_marked_as_made(frames):
    folder, samples = frames
    assert all(sample.row["synthetic"] is True for sample in samples)
    assert all(row["synthetic"] is True for row in film_rows(folder).values())
    assert json.loads((folder / "shards.json").read_text())["synthetic"] is True


def test_the_row_of_a_film_holds_every_caption_line_and_answer(frames, studio):
    rows = film_rows(frames[0])
    for film in studio.films():
        row = rows.pop(film.id)
        assert row["captions"] == [plain(one) for one in film.annotations.captions]
        assert row["questions"] == [plain(one) for one in film.annotations.questions]
        assert row["dialogue"] == [plain(cue) for cue in film.storyboard.cues]
        assert len(row["frames"]) == len(film.footage.pictures)
    assert rows == {}


@pytest.mark.parametrize("unit", ["frame", "shot", "scene"])
def test_a_sample_tells_what_is_true_of_it_and_nothing_beyond(studio, tmp_path, read, unit):
    samples = read(studio.export("webdataset", tmp_path / "out", f"sample={unit}"))
    films = {film.id: film for film in studio.films()}
    asked = Counter()
    for sample in samples:
        row, film = sample.row, films[sample.row["film"]]
        start, end = row["start_ms"], row["end_ms"]
        assert sample.hashes() == [frame["sha256"] for frame in row["frames"]]
        assert list(sample.media) == [frame["file"] for frame in row["frames"]]
        inside = [c for c in film.annotations.captions if start <= c.start_ms and c.end_ms <= end]
        assert row["captions"] == [plain(one) for one in inside]
        heard = [cue for cue in film.storyboard.cues if cue.start_ms < end and start < cue.end_ms]
        assert row["dialogue"] == [plain(cue) for cue in heard]
        here = {frame["id"] for frame in row["frames"]}
        for question in film.annotations.questions:
            evidence = question.evidence
            if here & set(evidence.frames):
                assert question.id in row["evidence_for"]
            whole = all(start <= span.start_ms and span.end_ms <= end for span in evidence.spans_ms)
            assert (plain(question) in row["questions"]) == whole
            asked[unit] += whole
    assert sum(len(sample.row["frames"]) for sample in samples) == 3 * 12
    assert asked[unit]


@pytest.mark.parametrize("fps", ["24", "25", "30000/1001", "1"])
def test_a_video_shows_what_its_row_says(studio, tmp_path, read, fps):
    out = studio.export("webdataset", tmp_path / "out", "sample=film", f"video.fps={fps}")
    for sample, film in zip(read(out), studio.films(), strict=True):
        video, shows = sample.row["video"], sample.row["video"]["shows"]
        with av.open(io.BytesIO(sample.media["mp4"])) as mp4:
            assert sum(1 for _ in mp4.decode(video=0)) == video["frames"]
        clock = VideoClock(film.storyboard, Fraction(fps))
        assert (video["frames"], video["rate"]) == (clock.count, fps)
        assert sample.hashes() == [video["sha256"]]
        for frame in film.storyboard.frames():
            shown = clock.frames_of(frame.id)
            assert shows["key_frames"][frame.id] == [shown.start, shown.stop]
        for one in film.annotations.captions:
            shown = clock.frames(Span(start_ms=one.start_ms, end_ms=one.end_ms))
            assert shows["captions"][one.id] == [shown.start, shown.stop]
        told = film_in_video(film, Fraction(fps)).annotations
        assert sample.row["questions"] == [plain(q) for q in told.questions]


def test_a_slideshow_has_one_video_frame_a_key_frame(studio, tmp_path, read):
    settings = ("sample=film", "video.variable_rate=true")
    out = studio.export("webdataset", tmp_path / "out", *settings)
    for sample in read(out):
        video = sample.row["video"]
        assert video["rate"] is None
        assert video["frames"] == len(sample.row["frames"])
        shown = list(video["shows"]["key_frames"].values())
        assert shown == [[place, place + 1] for place in range(video["frames"])]


def test_a_family_is_never_in_two_splits(blobs, export, many, read):
    first, *others = many(12)
    ids = {"id": "film-twin"}
    twin = first.model_copy(
        update={
            "brief": first.brief.model_copy(update=ids),
            **{
                part: getattr(first, part).model_copy(update={"film": "film-twin"})
                for part in ("screenplay", "storyboard", "footage", "annotations", "soundtrack")
            },
        }
    )
    assert family(twin) == family(first)
    out = export(first, twin, *others, split={"train": 1, "validation": 1}, sample="shot")
    splits = {sample.row["film"]: sample.row["split"] for sample in read(out)}
    assert splits[twin.id] == splits[first.id]
    assert set(splits.values()) == {"train", "validation"}
    for split in ("train", "validation"):
        assert {sample.row["split"] for sample in read(out, split)} == {split}


@given(IDS, IDS)
def test_keys_have_no_dots_and_tell_films_apart(one, other):
    assert "." not in key_of(one)
    assert "/" not in key_of(one)
    assert "--" not in key_of(one)
    assert (key_of(one) == key_of(other)) == (one == other)


def test_consent_is_passed_on(export, blobs, many, read):
    from moviellm.film import Consent

    (film,) = many(1)
    record = Consent(
        person="Ada | Example", basis="written consent", confirmed_by="Lab", date="2026-01-02"
    )
    out = export(film.model_copy(update={"consent": (record,)}))
    assert all(sample.row["consent"] == [plain(record)] for sample in read(out))
    assert "| Ada \\| Example | written consent | Lab | 2026-01-02 |" in (
        out / "README.md"
    ).read_text(encoding="utf-8")
