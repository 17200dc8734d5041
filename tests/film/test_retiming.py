"""Recordings put a storyboard on a new timeline, by a rule, to the millisecond."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import Cue, Recording, Soundtrack, Storyboard, check_storyboard, retime
from moviellm.film.ledger.retiming import BREATH_MS
from moviellm.testing import longer_movie
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard

PLAY, BOARD = tiny_screenplay(), tiny_storyboard()


def planned(*spans: tuple[int, int]) -> Storyboard:
    """The tiny storyboard with lines from when to when."""
    cue = BOARD.cues[0]
    cues = [
        cue.model_copy(update={"id": f"c{n:04d}", "start_ms": start, "end_ms": end})
        for n, (start, end) in enumerate(spans)
    ]
    return BOARD.model_copy(update={"cues": tuple(cues)})


def spoken(board: Storyboard, *lengths: int) -> Storyboard:
    """A storyboard whose lines last so long."""
    recordings = [
        Recording(cue=cue.id, digest="0" * 64, duration_ms=length)
        for cue, length in zip(board.cues, lengths, strict=True)
    ]
    return retime(board, Soundtrack(film=board.film, recordings=tuple(recordings)))


FRAMES = list(BOARD.frames())
ENDS = [frame.end_ms for frame in FRAMES]


def test_a_spoken_storyboard_grows_where_its_cues_need_time():
    longer = spoken(BOARD, 7_000)
    assert check_storyboard(PLAY, longer) == ()
    assert longer.cues[0].span.length_ms == 7_000
    assert longer.duration_ms == BOARD.duration_ms + 200 + 7_000 - 2_800 + 0
    assert longer.shots[0] == BOARD.shots[0]


def test_lines_that_need_no_more_time_than_was_planned_leave_frames_as_they_are():
    board = planned((200, ENDS[0] - 200))
    longer = spoken(board, 500)
    assert list(longer.frames()) == FRAMES
    assert (longer.cues[0].start_ms, longer.cues[0].end_ms) == (200, 700)


def test_a_line_over_two_frames_is_spoken_over_both_in_the_same_shares():
    end = ENDS[0]
    board = planned((end - 600, end + 400))
    first, second, *_ = spoken(board, 10_000).frames()
    assert first.duration_ms == end - 600 + 6_000
    assert second.end_ms == end - 600 + 10_000 + BREATH_MS


def test_lines_that_were_planned_at_once_are_spoken_one_after_the_other():
    board = planned((100, 1_000), (100, 1_000), (500, 1_500))
    first, second, third = spoken(board, 2_000, 1_000, 1_000).cues
    assert (first.start_ms, second.start_ms, third.start_ms) == (100, 2_300, 3_500)


def holds(board: Storyboard, longer: Storyboard, lengths: list[int]) -> None:
    before, after = list(board.frames()), list(longer.frames())
    assert after[0].start_ms == 0
    assert all(a.end_ms == b.start_ms for a, b in pairwise(after))
    assert all(a.duration_ms >= b.duration_ms for a, b in zip(after, before, strict=True))
    assert [cue.span.length_ms for cue in longer.cues] == lengths
    order: list[Cue] = sorted(longer.cues, key=lambda cue: cue.start_ms)
    assert all(a.end_ms + BREATH_MS <= b.start_ms for a, b in pairwise(order))
    assert all(cue.end_ms <= longer.duration_ms for cue in longer.cues)
    for was, now in zip(board.cues, longer.cues, strict=True):
        last = next(i for i, frame in enumerate(before) if was.end_ms <= frame.end_ms)
        first = next(i for i, frame in enumerate(before) if was.start_ms < frame.end_ms)
        assert now.start_ms >= after[first].start_ms + was.start_ms - before[first].start_ms
        assert now.end_ms + BREATH_MS <= after[last].end_ms


@given(st.data())
def test_nothing_overlaps_and_nothing_is_cut_whatever_is_planned_and_spoken(data):
    moments = st.integers(0, BOARD.duration_ms - 1)
    spans = data.draw(st.lists(st.tuples(moments, st.integers(1, 5_000)), max_size=5))
    board = planned(*((at, min(at + more, BOARD.duration_ms)) for at, more in sorted(spans)))
    lengths = [data.draw(st.integers(0, 20_000)) for _ in board.cues]
    holds(board, spoken(board, *lengths), lengths)


@pytest.mark.parametrize("length", [0, 1, 2_000, 60_000])
def test_every_line_of_a_film_is_heard_over_the_frames_it_was_planned_for(length):
    board = longer_movie().storyboard
    lengths = [length] * len(board.cues)
    holds(board, spoken(board, *lengths), lengths)
