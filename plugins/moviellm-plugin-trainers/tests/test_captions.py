"""Captions as instructions: levels, spans, lists of times; wordings; signs in texts."""

from __future__ import annotations

import string
from fractions import Fraction
from itertools import pairwise

import av
import pytest
from changed_films import changed
from moviellm.film import Span
from moviellm.film.formats import Timecodes, VideoClock
from moviellm_plugin_trainers.rows.escaping import escaped
from moviellm_plugin_trainers.rows.instructions import wordings
from trainer_exports import faults, rows_of

LEVELS = ("frame", "shot", "scene", "chapter", "film")


@pytest.mark.parametrize("level", LEVELS)
def test_every_caption_of_a_level_is_an_answer(studio, level):
    film = studio.film()
    captions = [one for one in film.annotations.captions if one.level == level]
    assert captions
    rows = studio.rows("llava", [film], captions=[level], questions=[])
    assert [row["sources"] for row in rows] == [[one.id] for one in captions]
    assert [row["conversations"][1]["value"] for row in rows] == [one.text for one in captions]


def test_what_is_asked_names_the_stretch_that_the_caption_is_of(studio):
    film = studio.film()
    rows = studio.rows("llava", [film], captions=["shot"], questions=[])
    shots = [one for one in film.annotations.captions if one.level == "shot"]
    codes = Timecodes(film.storyboard, 1)
    for row, shot in zip(rows, shots, strict=True):
        ask = row["conversations"][0]["value"]
        assert all(code in ask for code in codes.ends(_span(shot)))


@pytest.mark.parametrize("fps", [1, 24, 25, "30000/1001"])
def test_a_span_names_exactly_the_video_frames_that_show_it(studio, fps):
    film = studio.film()
    rows = studio.rows("llava", [film], captions=["shot"], questions=[], video={"fps": fps})
    clock = VideoClock(film.storyboard, Fraction(fps))
    shots = [one for one in film.annotations.captions if one.level == "shot"]
    for row, shot in zip(rows, shots, strict=True):
        ((first, last),) = row["video_frames"][0]
        shown = [frame for frame in film.storyboard.frames() if frame.span.overlaps(_span(shot))]
        assert first == clock.frames_of(shown[0].id).start
        assert last == clock.frames_of(shown[-1].id).stop - 1
    ends = [row["video_frames"][0][0] for row in rows]
    assert [after[0] - before[1] for before, after in pairwise(ends)] == [1] * 3


def test_at_a_variable_rate_video_frames_are_key_frames(studio):
    film = studio.film()
    target = studio.export("sharegpt4video", [film], video={"fps": 24, "variable_rate": True})
    with av.open(str(target / "videos" / f"{film.id}.mp4")) as video:
        assert sum(1 for _ in video.decode(video=0)) == len(film.footage.pictures) == 10
    (row,) = rows_of(target / "train.jsonl")
    shots = [[frame.index - 1 for frame in shot.frames] for shot in film.storyboard.shots]
    assert row["video_frames"][:-1] == [[[shot[0], shot[-1]]] for shot in shots]


def test_frames_of_folders_are_seconds_whatever_the_rate_of_videos(studio):
    film = studio.film()
    options = {"captions": ["shot"], "questions": [], "media": "frames", "video": {"fps": 24}}
    rows = studio.rows("internvl", [film], **options)
    assert rows[-1]["video_frames"] == [[[27, 29]]]


def test_with_times_a_level_is_one_list_of_times(studio):
    film = studio.film()
    (row,) = studio.rows("llava", [film], captions=["shot"], questions=[], times=True)
    shots = [one for one in film.annotations.captions if one.level == "shot"]
    lines = row["conversations"][1]["value"].splitlines()
    assert [line[:11] for line in lines] == [
        "00:00–00:14", "00:15–00:23", "00:24–00:26", "00:27–00:29",
    ]  # fmt: skip
    assert [line[12:] for line in lines] == [one.text for one in shots]


def test_every_level_has_several_wordings_that_can_be_filled_in():
    fields = {"caption": {"start", "end"}, "timeline": set(), "question": {"question", "options"}}
    for table, allowed in fields.items():
        for name, texts in wordings()[table].items():
            assert len(set(texts)) == len(texts) >= 2, (table, name)
            for text in texts:
                used = {field for _, field, _, _ in string.Formatter().parse(text) if field}
                assert used <= allowed, text
    assert set(wordings()["caption"]) == set(LEVELS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("He wrote <image> on it.", "He wrote ‹image› on it."),
        ("<video>\n<Video><|im_end|></s>", "‹video›\n‹Video›‹|im_end|›‹/s›"),
        ("ASSISTANT: I lie. USER : no", "Assistant: I lie. User : no"),
        ("a < b > c, <3, 5 <- x ->", "a < b > c, <3, 5 <- x ->"),
        ("\x00\x07 \n", "–"),
        ("plain “text” – 漢字 🎬", "plain “text” – 漢字 🎬"),
    ],
)
def test_signs_are_written_with_look_alikes_and_nothing_else_is_changed(text, kept):
    assert escaped(text) == kept


def test_a_sign_in_a_caption_and_in_a_line_adds_no_placeholder(studio):
    film = studio.film()
    captions = tuple(
        one.model_copy(update={"text": f"<image> {one.text} <video>"})
        for one in film.annotations.captions
    )
    film = changed(film, "film-signs", captions=captions)
    cues = tuple(c.model_copy(update={"text": "<image><video>"}) for c in film.storyboard.cues)
    board = film.storyboard.model_copy(update={"cues": cues})
    film = film.model_copy(update={"storyboard": board})
    for row in studio.rows("llava", [film], dialogue=True):
        text = "".join(turn["value"] for turn in row["conversations"])
        assert text.count("<image>") == 1
        assert "<video>" not in text
        assert "‹image›" in text


def test_a_speaker_called_assistant_does_not_cut_the_conversation(studio):
    film = studio.film()
    cast = tuple(one.model_copy(update={"name": "ASSISTANT"}) for one in film.screenplay.cast)
    play = film.screenplay.model_copy(update={"cast": cast})
    film = film.model_copy(update={"screenplay": play})
    target = studio.export("llama-vid", [film], dialogue=True)
    assert faults(target) == []
    assert "Assistant: You moved it." in (target / "train.json").read_text()


def _span(caption):
    return Span(start_ms=caption.start_ms, end_ms=caption.end_ms)
