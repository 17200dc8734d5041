"""The synthetic mark of pictures and clips: XMP with the IPTC digital source type, beside pixels.

Every picture says of itself that it was made: ``Iptc4xmpExt:DigitalSourceType`` with a term of
cv.iptc.org/newscodes/digitalsourcetype. Where XMP goes: JPEG, an APP1 segment (Adobe, XMP
Specification Part 3, 1.1.3); PNG, an iTXt chunk ``XML:com.adobe.xmp`` after IHDR (1.1.5); WebP, a
chunk ``XMP `` at the end and a flag in VP8X (developers.google.com/speed/webp/docs/riff_container);
MP4, a ``uuid`` box at the end, where it moves nothing (1.2.8).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Literal
from xml.sax.saxutils import quoteattr

__all__ = ["DRAWN", "TRAINED", "embed", "source_type_of", "xmp_box", "xmp_of", "xmp_packet"]

DRAWN = "algorithmicMedia"
"""Made by an algorithm that was not trained on anything."""

TRAINED = "trainedAlgorithmicMedia"
"""Made by a trained model."""

_TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SYNTHETIC = re.compile(
    rb"cv\.iptc\.org/newscodes/digitalsourcetype/"
    rb"(trainedAlgorithmicMedia|algorithmicMedia|compositeSynthetic"
    rb"|compositeWithTrainedAlgorithmicMedia)"
)
_PNG = b"\x89PNG\r\n\x1a\n"
_IN_PNG = b"XML:com.adobe.xmp\0"
_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_IN_MP4 = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10


def xmp_packet(source_type: str, *, tool: str = "") -> bytes:
    """Return an XMP packet with the mark.

    Args:
        source_type: `DRAWN`, `TRAINED`, or another term of the vocabulary.
        tool: What made it, as ``xmp:CreatorTool``.
    """
    made_by = f' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool={quoteattr(tool)}'
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
        f'Iptc4xmpExt:DigitalSourceType="{_TERMS}{source_type}"{made_by if tool else ""}/>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def embed(data: bytes, xmp: bytes) -> bytes:
    """Put an XMP packet into a whole JPEG, PNG, WebP or MP4 file; its pixels stay as they are.

    Raises:
        ValueError: The file is none of these, or the packet does not fit into a JPEG segment.
    """
    if data[4:8] == b"ftyp":
        return data + xmp_box(xmp)
    match format_of(data):
        case "jpg":
            return _into_jpeg(data, xmp)
        case "png":
            return _into_png(data, xmp)
        case "webp":
            return _into_webp(data, xmp)
    raise ValueError("neither a JPEG nor a PNG nor a WebP nor an MP4 file")


def xmp_box(xmp: bytes) -> bytes:
    """Return the box that carries an XMP packet at the end of an MP4 file."""
    return struct.pack(">I4s", 8 + len(_IN_MP4) + len(xmp), b"uuid") + _IN_MP4 + xmp


def format_of(data: bytes) -> Literal["jpg", "png", "webp"] | None:
    """Return as which picture file bytes begin; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(_PNG):
        return "png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return None


def source_type_of(data: bytes) -> str | None:
    """Return the term by which a picture or clip says that it was made; None when it does not."""
    found = _SYNTHETIC.search(data)
    return found[1].decode() if found else None


def xmp_of(data: bytes) -> bytes | None:
    """Return the XMP packet of a JPEG, PNG, WebP or MP4 file, or None when it has none."""
    for kind, body in _parts(data):
        if kind == b"\xff\xe1" and body.startswith(_IN_JPEG):
            return body[len(_IN_JPEG) :]
        if kind == b"iTXt" and body.startswith(_IN_PNG):
            return body[len(_IN_PNG) + 2 :].split(b"\0", 2)[-1]
        if kind == b"XMP ":
            return body
        if kind == b"uuid" and body.startswith(_IN_MP4):
            return body[len(_IN_MP4) :]
    return None


def _into_jpeg(data: bytes, xmp: bytes) -> bytes:
    body = _IN_JPEG + xmp
    if len(body) > 65_533:
        raise ValueError(f"{len(xmp)} bytes of XMP do not fit into a JPEG segment")
    start = 2
    if data[start : start + 2] == b"\xff\xe0":  # JFIF wants its own segment first
        start += 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    return data[:start] + segment + data[start:]


def _into_png(data: bytes, xmp: bytes) -> bytes:
    body = b"iTXt" + _IN_PNG + b"\0\0\0\0" + xmp
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 4 + 4 + 13 + 4
    return data[:after_header] + chunk + data[after_header:]


def _into_webp(data: bytes, xmp: bytes) -> bytes:
    chunks = data[12:]
    if not chunks.startswith(b"VP8X"):
        chunks = _extended(chunks) + chunks
    chunks = chunks[:8] + bytes([chunks[8] | _XMP_FLAG]) + chunks[9:]
    chunks += b"XMP " + struct.pack("<I", len(xmp)) + xmp + b"\0" * (len(xmp) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def _extended(chunks: bytes) -> bytes:
    """A VP8X chunk for a simple file: its canvas is that of its one bitstream."""
    if chunks.startswith(b"VP8L"):
        bits = struct.unpack("<I", chunks[9:13])[0]
        width, height = (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
        flags = _ALPHA_FLAG if bits >> 28 & 1 else 0
    else:
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", chunks[14:18]))
        flags = 0
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"VP8X" + struct.pack("<I", 10) + bytes([flags, 0, 0, 0]) + canvas


def _parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The segments before the pixels of a JPEG, or all chunks of other files, with their kind."""
    if data.startswith(b"\xff\xd8"):
        start = 2
        while data[start : start + 1] == b"\xff" and data[start + 1] not in (0xD9, 0xDA):
            length = int.from_bytes(data[start + 2 : start + 4], "big")
            yield data[start : start + 2], data[start + 4 : start + 2 + length]
            start += 2 + length
        return
    if data[4:8] == b"ftyp":
        yield from _boxes(data)
        return
    is_png = data.startswith(_PNG)
    start = len(_PNG) if is_png else 12
    while start + 8 <= len(data):
        if is_png:
            length, kind = struct.unpack_from(">I4s", data, start)
        else:
            kind, length = struct.unpack_from("<4sI", data, start)
        yield kind, data[start + 8 : start + 8 + length]
        start += 8 + length + (4 if is_png else length % 2)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The outermost boxes of an MP4 (ISO/IEC 14496-12, 4.2), with their kind."""
    start = 0
    while start + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            size, head = int.from_bytes(data[start + 8 : start + 16], "big"), 16
        end = start + size if size >= head else len(data)
        yield kind, data[start + head : end]
        start = end
