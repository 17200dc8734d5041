"""At every time that the index or a track names, the video shows the picture that is meant."""

from __future__ import annotations

import av
import pytest
from coded_story import (
    FRAME_RATES,
    RATES,
    Decoded,
    at_rate,
    coded_story,
    first_and_last,
    seen,
    times_in,
)
from moviellm.film import Span

VARIABLE = [at_rate(rate, False) for rate in FRAME_RATES] + [(24, True), (1, True)]


@pytest.mark.parametrize(("fps", "variable"), VARIABLE)
def test_at_every_time_of_the_index_its_picture_is_seen(blobs, export, rows, fps, variable):
    film = coded_story(blobs)
    folder = export(film, fps=fps, variable_rate=variable)
    [row] = rows(folder)
    video = Decoded(folder / row["file"])
    own = {one.id: one for one in film.annotations.captions}
    for one in row["captions"]:
        wanted = first_and_last(film, own[one["id"]].start_ms, own[one["id"]].end_ms)
        assert video.between(one["start_ms"], one["end_ms"]) == wanted
    for index, one in enumerate(row["key_frames"], start=1):
        assert video.between(one["start_ms"], one["end_ms"]) == (index, index)
    for one, cue in zip(row["dialogue"], film.storyboard.cues, strict=True):
        wanted = first_and_last(film, cue.start_ms, cue.end_ms)
        assert video.between(one["start_ms"], one["end_ms"]) == wanted
    for one in row["chapters"]:
        assert video.between(one["start_ms"], one["end_ms"])[0] in seen(film, [_span(one)])


@pytest.mark.parametrize(("fps", "variable"), VARIABLE)
def test_at_every_time_in_a_question_its_picture_is_seen(blobs, export, rows, fps, variable):
    film = coded_story(blobs)
    folder = export(film, fps=fps, variable_rate=variable)
    [row] = rows(folder)
    video = Decoded(folder / row["file"])
    asked = {one.id: one for one in film.annotations.questions}
    moments = 0
    for one in row["questions"]:
        spans = asked[one["id"]].evidence.spans_ms
        for shown, span in zip(one["evidence"]["spans"], spans, strict=True):
            wanted = first_and_last(film, span.start_ms, span.end_ms)
            assert video.between(shown["start_ms"], shown["end_ms"]) == wanted
        if asked[one["id"]].program.startswith("when("):
            moments += 1
            assert {video.at(ms) for ms in times_in(one["answer"])} <= seen(film, spans)
            options = [video.at(ms) for text in one["options"] or () for ms in times_in(text)]
            assert len(set(options)) == len(options)
    assert moments


@pytest.mark.parametrize("fps", RATES)
def test_lines_and_chapters_of_the_container_begin_with_their_pictures(blobs, encode, fps):
    film = coded_story(blobs)
    made = encode(film, fps=fps)
    video = Decoded(made.path)
    with av.open(str(made.path)) as file:
        marks = [(one["start"], one["end"]) for one in file.chapters()]
        lines = [(p.pts, p.duration) for p in file.demux(subtitles=0) if p.size > 2]
    assert [video.at(start) for start, _ in marks] == [
        min(seen(film, [shot.span]))
        for shot in film.storyboard.shots
        if shot.scene in {chapter.scenes[0].id for chapter in film.screenplay.chapters}
        and shot == next(s for s in film.storyboard.shots if s.scene == shot.scene)
    ]
    assert all(video.at(end - 1) for _, end in marks)
    starts = [video.at(start) for start, _ in lines]
    assert starts == [min(seen(film, [cue.span])) for cue in film.storyboard.cues]


def _span(one):
    return Span(start_ms=one["start_ms"], end_ms=one["end_ms"])
