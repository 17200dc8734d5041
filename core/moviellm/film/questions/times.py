"""Times in the words of questions, and the same questions with the times of a video.

A film's questions name times of the film. Where a key frame is seen a little earlier or later in
a video, they are asked with the times at which the video shows the same.
"""

from __future__ import annotations

import re

from moviellm.film.formats import TIMECODE, Timecodes, VideoClock, milliseconds
from moviellm.film.models.annotations import Question
from moviellm.film.models.timeline import Span
from moviellm.film.questions.programs import Story, When

_MOMENT = re.compile(rf"At ({TIMECODE})\.")
_TIME = re.compile(rf"(?<![\d:.]){TIMECODE}(?![\d:])")


def moment(code: str) -> str:
    """Return the answer to a question for a time."""
    return f"At {code}."


def question_in_video(question: Question, clock: VideoClock, codes: Timecodes) -> Question:
    """Return a question with the times of a video.

    Args:
        question: With the times of the film.
        clock: Tells when the video shows what.
        codes: Names times of the video.
    """
    spans = question.evidence.spans_ms
    shown = tuple(map(clock.times, spans))
    changed = {
        **_times_told(question, clock, codes),
        "evidence": question.evidence.model_copy(update={"spans_ms": shown}),
    }
    if spans and question.certificate_ms == _length(spans):
        changed["certificate_ms"] = _length(shown)
    return question.model_copy(update=changed)


def _times_told(question: Question, clock: VideoClock, codes: Timecodes) -> dict[str, object]:
    program = question.program.partition("(")[0]
    if program == When.name:
        return _moments(question, clock, codes)
    times = _TIME.findall(question.question)
    if program != Story.name or len(times) != 2:
        return {}
    start, end = map(milliseconds, times)
    names = iter(codes.ends(clock.times(Span(start_ms=start, end_ms=max(start, end) + 1))))
    return {"question": _TIME.sub(lambda _: next(names), question.question)}


def _moments(question: Question, clock: VideoClock, codes: Timecodes) -> dict[str, object]:
    """The answer and the options, if all of them are times."""
    said = question.options or (question.answer,)
    found = [_MOMENT.fullmatch(text) for text in said]
    meant = [milliseconds(one[1]) for one in found if one]
    if len(meant) < len(said):
        return {}
    right, spans = question.answer_index or 0, question.evidence.spans_ms
    if spans and meant[right] < spans[0].start_ms < meant[right] + 1_000:
        meant[right] = spans[0].start_ms  # a captioner that rounds down names what was before
    shown = [clock.times(Span(start_ms=ms, end_ms=ms)).start_ms for ms in meant]
    told = tuple(map(moment, codes.alike(shown, apart=True)))
    if question.answer_index is None:
        return {"answer": told[0]}
    return {"options": told, "answer": told[right]}


def _length(spans: tuple[Span, ...]) -> int:
    return max(span.end_ms for span in spans) - min(span.start_ms for span in spans)
