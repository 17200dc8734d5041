"""Sound: samples as FLAC, the same bytes for the same samples; WAV and FLAC as samples."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import TYPE_CHECKING

from moviellm.motion.pyav import require_pyav

if TYPE_CHECKING:
    import numpy
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
    import av
    import numpy
    from av.audio.resampler import AudioResampler

    resampler = AudioResampler("fltp", rate=rate)
    form = "flac" if data.startswith(b"fLaC") else "wav"
    pieces: list[NDArray[numpy.float32]] = []
    try:
        with av.open(io.BytesIO(data), "r", format=form) as sound:
            for frame in (*sound.decode(audio=0), None):
                pieces += [piece.to_ndarray().mean(axis=0) for piece in resampler.resample(frame)]
    except (av.FFmpegError, ValueError, IndexError) as error:
        raise ValueError(f"its sound cannot be decoded: {error}") from error
    return numpy.concatenate(pieces) if pieces else numpy.zeros(0, numpy.float32)
