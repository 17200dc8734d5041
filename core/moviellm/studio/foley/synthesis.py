"""Sounds from nothing: noise of a colour, tones that die away, and how they begin and end."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

RATE: Final = 24_000
"""Samples a second of all that is made here."""


def silence(seconds: float) -> Samples:
    """Return samples in which nothing is heard."""
    return np.zeros(round(seconds * RATE))


def noise(rng: np.random.Generator, seconds: float, low: float, high: float) -> Samples:
    """Return noise between two pitches with a loudness (RMS) of 1; its end fits its beginning.

    Args:
        rng: Where it comes from.
        seconds: How long it is.
        low: The lowest pitch in it, in hertz.
        high: The highest.
    """
    count = max(2, round(seconds * RATE))
    pitches = np.fft.rfftfreq(count, 1 / RATE)
    inside = 1 / (1 + (low / np.maximum(pitches, 1e-9)) ** 6) / (1 + (pitches / high) ** 6)
    inside[0] = 0
    phases = rng.uniform(0, 2 * np.pi, len(pitches))
    made = np.fft.irfft(np.sqrt(inside) * np.exp(1j * phases), count)
    return made / max(1e-12, float(np.sqrt(np.mean(made**2))))


def dying(count: int, seconds: float) -> Samples:
    """Return an envelope of so many samples that begins at 1 and has lost 60 dB after a time."""
    return np.asarray(10 ** (-3 * np.arange(count) / (seconds * RATE)))


def strike(pitch: float, seconds: float) -> Samples:
    """Return a tone that begins at its loudest and dies away within a time."""
    count = round(seconds * RATE)
    return np.sin(2 * np.pi * pitch * np.arange(count) / RATE) * dying(count, seconds)


def soft_ends(samples: Samples, begin: float, end: float) -> Samples:
    """Return samples that swell and fade.

    Args:
        samples: What is heard.
        begin: For how many seconds it swells.
        end: For how many it fades.
    """
    made = samples.copy()
    for seconds, part in ((begin, made), (end, made[::-1])):
        count = min(len(part), max(1, round(seconds * RATE)))
        part[:count] *= np.linspace(0, 1, count) ** 2
    return made


def laid(length: float, *parts: tuple[float, Samples]) -> Samples:
    """Return sounds beside each other in a stretch of time.

    Args:
        length: How long the stretch is, in seconds; what goes beyond it is cut.
        parts: When each begins, in seconds, and its samples.
    """
    made = silence(length)
    for at, samples in parts:
        first = round(at * RATE)
        piece = samples[: max(0, len(made) - first)]
        made[first : first + len(piece)] += piece
    return made
