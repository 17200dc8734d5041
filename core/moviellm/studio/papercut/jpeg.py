"""JPEG files that say of themselves that an algorithm made them.

The mark is XMP in an APP1 segment: ``Iptc4xmpExt:DigitalSourceType``, with a term of the IPTC
NewsCodes (https://cv.iptc.org/newscodes/digitalsourcetype/). APP1 and XMP: Adobe, "XMP
Specification Part 3, Storage in Files", section 1.1.3.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import simplejpeg

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"

_XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 Iptc4xmpExt:DigitalSourceType="{SOURCE_TYPE}"
 xmp:CreatorTool="MovieLLM papercut"/></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _segment() -> bytes:
    body = b"http://ns.adobe.com/xap/1.0/\0" + _XMP.encode()
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


MARK = _segment()
"""The APP1 segment with the mark."""

_SOI = 2
"""Length of the start-of-image marker; JFIF wants its own APP0 first, right after it."""


def encode(pixels: npt.NDArray[np.uint8], quality: int) -> bytes:
    """Write BGRA pixels (height, width, 4) as a marked JPEG."""
    data: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(pixels), quality=quality, colorspace="BGRX",
        colorsubsampling="420" if quality < 95 else "444", fastdct=False,
    )  # fmt: skip
    start = _SOI
    if data[start : start + 2] == b"\xff\xe0":
        start += 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    return data[:start] + MARK + data[start:]
