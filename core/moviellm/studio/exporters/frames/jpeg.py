"""Pictures as JPEG: trainers read frame folders with nothing else in them.

The synthetic mark of a PNG or WebP goes along into the JPEG.
"""

from __future__ import annotations

import skia

from moviellm import FilmError
from moviellm.marking import TRAINED, embed, source_type_of, xmp_of, xmp_packet

QUALITY = 95
"""High, since these pictures may have been compressed before."""
MAX_PIXELS = 64_000_000
"""A larger picture is refused before it is decoded."""

_MOST_XMP = 65_000
"""What fits into a JPEG segment."""


def to_jpeg(data: bytes, where: str) -> bytes:
    """Return a PNG or WebP picture as JPEG with its synthetic mark.

    Args:
        data: The encoded picture.
        where: Film and frame, for the error.

    Raises:
        FilmError: It cannot be decoded, or has more than `MAX_PIXELS` pixels.
    """
    hint = "Let the painter return JPEG, or look at the picture in the run's store."
    try:
        codec = skia.Codec.MakeFromData(data)
    except (RuntimeError, ValueError):
        codec = None
    if codec is None:
        raise FilmError(f"The picture of {where} is no image that can be read.", hint=hint)
    size = codec.dimensions()
    if size.width() * size.height() > MAX_PIXELS:
        raise FilmError(
            f"The picture of {where} has {size.width()} x {size.height()} pixels, "
            f"more than {MAX_PIXELS:,}.",
            hint=hint,
        )
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data))
    encoded = image and image.encodeToData(skia.EncodedImageFormat.kJPEG, QUALITY)
    if not encoded:
        raise FilmError(f"The picture of {where} cannot be decoded.", hint=hint)
    mark = xmp_of(data) or b""
    if source_type_of(mark) is None or len(mark) > _MOST_XMP:
        mark = xmp_packet(TRAINED)
    return embed(bytes(encoded), mark)
