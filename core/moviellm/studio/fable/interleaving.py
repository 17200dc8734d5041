"""The beats of an episode: those of its plot, with those of other stories between them."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.studio.fable.episodes import Episode
from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.plots.interlude import interludes
from moviellm.studio.fable.simulation import Simulation

_IN_A_ROW = 2
"""So many beats of other stories come between two of a plot at most: more, and it is forgotten."""


def interleaved(sim: Simulation, episode: Episode, count: int) -> Iterator[Beat]:
    """The beats of a plot with those of its threads between them, ``count`` in all."""
    main = episode.plot.beats
    spare = count - main
    gaps = _gaps(sim, main, spare)
    side = _BeatQueue(_beats_of(sim, episode))
    told = due = 0
    for number, beat in enumerate(episode.plot.tell(sim)):
        due += gaps.count(number)
        while due and told < count - 1 and not (beat and beat.tight):
            yield from side.turn()
            told, due = told + 1, due - 1
        if beat is None:
            yield from side.turn()
        else:
            yield beat
        told += 1
    for _ in range(count - told):
        yield from side.turn()


def _gaps(sim: Simulation, main: int, spare: int) -> list[int]:
    """Before which beats of a plot others have their turn, by chance.

    A plot begins and ends its episode; where it can be, no more than two beats of others come in a
    row.
    """
    inner = range(1, max(2, main))
    places = [gap for gap in inner for _ in range(max(_IN_A_ROW, -(-spare // len(inner))))]
    return sorted(sim.rng.sample(places, spare)) if spare > 0 else []


class _BeatQueue:
    """Beats of which one at a time is told, each whole before anything else is."""

    def __init__(self, beats: Iterator[Beat]) -> None:
        self._beats = beats
        self._pending = next(beats)

    def turn(self) -> Iterator[Beat]:
        yield self._pending
        self._pending = next(self._beats)


def _beats_of(sim: Simulation, episode: Episode) -> Iterator[Beat]:
    rest = interludes(sim, episode.room)
    for beat in episode.subplot.tell(sim) if episode.subplot else ():
        yield beat or next(rest)
    for thread in episode.threads:
        yield from thread.tell(sim)
    yield from rest
