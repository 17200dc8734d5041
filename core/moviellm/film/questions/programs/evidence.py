"""Evidence: the smallest set of frames and cues with which a viewer gives an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moviellm.film.models.annotations import Evidence
from moviellm.film.models.timeline import Span
from moviellm.film.questions.programs.program import Answer, Program
from moviellm.film.viewers import Observation, Screening, View

MOST = 400
"""Evidence is searched among so many of the most relevant observations, so that it always ends."""


def find_evidence(program: Program, screening: Screening) -> tuple[Observation, ...]:
    """The smallest evidence for the camera's answer, in the order of time.

    Without any one of its observations, a viewer of the others gives another answer or none.

    Returns:
        The observations; empty when the camera has no answer, or too many observations bear on it.
    """
    want = program.answer(screening.camera)
    if want is None:
        return ()
    chosen = in_time(
        observation for observation in program.core(screening.camera) if observation is not None
    )
    if program.answer(View(screening, chosen)) != want:
        chosen = in_time(program.relevant(screening.camera))
        if len(chosen) > MOST or program.answer(View(screening, chosen)) != want:
            return ()
    return tuple(_smallest(program, screening, chosen, want))


def _smallest(
    program: Program, screening: Screening, observations: Sequence[Observation], want: Answer
) -> Sequence[Observation]:
    """Delete greedily, in halves first, the earliest first: late observations are the clearest."""
    size = len(observations) // 2
    while len(observations) > 1:
        size = max(1, size)
        start, deleted = 0, False
        while start < len(observations):
            rest = [*observations[:start], *observations[start + size :]]
            if rest and program.answer(View(screening, rest)) == want:
                observations, deleted = rest, True
            else:
                start += size
        if size == 1 and not deleted:
            break
        size //= 2
    return observations


def is_minimal(program: Program, screening: Screening, observations: Sequence[Observation]) -> bool:
    """Whether the observations give the camera's answer, and without any one of them do not."""
    want = program.answer(screening.camera)
    if want is None or program.answer(View(screening, observations)) != want:
        return False
    rests = ([p for p in observations if p is not out] for out in observations)
    return all(program.answer(View(screening, rest)) != want for rest in rests)


def in_time(observations: Iterable[Observation]) -> list[Observation]:
    """The observations in the order of time, each once."""
    return sorted(dict.fromkeys(observations), key=lambda observation: observation.start_ms)


def certificate_ms(observations: Sequence[Observation]) -> int:
    """The time from the start of the first observation to the end of the last, in milliseconds."""
    if not observations:
        return 0
    return max(p.end_ms for p in observations) - min(p.start_ms for p in observations)


def as_evidence(observations: Sequence[Observation]) -> Evidence:
    """The observations as they are written down: ids, and spans that touch are one."""
    spans: list[Span] = []
    for observation in sorted(observations, key=lambda p: p.start_ms):
        if spans and observation.start_ms <= spans[-1].end_ms:
            end = max(spans[-1].end_ms, observation.end_ms)
            spans[-1] = Span(start_ms=spans[-1].start_ms, end_ms=end)
        else:
            spans.append(observation.span)
    return Evidence(
        frames=tuple(p.id for p in observations if p.kind == "frame"),
        cues=tuple(p.id for p in observations if p.kind == "cue"),
        spans_ms=tuple(spans),
    )
