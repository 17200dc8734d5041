"""One picture: everybody and everything of a slate placed, painted and measured."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from moviellm.film import Figure, Prop, Slate
from moviellm.studio.papercut.cutout_cache import CutoutCache, Part
from moviellm.studio.papercut.framing import Frame, frame_alone, frame_held, frame_of, step_back
from moviellm.studio.papercut.gaze import gaze_of
from moviellm.studio.papercut.groups import Group, make_group, prop_scale, settle
from moviellm.studio.papercut.layout import Berth, spread
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.paper import SCENERY, Cutout
from moviellm.studio.papercut.puppet.cast import Actor
from moviellm.studio.papercut.puppet.pair import in_touch
from moviellm.studio.papercut.puppet.skeleton import Hold
from moviellm.studio.papercut.season import season_of
from moviellm.studio.papercut.slate_index import SeenProp, SlateIndex, is_subject, spots_of

_WAIST = 58.0
"""How far below the top of a head things at the waist are seen whole, in units."""

_LOAD = 120.0
"""How large the largest thing is that somebody is seen to carry, in units: not even a story's
giant is hidden by the bus in his arms.
"""


class CrowdLayout(NamedTuple):
    """One way to find room for a crowd.

    Attributes:
        back: By how much smaller than usual all is drawn.
        things_first: Furniture stands before people instead of behind them.
    """

    back: float = 1.0
    things_first: bool = False


@dataclass(slots=True)
class PlacedFigure:
    """A figure or two in touch, with a place in the picture in pixels.

    Attributes:
        parts: Who they are and what they carry; the left one of two first.
        hold: How high they hold things.
        key: Names how it looks.
    """

    parts: Sequence[Part]
    hold: Hold
    actor: Actor
    key: Hashable
    berth: Berth
    foot: float

    @property
    def figures(self) -> list[Figure]:
        """The figures themselves."""
        return [part.figure for part in self.parts]


@dataclass(slots=True)
class SceneLayout:
    """A slate laid out.

    Attributes:
        groups: Furniture with its props.
        standing: The figures, from back to front.
        room: Share of the room across the picture that all wanted and got, up to 1.
    """

    slate: Slate
    grade: Grade
    frame: Frame
    groups: list[Group]
    standing: list[PlacedFigure]
    room: float


def lay_out(
    slate: Slate, width: int, height: int, cutouts: CutoutCache, layout: CrowdLayout
) -> SceneLayout:
    """Decide where everybody and everything of a slate comes to be.

    Args:
        slate: What is to be painted.
        width: Of the picture in pixels.
        height: Of the picture in pixels.
        cutouts: Makes the cut-outs.
        layout: How room is found when there is a crowd.
    """
    index = SlateIndex(slate)
    seen = slate.depiction
    grade = Grade(
        palette_of(slate.style.keyword),
        seen.light,
        seen.weather,
        slate.place.indoors,
        season_of(slate.place),
    )
    frame = frame_of(slate.camera, width, height, _aside(seen.figures))
    if slate.camera.size == "insert":
        frame = _near(index, grade, frame, cutouts)
    frame = step_back(frame, layout.back)
    standing = [_stand(group, index, grade, frame, cutouts) for group in in_touch(seen.figures)]
    groups = _groups(index, grade, frame, cutouts)
    _heights(standing, frame)
    share = _places(standing, groups, frame)
    for group in groups:
        group.before |= layout.things_first and bool(group.items) and not group.furniture.hides
    standing.sort(key=lambda one: (is_subject(slate, one.figures), one.foot))
    return SceneLayout(slate, grade, frame, groups, standing, share)


def _aside(figures: Sequence[Figure]) -> float:
    """Figures that look to the right are seen against what is to the left, and so on."""
    looks = sum({"left": 1, "right": -1, "front": 0}[figure.facing] for figure in figures)
    return float((looks > 0) - (looks < 0))


def _stand(
    figures: Sequence[Figure], index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache
) -> PlacedFigure:
    parts = [_part(figure, index, grade, frame, cutouts) for figure in figures]
    hold = _hold(index.slate, frame)
    actor, key = cutouts.actor(parts, grade, hold)
    left, _, right, _ = actor.bounds
    unit, x = frame.unit, sum(figure.x for figure in figures) / len(figures)
    berth = Berth(x * frame.width, -left * unit * 0.92, right * unit * 0.92)
    subject = index.slate.camera.subject
    if index.slate.camera.size == "insert" and subject is not None:
        berth = _show(subject, figures[0].person, actor, frame) or berth
    if actor.lies and not frame.whole and (right - left) * unit > 0.9 * frame.width:
        half = 18 * unit
        berth = Berth(berth.x, half - actor.head[0] * unit, half + actor.head[0] * unit)
    return PlacedFigure(parts, hold, actor, key, berth, frame.foot)


def _hold(slate: Slate, frame: Frame) -> Hold:
    """How high people hold things: at the waist, unless the picture ends above it.

    Many who stand close together would hide each other's faces with what is higher.
    """
    if slate.camera.size == "insert":
        return "out"
    shown = (frame.height - frame.head) / frame.unit
    crowded = len(slate.depiction.figures) > 2 and shown > _WAIST
    return "low" if frame.whole or crowded else "high"


def _part(
    figure: Figure, index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache
) -> Part:
    held = [_held(index.props[prop], index, grade, frame, cutouts) for prop in figure.holding]
    worn = [index.props[prop] for prop in figure.wearing]
    return Part(figure, index.persons[figure.person], held, worn, gaze_of(figure, index))


def _show(subject: str, person: str, actor: Actor, frame: Frame) -> Berth | None:
    """Room for a held subject near the middle, the face behind it, and all else that is held."""
    own = Cutout([piece for piece in actor.cut.pieces if piece.owner == subject])
    if not own.pieces:
        return None
    left, _, right, _ = own.bounds()
    things = [piece for piece in actor.cut.pieces if piece.owner not in (SCENERY, person)]
    first, _, last, _ = Cutout(things).bounds()
    unit, face = frame.unit, actor.head[0]
    x = 0.52 * frame.width - (left + right) / 2 * unit
    return Berth(x, -min(first, face - 13) * unit, max(last, face + 13) * unit)


def _held(
    prop: Prop, index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache
) -> tuple[SeenProp, float]:
    held = index.in_hand(prop)
    wide, high = cutouts.thing(held, grade).size
    return held, min(prop_scale(wide, high, frame), _LOAD / max(wide, high))


def _heights(standing: Sequence[PlacedFigure], frame: Frame) -> None:
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


def _groups(index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache) -> list[Group]:
    place = index.slate.place
    spots = spots_of(place)
    by_spot = index.by_spot()
    groups = []
    if frame.whole:
        empty = [spot for spot in place.spots if spot.id not in by_spot]
        groups += [make_group(cutouts, place, spot, [], grade, frame) for spot in empty]
    for spot, lying in by_spot.items():
        small = [one for one in lying if not one.prop.fixed]
        if small or frame.whole:
            groups.append(make_group(cutouts, place, spots.get(spot), small, grade, frame))
        for one in lying:
            if one.prop.fixed:
                groups.append(make_group(cutouts, place, None, [one], grade, frame))
    if not frame.whole:
        drawn = {group.spot.id for group in groups}
        groups += [
            make_group(cutouts, place, spots[seen.spot], [], grade, frame, x=seen.x)
            for seen in index.slate.depiction.spots
            if seen.spot in spots and seen.spot not in drawn
        ]
    return groups


def _near(index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache) -> Frame:
    """The camera of an insert, as near as what it is about allows."""
    subject = index.slate.camera.subject
    figures = index.slate.depiction.figures
    if any(subject in figure.holding for figure in figures):
        held = index.in_hand(index.props[subject or ""])
        return frame_held(frame, *cutouts.thing(held, grade).size)
    if figures or not index.slate.depiction.props:
        return frame
    return _alone(index, grade, frame, cutouts)


def _alone(index: SlateIndex, grade: Grade, frame: Frame, cutouts: CutoutCache) -> Frame:
    """The camera of an insert of things, as near as its subject (or the largest one) allows."""
    shown = [one for lying in index.by_spot().values() for one in lying]
    sizes = [cutouts.thing(one, grade).size for one in shown]
    subject = index.slate.camera.subject
    chosen = next(
        (
            size
            for one, size in zip(shown, sizes, strict=True)
            if subject in (one.prop.id, *(inner.prop.id for inner in one.inside))
        ),
        max(sizes),
    )
    near = frame_alone(frame, *chosen)
    most = 0.8 * frame.height / max(high for _, high in sizes)
    return near if near.unit <= most else replace(near, unit=most)


def _places(standing: Sequence[PlacedFigure], groups: Sequence[Group], frame: Frame) -> float:
    """Spread figures and props across the picture; tell how much of the wanted room they got."""
    full = [group for group in groups if group.items or group.wanted]
    border = 0.02 * frame.width
    low, high = border, frame.width - border
    figures = [one.berth for one in standing]
    things = [group.berth for group in full]
    share = spread([*figures, *things], low, high, 0.008 * frame.width if frame.whole else 0.0)
    for group in full:
        settle(group, frame)
    return share
