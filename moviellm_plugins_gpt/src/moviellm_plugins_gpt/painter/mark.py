"""The synthetic mark in pictures of a provider, put in beside the pixels, which stay as they came.

XMP with ``Iptc4xmpExt:DigitalSourceType`` = ``trainedAlgorithmicMedia``
(cv.iptc.org/newscodes/digitalsourcetype). Where it goes: JPEG, an APP1 segment (Adobe, XMP
Specification Part 3, 1.1.3); PNG, an iTXt chunk ``XML:com.adobe.xmp`` after IHDR (1.1.5); WebP, a
chunk ``XMP `` at the end and a flag in VP8X (developers.google.com/speed/webp/docs/riff_container).
"""

from __future__ import annotations

import re
import struct
import zlib

_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
_MARKED = re.compile(rb"digitalsourcetype/(?:trainedAlgorithmicMedia|compositeWithTrained)")
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    f'Iptc4xmpExt:DigitalSourceType="{_SOURCE}"/></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
).encode()
_XMP_FLAG = 0x04
_ALPHA_FLAG = 0x10


def marked(data: bytes, kind: str) -> bytes:
    """The picture with the mark in it; as it is when it has one.

    Args:
        data: A whole file.
        kind: ``jpg``, ``png`` or ``webp``.
    """
    if _MARKED.search(data):
        return data
    return {"jpg": _jpeg, "png": _png, "webp": _webp}[kind](data)


def _jpeg(data: bytes) -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + _XMP
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    start = 2
    if data[start : start + 2] == b"\xff\xe0":
        start += 2 + struct.unpack(">H", data[start + 2 : start + 4])[0]
    return data[:start] + segment + data[start:]


def _png(data: bytes) -> bytes:
    body = b"iTXt" + b"XML:com.adobe.xmp\0\0\0\0\0" + _XMP
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after_header = 8 + 4 + 4 + 13 + 4
    return data[:after_header] + chunk + data[after_header:]


def _webp(data: bytes) -> bytes:
    chunks = data[12:]
    if not chunks.startswith(b"VP8X"):
        chunks = _extended(chunks) + chunks
    flags = chunks[8] | _XMP_FLAG
    chunks = chunks[:8] + bytes([flags]) + chunks[9:]
    chunks += b"XMP " + struct.pack("<I", len(_XMP)) + _XMP + b"\0" * (len(_XMP) % 2)
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
