"""The fake animator: every key frame is held as long as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy
import simplejpeg
from numpy.typing import NDArray

from moviellm import Context, FilmError, hookimpl
from moviellm.film import Animation, Box, BoxRun, Picture, SeenEvent, ShotSlate, Track
from moviellm.motion import ClipEncoder
from moviellm.testing.fakes.animator.config import FakeAnimatorConfig


class FakeAnimator:
    """Holds key frames; what is in a picture stands where its boxes are."""

    def __init__(self, config: FakeAnimatorConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_animate(self, shot: ShotSlate, context: Context) -> Animation:
        """Return a clip of stills."""
        rate, (width, height) = self._config.rate, shot.size
        clip = ClipEncoder(width, height, rate)
        for number, frame in enumerate(shot.frames, start=1):
            context.check()
            data = context.blobs.get(frame.picture.digest)
            clip.add(_pixels(frame.picture, data, (width, height)), times=frame.count(rate))
            context.progress(number, len(shot.frames))
        return Animation(
            data=clip.data(),
            media_type="video/mp4",
            rate=rate,
            frames=clip.count,
            width=width,
            height=height,
            tracks=tuple(_tracks(shot, rate)),
            events=tuple(_events(shot, rate)),
        )


def _pixels(picture: Picture, data: bytes, size: tuple[int, int]) -> NDArray[numpy.uint8]:
    """Return the pixels of a JPEG; an odd side is continued by its last row or column."""
    if picture.format != "jpg":
        raise FilmError(
            f"The picture of {picture.frame} is a {picture.format}, and JPEG alone is read.",
            hint="Let the painter paint JPEGs.",
        )
    pixels: NDArray[numpy.uint8] = simplejpeg.decode_jpeg(data, colorspace="RGB")
    down, across = size[1] - pixels.shape[0], size[0] - pixels.shape[1]
    if not 0 <= min(down, across) <= max(down, across) <= 1:
        raise FilmError(
            f"The picture of {picture.frame} has another size than the first of its shot.",
            hint="Let the painter paint all pictures of a film in one size.",
        )
    return numpy.pad(pixels, ((0, down), (0, across), (0, 0)), mode="edge")


def _tracks(shot: ShotSlate, rate: int) -> Iterator[Track]:
    seen: list[tuple[str, BoxRun]] = []
    for frame, shown in zip(shot.frames, shot.frames_of(rate), strict=True):
        seen += [(box.entity, _run(box, shown)) for box in frame.picture.boxes]
    seen.sort()
    for entity, runs in groupby(seen, key=lambda one: one[0]):
        yield Track(entity=entity, runs=tuple(run for _, run in runs))


def _run(box: Box, shown: range) -> BoxRun:
    return BoxRun(shown.start, shown.stop, box.x, box.y, box.width, box.height, box.visible)


def _events(shot: ShotSlate, rate: int) -> Iterator[SeenEvent]:
    spans = list(zip(shot.frames, shot.frames_of(rate), strict=True))
    for event in shot.events:
        shown = [frames for frame, frames in spans if event.id in frame.events]
        if shown:
            yield SeenEvent(event=event.id, first=shown[0].start, stop=shown[-1].stop)
