"""At every time of the tables beside videos, the video shows the picture that is meant."""

from __future__ import annotations

import json

import pyarrow.parquet as pq
import pytest
from coded_story import FRAME_RATES, Decoded, at_rate, coded_story, first_and_last, seen, times_in

VARIABLE = [at_rate(rate, False) for rate in FRAME_RATES] + [(24, True)]


@pytest.mark.parametrize(("fps", "variable"), VARIABLE)
def test_at_every_time_its_picture_is_seen(export, blobs, fps, variable):
    film = coded_story(blobs)
    options = {"fps": fps, "variable_rate": variable}
    out = export([film], layout="videofolder", video=options) / "train"
    video = Decoded(out / f"{film.id}.mp4")
    captions = {one.id: one for one in film.annotations.captions}
    for row in pq.read_table(out / "captions.parquet").to_pylist():
        own = captions[row["id"]]
        wanted = first_and_last(film, own.start_ms, own.end_ms)
        assert video.between(row["start_ms"], row["end_ms"]) == wanted
    questions = {one.id: one for one in film.annotations.questions}
    for row in pq.read_table(out / "questions.parquet").to_pylist():
        spans = questions[row["id"]].evidence.spans_ms
        times = zip(row["evidence_start_ms"], row["evidence_end_ms"], strict=True)
        assert [video.between(*one) for one in times] == [
            first_and_last(film, span.start_ms, span.end_ms) for span in spans
        ]
        if questions[row["id"]].program.startswith("when("):
            assert {video.at(ms) for ms in times_in(row["answer"])} <= seen(film, spans)
    (row,) = map(json.loads, (out / "metadata.jsonl").read_text(encoding="utf-8").splitlines())
    assert abs(row["duration_ms"] - video.end * 1_000) <= 1
    for line, cue in zip(row["dialogue"], film.storyboard.cues, strict=True):
        wanted = first_and_last(film, cue.start_ms, cue.end_ms)
        assert video.between(line["start_ms"], line["end_ms"]) == wanted
