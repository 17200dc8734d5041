"""Drawn frames as a clip: H.264 in MP4, the same bytes for the same frames."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from moviellm.errors import FilmError
from moviellm.marking import DRAWN, embed, xmp_packet
from moviellm.motion.pyav import require_pyav

if TYPE_CHECKING:
    import numpy
    from av.container import OutputContainer
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

Layout = Literal["rgb24", "rgba", "bgra"]
"""In which order a pixel's bytes stand."""

Preset = Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"]

_CONTAINER = {"fflags": "+bitexact"}
_SEEK_SECONDS = 2
"""At least so often decoding can start."""


class ClipEncoder:
    """Takes the frames of a clip one after the other.

    H.264, YUV 4:2:0, without B-frames, by one thread and with nothing that depends on the
    processor: equal frames give equal bytes, and clips of one size and rate can be joined without
    encoding them again. Colours are BT.601, limited range, as in JPEG pictures.

    Args:
        width: In pixels, even.
        height: In pixels, even.
        rate: Frames a second.
        quality: Constant rate factor of x264, 1 to 51; smaller is better.
        preset: How hard x264 tries.
        source_type: The mark that the clip gets (`moviellm.marking`).

    Raises:
        FilmError: A side is odd or too small.
        InputError: PyAV is not installed.
    """

    def __init__(
        self,
        width: int,
        height: int,
        rate: int,
        *,
        quality: int = 18,
        preset: Preset = "veryfast",
        source_type: str = DRAWN,
    ) -> None:
        if width % 2 or height % 2 or min(width, height) < 16:
            raise FilmError(
                f"A clip cannot have {width} x {height} pixels.",
                hint="Both sides are even and at least 16: let the painter paint such pictures.",
            )
        require_pyav()
        self._size, self._rate, self._mark = (width, height), rate, source_type
        self._file = io.BytesIO()
        self._mp4 = _new_mp4(self._file)
        self._stream = _new_stream(self._mp4, self._size, rate, quality, preset)
        self._count = 0

    @property
    def count(self) -> int:
        """How many frames it has taken."""
        return self._count

    def add(
        self, pixels: NDArray[numpy.uint8], layout: Layout = "rgb24", *, times: int = 1
    ) -> None:
        """Take a frame.

        Args:
            pixels: Height x width x channels.
            layout: What the channels are; alpha is left out.
            times: For how many frames it is shown.
        """
        from av.video.frame import VideoFrame
        from av.video.reformatter import ColorRange, Colorspace

        if pixels.shape[1::-1] != self._size:
            height, width = pixels.shape[:2]
            raise ValueError(f"a frame has {width} x {height} pixels in a clip of {self._size}")
        frame = VideoFrame.from_ndarray(pixels, format=layout).reformat(
            format="yuv420p",
            dst_colorspace=Colorspace.ITU601,
            dst_color_range=ColorRange.MPEG,
        )
        frame.time_base = Fraction(1, self._rate)
        for _ in range(times):
            frame.pts = self._count
            self._mp4.mux(self._stream.encode(frame))
            self._count += 1

    def data(self) -> bytes:
        """Return the whole clip with the synthetic mark; no frame can be added afterwards."""
        self._mp4.mux(self._stream.encode(None))
        self._mp4.close()
        return embed(self._file.getvalue(), xmp_packet(self._mark, tool="MovieLLM"))


def _new_mp4(file: io.BytesIO) -> OutputContainer:
    import av

    return av.open(file, "w", format="mp4", container_options=_CONTAINER)


def _new_stream(
    mp4: OutputContainer, size: tuple[int, int], rate: int, quality: int, preset: Preset
) -> VideoStream:
    from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc

    options = {
        "crf": str(quality),
        "preset": preset,
        "bf": "0",
        "g": str(rate * _SEEK_SECONDS),
        # x264's approximate macroblock tree differs between processors and, now and then, runs.
        "x264-params": "cpu-independent=1",
        "flags": "+bitexact",
    }
    stream: VideoStream = mp4.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    codec = stream.codec_context
    codec.time_base = Fraction(1, rate)
    codec.thread_count = 1
    codec.colorspace, codec.color_range = Colorspace.ITU601, ColorRange.MPEG
    codec.color_primaries, codec.color_trc = ColorPrimaries.BT709, ColorTrc.IEC61966_2_1
    return stream
