"""Every span names exactly the video frames that show it: held by decoding what was encoded."""

from __future__ import annotations

from fractions import Fraction

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film.formats import VideoClock
from moviellm.testing import MemoryBlobs

RATES = [24, 25, "30000/1001", 1]
UNEVEN = [1370, 2011, 17, 3333, 400, 5999, 41, 42, 1001, 999, 3, 2502, 501, 499, 7777]


def targets(film):
    """Which key frames each caption's target has, by the storyboard's own tree."""
    frames = {film.id: [f.index for f in film.storyboard.frames()]}
    for shot in film.storyboard.shots:
        indices = [frame.index for frame in shot.frames]
        frames[shot.id] = indices
        frames.setdefault(shot.scene, []).extend(indices)
        frames |= {frame.id: [frame.index] for frame in shot.frames}
    return frames


def shown_in(decoded, span):
    return sorted(set(decoded[slice(*span["frames"])]))


def exactly(decoded, span, wanted):
    """The span's video frames show just these key frames, and no other video frame does."""
    first, end = span["frames"]
    outside = decoded[:first] + decoded[end:]
    return shown_in(decoded, span) == wanted and not set(outside) & set(wanted)


@pytest.mark.parametrize("variable", [False, True])
@pytest.mark.parametrize("fps", RATES)
def test_a_caption_names_exactly_the_video_frames_that_show_it(
    coded, blobs, export, rows, fps, variable
):
    film = coded.film(blobs, UNEVEN)
    folder = export(film, fps=fps, variable_rate=variable)
    [row] = rows(folder)
    decoded = coded.numbers(folder / row["file"])
    assert len(decoded) == row["frames"]
    wanted = targets(film)
    assert len(row["captions"]) == 1 + 8 + 15 + 4
    assert all(exactly(decoded, caption, wanted[caption["target"]]) for caption in row["captions"])
    assert all(exactly(decoded, span, wanted[span["id"]]) for span in row["key_frames"])


@pytest.mark.parametrize("codec", ["h264", "av1"])
@pytest.mark.parametrize("fps", RATES)
def test_video_frame_n_is_shown_at_n_over_fps_exactly(coded, blobs, encode, fps, codec):
    made = encode(coded.film(blobs, UNEVEN), fps=fps, codec=codec)
    assert coded.times(made.path) == [n / Fraction(fps) for n in range(made.frames)]
    assert made.duration_ms == round(made.frames * 1000 / Fraction(fps))


@pytest.mark.parametrize("codec", ["h264", "av1"])
def test_each_video_frame_shows_its_key_frame(coded, blobs, encode, codec):
    film = coded.film(blobs, UNEVEN)
    made = encode(film, codec=codec)
    wanted = [k.index for k, run in VideoClock(film.storyboard, 24).runs() for _ in run]
    assert coded.numbers(made.path) == wanted


@pytest.mark.parametrize("codec", ["h264", "av1"])
@pytest.mark.parametrize("fps", RATES)
def test_at_a_variable_rate_each_key_frame_is_one_frame_as_long_as_it_is_shown(
    coded, blobs, encode, ffprobe, fps, codec
):
    film = coded.film(blobs, UNEVEN)
    made = encode(film, fps=fps, codec=codec, variable_rate=True)
    runs = [run for _, run in VideoClock(film.storyboard, Fraction(fps)).runs()]
    assert coded.numbers(made.path) == list(range(1, len(UNEVEN) + 1))
    assert coded.times(made.path) == [run.start / Fraction(fps) for run in runs]
    [stream] = [s for s in ffprobe(made.path)["streams"] if s["codec_type"] == "video"]
    whole = float(runs[-1].stop / Fraction(fps))
    assert float(stream["duration"]) == pytest.approx(whole, abs=1e-3)
    assert made.duration_ms == round(whole * 1000)


@settings(max_examples=15)
@given(
    st.lists(st.integers(1, 4000), min_size=1, max_size=12),
    st.sampled_from(RATES),
    st.booleans(),
)
def test_whatever_the_durations(coded, tmp_path_factory, rows, durations, fps, variable):
    from moviellm.testing import make_context
    from moviellm_plugin_video.mp4 import Mp4Exporter

    blobs = MemoryBlobs()
    film = coded.film(blobs, durations)
    folder = tmp_path_factory.mktemp("any")
    exporter = Mp4Exporter(coded.config(fps=fps, variable_rate=variable))
    exporter.moviellm_export([film], folder, make_context(film="", blobs=blobs))
    [row] = rows(folder)
    decoded = coded.numbers(folder / row["file"])
    wanted = targets(film)
    assert sorted(set(decoded)) == list(range(1, len(durations) + 1))
    assert all(exactly(decoded, caption, wanted[caption["target"]]) for caption in row["captions"])


@pytest.mark.parametrize("fps", RATES)
def test_a_line_and_evidence_name_the_frames_that_are_shown_meanwhile(
    coded, blobs, export, rows, fps
):
    film = coded.film(blobs, UNEVEN, lines=[(1500, 3100, "Here."), (9000, 12_000, "There.")])
    folder = export(film, fps=fps)
    [row] = rows(folder)
    decoded = coded.numbers(folder / row["file"])
    assert shown_in(decoded, row["dialogue"][0]) == [2]
    assert shown_in(decoded, row["dialogue"][1]) == [6]
    line, last = row["questions"][0]["evidence"]["spans"]
    assert shown_in(decoded, line) == [2]
    assert exactly(decoded, last, [15])
    assert last["frames"][1] == row["frames"]


def two_hours(coded, blobs):
    return coded.film(blobs, [4000 + index * 7919 % 2837 for index in range(1331)])


@pytest.mark.slow
def test_every_cut_of_two_hours_at_a_constant_rate_is_where_it_belongs(coded, blobs, encode):
    film, rate = two_hours(coded, blobs), Fraction(30000, 1001)
    made = encode(film, fps="30000/1001", preset="ultrafast")
    edges = {}
    for frame in film.storyboard.frames():
        edges[round(frame.start_ms * rate / 1000)] = frame.index
        edges[round(frame.end_ms * rate / 1000) - 1] = frame.index
    assert made.frames == max(edges) + 1
    with av.open(str(made.path)) as video:
        for number, shown in enumerate(video.decode(video=0)):
            if number in edges:
                assert coded.number_in(shown) == edges.pop(number)
                assert shown.pts * shown.time_base == number / rate
    assert edges == {}


@pytest.mark.slow
def test_two_hours_end_on_time(coded, blobs, encode):
    film = two_hours(coded, blobs)
    assert film.storyboard.duration_ms > 2 * 3600 * 1000 - 60_000
    slow = encode(film, "slow.mp4", fps=1)
    decoded = coded.numbers(slow.path)
    starts = [decoded.index(frame.index) for frame in film.storyboard.frames()]
    late = [s * 1000 - f.start_ms for s, f in zip(starts, film.storyboard.frames(), strict=True)]
    assert max(map(abs, late)) <= 500
    exact = encode(film, "exact.mp4", fps="30000/1001", variable_rate=True)
    shown = coded.times(exact.path)
    pairs = zip(shown, film.storyboard.frames(), strict=True)
    assert max(abs(time * 1000 - frame.start_ms) for time, frame in pairs) < 17
