"""A part of a still picture, blown up to the whole frame, between pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from av.video.frame import VideoFrame
from PIL import Image

from moviellm_plugin_video.in_sight import Window

_SMOOTH = Image.Resampling.BICUBIC
_HALVES = (1, 2, 2)
"""By how much each plane of YUV 4:2:0 is smaller than the picture."""


class Lens:
    """Looks at windows of one still picture.

    Windows begin and end anywhere between pixels (Pillow resamples from real-valued boxes), so that
    slow moves do not jump from pixel to pixel. The planes are resampled as they are: colours are
    converted once a picture, not once a video frame.

    Args:
        still: A frame in YUV 4:2:0.
    """

    def __init__(self, still: VideoFrame) -> None:
        self._planes = [Image.fromarray(plane) for plane in _planes(still)]
        self._shape = (still.width, still.height)

    def at(self, window: Window) -> VideoFrame:
        """Return what a window shows, as large as the picture."""
        planes = [
            plane.resize(plane.size, _SMOOTH, box=_inside(window, half, plane.size))
            for plane, half in zip(self._planes, _HALVES, strict=True)
        ]
        return _frame(planes, *self._shape)


def _inside(window: Window, half: int, size: tuple[int, int]) -> tuple[float, float, float, float]:
    width, height = size
    return (
        max(0.0, window.left / half),
        max(0.0, window.top / half),
        min(float(width), window.right / half),
        min(float(height), window.bottom / half),
    )


def _planes(frame: VideoFrame) -> list[np.ndarray]:
    packed = frame.to_ndarray()
    height, width = frame.height, frame.width
    chroma = packed[height:].reshape(2, height // 2, width // 2)
    return [np.ascontiguousarray(packed[:height]), chroma[0], chroma[1]]


def _frame(planes: Sequence[Image.Image], width: int, height: int) -> VideoFrame:
    packed = np.concatenate([np.asarray(plane).ravel() for plane in planes])
    return VideoFrame.from_ndarray(packed.reshape(height * 3 // 2, width), format="yuv420p")
