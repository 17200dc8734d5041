"""Clips looked into: whether a blob is the clip that it is said to be, and its frames."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from moviellm.motion.pyav import require_pyav

if TYPE_CHECKING:
    import numpy
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

MAX_PIXELS = 64_000_000
"""A clip with larger frames is refused before one is decoded."""

_DEMUXERS = {"video/mp4": "mp4", "video/webm": "webm"}
_TICK_SECONDS = 0.0011
"""By how much a frame's time may be off: containers count in milliseconds."""


def decoded_frames(data: bytes, media_type: str) -> Iterator[NDArray[numpy.uint8]]:
    """Yield the frames of a clip as pixels: height x width x RGB.

    Args:
        data: The clip.
        media_type: ``video/mp4`` or ``video/webm``.

    Raises:
        ValueError: It cannot be decoded; the message says why, beginning with "its".
        InputError: PyAV is not installed.
    """
    with _opened(data, media_type) as (container, stream):
        for frame in container.decode(stream):
            pixels: NDArray[numpy.uint8] = frame.to_ndarray(format="rgb24")  # type: ignore[assignment]
            yield pixels


def require_clip(
    data: bytes, media_type: str, *, rate: int, frames: int, size: tuple[int, int]
) -> None:
    """Decode a clip from beginning to end, and refuse one that is not what it is said to be.

    Args:
        data: The clip.
        media_type: ``video/mp4`` or ``video/webm``.
        rate: Frames a second.
        frames: How many frames it has.
        size: Width and height in pixels.

    Raises:
        ValueError: It cannot be decoded, or it is not; the message begins with "its".
        InputError: PyAV is not installed.
    """
    count = 0
    with _opened(data, media_type) as (container, stream):
        for frame in container.decode(stream):
            if count == frames:
                raise ValueError(f"its clip decodes to more than the {frames} frames that it says")
            _require_frame(frame, count, rate, size)
            count += 1
    if count != frames:
        raise ValueError(f"its clip decodes to {count} frames and says {frames}")


def _require_frame(frame: VideoFrame, number: int, rate: int, size: tuple[int, int]) -> None:
    if (frame.width, frame.height) != size:
        raise ValueError(
            f"frame {number} of its clip decodes to {frame.width} x {frame.height} pixels, and it "
            f"says {size[0]} x {size[1]}"
        )
    if number == 0 and not frame.key_frame:
        raise ValueError("its clip does not begin with a frame that decodes alone")
    if frame.time is None or abs(frame.time - number / rate) > _TICK_SECONDS:
        at = "at no time" if frame.time is None else f"at {frame.time:.3f} s"
        raise ValueError(
            f"frame {number} of its clip is shown {at}, and at a constant rate of {rate} frames a "
            f"second it is shown at {number / rate:.3f} s"
        )


@contextlib.contextmanager
def _opened(data: bytes, media_type: str) -> Iterator[tuple[InputContainer, VideoStream]]:
    require_pyav()
    import av

    try:
        with av.open(io.BytesIO(data), "r", format=_DEMUXERS[media_type]) as container:
            if len(container.streams.video) != 1:
                count = len(container.streams.video)
                raise ValueError(f"its clip holds {count} streams of pictures and not one")
            stream = container.streams.video[0]
            if stream.codec_context is None:
                raise ValueError("its clip is in a codec that PyAV does not know")
            if stream.width * stream.height > MAX_PIXELS:
                raise ValueError(f"its clip has frames of more than {MAX_PIXELS:,} pixels")
            stream.codec_context.thread_count = 1
            yield container, stream
    except av.FFmpegError as error:
        raise ValueError(f"its clip cannot be decoded ({error.strerror})") from error
