"""Looking into encoded pictures: their size by decoding them, their synthetic mark."""

from __future__ import annotations

import re

from moviellm.film import Painting

_MAGIC = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
_MARK = re.compile(
    rb"digitalsourcetype/(trainedAlgorithmicMedia|algorithmicMedia|compositeSynthetic"
    rb"|compositeWithTrainedAlgorithmicMedia)"
)
"""IPTC digital source types of made pictures, as they stand in an XMP packet
(cv.iptc.org/newscodes/digitalsourcetype); XMP is stored uncompressed in all three formats."""


def size_of(picture: Painting) -> tuple[int, int] | None:
    """Decode a picture; return its width and height, or None if it is not what it says."""
    if not picture.data.startswith(_MAGIC.get(picture.format, b"\x00")):
        return None
    return _decoded_jpeg(picture.data) if picture.format == "jpg" else _decoded(picture.data)


def has_synthetic_mark(data: bytes) -> bool:
    """Whether the picture says in its XMP that it was made."""
    return _MARK.search(data) is not None


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
