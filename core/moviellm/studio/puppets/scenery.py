"""Furniture and things between two key frames: they glide, come in and go out at the edges."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace

from moviellm.studio.papercut.framing import Frame
from moviellm.studio.papercut.groups import Group, Item
from moviellm.studio.papercut.layout import Berth
from moviellm.studio.papercut.scene import SceneLayout

CHANGE = 0.5
"""At which share of the way a thing is where it will be: in another hand, or on a table."""

_SHADOW = 3.0
"""How far the shadow of furniture reaches, in units."""

_COMES, _GOES = 0.5, 0.5
"""Until when scenery has come in, and from when it goes out, as shares of the way."""


def groups_between(one: SceneLayout, other: SceneLayout, share: float) -> list[Group]:
    """The spots with what lies on them on the way from one picture to another.

    Args:
        one: The picture at 0.
        other: The picture at 1.
        share: How much of the way is done.
    """
    first = {_key(group): group for group in one.groups}
    second = {_key(group): group for group in other.groups}
    frame, eased = one.frame, share * share * (3 - 2 * share)
    found = []
    for key, group in first.items():
        if key in second:
            found.append(_moved(group, second[key], share, eased))
        else:
            away = _smooth((share - _GOES) / (1 - _GOES))
            found.append(_shifted(group, _out(group, frame) * away))
    for key, group in second.items():
        if key not in first:
            away = 1 - _smooth(share / _COMES)
            found.append(_shifted(group, _out(group, frame) * away))
    return found


def _key(group: Group) -> Hashable:
    return group.spot.id, tuple(one.lying.prop.id for one in group.items if one.lying.prop.fixed)


def _moved(group: Group, other: Group, share: float, eased: float) -> Group:
    shown = group if share < CHANGE else other
    return replace(
        shown,
        x=_mix(group.x, other.x, eased),
        rest=_mix(group.rest, other.rest, eased),
        base=_mix(group.base, other.base, eased),
        items=list(_items(group, other, share, eased)),
    )


def _items(group: Group, other: Group, share: float, eased: float) -> Iterator[Item]:
    later = {item.lying.prop.id: item for item in other.items}
    for item in group.items:
        prop = item.lying.prop.id
        end = later.pop(prop, None)
        if end is None:
            if share < CHANGE:
                yield item
            continue
        shown = item if share < CHANGE else end
        x = _mix(item.berth.x, end.berth.x, eased)
        yield replace(
            shown,
            scale=_mix(item.scale, end.scale, eased),
            berth=Berth(x, shown.berth.left, shown.berth.right),
        )
    if share >= CHANGE:
        yield from later.values()


def _shifted(group: Group, by: float) -> Group:
    items = []
    for item in group.items:
        berth = Berth(item.berth.x + by, item.berth.left, item.berth.right)
        items.append(replace(item, berth=berth))
    return replace(group, x=group.x + by, items=items)


def _out(group: Group, frame: Frame) -> float:
    """How far a group is moved until it is outside, over the nearer edge."""
    left, _, right, _ = group.furniture.cut.bounds()
    lefts = [group.x + left * frame.unit, *(one.berth.x - one.berth.left for one in group.items)]
    rights = [group.x + right * frame.unit, *(one.berth.x + one.berth.right for one in group.items)]
    if group.x < frame.width / 2:
        return -max(rights) - _SHADOW * frame.unit
    return frame.width - min(lefts) + _SHADOW * frame.unit


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share
