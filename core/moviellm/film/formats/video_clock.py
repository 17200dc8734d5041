"""Which frames of a video show which part of a film.

A film is a run of key frames in milliseconds, a video is a run of frames at a constant rate. The
`VideoClock` is the one place where the two meet, so that a caption, a subtitle and a picture of
one export never disagree about a frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from fractions import Fraction

from moviellm.errors import InputError
from moviellm.film.models.storyboard import KeyFrame, Storyboard
from moviellm.film.models.timeline import Span


class VideoClock:
    """The frames of a video at a constant rate that shows a storyboard.

    Video frames are counted from 0. A key frame is shown from the video frame nearest to its start
    up to the one nearest to its end, both measured from the start of the film, so that rounding
    never adds up. A key frame that is shorter than a video frame is shown for one all the same,
    and those after it give the time back.

    Args:
        storyboard: The film; its key frames follow each other without gaps.
        rate: Video frames a second, such as ``Fraction(30000, 1001)``.

    Attributes:
        count: How many frames the video has.
        duration_ms: How long it is shown, in whole milliseconds.
        rate: Video frames a second.

    Raises:
        InputError: The rate is not above zero.
    """

    def __init__(self, storyboard: Storyboard, rate: Fraction | int) -> None:
        if rate <= 0:
            raise InputError(
                f"A video cannot have {rate} frames a second.", hint="Give a rate above zero."
            )
        self.rate = Fraction(rate)
        self._frames, self._in_ms = self.rate.numerator, 1000 * self.rate.denominator
        self._key_frames = tuple(storyboard.frames())
        self._starts = [frame.start_ms for frame in self._key_frames]
        self._film_ms = storyboard.duration_ms
        self._cuts = {*self._starts, self._film_ms}
        self._runs: list[range] = []
        first = 0
        for frame in self._key_frames:
            end = max(first + 1, round(frame.end_ms * self.rate / 1000))
            self._runs.append(range(first, end))
            first = end
        self._places = {frame.id: at for at, frame in enumerate(self._key_frames)}
        self.count = first
        self.duration_ms = round(first * 1000 / self.rate)

    def frames_of(self, key_frame: str) -> range:
        """Return the video frames that show a key frame; at least one.

        Args:
            key_frame: Its id.

        Raises:
            KeyError: The film has no such key frame.
        """
        return self._runs[self._places[key_frame]]

    def run_of(self, frame: int) -> range:
        """Return the video frames that show the same key frame as this one."""
        return self._runs[bisect_right(self._runs, frame, key=_first) - 1]

    def frames(self, span: Span) -> range:
        """Return the video frames that show any part of a span.

        A span that begins and ends with key frames gives exactly the video frames of these. Parts
        outside the film are left out; an empty span gives the one frame that shows its moment.
        """
        if span.start_ms >= self._film_ms:
            return range(self.count, self.count)
        first_run = self._runs[bisect_right(self._starts, span.start_ms) - 1]
        first = _within(
            span.start_ms * self._frames // self._in_ms, first_run.start, first_run.stop - 1
        )
        if span.length_ms == 0:
            return range(first, first + 1)
        last_run = self._runs[bisect_left(self._starts, span.end_ms) - 1]
        end = _within(
            -(-span.end_ms * self._frames // self._in_ms), last_run.start + 1, last_run.stop
        )
        return range(first, end)

    def times(self, span: Span) -> Span:
        """Return when the video shows a span: at each of these milliseconds it shows a part of it.

        Where a key frame begins or ends in the film, it begins or ends in the video. Other moments
        stay as they are, as far as the video shows the same key frame then. What is after the
        film's end is at the video's last millisecond.
        """
        shown = self.frames(span)
        if not shown:
            return Span(start_ms=self.duration_ms - 1, end_ms=self.duration_ms)
        start, end = self.start_ms(shown.start), self.start_ms(shown.stop)
        if span.start_ms not in self._cuts:
            start = _within(span.start_ms, start, self.start_ms(shown.start + 1) - 1)
        if span.length_ms == 0:
            return Span(start_ms=start, end_ms=start)
        if span.end_ms not in self._cuts:
            end = _within(span.end_ms, self.start_ms(shown.stop - 1) + 1, end)
        return Span(start_ms=start, end_ms=end)

    def start_ms(self, frame: int) -> int:
        """Return the first whole millisecond at which a video frame is shown.

        Of the frame after the last it is the end of the video.
        """
        if frame == self.count:
            return self.duration_ms
        return -(-frame * self._in_ms // self._frames)

    def runs(self) -> Iterator[tuple[KeyFrame, range]]:
        """Yield every key frame with the video frames that show it, in order."""
        yield from zip(self._key_frames, self._runs, strict=True)


def _within(number: int, least: int, most: int) -> int:
    return max(least, min(number, most))


def _first(run: range) -> int:
    return run.start
