"""`datasets` loads what a studio run exported, and gives every row, picture and video back."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from moviellm.film import Span, family, split_of
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import VideoClock
from odd_films import TEXTS, odd_film

SPLIT = ("split.train=1", "split.test=1", "split.seed=6")
SHARES = {"train": 1, "validation": 0, "test": 1}


def split(film):
    return split_of(family(film), SHARES, 6)


@pytest.fixture(scope="module")
def parquet(studio, loaded, tmp_path_factory):
    folder = studio.export("hf", tmp_path_factory.mktemp("hf") / "parquet", *SPLIT)
    return loaded("read_datasets.py", folder)


@pytest.fixture(scope="module")
def videos(studio, loaded, tmp_path_factory):
    target = tmp_path_factory.mktemp("hf") / "videos"
    folder = studio.export("hf", target, "layout=videofolder", "video.fps=2", *SPLIT)
    return loaded("read_datasets.py", folder)


def rows(found, config, film):
    key = "id" if config == "films" else "film"
    listed = {
        name: [r for r in part if r[key] == film.id] for name, part in config_of(found, config)
    }
    assert [name for name, some in listed.items() if some] == [split(film)]
    return listed[split(film)]


def config_of(found, config):
    return found["configs"][config].items()


def test_films_stand_in_both_splits(studio):
    assert {split(film) for film in studio.films()} == {"train", "test"}


def test_every_film_is_given_back_whole(parquet, studio):
    for film in studio.films():
        (row,) = rows(parquet, "films", film)
        assert type(film).model_validate_json(row["json"]) == film
        assert row["duration_ms"] == film.storyboard.duration_ms
        assert row["key_frames"] == len(film.footage.pictures)
        assert [cue["text"] for cue in row["dialogue"]] == [c.text for c in film.storyboard.cues]
        assert row["synthetic"] is True


def test_every_picture_is_given_back_byte_for_byte_and_opens(parquet, studio):
    for film in studio.films():
        found = rows(parquet, "frames", film)
        assert [row["image"]["sha256"] for row in found] == [
            picture.sha256 for picture in film.footage.pictures
        ]
        assert [row["start_ms"] for row in found] == [
            frame.start_ms for frame in film.storyboard.frames()
        ]
        assert [len(row["boxes"]) for row in found] == [
            len(picture.boxes) for picture in film.footage.pictures
        ]
    sizes = [size for part in parquet["sizes"].values() for size in part]
    assert sizes == [[192, 108]] * sum(len(film.footage.pictures) for film in studio.films())


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["parquet", "videos"])
def test_every_caption_and_answer_is_given_back(layout, studio, request):
    found = request.getfixturevalue(layout)
    for film in studio.films():
        film = film if layout == "parquet" else film_in_video(film, 2)
        captions = [(r["level"], r["start_ms"], r["text"]) for r in rows(found, "captions", film)]
        assert captions == [(c.level, c.start_ms, c.text) for c in film.annotations.captions]
        asked = rows(found, "questions", film)
        assert [(r["question"], r["answer"], r["options"], r["answer_index"]) for r in asked] == [
            (q.question, q.answer, list(q.options) if q.options else None, q.answer_index)
            for q in film.annotations.questions
        ]
        assert asked


def test_every_video_is_decoded_to_its_last_frame(videos, studio):
    for film in studio.films():
        (row,) = rows(videos, "films", film)
        clock = VideoClock(film.storyboard, 2)
        assert row["video"]["decoded"] == row["video_frames"] == clock.count
        assert row["video"]["shape"] == [3, 108, 192]
        assert row["video"]["seconds"] == pytest.approx(clock.count / 2, abs=0.01)
        assert row["video"]["differs"] >= len(film.footage.pictures) // 2
        assert Fraction(row["fps"]) == 2


def test_a_caption_names_the_video_frames_that_show_it(videos, studio):
    for film in studio.films():
        clock = VideoClock(film.storyboard, 2)
        captions = film.annotations.captions
        for row, one in zip(rows(videos, "captions", film), captions, strict=True):
            shown = clock.frames(Span(start_ms=one.start_ms, end_ms=one.end_ms))
            assert (row["first_frame"], row["end_frame"]) == (shown.start, shown.stop)
            assert (row["start_ms"], row["end_ms"]) == (500 * shown.start, 500 * shown.stop)
            assert row["end_frame"] <= row["video"]["decoded"]


def test_the_first_config_is_that_of_films(parquet, videos):
    assert "title" in parquet["default"]
    assert "video" in videos["default"]


def test_odd_films_are_loaded_by_both_layouts(loaded, export, blobs):
    shapes = [(1, 0, 0, "en"), (10, 4, 5, "pt-BR"), (3, 1, 2, "no language"), (40, 9, 9, "zh")]
    films = [
        odd_film(
            blobs,
            TEXTS[n:] + TEXTS[:n],
            id=f"film.json-{n}.json",
            frames=frames,
            cues=cues,
            questions=questions,
            language=language,
        )
        for n, (frames, cues, questions, language) in enumerate(shapes)
    ]
    for layout, video in (("parquet", {}), ("videofolder", {"video": {"fps": 1}})):
        found = loaded("read_datasets.py", export(films, layout, layout=layout, **video))
        (listed,) = found["configs"]["films"].values()
        assert [row["title"] for row in listed] == [film.screenplay.title for film in films]
        asked = {
            row["id"] + row["film"]: row["answer"]
            for row in next(iter(found["configs"]["questions"].values()))
        }
        assert asked == {
            q.id + film.id: q.answer for film in films for q in film.annotations.questions
        }
        assert json.dumps(found)
