"""A storyboard on the timeline of its recordings."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from moviellm.film.models.footage import Soundtrack
from moviellm.film.models.storyboard import Cue, KeyFrame, Storyboard

BREATH_MS = 200
"""Between two lines, and between a line and the end of its key frame: as staging plans it."""


def retime(storyboard: Storyboard, soundtrack: Soundtrack) -> Storyboard:
    """Give every cue its real duration, and every frame the time that its cues need.

    The rule:

    1. Lines are spoken one at a time, in the order in which they were planned to begin, with at
       least 200 ms between them.
    2. A line begins as long after the start of its key frame as was planned, or when the line
       before it has been spoken.
    3. The key frame in which a line was planned to end lasts until it has been spoken, and 200 ms
       more. A frame before that one, over which the line begins, keeps its share of the line.
    4. No frame gets shorter.

    So a line's cue begins with the first sample of its recording and ends with the last. A cue
    without a recording keeps its length.
    """
    lengths = {one.cue: one.duration_ms for one in soundtrack.recordings}
    timeline = _Timeline(storyboard.cues, lengths)
    frames = iter([timeline.placed(frame) for frame in storyboard.frames()])
    shots = [
        shot.model_copy(update={"frames": tuple(next(frames) for _ in shot.frames)})
        for shot in storyboard.shots
    ]
    cues = tuple(timeline.moved.get(cue.id, cue) for cue in storyboard.cues)
    return storyboard.model_copy(update={"shots": tuple(shots), "cues": cues})


class _Timeline:
    """The film so far: frames and lines in their new places."""

    def __init__(self, cues: tuple[Cue, ...], lengths: Mapping[str, int]) -> None:
        self._lengths = lengths
        self._waiting = deque(sorted(cues, key=lambda cue: cue.start_ms))
        self._running: list[Cue] = []
        self._clock = self._free = 0
        self.moved: dict[str, Cue] = {}

    def placed(self, frame: KeyFrame) -> KeyFrame:
        """Return the next frame where it belongs now, with the lines that begin over it."""
        begun = list(self._begin(frame))
        self._running += begun
        ended = [cue for cue in self._running if cue.end_ms <= frame.end_ms]
        self._running = [cue for cue in self._running if cue.end_ms > frame.end_ms]
        end = max(
            self._clock + frame.duration_ms,
            *(self.moved[cue.id].end_ms + BREATH_MS for cue in ended),
            *(self._share_of(cue, frame) for cue in begun if cue.end_ms > frame.end_ms),
            0,
        )
        start, self._clock = self._clock, end
        return frame.model_copy(update={"start_ms": start, "duration_ms": end - start})

    def _begin(self, frame: KeyFrame) -> Iterator[Cue]:
        while self._waiting and self._waiting[0].start_ms < frame.end_ms:
            cue = self._waiting.popleft()
            start = max(self._free, self._clock + max(0, cue.start_ms - frame.start_ms))
            end = start + self._lengths.get(cue.id, cue.span.length_ms)
            self.moved[cue.id] = cue.model_copy(update={"start_ms": start, "end_ms": end})
            self._free = end + BREATH_MS
            yield cue

    def _share_of(self, cue: Cue, frame: KeyFrame) -> int:
        """When a frame has had its share of a line that goes on over the next."""
        now = self.moved[cue.id]
        planned, real = cue.span.length_ms, now.span.length_ms
        inside = frame.end_ms - cue.start_ms
        return now.start_ms + inside * max(planned, real) // planned
