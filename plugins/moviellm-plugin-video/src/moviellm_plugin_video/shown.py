"""Which frames of a video file show a part of the film, at a constant or a variable rate."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from moviellm.film import Span, Storyboard
from moviellm.film.formats import VideoClock

from moviellm_plugin_video.config import VideoOptions


class ShownFrames:
    """Counts the frames of a video file from 0, as decoders give them.

    Args:
        storyboard: The film.
        options: The video's rate, and whether it varies: then a key frame is one video frame.

    Attributes:
        clock: The ticks of which the times of all video frames are whole numbers.
        count: How many video frames there are.
        seconds: How long they are shown.
    """

    def __init__(self, storyboard: Storyboard, options: VideoOptions) -> None:
        self.clock = VideoClock(storyboard, options.rate)
        self.seconds = self.clock.count / options.rate
        runs = [run for _, run in self.clock.runs()]
        self._starts = [run.start for run in runs] if options.variable_rate else None
        self.count = len(runs) if options.variable_rate else self.clock.count

    def of(self, span: Span) -> range:
        """Return the video frames that show any part of a span; see `VideoClock.frames`."""
        ticks = self.clock.frames(span)
        if self._starts is None:
            return ticks
        if not ticks:
            return range(self.count, self.count)
        return range(
            bisect_right(self._starts, ticks.start) - 1, bisect_left(self._starts, ticks.stop)
        )
