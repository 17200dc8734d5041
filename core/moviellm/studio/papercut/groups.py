"""Spots and what lies on them: furniture with its props, ready to be placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from moviellm.film import Place, Spot
from moviellm.studio.papercut.cutout_cache import CutoutCache
from moviellm.studio.papercut.framing import Frame
from moviellm.studio.papercut.furniture.catalogue import stands_for
from moviellm.studio.papercut.furniture.piece import Furniture
from moviellm.studio.papercut.layout import Berth
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.slate_index import SeenProp

_COVERED = 0.38
"""Share of a hidden thing that is behind its hiding place."""

_LOOKS_OUT = 0.5
"""Share of a thing under a cover, such as a carpet, that looks out over it."""

_SCREEN = 44.0
"""How much of a hiding place is beside what looks out of it in a nearer shot, in units at most."""

_MOST = 0.62
"""Share of the shorter side of a near picture that a thing takes up at most."""

_BULKY, _PASSED = 90.0, 0.3
"""How wide something is, in units, before whose ends people stand, and what of the rest is kept
free.
"""

_CUT_OFF = 1.35
"""How wide something as large as furniture is in a near picture at most, against the picture: it
goes on beyond its edges.
"""

_FLOOR = Spot(id="ground", name="ground", kind="floor")


@dataclass(slots=True)
class Item:
    """A visible prop of a group: its cut-out, its size in units and its room."""

    lying: SeenProp
    thing: Thing
    scale: float
    berth: Berth


@dataclass(slots=True)
class Group:
    """A spot in a picture.

    Attributes:
        x: Where its middle is, in pixels.
        rest: The pixel row on which its props lie, or from which they hang.
        base: The pixel row on which the furniture stands.
        before: It is drawn before the figures, because it is at the lower edge of the picture.
        wanted: The depiction asks for it although nothing is seen on it.
    """

    spot: Spot
    furniture: Furniture
    items: list[Item]
    x: float
    rest: float = 0.0
    base: float = 0.0
    before: bool = False
    wanted: bool = False
    berth: Berth = field(default_factory=lambda: Berth(0, 0, 0))


def make_group(
    cutouts: CutoutCache,
    place: Place,
    spot: Spot | None,
    lying: list[SeenProp],
    grade: Grade,
    frame: Frame,
    x: float | None = None,
) -> Group:
    """Build a spot's furniture and the props on it, and say how much room they want.

    Args:
        cutouts: Makes the cut-outs.
        place: Where it is.
        spot: The spot; None for the bare floor, on which things as large as furniture stand.
        lying: What is seen on it.
        grade: Gives the colours.
        frame: The geometry of the picture.
        x: Where the depiction wants the spot itself, as a share of the width.
    """
    spot = spot or _FLOOR
    other = stands_for(place, spot)
    if other is not None and (lying or x is not None):
        spot = other.model_copy(update={"hidden": True})
    furniture = cutouts.furniture(place, spot, grade)
    if frame.alone and spot.kind == "floor" and not spot.hidden:
        furniture = cutouts.ground(place, frame.width / frame.unit, grade)
    items = [
        _item(cutouts.thing(one, grade), one, frame) for one in sorted(lying, key=lambda one: one.x)
    ]
    group = Group(spot, furniture, items, spot.x * frame.width)
    _stand(group, frame)
    if items:
        _want(group, frame)
    elif x is not None:
        left, _, right, _ = furniture.cut.bounds()
        inner = 0.6 * frame.unit
        group.wanted, group.before = True, False
        group.berth = Berth(x * frame.width, -left * inner, right * inner)
    return group


def _want(group: Group, frame: Frame) -> None:
    """Say how much room the props of a group want, and where."""
    items, wide = group.items, _row(group, frame)
    x = sum(item.berth.x for item in items) / len(items)
    if not frame.whole:
        group.x = x - _peep(group, frame)
    elif group.furniture.hides:
        x = group.x + _peep(group, frame)
    group.berth = Berth(x, wide / 2, wide / 2)
    if not frame.whole:
        _want_screen(group, frame)


def _row(group: Group, frame: Frame) -> float:
    """How much room the props of a group take side by side."""
    wide = sum(item.berth.left + item.berth.right for item in group.items)
    return wide + gap(frame) * (len(group.items) - 1)


def _want_screen(group: Group, frame: Frame) -> None:
    """Leave room for the hiding place itself, so that one sees behind what things go."""
    furniture = group.furniture
    if not furniture.hides:
        return
    left, _, right, _ = furniture.cut.bounds()
    shown = min(right - left, _SCREEN) * frame.unit
    at = group.berth.x - _peep(group, frame)
    x, half = group.berth.x, group.berth.left
    low, high = max(at + left * frame.unit, x - shown), min(at + right * frame.unit, x + shown)
    group.berth = Berth(x, max(half, x - low), max(half, high - x))


def settle(group: Group, frame: Frame) -> None:
    """Line the props of a group up where its berth came to be, and bring the furniture there."""
    berth, unit = group.berth, frame.unit
    if group.wanted:
        group.x = berth.x
        return
    at = berth.x - _row(group, frame) / 2
    for item in group.items:
        item.berth.x = _inside(item, at + item.berth.left, frame)
        at += item.berth.left + item.berth.right + gap(frame)
    if group.furniture.hides:
        group.x = berth.x - _peep(group, frame)
        return
    slack = max(0.0, group.furniture.half * unit - berth.left)
    group.x = min(max(group.x, berth.x - slack), berth.x + slack)


def _inside(item: Item, x: float, frame: Frame) -> float:
    """Where something whose ends people stand before is wholly in the picture."""
    half = item.thing.size[0] * item.scale * frame.unit / 2
    if not frame.whole or half <= item.berth.left:
        return x
    return min(max(x, half), max(half, frame.width - half))


def gap(frame: Frame) -> float:
    """Room between two props on one spot, in pixels."""
    return 2.4 * frame.unit


def _peep(group: Group, frame: Frame) -> float:
    """How far beside its hiding place the middle of the hidden things is, towards the stage."""
    furniture = group.furniture
    if not furniture.hides or not furniture.side or not group.items:
        return 0.0
    left, _, right, _ = furniture.cut.bounds()
    inner = max(item.berth.left for item in group.items)
    out = _row(group, frame) / 2 - _COVERED * 2 * inner
    return right * frame.unit + out if group.spot.x <= 0.5 else left * frame.unit - out


def _item(thing: Thing, lying: SeenProp, frame: Frame) -> Item:
    left, top, right, bottom = thing.bounds
    scale = prop_scale(right - left, bottom - top, frame, lying.prop.fixed)
    half = _room(min((right - left) * scale, 0.86 * frame.width / frame.unit)) / 2 * frame.unit
    return Item(lying, thing, scale, Berth(lying.x * frame.width, half, half))


def _room(wide: float) -> float:
    """How much room something so wide wants, in units: one stands before the ends of a bus."""
    return min(wide, _BULKY + (wide - _BULKY) * _PASSED)


def prop_scale(wide: float, high: float, frame: Frame, fixed: bool = False) -> float:
    """1: a thing has one size wherever it is, unless it is too large for a near picture."""
    if frame.whole:
        return 1.0
    if frame.alone or fixed:
        most = 0.86 if frame.alone else _CUT_OFF
        return min(1.0, most * frame.width / frame.unit / wide)
    return min(1.0, _MOST * min(frame.height, frame.width) / frame.unit / max(wide, high))


def _stand(group: Group, frame: Frame) -> None:
    """Find the heights of a group in the picture."""
    furniture, unit = group.furniture, frame.unit
    if group.spot is _FLOOR and group.items:
        high = max(item.thing.size[1] * item.scale for item in group.items) * unit
        group.base = group.rest = _floor(frame, high)
        group.before = not frame.whole and frame.back - group.base > 0.12 * frame.height
        return
    if frame.whole:
        floor = furniture.rest == 0.0
        group.base = frame.back + ((frame.foot - frame.back) * 0.45 if floor else 0.0)
        group.rest = group.base + furniture.rest * unit
        _look_out(group, unit)
        return
    rest = frame.back + furniture.rest * unit
    if furniture.hangs:
        high = max((item.thing.size[1] * item.scale for item in group.items), default=0.0)
        rest = min(rest, 0.95 * frame.height - high * unit)
    elif frame.alone or rest > frame.height * 0.84:
        rest = frame.height * (0.84 if frame.alone else 0.9)
        group.before = not furniture.hides or not furniture.side
    group.rest = rest
    group.base = rest - furniture.rest * unit
    _look_out(group, unit)


def _look_out(group: Group, unit: float) -> None:
    """Raise what is under a cover so far that it is seen over it."""
    furniture = group.furniture
    if furniture.hides and not furniture.side and group.items:
        low = min(item.thing.size[1] * item.scale for item in group.items)
        _, top, _, _ = furniture.cut.bounds()
        group.rest = min(group.rest, group.base + (top + (1 - _LOOKS_OUT) * low) * unit)


def _floor(frame: Frame, high: float) -> float:
    """Where something as high as furniture stands: three quarters of it are in the picture."""
    if frame.whole:
        return frame.back + (frame.foot - frame.back) * 0.4
    if frame.alone:
        return 0.9 * frame.height
    return min(frame.back, frame.height + 0.25 * high)
