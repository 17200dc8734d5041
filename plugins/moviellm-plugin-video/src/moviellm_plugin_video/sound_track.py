"""The recordings of a film, mixed where their cues are, as a sound stream."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from moviellm import Context, FilmError
from moviellm.film import Film

RATE = 48_000
"""Samples a second, one channel."""

BITS_A_SECOND = 96_000
_MS = RATE // 1000


class SoundTrack:
    """Mixes recordings as the film goes on; holds those in memory that sound now.

    Args:
        mp4: A new container.
        film: A film with a soundtrack.
        context: Where recordings are read from.
    """

    def __init__(self, mp4: OutputContainer, film: Film, context: Context) -> None:
        assert film.soundtrack is not None
        self._mp4, self._film, self._blobs = mp4, film.id, context.blobs
        stream: AudioStream = mp4.add_stream("aac", rate=RATE, options={"flags": "+bitexact"})
        stream.codec_context.layout = "mono"
        stream.codec_context.bit_rate = BITS_A_SECOND
        self._stream = stream
        starts = {cue.id: cue.start_ms * _MS for cue in film.storyboard.cues}
        self._waiting = deque(
            sorted((starts[one.cue], one.cue, one.digest) for one in film.soundtrack.recordings)
        )
        self._sounding: list[tuple[int, np.ndarray]] = []
        self._at = 0

    def until(self, seconds: Fraction) -> None:
        """Write the whole seconds that lie before a moment of the film."""
        while (self._at + RATE) <= seconds * RATE:
            self._write(RATE)

    def end(self, seconds: Fraction) -> None:
        """Write the rest of a film of this length, and what the encoder still holds."""
        self.until(seconds)
        if rest := round(seconds * RATE) - self._at:
            self._write(rest)
        self._mp4.mux(self._stream.encode(None))

    def _write(self, count: int) -> None:
        frame = AudioFrame.from_ndarray(self._mixed(count)[np.newaxis], "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        self._mp4.mux(self._stream.encode(frame))
        self._at += count

    def _mixed(self, count: int) -> np.ndarray:
        """The next samples, -1 to 1."""
        end = self._at + count
        while self._waiting and self._waiting[0][0] < end:
            start, cue, digest = self._waiting.popleft()
            samples = recorded(self._blobs.get(digest), f"{self._film}, {cue}")
            self._sounding.append((start, samples))
        mix = np.zeros(count, np.float32)
        for start, samples in self._sounding:
            first = max(start, self._at)
            piece = samples[first - start : end - start]
            mix[first - self._at : first - self._at + len(piece)] += piece
        self._sounding = [one for one in self._sounding if one[0] + len(one[1]) > end]
        return np.clip(mix, -1, 1)


def recorded(data: bytes, where: str) -> np.ndarray:
    """Return a WAV or FLAC file as samples from -1 to 1 at `RATE`, its channels mixed.

    Args:
        data: The file.
        where: Film and cue, for the error.

    Raises:
        FilmError: It cannot be decoded.
    """
    try:
        pieces = [frame.to_ndarray().mean(axis=0) for frame in _resampled(data)]
    except (OSError, ValueError) as error:
        raise FilmError(
            f"The recording of {where} cannot be decoded: {error}.",
            hint="Mend the voice that made it, or export with `audio: false`.",
        ) from error
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _resampled(data: bytes) -> Iterator[AudioFrame]:
    resampler = AudioResampler("fltp", rate=RATE)
    form = "flac" if data.startswith(b"fLaC") else "wav"
    with av.open(io.BytesIO(data), "r", format=form) as sound:
        for frame in sound.decode(audio=0):
            yield from resampler.resample(frame)
        yield from resampler.resample(None)
