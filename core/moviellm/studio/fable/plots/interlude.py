"""Interludes: a quiet scene between two people who have something to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.telling import Telling


def interludes(t: Telling, place: str = "") -> Iterator[Beat]:
    """Quiet scenes without end, always of those who met longest ago.

    Args:
        t: The telling.
        place: The one place where they may happen; empty for any.
    """
    met: dict[tuple[str, str], int] = {}
    people = list(t.words.persons)
    pairs = [(a, b) for index, a in enumerate(people) for b in people[index + 1 :]]
    while True:
        pair = min(pairs, key=lambda pair: (met.get(pair, -1), t.rng.random()))
        met[pair] = t.slot
        where = place or t.rng.choice([p for p in t.words.places if p != t.place] or [t.place])
        yield Beat(where, pair, core=1)
