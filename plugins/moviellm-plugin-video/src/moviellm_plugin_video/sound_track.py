"""What is heard of a film as a sound stream: its mix, or its recordings where their cues are."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from typing import Protocol

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from moviellm import Context, FilmError
from moviellm.film import Film

RATE = 48_000
"""Samples a second."""

BITS_A_SECOND = 96_000
"""Of each channel."""
_MS = RATE // 1000
_LAYOUTS = {1: "mono", 2: "stereo"}


class SoundSource(Protocol):
    """What is heard, from the beginning of a film on.

    Attributes:
        channels: One, or two for both ears.
    """

    channels: int

    def following(self, count: int) -> np.ndarray:
        """Return the next samples from -1 to 1, channels x count; silence after its end."""


class SoundTrack:
    """Encodes what is heard as the film goes on.

    Args:
        mp4: A new container.
        source: What is heard.
    """

    def __init__(self, mp4: OutputContainer, source: SoundSource) -> None:
        self._mp4, self._source, self._layout = mp4, source, _LAYOUTS[source.channels]
        stream: AudioStream = mp4.add_stream("aac", rate=RATE, options={"flags": "+bitexact"})
        stream.codec_context.layout = self._layout
        stream.codec_context.bit_rate = BITS_A_SECOND * source.channels
        self._stream = stream
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
        frame = AudioFrame.from_ndarray(self._source.following(count), "fltp", self._layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        self._mp4.mux(self._stream.encode(frame))
        self._at += count


def heard(film: Film, context: Context) -> SoundSource | None:
    """Return what is heard in a film: its mix, else its bare recordings; None for a silent one.

    Args:
        film: The film.
        context: Where its sound is read from.
    """
    if film.mix:
        return MixedSound(film.id, context.blobs.get(film.mix.digest))
    if film.soundtrack and film.soundtrack.recordings:
        return RecordedLines(film, context)
    return None


class MixedSound:
    """The mix of a film, decoded as it is needed.

    Args:
        film: The film's id.
        data: The mix.
    """

    channels = 2

    def __init__(self, film: str, data: bytes) -> None:
        where = f"The mix of {film}"
        self._pieces = _decoded(data, where, AudioResampler("fltp", layout="stereo", rate=RATE))
        self._left = np.zeros((2, 0), np.float32)

    def following(self, count: int) -> np.ndarray:
        """Return the next samples."""
        taken, length = [self._left], self._left.shape[1]
        while length < count and (piece := next(self._pieces, None)) is not None:
            taken.append(piece)
            length += piece.shape[1]
        ready = np.concatenate(taken, axis=1)
        self._left = ready[:, count:]
        lacking = max(0, count - ready.shape[1])
        return np.ascontiguousarray(np.pad(ready[:, :count], ((0, 0), (0, lacking))))


class RecordedLines:
    """Mixes recordings where their cues are; holds those in memory that sound now.

    Args:
        film: A film with a soundtrack.
        context: Where recordings are read from.
    """

    channels = 1

    def __init__(self, film: Film, context: Context) -> None:
        assert film.soundtrack is not None
        self._film, self._blobs = film.id, context.blobs
        starts = {cue.id: cue.start_ms * _MS for cue in film.storyboard.cues}
        self._waiting = deque(
            sorted((starts[one.cue], one.cue, one.digest) for one in film.soundtrack.recordings)
        )
        self._sounding: list[tuple[int, np.ndarray]] = []
        self._at = 0

    def following(self, count: int) -> np.ndarray:
        """Return the next samples."""
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
        self._at = end
        return np.clip(mix, -1, 1)[np.newaxis]


def recorded(data: bytes, where: str) -> np.ndarray:
    """Return a WAV or FLAC file as samples from -1 to 1 at `RATE`, its channels mixed.

    Args:
        data: The file.
        where: Film and cue, for the error.

    Raises:
        FilmError: It cannot be decoded.
    """
    decoded = _decoded(data, f"The recording of {where}", AudioResampler("fltp", rate=RATE))
    pieces = [piece.mean(axis=0) for piece in decoded]
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def _decoded(data: bytes, what: str, resampler: AudioResampler) -> Iterator[np.ndarray]:
    """Yield the samples of a WAV or FLAC file, channels x count."""
    form = "flac" if data.startswith(b"fLaC") else "wav"
    try:
        with av.open(io.BytesIO(data), "r", format=form) as sound:
            for frame in sound.decode(audio=0):
                yield from (piece.to_ndarray() for piece in resampler.resample(frame))
            yield from (piece.to_ndarray() for piece in resampler.resample(None))
    except (OSError, ValueError) as error:
        raise FilmError(
            f"{what} cannot be decoded: {error}.",
            hint="Mend the component that made it, or export with `audio: false`.",
        ) from error
