"""The key frames of a shot composed anew, and held against what the painter painted."""

from __future__ import annotations

import numpy as np
import simplejpeg

from moviellm import Context, FilmError
from moviellm.film import ShotFrame, ShotSlate
from moviellm.studio.papercut.renderer import Composition, Renderer

_LIKE = 8.0
"""By how much a picture may differ from what is composed, on the average of all values of 0 to 255:
a JPEG of quality 30 costs about 4.
"""


def compose_stills(shot: ShotSlate, renderer: Renderer, context: Context) -> list[Composition]:
    """Compose every key frame of a shot.

    Raises:
        FilmError: A picture is not what `papercut` paints of its slate.
    """
    stills = []
    for frame in shot.frames:
        try:
            still = renderer.compose(frame.slate)
        except KeyError as error:
            raise _foreign(shot, frame) from error
        _require_painted(shot, frame, still, renderer, context)
        stills.append(still)
    return stills


def _require_painted(
    shot: ShotSlate, frame: ShotFrame, still: Composition, renderer: Renderer, context: Context
) -> None:
    picture = frame.picture
    size = (renderer.width, renderer.height)
    if picture.format != "jpg" or (picture.width, picture.height) != size:
        raise _foreign(shot, frame)
    if picture.boxes != still.boxes:
        raise _foreign(shot, frame)
    painted = simplejpeg.decode_jpeg(context.blobs.get(picture.digest), colorspace="BGR")
    drawn = renderer.render(still.scene, still.placed)[:, :, :3]
    apart = float(np.abs(painted.astype(np.int16) - drawn).mean())
    if apart > _LIKE:
        raise _foreign(shot, frame)


def _foreign(shot: ShotSlate, frame: ShotFrame) -> FilmError:
    return FilmError(
        f"The animator `puppets` cannot move shot {shot.shot}: the picture of {frame.frame} was "
        "not painted by this version of `papercut`.",
        hint="Use `painter: papercut` with it, in one size for the whole film; for pictures of "
        "another painter name another animator, or none.",
    )
