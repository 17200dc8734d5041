"""The desk: planned sounds laid beside each other, a few seconds at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from moviellm import Context, FilmError
from moviellm.film import Film, derive_seed, mix_samples
from moviellm.motion import decoded_sound
from moviellm.studio.foley.beds import air, music, weather_heard
from moviellm.studio.foley.effects import effect
from moviellm.studio.foley.plan import PlannedSound
from moviellm.studio.foley.synthesis import RATE, Samples, soft_ends

_PIECE = 5 * RATE
_MS = RATE // 1000
_RAMP = 0.25 * RATE
_DUCKED = 0.35
"""What is left of music while somebody speaks: 9 dB less."""
_SEAM_S = 0.06


class _Sounding(NamedTuple):
    """What sounds now: from when to when, and its samples x 2 channels; loops begin again."""

    first: int
    stop: int
    samples: Samples
    loops: bool
    ducked: bool

    def between(self, start: int, end: int) -> Samples:
        at = np.arange(start, end) - self.first
        if not self.loops:
            return self.samples[start - self.first : end - self.first]
        seam = np.minimum(at, self.stop - self.first - at) / (_SEAM_S * RATE)
        return self.samples[at % len(self.samples)] * np.clip(seam, 0, 1)[:, np.newaxis]


class Desk:
    """Mixes the sounds of a film; what sounds now is in memory, and no more.

    Args:
        film: The film.
        sounds: In the order in which they begin.
        context: Where recordings are read from, and where randomness comes from.

    Attributes:
        length: How many samples each channel of the mix has.
    """

    def __init__(self, film: Film, sounds: Sequence[PlannedSound], context: Context) -> None:
        self._film, self._sounds, self._context = film.id, sounds, context
        self.length = mix_samples(film.storyboard.duration_ms, RATE)
        self._spoken = [one.heard for one in sounds if one.make == "line"]

    def pieces(self) -> Iterator[Samples]:
        """Yield the mix from its beginning to its end, samples x 2 channels.

        Raises:
            Cancelled: The run was asked to stop.
            FilmError: A recording cannot be decoded.
        """
        waiting, sounding = deque(self._sounds), list[_Sounding]()
        for start in range(0, self.length, _PIECE):
            self._context.check()
            end = min(start + _PIECE, self.length)
            while waiting and waiting[0].heard.start_ms * _MS < end:
                sounding.append(self._begun(waiting.popleft()))
            piece = np.zeros((end - start, 2))
            duck = self._ducking(start, end)
            for one in sounding:
                first, stop = max(start, one.first), min(end, one.stop)
                if first < stop:
                    heard = one.between(first, stop)
                    if one.ducked:
                        heard = heard * duck[first - start : stop - start, np.newaxis]
                    piece[first - start : first - start + len(heard)] += heard
            sounding = [one for one in sounding if one.stop > end]
            yield piece

    def _begun(self, one: PlannedSound) -> _Sounding:
        loops, ducked = one.make in ("tone", "weather"), one.make == "music"
        first, stop = one.heard.start_ms * _MS, min(one.heard.end_ms * _MS, self.length)
        samples = self._samples(one, (stop - first) / RATE)
        if samples.ndim == 1:
            samples = _panned(samples, one.pan)
        stop = stop if loops else min(stop, first + len(samples))
        return _Sounding(first, stop, samples, loops, ducked)

    def _samples(self, one: PlannedSound, seconds: float) -> Samples:
        about = one.heard.event or one.heard.source or one.heard.id
        seed = derive_seed(self._context.seed, one.make, about)
        if one.make == "line":
            return self._recorded(one)
        if one.make == "music":
            return music(one.mood, seed, seconds)
        assert one.place is not None
        if one.make == "tone":
            return air(one.place, seed)
        if one.make == "weather":
            return weather_heard(one.weather, one.place, seed)
        assert one.deed is not None
        made = effect(one.deed.noise, seed, one.deed.length_ms / 1000, indoors=one.place.indoors)
        return soft_ends(made[: round(seconds * RATE)], 0, 0.01)

    def _recorded(self, one: PlannedSound) -> Samples:
        assert one.recording is not None
        try:
            return decoded_sound(self._context.blobs.get(one.recording.digest), RATE).astype(float)
        except ValueError as error:
            raise FilmError(
                f"The recording of {self._film}, {one.recording.cue}, is not taken: {error}.",
                hint="Mend the voice that made it, or mix without voices.",
            ) from error

    def _ducking(self, start: int, end: int) -> Samples:
        """By how much music is softer at each sample, 1 for not at all."""
        at, softer = np.arange(start, end), np.ones(end - start)
        for line in self._spoken:
            first, stop = line.start_ms * _MS, line.end_ms * _MS
            if first - _RAMP < end and stop + _RAMP > start:
                away = np.clip(np.maximum(first - at, at - stop) / _RAMP, 0, 1)
                softer = np.minimum(softer, _DUCKED + (1 - _DUCKED) * away)
        return softer


def _panned(samples: Samples, pan: float) -> Samples:
    """One channel as two; as loud from every side."""
    angle = (1 + min(1.0, max(-1.0, pan))) * np.pi / 4
    return np.stack((np.cos(angle) * samples, np.sin(angle) * samples), axis=1)
