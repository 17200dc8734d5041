"""How loud a mix is, by ITU-R BS.1770-5 and EBU R128, measured piece by piece."""

from __future__ import annotations

import math

import numpy as np

from moviellm.studio.foley.synthesis import RATE, Samples

_STEP = RATE // 10
"""Blocks of 400 ms begin every 100 ms."""
_AROUND = RATE
"""What rings on after a second is far below what is measured."""
_OFFSET, _ABSOLUTE, _RELATIVE = -0.691, -70.0, -10.0


class LoudnessMeter:
    """Takes a mix piece by piece and tells its integrated loudness.

    The two filters of the recommendation are applied to the spectrum of each piece, with a second
    of what came before, so that no state has to be carried from sample to sample.
    """

    def __init__(self) -> None:
        self._before = np.zeros((_AROUND, 2))
        self._waiting = np.zeros((0, 2))
        self._energies: list[float] = []

    def add(self, samples: Samples) -> None:
        """Take samples x 2 channels."""
        whole = np.concatenate((self._before, samples))
        weighted = _weighted(whole)[_AROUND:]
        self._before = whole[-_AROUND:]
        ready = np.concatenate((self._waiting, weighted))
        steps = len(ready) // _STEP
        cut = ready[: steps * _STEP].reshape(steps, _STEP, 2)
        self._energies += [float(step) for step in (cut**2).mean(axis=1).sum(axis=1)]
        self._waiting = ready[steps * _STEP :]

    def loudness(self) -> float | None:
        """Return the integrated loudness in LUFS; None when all is below -70."""
        steps = np.array(self._energies)
        if len(steps) < 4:
            return None
        blocks = (steps[:-3] + steps[1:-2] + steps[2:-1] + steps[3:]) / 4
        loud = blocks[blocks > _energy(_ABSOLUTE)]
        if not len(loud):
            return None
        gate = _level(float(loud.mean())) + _RELATIVE
        loud = loud[loud > _energy(gate)]
        return _level(float(loud.mean()))


def _level(energy: float) -> float:
    return _OFFSET + 10 * math.log10(energy)


def _energy(level: float) -> float:
    return float(10 ** ((level - _OFFSET) / 10))


def _weighted(samples: Samples) -> Samples:
    """The samples as the ear weighs them; a second of silence keeps the end from the beginning."""
    count = len(samples) + _AROUND
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(count))
    curve = _SHELF.response(turns) * _HIGH_PASS.response(turns)
    spectrum = np.fft.rfft(samples, count, axis=0) * curve[:, np.newaxis]
    return np.fft.irfft(spectrum, count, axis=0)[: len(samples)]


class _Filter:
    """A filter of second order by its corner, quality and gain (BS.1770-5, annex 1)."""

    def __init__(self, corner: float, quality: float, gain_db: float | None) -> None:
        k = math.tan(math.pi * corner / RATE)
        a0 = 1 + k / quality + k * k
        if gain_db is None:
            self._up = np.array([1.0, -2.0, 1.0])
        else:
            high = 10 ** (gain_db / 20)
            middle = high**0.4996667741545416
            self._up = (
                np.array(
                    [
                        high + middle * k / quality + k * k,
                        2 * (k * k - high),
                        high - middle * k / quality + k * k,
                    ]
                )
                / a0
            )
        self._down = np.array([a0, 2 * (k * k - 1), 1 - k / quality + k * k]) / a0

    def response(self, turns: Samples) -> Samples:
        """How it changes each pitch of a spectrum."""
        powers = turns[np.newaxis] ** np.arange(3)[:, np.newaxis]
        return np.asarray((self._up @ powers) / (self._down @ powers))


_SHELF = _Filter(1681.974450955533, 0.7071752369554196, 3.999843853973347)
_HIGH_PASS = _Filter(38.13547087602444, 0.5003270373238773, None)
