"""What lies under everything else: the air of places, weather, and music."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from moviellm.film import Mood, Place, Weather
from moviellm.studio.foley.synthesis import RATE, Samples, laid, noise, silence, soft_ends

_LOOP_S = 8.0
"""Noise that fits its own beginning is heard again after so long."""


def air(place: Place, seed: int) -> Samples:
    """Return eight seconds of a place's air for both ears; they can be repeated without a seam."""
    rng = np.random.default_rng(seed)
    low, high, loud = (50, 350, 0.002) if place.indoors else (100, 1_200, 0.004)
    return _both_ears(rng, low, high) * loud


def weather_heard(weather: Weather, place: Place, seed: int) -> Samples:
    """Return eight seconds of weather for both ears; through walls it is duller."""
    rng = np.random.default_rng(seed)
    low, high, loud = {"rain": (800.0, 9_000.0, 0.02), "storm": (150.0, 6_000.0, 0.03)}.get(
        weather, (150.0, 700.0, 0.006)
    )
    if place.indoors:
        low, high, loud = low / 2, high / 6, loud / 2
    made = _both_ears(rng, low, high) * loud
    if weather == "storm":  # gusts: whole numbers of them fit the loop
        at = np.arange(len(made)) / len(made)
        made = made * (0.7 + 0.3 * np.sin(2 * np.pi * 2 * at))[:, np.newaxis]
    return made


def _both_ears(rng: np.random.Generator, low: float, high: float) -> Samples:
    return np.stack([noise(rng, _LOOP_S, low, high) for _ in range(2)], axis=1)


class _Tune(NamedTuple):
    """How a mood sounds.

    Attributes:
        root: The lowest note, in hertz.
        steps: The scale, in semitones above the root.
        beat_s: How long a note lasts.
    """

    root: float
    steps: tuple[int, ...]
    beat_s: float


_MINOR, _MAJOR, _DARK, _OPEN = (
    (0, 3, 7, 10, 12),
    (0, 4, 7, 9, 12),
    (0, 1, 6, 7, 12),
    (0, 2, 7, 9, 12),
)
_TUNES: Mapping[Mood, _Tune] = {
    "calm": _Tune(196.0, _OPEN, 1.0),
    "happy": _Tune(261.6, _MAJOR, 0.4),
    "sad": _Tune(174.6, _MINOR, 1.2),
    "angry": _Tune(110.0, _DARK, 0.5),
    "afraid": _Tune(146.8, _DARK, 0.9),
    "surprised": _Tune(293.7, _OPEN, 0.5),
    "determined": _Tune(146.8, _MINOR, 0.5),
    "tender": _Tune(220.0, _MAJOR, 1.0),
    "suspicious": _Tune(164.8, _MINOR, 0.7),
}


def music(mood: Mood, seed: int, seconds: float) -> Samples:
    """Return plucked notes of a scale over a held fifth, in one channel.

    Args:
        mood: Decides the scale, the pitch and the pace.
        seed: Decides which note follows which.
        seconds: How long it lasts.
    """
    tune, rng = _TUNES[mood], np.random.default_rng(seed)
    count, note = max(1, int(seconds / tune.beat_s)), 0
    parts = []
    for number in range(count):
        note = int(np.clip(note + rng.integers(-2, 3), 0, len(tune.steps) - 1))
        pitch = tune.root * 2 ** (tune.steps[note] / 12)
        parts.append((number * tune.beat_s, _pluck(pitch, min(2.0, tune.beat_s * 3))))
    at = np.arange(len(silence(seconds))) / RATE
    held = sum(np.sin(2 * np.pi * tune.root / 2 * ratio * at) for ratio in (1, 1.5, 2.003))
    return soft_ends(0.05 * (laid(seconds, *parts) + 0.25 * held), 0.3, min(3.0, seconds / 2))


def _pluck(pitch: float, seconds: float) -> Samples:
    at = np.arange(round(seconds * RATE)) / RATE
    made = sum(
        np.sin(2 * np.pi * pitch * part * at) * np.exp(-at * (2 + part) * 1.5) / part**1.5
        for part in (1, 2, 3, 4)
        if pitch * part < RATE / 2
    )
    return soft_ends(np.asarray(made), 0.006, 0.05)
