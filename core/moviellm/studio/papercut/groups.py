"""Spots and what lies on them: furniture with its props, ready to be placed."""

from __future__ import annotations

from dataclasses import dataclass, field

from moviellm.film.screenplay import Place, Spot
from moviellm.studio.papercut.contents import fill_thing
from moviellm.studio.papercut.framing import Frame
from moviellm.studio.papercut.furniture.catalogue import make_furniture
from moviellm.studio.papercut.furniture.piece import Furniture
from moviellm.studio.papercut.layout import Berth
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.reading import Lying

_FLOOR = Spot(id="ground", name="ground", kind="floor")


@dataclass(slots=True)
class Item:
    """A visible prop of a group: its cut-out, its size in units and its room."""

    lying: Lying
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
    """

    spot: Spot
    furniture: Furniture
    items: list[Item]
    x: float
    rest: float = 0.0
    base: float = 0.0
    before: bool = False
    berth: Berth = field(default_factory=lambda: Berth(0, 0, 0))


def make_group(
    place: Place, spot: Spot | None, lying: list[Lying], grade: Grade, frame: Frame
) -> Group:
    """Build a spot's furniture and the props on it, and say how much room they want."""
    spot = spot or _FLOOR
    furniture = make_furniture(place, spot, grade)
    items = [_item(one, grade, frame) for one in sorted(lying, key=lambda one: one.x)]
    x = sum(item.berth.x for item in items) / len(items) if items else spot.x * frame.width
    group = Group(spot, furniture, items, x)
    _stand(group, frame)
    return group


def _item(lying: Lying, grade: Grade, frame: Frame) -> Item:
    thing = fill_thing(lying, grade)
    left, top, right, bottom = thing.whole.bounds()
    scale = prop_scale(right - left, bottom - top, frame)
    reach = scale * frame.unit
    half = (right - left) / 2 * reach
    return Item(lying, thing, scale, Berth(lying.x * frame.width, half, half))


def prop_scale(wide: float, high: float, frame: Frame) -> float:
    """How much larger than life a prop is drawn: small ones far away, none too large near."""
    large = max(wide, high)
    if frame.whole:
        boost = 1.34 if frame.zoom == 1.0 else 1.16
        return boost if large < 30 else 1.0 + (boost - 1) * max(0.0, (60 - large) / 30)
    most = 0.4 * min(frame.height, frame.width) / frame.unit
    return min(1.0 if large > 16 else 1.15, most / large)


def _stand(group: Group, frame: Frame) -> None:
    """Find the heights of a group in the picture."""
    furniture, unit = group.furniture, frame.unit
    if frame.whole:
        floor = furniture.rest == 0.0
        group.base = frame.back + ((frame.foot - frame.back) * 0.45 if floor else 0.0)
        group.rest = group.base + furniture.rest * unit
        return
    rest = frame.back + furniture.rest * unit
    if rest > frame.height * 0.84:
        rest, group.before = frame.height * 0.9, True
    group.rest = rest
    group.base = rest - furniture.rest * unit
