"""JPEG files that say of themselves that an algorithm made them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import simplejpeg

from moviellm.marking import DRAWN, embed, xmp_packet

_MARK = xmp_packet(DRAWN, tool="MovieLLM papercut")


def encode(pixels: npt.NDArray[np.uint8], quality: int) -> bytes:
    """Write BGRA pixels (height, width, 4) as a marked JPEG."""
    data: bytes = simplejpeg.encode_jpeg(
        np.ascontiguousarray(pixels),
        quality=quality,
        colorspace="BGRX",
        colorsubsampling="420" if quality < 95 else "444",
        fastdct=False,
    )
    return embed(data, _MARK)
