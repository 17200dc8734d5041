"""A film with the times of a video that shows it."""

from __future__ import annotations

from fractions import Fraction

from moviellm.film.formats import Timecodes, VideoClock
from moviellm.film.models.annotations import Annotations, Caption
from moviellm.film.models.film import Film
from moviellm.film.models.storyboard import Cue, KeyFrame, Storyboard
from moviellm.film.models.timeline import Span
from moviellm.film.questions.times import question_in_video


def film_in_video(film: Film, rate: Fraction | int) -> Film:
    """Return a film with the times at which a video shows what it shows.

    A video has whole frames, so a key frame is seen in it a little earlier or later than in the
    film, and the film may end earlier or later. At each time of the film that is returned the video
    shows what stands there: in key frames, lines of dialogue, captions, evidence, and in the words
    of questions. Times that were right stay as they are.

    Args:
        film: With its own times.
        rate: Frames a second of the video.
    """
    clock = VideoClock(film.storyboard, rate)
    board = _storyboard(film.storyboard, clock)
    notes, codes = film.annotations, Timecodes(board, rate)
    annotations: Annotations = notes.model_copy(
        update={
            "captions": tuple(_caption(one, clock) for one in notes.captions),
            "questions": tuple(question_in_video(one, clock, codes) for one in notes.questions),
        }
    )
    return film.model_copy(update={"storyboard": board, "annotations": annotations})


def _storyboard(board: Storyboard, clock: VideoClock) -> Storyboard:
    shots = tuple(
        shot.model_copy(update={"frames": tuple(_key_frame(one, clock) for one in shot.frames)})
        for shot in board.shots
    )
    cues = tuple(_cue(one, clock) for one in board.cues)
    return board.model_copy(update={"shots": shots, "cues": cues})


def _key_frame(frame: KeyFrame, clock: VideoClock) -> KeyFrame:
    span = clock.times(frame.span)
    return frame.model_copy(update={"start_ms": span.start_ms, "duration_ms": span.length_ms})


def _cue(cue: Cue, clock: VideoClock) -> Cue:
    span = clock.times(cue.span)
    return cue.model_copy(update={"start_ms": span.start_ms, "end_ms": span.end_ms})


def _caption(caption: Caption, clock: VideoClock) -> Caption:
    span = clock.times(Span(start_ms=caption.start_ms, end_ms=caption.end_ms))
    return caption.model_copy(update={"start_ms": span.start_ms, "end_ms": span.end_ms})
