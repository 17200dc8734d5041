"""Interludes: a quiet scene between two people who have something to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.simulation import Simulation


def interludes(sim: Simulation, place: str = "") -> Iterator[Beat]:
    """Quiet scenes without end, always of those who met longest ago.

    Args:
        sim: The simulation.
        place: The one place where they may happen; empty for any.
    """
    met: dict[tuple[str, str], int] = {}
    people = list(sim.words.persons)
    pairs = [(a, b) for index, a in enumerate(people) for b in people[index + 1 :]]
    while True:
        pair = min(pairs, key=lambda pair: (met.get(pair, -1), sim.rng.random()))
        met[pair] = sim.slot
        where = place or sim.rng.choice(
            [p for p in sim.words.places if p != sim.place] or [sim.place]
        )
        yield Beat(where, pair, core=1)
