"""Times as people say them of a film, each named so that a viewer finds there what is meant."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from moviellm.film.formats.video_clock import VideoClock
from moviellm.film.models.storyboard import Storyboard
from moviellm.film.models.timeline import Span

TIMECODE = r"(?:\d+:)?\d\d:\d\d(?:\.\d{1,3})?"
"""The form of a timecode, as a regular expression."""

EXACT_RATE = 1_000
"""Frames a second of a video that would show each key frame at the film's own milliseconds."""

_DECIMALS = range(4)


class Timecodes:
    """Names moments and stretches of a film: ``01:05``, ``1:02:03``, ``00:07.5``.

    At the named time the same key frame is seen as at the moment meant. It is a whole second where
    there is one at which that is so, else it has as many decimals as it takes.

    Args:
        storyboard: The film.
        rate: Frames a second of the video in which it is seen.
    """

    def __init__(self, storyboard: Storyboard, rate: Fraction | int = EXACT_RATE) -> None:
        self._clock = VideoClock(storyboard, rate)
        self._last_ms = storyboard.duration_ms - 1

    def at(self, ms: int) -> str:
        """Name a moment, if it can be by the first whole second from then on."""
        return self.alike([ms])[0]

    def alike(self, moments: Iterable[int], *, apart: bool = False) -> tuple[str, ...]:
        """Name several moments with equally many decimals, so that none stands out.

        Args:
            moments: In milliseconds.
            apart: Different moments get different names.
        """
        frames = [self._frames(ms, ms).start for ms in moments]
        names: list[int | None] = []
        for decimals in _DECIMALS:
            names = [self._moment(frame, 10**decimals) for frame in frames]
            if None not in names and (not apart or len(set(names)) == len(set(frames))):
                break
        return tuple(_written(name or 0, decimals) for name in names)

    def ends(self, span: Span) -> tuple[str, str]:
        """Name the first and the last time at which a span is seen; they may be the same."""
        shown = self._frames(span.start_ms, span.end_ms)
        first, last = self._clock.run_of(shown.start), self._clock.run_of(shown.stop - 1)
        for decimals in _DECIMALS:
            unit = 10**decimals
            start = math.ceil(self._units(shown.start, unit))
            end = math.ceil(self._units(shown.stop, unit)) - 1
            seen_first = start < self._units(min(first.stop, shown.stop), unit)
            if seen_first and end >= self._units(max(last.start, shown.start), unit):
                break
        return _written(start, decimals), _written(end, decimals)

    def stretch(self, span: Span) -> str:
        """Name a span: ``01:05–01:09``, or one time where it is seen at no other."""
        start, end = self.ends(span)
        return start if start == end else f"{start}–{end}"

    def _frames(self, start_ms: int, end_ms: int) -> range:
        """The frames of a span, of which those after the film's end are the last one."""
        start = min(start_ms, self._last_ms)
        return self._clock.frames(Span(start_ms=start, end_ms=max(start, end_ms)))

    def _moment(self, frame: int, unit: int) -> int | None:
        """A number of parts of a second at which the key frame of a video frame is seen."""
        run, time = self._clock.run_of(frame), self._units(frame, unit)
        after, before = math.ceil(time), math.floor(time)
        if after < self._units(run.stop, unit):
            return after
        return before if before >= self._units(run.start, unit) else None

    def _units(self, frame: int, unit: int) -> Fraction:
        return frame * unit / self._clock.rate


def milliseconds(timecode: str) -> int:
    """Return the moment that a timecode names."""
    whole, _, part = timecode.partition(".")
    seconds = 0
    for field in whole.split(":"):
        seconds = 60 * seconds + int(field)
    return 1_000 * seconds + int(f"{part:0<3}")


def _written(parts: int, decimals: int) -> str:
    whole, part = divmod(parts, 10**decimals)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return f"{text}.{part:0{decimals}}" if decimals else text
