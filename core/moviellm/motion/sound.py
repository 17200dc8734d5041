"""Sound: samples as FLAC, the same bytes for the same samples; WAV and FLAC as samples."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from moviellm.motion.pyav import require_pyav

if TYPE_CHECKING:
    import numpy
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from numpy.typing import NDArray

_FULL = 32_767


class FlacEncoder:
    """Takes the samples of a sound piece by piece: 16 bits, by one thread.

    Args:
        rate: Samples a second.

    Raises:
        InputError: PyAV is not installed.
    """

    def __init__(self, rate: int) -> None:
        require_pyav()
        import av

        self._rate, self._count = rate, 0
        self._file = io.BytesIO()
        self._flac = av.open(
            self._file, "w", format="flac", container_options={"fflags": "+bitexact"}
        )
        stream: AudioStream = self._flac.add_stream(
            "flac", rate=rate, options={"flags": "+bitexact", "threads": "1"}
        )
        stream.codec_context.layout, stream.codec_context.format = "stereo", "s16"
        self._stream = stream

    @property
    def count(self) -> int:
        """How many samples of each channel it has taken."""
        return self._count

    def add(self, samples: NDArray[numpy.float32]) -> None:
        """Take samples from -1 to 1.

        Args:
            samples: Samples x 2 channels.
        """
        import numpy
        from av.audio.frame import AudioFrame

        if not len(samples):
            return
        whole = numpy.rint(numpy.clip(samples, -1, 1) * _FULL).astype(numpy.int16)
        frame = AudioFrame.from_ndarray(whole.reshape(1, -1), "s16", "stereo")
        frame.sample_rate, frame.pts = self._rate, self._count
        frame.time_base = Fraction(1, self._rate)
        self._flac.mux(self._stream.encode(frame))
        self._count += len(samples)

    def data(self) -> bytes:
        """Return the whole file; nothing can be added afterwards."""
        self._flac.mux(self._stream.encode(None))
        self._flac.close()
        return self._file.getvalue()


def decoded_sound(data: bytes, rate: int) -> NDArray[numpy.float32]:
    """Return a WAV or FLAC file as samples from -1 to 1, its channels mixed.

    Args:
        data: The file.
        rate: At how many samples a second it is wanted; others are resampled.

    Raises:
        ValueError: It cannot be decoded; the message says why, beginning with "its".
        InputError: PyAV is not installed.
    """
    require_pyav()
    import numpy
    from av.audio.resampler import AudioResampler

    resampler = AudioResampler("fltp", rate=rate)
    pieces = [
        piece.to_ndarray().mean(axis=0)
        for frame in (*_frames(data), None)
        for piece in resampler.resample(frame)
    ]
    return numpy.concatenate(pieces) if pieces else numpy.zeros(0, numpy.float32)


def require_sound(data: bytes, *, samples: int) -> None:
    """Decode a WAV or FLAC file from beginning to end, and refuse one that is not whole.

    Args:
        data: The file.
        samples: How many samples each of its channels has.

    Raises:
        ValueError: It is not; the message says why, beginning with "its".
        InputError: PyAV is not installed.
    """
    require_pyav()
    found = sum(frame.samples for frame in _frames(data))
    if found != samples:
        raise ValueError(f"its sound has {found} samples when it is decoded, and not {samples}")


def _frames(data: bytes) -> Iterator[AudioFrame]:
    import av

    form = "flac" if data.startswith(b"fLaC") else "wav"
    try:
        with av.open(io.BytesIO(data), "r", format=form) as sound:
            yield from sound.decode(audio=0)
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise ValueError(f"its sound cannot be decoded: {error}") from error
