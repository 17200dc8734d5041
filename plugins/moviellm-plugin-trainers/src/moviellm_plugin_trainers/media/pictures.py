"""The pictures of a film as JPEG: passed on as they are where they are JPEG already."""

from __future__ import annotations

import io
from collections.abc import Iterator

from moviellm import Context, FilmError
from moviellm.film import Film, KeyFrame
from moviellm.marking import TRAINED, xmp_of, xmp_packet

QUALITY = 95


def key_pictures(film: Film, context: Context) -> Iterator[tuple[KeyFrame, bytes]]:
    """Yield every key frame of a film with its picture as JPEG.

    Raises:
        FilmError: The film has no pictures, or one of them cannot be read.
    """
    require_pictures(film)
    for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=True):
        context.check()
        data = context.blobs.get(picture.digest)
        where = f"{film.id}, {picture.frame}"
        yield frame, data if picture.format == "jpg" else to_jpeg(data, where)


def require_pictures(film: Film) -> None:
    """Raise `FilmError` when a film was never painted."""
    if not film.footage.pictures:
        raise FilmError(
            f"{film.id} has no pictures, so no trainer can look at it.",
            hint="Paint it in a run; a film that was only imported has texts alone.",
        )


def to_jpeg(data: bytes, where: str) -> bytes:
    """Return a PNG or WebP picture as JPEG with its synthetic mark.

    Args:
        data: The encoded picture.
        where: Film and frame, for the error.

    Raises:
        FilmError: It cannot be decoded, or is too large.
    """
    from moviellm_plugin_video import decode_picture

    pixels, out = decode_picture(data, where), io.BytesIO()
    pixels.save(out, "JPEG", quality=QUALITY, xmp=xmp_of(data) or xmp_packet(TRAINED))
    return out.getvalue()
