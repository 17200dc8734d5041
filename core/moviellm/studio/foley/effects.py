"""What deeds sound like: steps, doors, lids, things that are put down, lit, or broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from moviellm.studio.foley.deeds import Noise
from moviellm.studio.foley.synthesis import (
    RATE,
    Samples,
    dying,
    laid,
    noise,
    soft_ends,
    strike,
)

Maker = Callable[[np.random.Generator, float, bool], Samples]


def effect(noise_name: Noise, seed: int, seconds: float, *, indoors: bool) -> Samples:
    """Return the sound of a deed, its highest sample a third of full scale.

    Args:
        noise_name: Which.
        seed: Where what differs between two steps comes from.
        seconds: How long it lasts.
        indoors: Whether it is heard in a room.
    """
    made = _MAKERS[noise_name](np.random.default_rng(seed), seconds, indoors)
    if indoors:
        made = _in_a_room(made)
    made = soft_ends(made, 0.002, min(0.05, seconds / 4))
    return made / max(1e-9, float(np.abs(made).max(initial=0))) / 3


def _in_a_room(dry: Samples) -> Samples:
    """A few early reflections of the walls."""
    made = dry.copy()
    for delay_ms, share in ((11, 0.35), (23, 0.25), (37, 0.15), (53, 0.1)):
        shift = delay_ms * RATE // 1000
        made[shift:] += share * dry[: max(0, len(dry) - shift)]
    return made


def _knock(rng: np.random.Generator, low: float, high: float, seconds: float) -> Samples:
    made = noise(rng, seconds, low, high)
    return made * dying(len(made), seconds)


def _steps(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    low, high, dies = (90, 900, 0.14) if indoors else (900, 5_000, 0.2)
    parts = []
    for number in range(max(1, round(seconds / 0.5))):
        at = number * 0.5 + rng.uniform(0, 0.03)
        weight = rng.uniform(0.75, 1)
        parts.append((at, weight * _knock(rng, low, high, dies)))
        parts.append((at + 0.07, 0.4 * weight * _knock(rng, low * 2, high, dies / 2)))
    return laid(seconds, *parts)


def _creak(rng: np.random.Generator, seconds: float, low: float, high: float) -> Samples:
    """Stick and slip: clicks that come faster and ring."""
    count = round(seconds * RATE)
    pitch = np.linspace(low, high, count) * (1 + 0.05 * np.sin(np.arange(count) / 2_400))
    clicks = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0.0)
    low_ring, high_ring = (
        strike(rng.uniform(600, 800), 0.03),
        strike(rng.uniform(1_300, 1_700), 0.02),
    )
    ring = laid(0.03, (0.0, low_ring), (0.0, 0.6 * high_ring))
    return np.convolve(clicks, ring)[:count] * np.hanning(count)


def _door(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    return laid(
        seconds,
        (0.0, _knock(rng, 1_500, 6_000, 0.05)),
        (0.08, 0.6 * _creak(rng, max(0.1, seconds - 0.25), 40, 90)),
        (max(0.0, seconds - 0.2), 1.4 * _knock(rng, 60, 500, 0.2)),
    )


def _lid(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    return laid(
        seconds,
        (0.0, 0.6 * _knock(rng, 800, 3_000, 0.05)),
        (0.05, _creak(rng, max(0.1, seconds - 0.1), 30, 110)),
    )


def _latch(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    click = _knock(rng, 2_000, 8_000, 0.03)
    return laid(seconds, (0.0, click), (seconds / 3, 0.6 * click), (seconds / 2, 1.2 * click))


def _brush(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    made = noise(rng, seconds, 1_500, 7_000)
    return made * np.hanning(len(made))


def _thud(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    return laid(
        seconds,
        (0.0, _knock(rng, 70, 700, 0.18)),
        (0.0, 1.5 * strike(rng.uniform(90, 140), 0.2)),
        (0.0, 0.3 * _knock(rng, 1_000, 4_000, 0.04)),
    )


def _cloth(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    made = noise(rng, seconds, 700, 4_000)
    return made * np.hanning(len(made)) * (0.6 + 0.4 * np.sin(np.arange(len(made)) / 900))


def _match(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    scratch = noise(rng, 0.15, 2_500, 9_000) * np.hanning(round(0.15 * RATE))
    flame = noise(rng, max(0.1, seconds - 0.12), 300, 3_000)
    return laid(seconds, (0.0, scratch), (0.12, 0.7 * flame * dying(len(flame), seconds)))


def _puff(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    return soft_ends(noise(rng, seconds, 200, 1_800), 0.05, seconds * 0.8)


def _crash(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    shards = [
        (rng.uniform(0, seconds * 0.5) ** 2 / seconds, rng.uniform(0.1, 0.4)
         * strike(rng.uniform(1_200, 7_000), rng.uniform(0.08, 0.4)))
        for _ in range(40)
    ]  # fmt: skip
    return laid(seconds, (0.0, 1.5 * _knock(rng, 100, 5_000, 0.3)), *shards)


def _knocks(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    knock = _knock(rng, 300, 2_500, 0.08)
    return laid(seconds, *((number * 0.25, knock) for number in range(max(1, int(seconds * 4)))))


def _bite(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    times = sorted(rng.uniform(0, max(0.05, seconds - 0.1), 12))
    return laid(seconds, *((at, _knock(rng, 900, 5_000, 0.06)) for at in times))


def _fall(rng: np.random.Generator, seconds: float, indoors: bool) -> Samples:
    return laid(
        seconds,
        (0.0, 0.4 * _cloth(rng, 0.25, indoors)),
        (0.15, _knock(rng, 50, 500, 0.25)),
        (0.3, 0.6 * _knock(rng, 50, 400, 0.25)),
    )


_MAKERS: Mapping[Noise, Maker] = {
    "steps": _steps, "door": _door, "lid": _lid, "latch": _latch, "brush": _brush, "thud": _thud,
    "cloth": _cloth, "match": _match, "puff": _puff, "crash": _crash, "knocks": _knocks,
    "bite": _bite, "fall": _fall,
}  # fmt: skip
