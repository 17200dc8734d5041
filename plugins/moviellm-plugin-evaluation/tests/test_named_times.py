"""At every time that a benchmark names, its video shows the picture that is meant."""

from __future__ import annotations

import json
import re

import pytest
import srt
from coded_story import RATES, Decoded, coded_story, first_and_last, seen, times_in
from moviellm.film.formats import milliseconds
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_evaluation.config import BenchmarkConfig, LmmsEvalConfig
from moviellm_plugin_evaluation.shapes.longvideobench import LongVideoBenchExporter
from moviellm_plugin_evaluation.shapes.video_mme import VideoMMEExporter
from moviellm_plugin_evaluation.task.impl import LmmsEvalExporter


@pytest.fixture(params=RATES)
def benchmark(request, tmp_path):
    """Exports a film as a benchmark: the film, the folder, its rows and its video."""

    def made(exporter, config, videos="videos"):
        blobs = MemoryBlobs()
        film = coded_story(blobs)
        options = config(video={"fps": request.param})
        context = make_context(film="", blobs=blobs)
        exporter(options).moviellm_export(iter([film]), tmp_path, context)
        lines = (tmp_path / "test.jsonl").read_text(encoding="utf-8").splitlines()
        return film, list(map(json.loads, lines)), Decoded(tmp_path / videos / f"{film.id}.mp4")

    return made


def wanted_of(film):
    return [first_and_last(film, cue.start_ms, cue.end_ms) for cue in film.storyboard.cues]


def test_the_rows_of_lmms_eval(benchmark, tmp_path):
    film, rows, video = benchmark(LmmsEvalExporter, LmmsEvalConfig)
    questions = {f"{film.id}/{one.id}": one for one in film.annotations.questions}
    moments = 0
    for row in rows:
        spans = questions[row["id"]].evidence.spans_ms
        assert [video.between(*one) for one in row["evidence_ms"]] == [
            first_and_last(film, span.start_ms, span.end_ms) for span in spans
        ]
        if questions[row["id"]].program.startswith("when("):
            moments += 1
            shown = [video.at(ms) for text in row["options"] for ms in times_in(text)]
            assert len(set(shown)) == len(shown) == 4
            assert shown["ABCD".index(row["answer"])] in seen(film, spans)
    assert moments
    lines = (tmp_path / f"dialogue/{film.id}.txt").read_text(encoding="utf-8").splitlines()
    for line, cue in zip(lines, film.storyboard.cues, strict=True):
        time = milliseconds(re.match(r"\[(.*?)\]", line)[1])
        assert video.at(time) in seen(film, [cue.span])


def test_the_subtitles_of_video_mme(benchmark, tmp_path):
    film, _, video = benchmark(VideoMMEExporter, BenchmarkConfig, "data")
    text = (tmp_path / f"subtitle/{film.id}.srt").read_text(encoding="utf-8")
    spans = [(_ms(one.start), _ms(one.end)) for one in srt.parse(text)]
    assert [video.between(*span) for span in spans] == wanted_of(film)


def test_the_subtitles_of_longvideobench(benchmark, tmp_path):
    film, rows, video = benchmark(LongVideoBenchExporter, BenchmarkConfig)
    cues = json.loads((tmp_path / f"subtitles/{film.id}_en.json").read_text(encoding="utf-8"))
    spans = [(milliseconds(one["start"]), milliseconds(one["end"])) for one in cues]
    assert [video.between(*span) for span in spans] == wanted_of(film)
    assert all(abs(row["duration"] - video.end) < 0.001 for row in rows)


def _ms(time):
    return round(time.total_seconds() * 1_000)
