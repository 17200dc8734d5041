"""Pictures as JPEG: trainers read frame folders with nothing else in them.

The synthetic mark (XMP, IPTC digital source type) of a PNG or WebP goes along into the JPEG.
Sources: PNG specification, 11.3.3.4 (iTXt); WebP container specification (RIFF, ``XMP ``);
XMP specification part 3 (JPEG APP1).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import skia

from moviellm import FilmError

QUALITY = 95
MAX_PIXELS = 64_000_000
"""A larger picture is refused before it is decoded."""

_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_IN_PNG = b"XML:com.adobe.xmp\0"
_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_MARK = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" '
    b'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    b"Iptc4xmpExt:DigitalSourceType="
    b'"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>'
    b"</rdf:RDF></x:xmpmeta>"
)


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
    return _marked(bytes(encoded), _mark_of(data) or _MARK)


def _marked(jpeg: bytes, xmp: bytes) -> bytes:
    body = _XMP_IN_JPEG + xmp
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def _mark_of(data: bytes) -> bytes:
    """Return the XMP packet of a PNG or WebP; empty when it has none that fits into JPEG."""
    chunks = _png_chunks(data) if data.startswith(_PNG) else _webp_chunks(data)
    for kind, body in chunks:
        found = body
        if kind == b"iTXt" and body.startswith(_XMP_IN_PNG):
            found = body[len(_XMP_IN_PNG) + 2 :].split(b"\0", 2)[-1]
        elif kind != b"XMP ":
            continue
        return found if len(found) < 65_000 and b"DigitalSourceType" in found else b""
    return b""


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = len(_PNG)
    while start + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, start)
        yield kind, data[start + 8 : start + 8 + length]
        start += length + 12


def _webp_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = 12
    while start + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, start)
        yield kind, data[start + 8 : start + 8 + length]
        start += 8 + length + length % 2
