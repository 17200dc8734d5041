"""A mixer that hums one sound, or another on an option, and may answer something else."""

from __future__ import annotations

import errno

import numpy
from moviellm import Context, hookimpl
from moviellm.film import Film, HeardSound, Mixing, mix_samples
from moviellm.motion import FlacEncoder

from moviellm_engine_cast.config import Stirred
from moviellm_engine_cast.spoiled import spoiled

RATE = 24_000


class Drone:
    """One low sound, as long as the film."""

    def __init__(self, config: Stirred) -> None:
        self._config = config

    @hookimpl
    def moviellm_mix(self, film: Film, context: Context) -> object:
        if self._config.fault == "full":
            raise OSError(errno.ENOSPC, "No space left on device", "/scratch/mix.flac")
        length = film.storyboard.duration_ms
        flac = FlacEncoder(RATE)
        flac.add(numpy.full((mix_samples(length, RATE), 2), 0.25, numpy.float32))
        sound = HeardSound(
            id="drone", kind="music", start_ms=0, end_ms=length, seen=False,
            text="a fast drone" if self._config.faster else "a drone",
        )  # fmt: skip
        return spoiled("mixer", Mixing(flac.data(), RATE, (sound,)))
