"""How long every key frame is seen and when every line is heard, in whole milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.storyboard import Camera, Depiction
from moviellm.film.staging.moments import Moment
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.verbs import SPEECH

_LEAD_MS = 200
"""A line starts this long after its key frame, and ends this long before the next line."""
_MIN_CUE_MS = 900
_SPEAKER_SHARE = 0.6
"""How much of a line is spoken on the speaker's face when the listener's follows."""


class Pace(Protocol):
    """How much time the audience gets (a director's config may be one)."""

    @property
    def reading_speed(self) -> float:
        """How many characters of a line are read in a second."""

    @property
    def min_frame_ms(self) -> int:
        """The shortest key frame, in milliseconds."""

    @property
    def max_frame_ms(self) -> int:
        """The longest that a key frame is looked at, in milliseconds."""


@dataclass(slots=True)
class FrameDraft:
    """A key frame of a scene while it is being made."""

    moment: Moment
    camera: Camera
    seen: Depiction
    shown: tuple[Step, ...]
    lines: list[Step] = field(default_factory=list)
    duration_ms: int = 0

    @property
    def events(self) -> tuple[str, ...]:
        """Ids of the events that the picture shows; lines are heard, not seen."""
        return tuple(step.event.id for step in self.shown if step.event.verb not in SPEECH)


def assign_lines(run: SceneRun, drafts: Sequence[FrameDraft]) -> None:
    """Give every line of a scene, in order, to the key frame over which it is heard.

    That is its own key frame, or the last one that is not ahead of the story and shows the
    speaker, or the last one that is not ahead; and none before what the line follows from is seen.
    """
    earliest = 0
    for position, step in enumerate(run.steps):
        if step.event.line is None:
            continue
        own = [i for i, draft in enumerate(drafts) if draft.moment.main is step]
        current = [i for i, draft in enumerate(drafts) if draft.moment.position <= position]
        seen = [i for i in current if _sees(drafts[i], step.event.agent)]
        best = next((group[-1] for group in (own, seen, current) if group), 0)
        causes = [i for i in current if _shows(drafts[i], step.event.because)]
        earliest = max(earliest, best, *causes)
        drafts[earliest].lines.append(step)


def set_durations(drafts: Sequence[FrameDraft], config: Pace) -> list[tuple[Step, int, int]]:
    """Set how long each key frame of a scene lasts.

    Returns:
        Every line with its start and end, in milliseconds from the start of the scene.
    """
    cues = []
    start = 0
    for i, draft in enumerate(drafts):
        draft.duration_ms = max(draft.duration_ms, _looking_ms(draft, config))
        clock = _LEAD_MS
        for step in draft.lines:
            length = speaking_ms(step.event.line or "", config)
            cues.append((step, start + clock, start + clock + length))
            clock += length + _LEAD_MS
        if _answers(drafts, i):
            first = max(config.min_frame_ms, int(clock * _SPEAKER_SHARE))
            draft.duration_ms = min(max(draft.duration_ms, first), max(clock, config.min_frame_ms))
            drafts[i + 1].duration_ms = max(0, clock - draft.duration_ms)
        elif draft.lines:
            draft.duration_ms = max(draft.duration_ms, clock)
        start += draft.duration_ms
    return cues


def speaking_ms(line: str, config: Pace) -> int:
    """How long a line is heard, in milliseconds."""
    return max(_MIN_CUE_MS, round(1000 * len(line) / config.reading_speed))


def _looking_ms(draft: FrameDraft, config: Pace) -> int:
    """The more there is to see, the longer."""
    seen = draft.seen
    things = min(4, len(seen.props))
    wanted = 1_500 + 400 * len(seen.figures) + 200 * things + 500 * len(draft.shown)
    return min(max(wanted, config.min_frame_ms), config.max_frame_ms)


def _answers(drafts: Sequence[FrameDraft], index: int) -> bool:
    """Whether the next key frame shows the listener of this one's only line."""
    if index + 1 == len(drafts) or len(drafts[index].lines) != 1:
        return False
    following = drafts[index + 1]
    same = following.moment.position == drafts[index].moment.position
    return following.moment.purpose == "listen" and same and not following.lines


def _shows(draft: FrameDraft, events: Sequence[str]) -> bool:
    return any(step.event.id in events for step in draft.shown)


def _sees(draft: FrameDraft, person: str | None) -> bool:
    return any(figure.person == person for figure in draft.seen.figures)
