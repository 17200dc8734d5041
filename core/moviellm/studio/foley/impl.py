"""The mixer `foley`: what is heard is planned, measured, and made as loud as asked."""

from __future__ import annotations

import numpy as np

from moviellm import Context, hookimpl
from moviellm.film import Film, Mixing
from moviellm.motion import FlacEncoder, require_pyav
from moviellm.studio.foley.config import FoleyConfig
from moviellm.studio.foley.desk import Desk
from moviellm.studio.foley.loudness import LoudnessMeter
from moviellm.studio.foley.plan import planned
from moviellm.studio.foley.synthesis import RATE, Samples

_MOST_GAIN = 10.0
"""20 dB: the air of a room in which nothing else is heard is not made a roar."""
_KNEE, _CEILING = 0.6, 0.88
"""From the knee peaks are rounded; none is above -1.1 dB, which leaves a codec its room."""


class Foley:
    """Makes the mix twice: once to measure it, once to keep it; so it need not be in memory.

    Args:
        config: Its options.

    Raises:
        InputError: PyAV is not installed.
    """

    def __init__(self, config: FoleyConfig) -> None:
        require_pyav()
        self._config = config

    @hookimpl
    def moviellm_mix(self, film: Film, context: Context) -> Mixing:
        """Return all that is heard in a film, and what each sound is."""
        sounds = planned(film, self._config)
        desk = Desk(film, sounds, context)
        gain = self._gain(desk, context)
        flac = FlacEncoder(RATE)
        for piece in desk.pieces():
            flac.add(rounded(piece * gain).astype(np.float32))
            context.progress(desk.length + flac.count, 2 * desk.length)
        return Mixing(flac.data(), RATE, tuple(one.heard for one in sounds))

    def _gain(self, desk: Desk, context: Context) -> float:
        """By what samples are multiplied to be as loud as asked."""
        meter, done = LoudnessMeter(), 0
        for piece in desk.pieces():
            meter.add(piece)
            done += len(piece)
            context.progress(done, 2 * desk.length)
        loudness = meter.loudness()
        if loudness is None:
            return 1.0
        return min(_MOST_GAIN, float(10 ** ((self._config.loudness - loudness) / 20)))


def rounded(samples: Samples) -> Samples:
    """Return samples none of which is beyond the ceiling; what is below the knee stays."""
    high, room = np.abs(samples), _CEILING - _KNEE
    bent = _KNEE + room * np.tanh((high - _KNEE) / room)
    return np.asarray(np.where(high > _KNEE, np.sign(samples) * bent, samples))
