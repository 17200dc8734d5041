"""Films of any kind become benchmarks, and any line of dialogue reaches its readers."""

from __future__ import annotations

import json
import re
from fractions import Fraction

import av
import pytest
import srt
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import InputError
from moviellm.film import Footage
from moviellm.film.formats import one_line
from moviellm.testing import MemoryBlobs, make_context, tiny_movie
from moviellm_plugin_evaluation import dialogue
from moviellm_plugin_evaluation.config import BenchmarkConfig, LmmsEvalConfig
from moviellm_plugin_evaluation.shapes.cinepile import CinePileExporter
from moviellm_plugin_evaluation.shapes.longvideobench import LongVideoBenchExporter
from moviellm_plugin_evaluation.shapes.mlvu import MLVUExporter
from moviellm_plugin_evaluation.shapes.video_mme import VideoMMEExporter
from moviellm_plugin_evaluation.task.impl import LmmsEvalExporter

EXPORTERS = {
    LmmsEvalExporter: LmmsEvalConfig,
    VideoMMEExporter: BenchmarkConfig,
    MLVUExporter: BenchmarkConfig,
    LongVideoBenchExporter: BenchmarkConfig,
    CinePileExporter: BenchmarkConfig,
}
LINES = st.one_of(
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        ["42", "<image>", "</font>", "a --> b", "", "\x00", "👩🏽‍🚒", '"', "1\n00:00:01,000 --> 2"]
    ),
)


def saying(film, lines):
    """The film with other lines, one after the other."""
    (cue, *_) = film.storyboard.cues
    cues = tuple(
        cue.model_copy(
            update={"id": f"c{n}", "text": text, "start_ms": 900 * n, "end_ms": 900 * n + 800}
        )
        for n, text in enumerate(lines)
    )
    board = film.storyboard.model_copy(update={"cues": cues})
    return film.model_copy(update={"storyboard": board})


def shortest(film):
    """The film's first key frame alone, without a word."""
    shot = film.storyboard.shots[0]
    shot = shot.model_copy(update={"frames": shot.frames[:1]})
    board = film.storyboard.model_copy(update={"shots": (shot,), "cues": ()})
    footage = Footage(film=film.id, pictures=film.footage.pictures[:1])
    return film.model_copy(update={"storyboard": board, "footage": footage})


FILM = tiny_movie(MemoryBlobs())


@given(lines=st.lists(LINES, max_size=6))
@settings(max_examples=100)
def test_any_line_reaches_the_readers_of_subtitles(lines):
    film = saying(FILM, lines)
    shown = [re.search(r'<font color="white" size=".72c">(.*?)</font>', cue.content)
             for cue in srt.parse(dialogue.srt(film))]  # fmt: skip
    assert len(shown) == len(lines)
    speaker = one_line(film.screenplay.cast[0].name)
    for found, text in zip(shown, lines, strict=True):
        expected = f"{speaker}: {one_line(text) or '–'}".replace("</", "< /").replace("-->", "→")
        assert found[1] == expected
    blocks = [block for block in dialogue.srt(film).split("\n\n") if block.strip()]
    assert len(blocks) == len(lines)
    assert all(len(block.strip("\n").split("\n")) == 3 for block in blocks)
    cues = json.loads(json.dumps(dialogue.cues(film)))
    assert [cue["line"] for cue in cues] == [f"{speaker}: {one_line(t) or '–'}" for t in lines]
    assert len(dialogue.transcript(film).split("\n")) == max(1, len(lines))


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_a_film_of_one_frame_without_a_word_is_exported(exporter, tmp_path, rows_of):
    blobs = MemoryBlobs()
    film = shortest(tiny_movie(blobs))
    made = exporter(EXPORTERS[exporter]())
    assert made.moviellm_export(iter([film]), tmp_path, make_context(film="", blobs=blobs))
    assert len(rows_of(tmp_path)) == 1
    (video,) = tmp_path.rglob("*.mp4")
    with av.open(str(video)) as mp4:
        assert sum(1 for _ in mp4.decode(video=0)) >= 1


def open_only(film):
    """The film without questions that have options, under another id."""
    asked = tuple(q for q in film.annotations.questions if q.options is None)
    brief = film.brief.model_copy(update={"id": "film-open"})
    annotations = film.annotations.model_copy(update={"questions": asked})
    return film.model_copy(update={"annotations": annotations, "brief": brief})


@pytest.mark.parametrize("exporter", EXPORTERS)
def test_a_film_without_a_question_to_ask_is_left_out(exporter, tmp_path, rows_of):
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    made, context = exporter(EXPORTERS[exporter]()), make_context(film="", blobs=blobs)
    assert made.moviellm_export(iter([open_only(film), film]), tmp_path, context)
    assert len(rows_of(tmp_path)) == 1
    assert [video.stem for video in tmp_path.rglob("*.mp4")] == [film.id]


def test_films_without_a_question_to_ask_are_told(tmp_path):
    blobs = MemoryBlobs()
    films = iter([open_only(tiny_movie(blobs))])
    with pytest.raises(InputError, match="No held-out film of 1 has a question with options"):
        MLVUExporter(BenchmarkConfig()).moviellm_export(
            films, tmp_path, make_context(film="", blobs=blobs)
        )


def test_a_row_tells_the_length_of_its_video(exported, rows_of):
    folder = exported("mlvu")
    lengths = {row["video_name"]: row["duration"] for row in rows_of(folder)}
    assert len(lengths) == 4
    for name, seconds in lengths.items():
        with av.open(str(folder / name)) as mp4:
            stream = mp4.streams.video[0]
            assert Fraction(stream.frames) / stream.average_rate == seconds


def test_an_interrupted_export_keeps_the_videos_that_are_whole(tmp_path):
    blobs = MemoryBlobs()
    film = tiny_movie(blobs)
    exporter = MLVUExporter(BenchmarkConfig())
    exporter.moviellm_export(iter([film]), tmp_path, make_context(film="", blobs=blobs))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.mp4")}
    blobs.reads.clear()
    exporter.moviellm_export(iter([film]), tmp_path, make_context(film="", blobs=blobs))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.mp4")} == before
    assert blobs.reads == []


def test_an_export_knows_nothing_of_the_one_before(tmp_path):
    def metrics(exporter, name, kind):
        blobs = MemoryBlobs()
        film = tiny_movie(blobs)
        asked = [q.model_copy(update={"kind": kind}) for q in film.annotations.questions]
        annotations = film.annotations.model_copy(update={"questions": tuple(asked)})
        film, folder = film.model_copy(update={"annotations": annotations}), tmp_path / name
        folder.mkdir()
        exporter.moviellm_export(iter([film]), folder, make_context(film="", blobs=blobs))
        return re.findall(r"accuracy_kind_\w+", (folder / "moviellm.yaml").read_text())

    exporter = LmmsEvalExporter(LmmsEvalConfig())
    assert metrics(exporter, "one", "where") == ["accuracy_kind_where"]
    assert metrics(exporter, "two", "why") == ["accuracy_kind_why"]
