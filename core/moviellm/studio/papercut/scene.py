"""One picture: everybody and everything of a slate placed, painted and measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moviellm.film.screenplay import Prop
from moviellm.film.storyboard import Figure, Slate
from moviellm.studio.papercut.contents import fill_thing
from moviellm.studio.papercut.framing import Frame, frame_alone, frame_of
from moviellm.studio.papercut.groups import Group, make_group, prop_scale, settle
from moviellm.studio.papercut.layout import Berth, spread
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.puppet.cast import Actor, Held, make_actor
from moviellm.studio.papercut.reading import Lying, Reading, is_subject, spots_of


@dataclass(slots=True)
class Standing:
    """A figure with its place in the picture, in pixels."""

    figure: Figure
    actor: Actor
    berth: Berth
    foot: float


@dataclass(slots=True)
class Scene:
    """A slate laid out.

    Attributes:
        groups: Furniture with its props, from back to front.
        standing: The figures, from back to front.
    """

    slate: Slate
    grade: Grade
    frame: Frame
    groups: list[Group]
    standing: list[Standing]


def lay_out(slate: Slate, width: int, height: int) -> Scene:
    """Decide where everybody and everything of a slate comes to be."""
    reading = Reading(slate)
    seen = slate.depiction
    grade = Grade(palette_of(slate.style.keyword), seen.light, seen.weather, slate.place.indoors)
    frame = frame_of(slate.camera, width, height, _aside(seen.figures))
    if slate.camera.size == "insert" and not seen.figures and seen.props:
        frame = _near(reading, grade, frame)
    standing = [_stand(figure, reading, grade, frame) for figure in seen.figures]
    groups = _groups(reading, grade, frame)
    _heights(standing, frame)
    _places(standing, groups, frame)
    standing.sort(key=lambda one: (is_subject(slate, one.figure), one.foot))
    return Scene(slate, grade, frame, groups, standing)


def _aside(figures: Sequence[Figure]) -> float:
    """Figures that look to the right are seen against what is to the left, and so on."""
    looks = sum({"left": 1, "right": -1, "front": 0}[figure.facing] for figure in figures)
    return float((looks > 0) - (looks < 0))


def _stand(figure: Figure, reading: Reading, grade: Grade, frame: Frame) -> Standing:
    person = reading.persons[figure.person]
    held = [_held(reading.props[prop], reading, grade, frame) for prop in figure.holding]
    worn = [reading.props[prop] for prop in figure.wearing]
    actor = make_actor(figure, person, held, worn, grade, "low" if frame.whole else "high")
    left, _, right, _ = actor.cut.bounds()
    unit = frame.unit
    berth = Berth(figure.x * frame.width, -left * unit * 0.92, right * unit * 0.92)
    return Standing(figure, actor, berth, frame.foot)


def _held(prop: Prop, reading: Reading, grade: Grade, frame: Frame) -> Held:
    lying = Lying(prop, reading.looks(prop), 0.5, reading.inside(prop.id))
    thing = fill_thing(lying, grade)
    wide, high = thing.size
    scale = prop_scale(wide, high, frame)
    if reading.slate.camera.size == "insert":
        scale = min(1.7, 0.5 * min(frame.height, frame.width) / frame.unit / max(wide, high))
    return Held(prop.id, thing, scale)


def _heights(standing: Sequence[Standing], frame: Frame) -> None:
    """Near the camera, heads come closer to one height than they are."""
    if frame.whole or not standing:
        for index, one in enumerate(standing):
            one.foot = frame.foot - (index % 2) * 0.012 * frame.height
        return
    tallest = min(one.actor.top for one in standing)
    for one in standing:
        lower = (one.actor.top - tallest) * frame.unit * frame.heights
        one.foot = frame.head + lower - one.actor.top * frame.unit
        if one.actor.lies:
            one.foot = 0.9 * frame.height


def _groups(reading: Reading, grade: Grade, frame: Frame) -> list[Group]:
    place = reading.slate.place
    spots = spots_of(place)
    by_spot = reading.by_spot()
    groups = []
    if frame.whole:
        empty = [spot for spot in place.spots if spot.id not in by_spot]
        groups += [make_group(place, spot, [], grade, frame) for spot in empty]
    for spot, lying in by_spot.items():
        small = [one for one in lying if not one.prop.fixed]
        if small or frame.whole:
            groups.append(make_group(place, spots.get(spot), small, grade, frame))
        for one in lying:
            if one.prop.fixed:
                groups.append(make_group(place, None, [one], grade, frame))
    return groups


def _near(reading: Reading, grade: Grade, frame: Frame) -> Frame:
    """The camera of an insert, as near as its subject (or the largest thing seen) allows."""
    shown = [one for lying in reading.by_spot().values() for one in lying]
    sizes = [fill_thing(one, grade).size for one in shown]
    subject = reading.slate.camera.subject
    chosen = next((size for one, size in zip(shown, sizes, strict=True)
                   if subject in (one.prop.id, *(inner.prop.id for inner in one.inside))),
                  max(sizes))  # fmt: skip
    return frame_alone(frame, *chosen)


def _places(standing: Sequence[Standing], groups: Sequence[Group], frame: Frame) -> None:
    """Spread figures and props across the picture."""
    full = [group for group in groups if group.items]
    border = 0.02 * frame.width
    low, high = border, frame.width - border
    figures = [one.berth for one in standing]
    things = [group.berth for group in full]
    spread([*figures, *things], low, high, 0.006 * frame.width if frame.whole else 0.0)
    for group in full:
        settle(group, frame)
