"""Where everybody and everything comes to stand, so that all are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(slots=True)
class Berth:
    """Room that somebody or something takes up across the picture, in pixels.

    Attributes:
        x: Where it wants to be, then where it is.
        left: How far it reaches to the left of `x`.
        right: How far it reaches to the right.
    """

    x: float
    left: float
    right: float


def spread(berths: Sequence[Berth], low: float, high: float, gap: float) -> float:
    """Move berths apart within two borders, keeping their order, as little as possible.

    Args:
        berths: Changed in place.
        low: The left border in pixels.
        high: The right border.
        gap: Room between neighbours.

    Returns:
        The share of the wanted room that they got: 1 when nobody overlaps.
    """
    if not berths:
        return 1.0
    order = sorted(berths, key=lambda berth: berth.x)
    need = [(a.right + b.left + gap) for a, b in pairwise(order)]
    room = (high - low) - min(order[0].left, high - low) - min(order[-1].right, high - low)
    share = min(1.0, max(0.0, room) / sum(need)) if sum(need) > 0 else 1.0
    need = [step * share for step in need]
    for _ in range(24):
        for index, step in enumerate(need):
            lack = step - (order[index + 1].x - order[index].x)
            if lack > 0:
                order[index].x -= lack / 2
                order[index + 1].x += lack / 2
        _hold_in(order, low, high)
    for index, step in enumerate(need):
        order[index + 1].x = max(order[index + 1].x, order[index].x + step)
    over = order[-1].x + order[-1].right - high
    if over > 0:
        for index in range(len(order) - 1, -1, -1):
            limit = high - order[-1].right - sum(need[index:])
            order[index].x = min(order[index].x, limit)
    return share


def _hold_in(order: Sequence[Berth], low: float, high: float) -> None:
    for berth in order:
        if berth.left + berth.right >= high - low:
            berth.x = (low + high + berth.left - berth.right) / 2
            continue
        berth.x = min(max(berth.x, low + berth.left), high - berth.right)
