"""Pictures from the run's store as pixels, on a canvas of the one size that a video has."""

from __future__ import annotations

import io
from collections import Counter
from typing import NamedTuple

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter
from moviellm import FilmError
from moviellm.film import Footage
from PIL import Image

MAX_PIXELS = 64_000_000
"""A larger picture is refused before it is decoded."""

LEAST_SIDE = 16
"""In pixels; encoders refuse smaller pictures."""

_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
_HINT = "Look at the picture in the run's store, and mend the painter that made it."


class Placement(NamedTuple):
    """Where a picture lies on the canvas: its scale and its top left corner, in pixels."""

    scale: float
    left: float
    top: float


def decode_picture(data: bytes, where: str) -> Image.Image:
    """Return a JPEG, PNG or WebP picture as RGB.

    Args:
        data: The encoded picture.
        where: Film and frame, for the error.

    Raises:
        FilmError: It cannot be decoded, or has more than `MAX_PIXELS` pixels.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise FilmError(
                    f"The picture of {where} has {image.width} x {image.height} pixels, "
                    f"more than {MAX_PIXELS:,}.",
                    hint=_HINT,
                )
            return image.convert("RGB")
    except _UNREADABLE as error:
        raise FilmError(
            f"The picture of {where} cannot be decoded: {error}.", hint=_HINT
        ) from error


class Canvas:
    """One size for all pictures of a film, with even sides, as YUV 4:2:0 needs them.

    It is the size of most pictures (of the first among equals). Others are scaled to fit and
    centred on black; a picture with an odd side is continued by its last row or column.

    Colours are BT.601, limited range: JPEG's own matrix, and what decoders take when they ignore
    what the file says.

    Args:
        footage: The film's pictures.

    Attributes:
        width: In pixels.
        height: In pixels.
    """

    def __init__(self, footage: Footage) -> None:
        sizes = Counter((picture.width, picture.height) for picture in footage.pictures)
        width, height = sizes.most_common(1)[0][0]
        self.width = max(LEAST_SIDE, width + width % 2)
        self.height = max(LEAST_SIDE, height + height % 2)
        self._reformatter = VideoReformatter()

    def place(self, width: int, height: int) -> Placement:
        """Return where a picture of this size lies."""
        if (width + width % 2, height + height % 2) == (self.width, self.height):
            return Placement(1.0, 0.0, 0.0)
        scale = min(self.width / width, self.height / height)
        left = (self.width - round(width * scale)) // 2
        return Placement(scale, left, (self.height - round(height * scale)) // 2)

    def yuv(self, image: Image.Image) -> VideoFrame:
        """Return a picture on the canvas as a frame that encoders take as it is."""
        frame = VideoFrame.from_ndarray(self._pixels(image), format="rgb24")
        return self._reformatter.reformat(
            frame,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU601,
            dst_color_range=ColorRange.MPEG,
        )

    def laid(self, frame: VideoFrame) -> VideoFrame:
        """Return a decoded frame on the canvas, as a new frame that encoders take as it is."""
        if (frame.width, frame.height) != (self.width, self.height):
            return self.yuv(frame.to_image())  # type: ignore[no-untyped-call]
        return self._reformatter.reformat(
            frame,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU601,
            dst_color_range=ColorRange.MPEG,
        )

    def _pixels(self, image: Image.Image) -> np.ndarray:
        scale, left, top = self.place(image.width, image.height)
        if scale == 1.0 and not left and not top:
            return _continued(np.asarray(image), self.width, self.height)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        canvas = Image.new("RGB", (self.width, self.height))
        canvas.paste(image.resize(size, Image.Resampling.LANCZOS), (int(left), int(top)))
        return np.asarray(canvas)


def _continued(pixels: np.ndarray, width: int, height: int) -> np.ndarray:
    missing = ((0, height - pixels.shape[0]), (0, width - pixels.shape[1]), (0, 0))
    return np.pad(pixels, missing, mode="edge") if any(map(any, missing)) else pixels
