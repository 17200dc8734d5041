"""One clock between a film's milliseconds and a video's frames, at every rate."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm import InputError
from moviellm.film import Camera, Depiction, KeyFrame, Shot, Span, Storyboard
from moviellm.film.formats import VideoClock

RATES = [Fraction(24), Fraction(25), Fraction(30_000, 1_001), Fraction(1)]
rates = st.sampled_from(RATES)
durations = st.lists(st.integers(1, 9_000), min_size=1, max_size=60)


def board(lengths: list[int]) -> Storyboard:
    frames, start = [], 0
    for index, length in enumerate(lengths, start=1):
        frames.append(
            KeyFrame(id=f"f{index}", index=index, start_ms=start, duration_ms=length,
                     depiction=Depiction(place="room"), prompt="", seed=0)
        )  # fmt: skip
        start += length
    shot = Shot(id="s1", scene="c1", camera=Camera(), frames=tuple(frames))
    return Storyboard(film="film-1", shots=(shot,))


@given(durations, rates)
def test_runs_of_key_frames_cover_the_video_without_gap_or_overlap(
    lengths: list[int], rate: Fraction
) -> None:
    clock = VideoClock(board(lengths), rate)
    shown = [frame for _, run in clock.runs() for frame in run]
    assert shown == list(range(clock.count))
    assert all(len(run) >= 1 for _, run in clock.runs())
    assert all(clock.frames_of(key.id) == run for key, run in clock.runs())


@given(durations, rates, st.data())
def test_a_span_of_whole_key_frames_names_exactly_their_frames(
    lengths: list[int], rate: Fraction, data: st.DataObject
) -> None:
    storyboard = board(lengths)
    clock = VideoClock(storyboard, rate)
    keys = list(storyboard.frames())
    first = data.draw(st.integers(0, len(keys) - 1))
    last = data.draw(st.integers(first, len(keys) - 1))
    span = Span(start_ms=keys[first].start_ms, end_ms=keys[last].end_ms)
    runs = [clock.frames_of(key.id) for key in keys[first : last + 1]]
    assert list(clock.frames(span)) == [frame for run in runs for frame in run]


@given(durations, rates, st.integers(0, 40_000), st.integers(0, 20_000))
def test_any_span_is_shown_by_frames_of_the_key_frames_it_touches(
    lengths: list[int], rate: Fraction, start: int, length: int
) -> None:
    storyboard = board(lengths)
    clock = VideoClock(storyboard, rate)
    span = Span(start_ms=start, end_ms=start + length)
    shown = set(clock.frames(span))
    touched = [key for key in storyboard.frames() if key.span.overlaps(span)]
    if length:
        assert all(shown & set(clock.frames_of(key.id)) for key in touched)
        assert shown <= {frame for key in touched for frame in clock.frames_of(key.id)}
    else:
        assert len(shown) == (start < storyboard.duration_ms)


@pytest.mark.parametrize("rate", RATES)
def test_two_hours_end_on_time_and_no_boundary_is_off_by_more_than_half_a_frame(
    rate: Fraction,
) -> None:
    lengths = [4_321 + 37 * (n % 11) for n in range(1_600)]
    storyboard = board(lengths)
    assert storyboard.duration_ms > 7_200_000
    clock = VideoClock(storyboard, rate)
    for key, run in clock.runs():
        assert abs(run.stop / rate - Fraction(key.end_ms, 1_000)) <= 1 / (2 * rate)


def test_very_short_key_frames_are_shown_and_later_ones_give_the_time_back() -> None:
    clock = VideoClock(board([100, 100, 100, 5_700, 1_000]), 1)
    assert [len(run) for _, run in clock.runs()] == [1, 1, 1, 3, 1]


def test_a_moment_is_shown_by_one_frame_and_what_is_after_the_end_by_none() -> None:
    clock = VideoClock(board([1_000, 1_000]), 25)
    assert clock.frames(Span(start_ms=1_000, end_ms=1_000)) == range(25, 26)
    assert clock.frames(Span(start_ms=1_990, end_ms=9_000)) == range(49, 50)
    assert len(clock.frames(Span(start_ms=2_000, end_ms=3_000))) == 0


def test_frames_begin_at_their_own_time() -> None:
    clock = VideoClock(board([2_000]), Fraction(30_000, 1_001))
    assert [clock.start_ms(n) for n in range(4)] == [0, 34, 67, 101]
    assert clock.start_ms(108_000) == 3_603_600


@pytest.mark.parametrize("rate", [0, -24, Fraction(-1, 2)])
def test_a_rate_that_no_video_has_is_refused(rate: Fraction | int) -> None:
    with pytest.raises(InputError, match="frames a second"):
        VideoClock(board([1_000]), rate)


def test_an_unknown_key_frame_has_no_frames() -> None:
    with pytest.raises(KeyError):
        VideoClock(board([1_000]), 24).frames_of("f2")
