"""What a row names a time for is seen at that time in its file, at any rate."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from coded_story import RATES, Decoded, coded_story, first_and_last, seen, times_in
from moviellm.film import Film, Question
from trainer_exports import rows_of

ALL = {
    "captions": ["chapter", "scene", "shot", "frame"],
    "questions": "all",
    "form": "open",
    "dialogue": True,
}
VIDEO_FORMATS = ("internvl", "llamafactory", "llava", "ms-swift", "qwen-vl", "videochat-flash")


@pytest.fixture(params=RATES)
def rate(request):
    return request.param


def spoken(row) -> list[str]:
    """What is said in a row, without the times that lead pictures."""
    turns = row.get("conversations") or row["messages"]
    said = [turn.get("value") or turn["content"] for turn in turns]
    return [re.sub(r"[\d:]+: <image>\n", "", text) for text in said]


def require_dialogue(film: Film, text: str, video: Decoded) -> str:
    """Every line of the dialogue is at its picture; return what stands after them."""
    said, _, ask = text.partition("\n\n")
    lines = [line for line in said.splitlines() if line.startswith("[")]
    assert len(lines) == len(film.storyboard.cues) > 0
    for line, cue in zip(lines, film.storyboard.cues, strict=True):
        stamp = re.match(r"\[(.*?)\]", line)[1]
        assert {video.at(ms) for ms in times_in(stamp)} <= seen(film, [cue.span])
    return ask


def test_at_every_time_that_a_row_names_its_picture_is_seen(studio, rate):
    film = coded_story(studio.blobs)
    captions = {one.id: one for one in film.annotations.captions}
    questions = {one.id: one for one in film.annotations.questions}
    target = studio.export("llava", [film], **ALL, video={"fps": rate})
    video = Decoded(target / "videos" / f"{film.id}.mp4")
    named = 0
    for row in rows_of(target / "train.jsonl"):
        ask, answer = spoken(row)
        ask, (source,) = require_dialogue(film, ask, video), row["sources"]
        if one := captions.get(source):
            times = times_in(ask)
            first, last = first_and_last(film, one.start_ms, one.end_ms)
            assert video.at(times[0]) == first
            assert video.at(times[-1]) in (first, last)
        else:
            times = [*times_in(ask), *times_in(answer)]
            shown = {video.at(ms) for ms in times_in(answer)}
            assert shown <= seen(film, questions[source].evidence.spans_ms)
        if row["about"] != ["plot"]:
            runs = (range(first, last + 1) for first, last in row["video_frames"][0])
            assert {int(ms * Fraction(rate) / 1_000) for ms in times} <= set().union(*runs)
        named += len(times)
    assert named > 60


@pytest.mark.parametrize("name", VIDEO_FORMATS)
def test_every_format_names_the_same_times(studio, name):
    film = coded_story(studio.blobs)
    options = ALL | {"dialogue": False, "video": {"fps": 2}}
    media = {"media": "mp4"} if name == "internvl" else {}
    found = rows_of(studio.export(name, [film], **options, **media) / "train.jsonl")
    wanted = rows_of(studio.export("llava", [film], **options) / "train.jsonl")
    assert [list(map(times_in, spoken(row))) for row in found] == [
        list(map(times_in, spoken(row))) for row in wanted
    ]


def test_a_list_of_times_is_as_the_video_is(studio, rate):
    film = coded_story(studio.blobs)
    levels = ["chapter", "scene", "shot", "frame"]
    options = {"captions": levels, "times": True, "questions": ["where"], "form": "open"}
    target = studio.export("llava", [film], **options, video={"fps": rate})
    video = Decoded(target / "videos" / f"{film.id}.mp4")
    questions = {one.id: one for one in film.annotations.questions}
    for row in rows_of(target / "train.jsonl"):
        answer, (source,) = spoken(row)[1], row["sources"]
        if source in questions:
            require_evidence(film, questions[source], answer, video)
            continue
        level = source.removeprefix("timeline-")
        captions = [one for one in film.annotations.captions if one.level == level]
        for line, one in zip(answer.splitlines(), captions, strict=True):
            times = times_in(line.split()[0])
            ends = video.at(times[0]), video.at(times[-1])
            assert ends == first_and_last(film, one.start_ms, one.end_ms)


def require_evidence(film: Film, question: Question, answer: str, video: Decoded) -> None:
    shown = re.search(r"\(([^()]*)\)$", answer)[1].split(", ")
    for stretch, span in zip(shown, question.evidence.spans_ms, strict=True):
        times = times_in(stretch)
        ends = video.at(times[0]), video.at(times[-1])
        assert ends == first_and_last(film, span.start_ms, span.end_ms)


@pytest.mark.parametrize("media", ["frames", "features"])
def test_folders_and_features_have_the_times_of_one_frame_a_second(studio, media):
    film = coded_story(studio.blobs)
    name, options = ("internvl", ALL | {"media": "frames"}) if media == "frames" else (
        "llama-vid", ALL)  # fmt: skip
    (path,) = studio.export(name, [film], **options).glob("train.json*")
    wanted = rows_of(studio.export("llava", [film], **ALL) / "train.jsonl")
    assert [list(map(times_in, spoken(row))) for row in rows_of(path)] == [
        list(map(times_in, spoken(row))) for row in wanted
    ]


def test_a_rewarded_moment_is_seen_within_its_tolerance(studio, rate):
    film = coded_story(studio.blobs)
    options = {"questions": ["temporal"], "form": "open", "rewards": True, "captions": []}
    target = studio.export("ms-swift", [film], **options, video={"fps": rate})
    video = Decoded(target / "videos" / f"{film.id}.mp4")
    questions = {one.id: one for one in film.annotations.questions}
    rows = [r for r in rows_of(target / "train_reward.jsonl") if r["checker"] == "moment"]
    assert rows
    for row in rows:
        (ms,) = times_in(row["solution"])
        spans = questions[row["sources"][0]].evidence.spans_ms
        assert video.at(ms) in seen(film, spans)
        assert abs(ms - spans[0].start_ms) < 2_000


def test_rows_of_pictures_show_the_times_that_they_are_about(studio):
    film = coded_story(studio.blobs)
    target = studio.export("trl", [film], **ALL | {"dialogue": False, "rewards": True})
    frames = {frame.index: frame for frame in film.storyboard.frames()}
    timed = 0
    for row in [*rows_of(target / "train.jsonl"), *rows_of(target / "train_reward.jsonl")]:
        words = str({key: value for key, value in row.items() if key != "images"})
        shown, parts, rest = words.partition("seen in the film at these times: ")
        head, _, rest = rest.partition(".") if parts else ("", "", shown)
        assert bool(parts) == bool(times_in(rest) or "duration" in row["about"])
        if not parts:
            continue
        timed += 1
        stretches = [times_in(one) for one in head.split(", ")]
        numbers = [int(re.search(r"(\d+)\.jpg$", path)[1]) for path in row["images"]]
        for stretch, number in zip(stretches, numbers, strict=True):
            span = frames[number].span
            assert all(span.start_ms <= ms < span.end_ms for ms in stretch)
        if row["about"] != ["plot"]:
            assert set(times_in(rest)) <= {ms for stretch in stretches for ms in stretch}
    assert timed > 40
