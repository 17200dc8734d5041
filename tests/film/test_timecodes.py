"""A named time shows what is meant, whatever the durations and the rate of the video."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import (
    Camera,
    Depiction,
    Evidence,
    Film,
    KeyFrame,
    Question,
    Shot,
    Span,
    Storyboard,
)
from moviellm.film.captioning import film_in_video
from moviellm.film.formats import EXACT_RATE, Timecodes, VideoClock, milliseconds
from moviellm.film.questions.times import question_in_video
from moviellm.testing import MemoryBlobs, nasty_movies

RATES = [Fraction(1), Fraction(2), Fraction(24), Fraction(25), Fraction(30_000, 1_001)]
rates = st.sampled_from([*RATES, Fraction(EXACT_RATE)])
durations = st.lists(st.integers(1, 9_000), min_size=1, max_size=40)
BLOBS = MemoryBlobs()


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


def shown_at(clock: VideoClock, code: str) -> str:
    """The key frame that a video shows at a named time."""
    number = int(milliseconds(code) * clock.rate / 1_000)
    return next(key.id for key, run in clock.runs() if number in run)


@given(durations, rates, st.data())
def test_the_ends_of_a_span_of_key_frames_show_the_first_and_the_last(
    lengths: list[int], rate: Fraction, data: st.DataObject
) -> None:
    story = board(lengths)
    keys = list(story.frames())
    first = data.draw(st.integers(0, len(keys) - 1))
    last = data.draw(st.integers(first, len(keys) - 1))
    clock, codes = VideoClock(story, rate), Timecodes(story, rate)
    start, end = codes.ends(Span(start_ms=keys[first].start_ms, end_ms=keys[last].end_ms))
    assert (shown_at(clock, start), shown_at(clock, end)) == (keys[first].id, keys[last].id)
    assert shown_at(clock, codes.at(keys[first].start_ms)) == keys[first].id


@given(durations, rates, st.lists(st.integers(0, 90_000), min_size=2, max_size=4, unique=True))
def test_moments_are_named_alike_and_shown_by_their_key_frames(
    lengths: list[int], rate: Fraction, moments: list[int]
) -> None:
    story = board(lengths)
    moments = [ms % story.duration_ms for ms in moments]
    clock = VideoClock(story, rate)
    names = Timecodes(story, rate).alike(moments)
    assert len({len(name.partition(".")[2]) for name in names}) == 1
    for ms, name in zip(moments, names, strict=True):
        (shown,) = clock.frames(Span(start_ms=ms, end_ms=ms))
        assert shown_at(clock, name) == next(key.id for key, run in clock.runs() if shown in run)


def test_different_moments_can_be_named_apart() -> None:
    codes = Timecodes(board([9_000]), 25)
    assert codes.alike([5_200, 5_880]) == ("00:06", "00:06")
    assert codes.alike([5_200, 5_880], apart=True) == ("00:05.2", "00:05.9")


def test_a_time_has_no_more_decimals_than_it_takes() -> None:
    codes = Timecodes(board([3_700, 300, 3_600_000, 500]))
    assert codes.ends(Span(start_ms=0, end_ms=3_700)) == ("00:00", "00:03")
    assert codes.stretch(Span(start_ms=3_700, end_ms=4_000)) == "00:03.7–00:03.9"
    assert codes.stretch(Span(start_ms=4_000, end_ms=3_604_000)) == "00:04–1:00:03"
    assert codes.stretch(Span(start_ms=5_000, end_ms=5_900)) == "00:05"


def test_what_is_past_the_end_is_named_by_the_last_time() -> None:
    codes = Timecodes(board([2_400]), 1)
    assert codes.stretch(Span(start_ms=0, end_ms=9_000)) == "00:00–00:01"
    assert codes.stretch(Span(start_ms=8_000, end_ms=9_000)) == codes.at(9_000) == "00:01"


@pytest.mark.parametrize("code", ["00:00", "01:05.5", "1:02:03", "00:07.04"])
def test_a_timecode_is_read_as_it_is_written(code: str) -> None:
    ms = milliseconds(code)
    assert ms == {"00:00": 0, "01:05.5": 65_500, "1:02:03": 3_723_000, "00:07.04": 7_040}[code]


def asked(answer: str, evidence: Span, *wrong: str) -> Question:
    options = (*wrong, answer) if wrong else None
    return Question(
        id="q1", kind="temporal", question="At what time?", answer=answer, options=options,
        answer_index=len(wrong) if wrong else None, evidence=Evidence(spans_ms=(evidence,)),
        hops=1, certificate_ms=evidence.length_ms, program="when(e1)",
    )  # fmt: skip


def in_video(question: Question, story: Storyboard, rate: int) -> Question:
    clock = VideoClock(story, rate)
    video = board([clock.times(key.span).length_ms for key in story.frames()])
    return question_in_video(question, clock, Timecodes(video, rate))


@pytest.mark.parametrize(("rate", "told"), [(1, "At 00:03."), (24, "At 00:04.")])
def test_a_moment_and_its_wrong_options_are_asked_at_times_of_the_video(
    rate: int, told: str
) -> None:
    story = board([3_300, 1_100, 4_600, 9_000])
    question = asked("At 00:04.", Span(start_ms=3_300, end_ms=4_400), "At 00:05.", "At 00:09.")
    shown = in_video(question, story, rate)
    assert shown.answer == shown.options[2] == told
    assert len(set(shown.options)) == 3


def test_a_moment_that_a_captioner_rounded_down_is_found_by_its_evidence() -> None:
    story = board([3_700, 5_000])
    question = asked("At 00:03.", Span(start_ms=3_700, end_ms=8_700))
    shown = in_video(question, story, 2)
    assert shown.answer == "At 00:04."


def test_a_chapter_is_asked_about_between_times_at_which_the_video_shows_it() -> None:
    story = board([3_400, 5_000])
    question = asked("x", Span(start_ms=3_400, end_ms=8_400)).model_copy(
        update={"program": "story(e1)", "question": "What happens, from 00:04 to 00:08?"}
    )
    shown = in_video(question, story, 1)
    assert shown.question == "What happens, from 00:04 to 00:07?"


def spans_of(film: Film) -> list[Span]:
    """Every span that a film names."""
    board, notes = film.storyboard, film.annotations
    return [
        *(frame.span for frame in board.frames()),
        *(cue.span for cue in board.cues),
        *(Span(start_ms=one.start_ms, end_ms=one.end_ms) for one in notes.captions),
        *(span for question in notes.questions for span in question.evidence.spans_ms),
    ]


@settings(max_examples=60)
@given(nasty_movies(BLOBS), st.sampled_from(RATES))
def test_no_span_of_a_film_in_a_video_is_past_its_end(film: Film, rate: Fraction) -> None:
    clock, told = VideoClock(film.storyboard, rate), film_in_video(film, rate)
    assert told.storyboard.duration_ms == clock.duration_ms
    assert all(0 <= s.start_ms <= s.end_ms <= clock.duration_ms for s in spans_of(told))
    keys = list(told.storyboard.frames())
    assert [key.end_ms for key in keys[:-1]] == [key.start_ms for key in keys[1:]]
    again = VideoClock(told.storyboard, rate)
    assert [run for _, run in again.runs()] == [run for _, run in clock.runs()]
    assert film_in_video(told, rate) == told


@settings(max_examples=60)
@given(nasty_movies(BLOBS), st.sampled_from(RATES))
def test_each_span_of_a_film_in_a_video_shows_what_it_showed(film: Film, rate: Fraction) -> None:
    told = film_in_video(film, rate)
    before, after = VideoClock(film.storyboard, rate), VideoClock(told.storyboard, rate)
    for was, now in zip(spans_of(film), spans_of(told), strict=True):
        if was.start_ms < film.storyboard.duration_ms:
            assert after.frames(now) == before.frames(was)


@settings(max_examples=30)
@given(nasty_movies(BLOBS))
def test_where_times_are_exact_nothing_within_the_film_changes(film: Film) -> None:
    told = film_in_video(film, EXACT_RATE)
    for was, now in zip(spans_of(film), spans_of(told), strict=True):
        if was.end_ms <= film.storyboard.duration_ms and was.length_ms:
            assert now == was
