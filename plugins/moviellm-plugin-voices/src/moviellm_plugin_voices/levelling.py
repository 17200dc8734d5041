"""What an engine speaks as the sound of a cue: 24 kHz, trimmed, faded, at one loudness, FLAC."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np
import pyloudnorm
import soundfile
from moviellm.film import Sound, SpokenWord
from numpy.typing import NDArray
from scipy.signal import resample_poly

Samples = NDArray[np.float32]

RATE = 24_000
"""Samples a second, one channel."""

_MS = RATE // 1_000
_BLOCK_S = 0.4
"""Loudness is measured in blocks of 400 ms (EBU Tech 3341)."""
_PEAK = 0.89
"""-1 dB below full scale: what a codec may add does not clip (EBU R128, section 4)."""
_QUIET = 0.01
"""-40 dB below the peak: what is quieter at both ends is no speech."""
_FADE_MS = 4
_PAUSE_MS = 400
"""How long a line is silent in which there is nothing to be said."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an engine spoke.

    Attributes:
        samples: One channel, -1 to 1.
        rate: Samples a second.
        words: When each word begins and ends, in ms; in order.
    """

    samples: Samples
    rate: int
    words: tuple[SpokenWord, ...] = ()


def levelled(spoken: Spoken, loudness: float) -> tuple[Samples, tuple[SpokenWord, ...]]:
    """Return samples at `RATE` that begin and end with what is heard, and when their words are.

    They last whole milliseconds; a line in which nothing is heard becomes a short silence.

    Args:
        spoken: What an engine spoke.
        loudness: How loud it shall be, in LUFS (EBU R128).
    """
    common = gcd(RATE, spoken.rate)
    samples = resample_poly(spoken.samples, RATE // common, spoken.rate // common)
    heard = np.flatnonzero(np.abs(samples) > _QUIET * np.abs(samples).max(initial=0))
    if not heard.size:
        return np.zeros(_PAUSE_MS * _MS, np.float32), ()
    first, last = int(heard[0]), int(heard[-1]) + 1
    samples = _faded(np.pad(samples[first:last], (0, -(last - first) % _MS)))
    words = tuple(_moved(spoken.words, first // _MS, len(samples) // _MS))
    return _at_loudness(samples, loudness).astype(np.float32), words


def sound_of(spoken: Spoken, loudness: float) -> Sound:
    """Return what an engine spoke as the sound of a cue, a FLAC file."""
    samples, words = levelled(spoken, loudness)
    return flac_of(samples, words)


def flac_of(samples: Samples, words: tuple[SpokenWord, ...] = ()) -> Sound:
    """Return samples at `RATE` as a FLAC file that says that it is synthetic."""
    file = io.BytesIO()
    with soundfile.SoundFile(
        file, "w", samplerate=RATE, channels=1, format="FLAC", subtype="PCM_16"
    ) as flac:
        flac.comment = "Synthetic speech, made by MovieLLM."
        flac.write(np.round(samples * 32_767).astype(np.int16))
    return Sound(file.getvalue(), len(samples) // _MS, words)


def loudness_of(samples: Samples) -> float:
    """How loud samples at `RATE` are, in LUFS; what is shorter than a block is repeated."""
    least = int(_BLOCK_S * RATE) + 1
    enough = np.tile(samples, -(-least // len(samples)))
    return float(pyloudnorm.Meter(RATE, block_size=_BLOCK_S).integrated_loudness(enough))


def _at_loudness(samples: Samples, loudness: float) -> Samples:
    peak = float(np.abs(samples).max())
    measured = loudness_of(samples / peak)
    gain = 10 ** ((loudness - measured) / 20) if np.isfinite(measured) else _PEAK
    return samples / peak * min(gain, _PEAK)


def _faded(samples: Samples) -> Samples:
    count = min(_FADE_MS * _MS, len(samples) // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, count, endpoint=False)) ** 2
    envelope = np.ones(len(samples), np.float32)
    envelope[:count] = ramp
    envelope[len(samples) - count :] = ramp[::-1]
    return (samples * envelope).astype(np.float32)


def _moved(words: Sequence[SpokenWord], by_ms: int, length_ms: int) -> Iterator[SpokenWord]:
    """Words in what is left of a line of which the first milliseconds were cut."""
    at = clock = 0
    for word in words:
        start = min(max(word.start_ms - by_ms, clock), length_ms)
        end = min(max(word.end_ms - by_ms, start), length_ms)
        if word.at >= at:
            yield SpokenWord(at=word.at, length=word.length, start_ms=start, end_ms=end)
            at, clock = word.at + word.length, start
