"""Which frame of which clip each frame of a video shows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from moviellm.film import Clip, Film
from moviellm.film.formats import VideoClock


class ClipTimes:
    """Holds the clips of a film against a video of another rate, or of the same.

    What a video shows of a key frame are frames of its own part of the clip, and the first of them
    is its first: captions, boxes and pictures stay in step at every rate.

    Args:
        film: It has clips.
        rate: Of the video.
    """

    def __init__(self, film: Film, rate: Fraction) -> None:
        assert film.clips is not None
        self._pairs = list(zip(film.storyboard.shots, film.clips.clips, strict=True))
        rates = {clip.rate for _, clip in self._pairs}
        self._clocks = {one: VideoClock(film.storyboard, one) for one in rates}
        self._video = VideoClock(film.storyboard, rate)
        self._clip_of = {frame.id: clip for shot, clip in self._pairs for frame in shot.frames}
        self._first = {
            clip.shot: self._clocks[clip.rate].frames_of(shot.frames[0].id).start
            for shot, clip in self._pairs
        }

    def clip(self, key_frame: str) -> Clip:
        """Return the clip that a key frame belongs to."""
        return self._clip_of[key_frame]

    def frames(self, key_frame: str) -> Iterator[int]:
        """Yield which frame of its clip each video frame shows that shows a key frame."""
        clip = self._clip_of[key_frame]
        shown = self._clocks[clip.rate].frames_of(key_frame)
        for on in range(len(self._video.frames_of(key_frame))):
            at = int(on * clip.rate / self._video.rate)
            yield shown[min(at, len(shown) - 1)] - self._first[clip.shot]

    def shots(self) -> Iterator[tuple[Clip, int, list[int]]]:
        """Yield each clip, the first video frame that shows it, and what each of these shows."""
        for shot, clip in self._pairs:
            numbers = [number for frame in shot.frames for number in self.frames(frame.id)]
            yield clip, self._video.frames_of(shot.frames[0].id).start, numbers
