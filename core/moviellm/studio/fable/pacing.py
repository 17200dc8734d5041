"""From shape to scenes: how much story fits, which plot has its turn, where scenes are cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from moviellm.film import LIGHTS, Shape
from moviellm.studio.fable.bonds import bond
from moviellm.studio.fable.plots.beat import Beat, fill_stretch, gather
from moviellm.studio.fable.prose import NarratedEvent
from moviellm.studio.fable.simulation import UNSEEN, Simulation

_FEW, _MANY = 4, 14
"""Key frames of a scene. With fewer than the first it shares a beat with its neighbours, since in a
beat somebody comes, acts and reacts; from the second on it holds several beats.
"""
_HOURS = 4
"""So many scenes have the same light before it changes: a day passes in about sixteen."""
_LEAP = 2
"""So many hours at most pass between two scenes: three on, and the light would seem to go back."""
_NEXT_WEATHER = {
    "clear": ("cloudy", "fog"),
    "cloudy": ("rain", "clear"),
    "rain": ("clear", "storm"),
    "storm": ("rain",),
    "fog": ("clear", "cloudy"),
    "snow": ("cloudy",),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of story: some scenes, or a part of one.

    Attributes:
        scenes: Indices of the scenes over which it is spread.
        frames: Visible events that it should have.
        lines: Lines of dialogue that it should have.
        opens: Whether it starts a scene; if not, it goes on in the same place.
    """

    scenes: tuple[int, ...]
    frames: int
    lines: int
    opens: bool = True


def slots(shape: Shape, lines_per_frame: float) -> list[Slot]:
    """Cut a film into stretches of about four to thirteen visible events each."""
    scenes, frames = shape.total_scenes, shape.frames
    if frames >= _MANY:
        parts = round(frames / 8)
        cut = [frames * i // parts for i in range(parts + 1)]
        sizes = [b - a for a, b in pairwise(cut)]
        return [
            Slot((scene,), size, round(size * lines_per_frame), opens=index == 0)
            for scene in range(scenes)
            for index, size in enumerate(sizes)
        ]
    count = max(1, scenes // -(-_FEW // frames)) if frames < _FEW else scenes
    cut = [scenes * i // count for i in range(count + 1)]
    return [
        Slot(tuple(range(a, b)), (b - a) * frames, round((b - a) * frames * lines_per_frame))
        for a, b in pairwise(cut)
    ]


def tell_slots(
    sim: Simulation, plan: list[Slot], first: Beat, beats: Iterator[Beat]
) -> list[list[NarratedEvent]]:
    """Tell one beat in every slot and return the events of each scene, by scene index."""
    scenes: list[list[NarratedEvent]] = []
    sim.ties.begin(len(plan))
    beat = first
    for index, slot in enumerate(plan):
        sim.begin(beat.place, slot.frames, slot.lines)
        if slot.opens:
            sim.at_odds.clear()
            pass_time(sim, beat)
        gather(sim, beat, _elsewhere(sim, beat))
        bond(sim, sim.room - beat.core)
        coming = next(beats, None)
        last = index == len(plan) - 1
        if coming and not last:
            bond(sim, sim.room + 1, slights=True)
        fill_stretch(sim, sim.frames, sim.lines if coming and not last else 0)
        if slot.opens:
            scenes.extend(_cut(sim.stretch, len(slot.scenes)))
        else:
            scenes[-1].extend(sim.stretch)
        if coming is not None:
            beat = coming
    return scenes


def pass_time(sim: Simulation, beat: Beat) -> None:
    """Let the day go on where there is a sky to see it: what is not shown does not pass."""
    sim.hour_age += 1
    place = sim.words.places[sim.place]
    if not place.sees_sky or sim.frames < _FEW:
        return
    hour = LIGHTS.index(sim.state.value(f"light({place.id})") or "day")
    ahead = int(sim.hour_age >= _HOURS)
    if beat.light:
        ahead = min(_LEAP, (LIGHTS.index(beat.light) - hour) % len(LIGHTS))
    if ahead:
        sim.hour_age = 0
        sim.sky("daylight", LIGHTS[(hour + ahead) % len(LIGHTS)])
    elif not place.indoors and sim.rng.random() < 0.2:
        sky = sim.state.value(f"weather({place.id})") or "clear"
        sim.sky("weather", sim.rng.choice([w for w in _NEXT_WEATHER[sky] if w != sky]))


def _elsewhere(sim: Simulation, beat: Beat) -> str:
    others = [place for place in sim.words.places if place != beat.place]
    return sim.rng.choice(others) if others else ""


def _cut(told: list[NarratedEvent], pieces: int) -> list[list[NarratedEvent]]:
    """Cut a stretch into scenes with about equally many visible events."""
    total = sum(one.event.verb not in UNSEEN for one in told)
    found: list[list[NarratedEvent]] = [[] for _ in range(pieces)]
    seen = 0
    for one in told:
        found[min(pieces - 1, seen * pieces // max(1, total))].append(one)
        seen += one.event.verb not in UNSEEN
    return found
