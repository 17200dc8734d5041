"""The animator `puppets`."""

from __future__ import annotations

import numpy as np

from moviellm import Context, hookimpl
from moviellm.film import Animation, ShotSlate
from moviellm.motion import ClipEncoder
from moviellm.studio.papercut.renderer import Renderer
from moviellm.studio.papercut.sprite import Bytes
from moviellm.studio.puppets.config import PuppetsConfig
from moviellm.studio.puppets.intervals import seen_events
from moviellm.studio.puppets.shot import MovingShot
from moviellm.studio.puppets.stills import compose_stills
from moviellm.studio.puppets.tracks import TrackRecorder


class Puppets:
    """Moves what `papercut` painted; the same shot gives the same bytes."""

    def __init__(self, config: PuppetsConfig) -> None:
        self._config = config
        self._renderer: Renderer | None = None

    @hookimpl
    def moviellm_animate(self, shot: ShotSlate, context: Context) -> Animation:
        """Draw the clip of one shot.

        Raises:
            FilmError: Its pictures are not `papercut`'s.
        """
        fps, (width, height) = self._config.fps, shot.size
        renderer = self._renderer_for(shot)
        moving = MovingShot(shot, compose_stills(shot, renderer, context), renderer, fps)
        clip = ClipEncoder(width, height, fps, quality=self._config.quality)
        tracks = TrackRecorder()
        for drawn in moving.frames():
            context.check()
            clip.add(_evened(drawn.pixels, width, height), "bgra", times=drawn.times)
            tracks.add(drawn.boxes, drawn.times)
            context.progress(clip.count, shot.count(fps))
        return Animation(
            data=clip.data(),
            media_type="video/mp4",
            rate=fps,
            frames=clip.count,
            width=width,
            height=height,
            tracks=tracks.tracks(),
            events=seen_events(shot, moving.passages, fps),
        )

    def _renderer_for(self, shot: ShotSlate) -> Renderer:
        picture = shot.frames[0].picture
        size, kept = (picture.width, picture.height), self._renderer
        if kept is None or (kept.width, kept.height) != size:
            kept = self._renderer = Renderer(*size)
        return kept


def _evened(pixels: Bytes, width: int, height: int) -> Bytes:
    """Continue an odd side by its last row or column."""
    down, across = height - pixels.shape[0], width - pixels.shape[1]
    if not (down or across):
        return pixels
    return np.pad(pixels, ((0, down), (0, across), (0, 0)), mode="edge")
