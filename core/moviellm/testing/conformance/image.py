"""Looking into encoded pictures: their size by decoding them."""

from __future__ import annotations

from moviellm.film import Painting
from moviellm.marking import format_of


def size_of(picture: Painting) -> tuple[int, int] | None:
    """Decode a picture; return its width and height, or None if it is not what it says."""
    if format_of(picture.data) != picture.format:
        return None
    return _decoded_jpeg(picture.data) if picture.format == "jpg" else _decoded(picture.data)


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
