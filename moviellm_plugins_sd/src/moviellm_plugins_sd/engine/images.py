"""Encoding pictures once, with the mark that says that a model made them."""

from __future__ import annotations

import io
from typing import Literal

import numpy
from moviellm.film import Painting
from moviellm.marking import TRAINED, embed, xmp_packet
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[numpy.uint8]
"""(height, width, 3), RGB."""

_BLACK = 4 / 255
"""The brightest that a black picture may be."""

_MARK = xmp_packet(TRAINED)


def painting_of(pixels: Pixels, kind: Literal["jpg", "png"], quality: int) -> Painting:
    """Encode a picture, marked as ``trainedAlgorithmicMedia`` (IPTC, in XMP).

    Args:
        pixels: The picture.
        kind: Its format.
        quality: Of a JPEG file, 1 to 100.
    """
    image = Image.fromarray(pixels)
    file = io.BytesIO()
    if kind == "jpg":
        image.save(file, "JPEG", quality=quality, subsampling=0)
    else:
        image.save(file, "PNG", compress_level=1)
    return Painting(embed(file.getvalue(), _MARK), kind, image.width, image.height)


def fault_of(pixels: NDArray[numpy.float32]) -> str:
    """What is wrong with a picture of numbers in 0 to 1, (height, width, 3); empty for nothing."""
    if not numpy.isfinite(pixels).all():
        return "has numbers that are none (NaN)"
    if float(pixels.max()) <= _BLACK:
        return "is black"
    return ""
