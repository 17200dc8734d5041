"""Looking into encoded pictures: their size, and their pixels, by decoding them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moviellm.film import Painting
from moviellm.marking import format_of

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray


def size_of(picture: Painting) -> tuple[int, int] | None:
    """Decode a picture; return its width and height, or None if it is not what it says."""
    if format_of(picture.data) != picture.format:
        return None
    return _decoded_jpeg(picture.data) if picture.format == "jpg" else _decoded(picture.data)


def pixels_of_jpeg(data: bytes) -> NDArray[numpy.uint8]:
    """Return the pixels of one of the kit's own pictures: height x width x RGB."""
    import simplejpeg

    pixels: NDArray[numpy.uint8] = simplejpeg.decode_jpeg(data, colorspace="RGB")
    return pixels


def _decoded_jpeg(data: bytes) -> tuple[int, int] | None:
    import simplejpeg

    try:
        height, width, _ = simplejpeg.decode_jpeg(data, strict=False).shape
    except ValueError:
        return None
    return int(width), int(height)


def _decoded(data: bytes) -> tuple[int, int] | None:
    import skia

    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data))
    if image is None or image.makeRasterImage() is None:
        return None
    return int(image.width()), int(image.height())
