"""From shape to scenes: how much story fits, which plot has its turn, where scenes are cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from moviellm.film import LIGHTS, Shape
from moviellm.studio.fable.plots.beat import Beat, depart, fill, gather
from moviellm.studio.fable.prose import Told
from moviellm.studio.fable.telling import UNSEEN, Telling

_FEW, _MANY = 4, 14
_HOURS = 4
_SUNLESS = ("cave", "cellar", "spaceship")
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
    t: Telling, plan: list[Slot], first: Beat, beats: Iterator[Beat]
) -> list[list[Told]]:
    """Tell one beat in every slot and return the events of each scene, by scene index."""
    scenes: list[list[Told]] = []
    beat = first
    for index, slot in enumerate(plan):
        t.begin(beat.place, slot.frames, slot.lines)
        if slot.opens:
            pass_time(t, beat)
        gather(t, beat, _elsewhere(t, beat))
        coming = next(beats, None)
        last = index == len(plan) - 1
        _close(t, None if last else coming, moves=not last and plan[index + 1].opens)
        if slot.opens:
            scenes.extend(_cut(t.stretch, len(slot.scenes)))
        else:
            scenes[-1].extend(t.stretch)
        if coming is not None:
            beat = coming
    return scenes


def pass_time(t: Telling, beat: Beat) -> None:
    """Let the day go on, and show it where there is a sky to see."""
    clock = t.clock
    clock.age += 1
    if beat.light and beat.light != clock.hour:
        clock.hour, clock.age = beat.light, 0
    elif clock.age >= _HOURS:
        clock.hour, clock.age = LIGHTS[(LIGHTS.index(clock.hour) + 1) % len(LIGHTS)], 0
    place = t.words.places[t.place]
    if place.kind in _SUNLESS or t.frames < _FEW:
        return
    if t.state.value(f"light({place.id})") != clock.hour:
        t.sky("daylight", clock.hour)
    elif not place.indoors and t.rng.random() < 0.2:
        now = t.state.value(f"weather({place.id})") or "clear"
        t.sky("weather", t.rng.choice([w for w in _NEXT_WEATHER[now] if w != now]))


def _elsewhere(t: Telling, beat: Beat) -> str:
    others = [place for place in t.words.places if place != beat.place]
    return t.rng.choice(others) if others else ""


def _close(t: Telling, coming: Beat | None, *, moves: bool) -> None:
    """Fill what is left; those who are needed elsewhere leave for it while the camera looks."""
    leaving = []
    if coming is not None and moves and coming.place != t.place:
        leaving = [who for who in coming.cast if t.here(who)]
    room = max(0, t.room - len(leaving))
    fill(t, t.frames - (t.room - room), t.lines if coming else 0)
    for who in leaving[: max(0, t.room)]:
        depart(t, who, coming.place if coming else "")


def _cut(told: list[Told], pieces: int) -> list[list[Told]]:
    """Cut a stretch into scenes with about equally many visible events."""
    total = sum(one.event.verb not in UNSEEN for one in told)
    found: list[list[Told]] = [[] for _ in range(pieces)]
    seen = 0
    for one in told:
        found[min(pieces - 1, seen * pieces // max(1, total))].append(one)
        seen += one.event.verb not in UNSEEN
    return found
