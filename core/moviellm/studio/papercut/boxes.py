"""Exact boxes: whose pixel each pixel of a picture is, and what that leaves of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from moviellm.film import Box
from moviellm.studio.papercut.sprite import Bytes, Sprite


@dataclass(frozen=True, slots=True)
class PlacedSprite:
    """A sprite with its anchor at a pixel."""

    sprite: Sprite
    x: int
    y: int


def boxes_of(placed: Sequence[PlacedSprite], width: int, height: int) -> tuple[Box, ...]:
    """The box of every entity of which something is seen, in the order of painting.

    Args:
        placed: All sprites of a picture, from back to front.
        width: Of the picture in pixels.
        height: Of the picture in pixels.
    """
    entities = list(dict.fromkeys(owner for item in placed for owner in item.sprite.owners))
    number = {entity: index + 1 for index, entity in enumerate(entities)}
    whose = np.zeros((height, width), np.uint8)
    areas: dict[str, float] = {}
    for item in placed:
        _stamp(whose, item, number)
        for owner, area in zip(item.sprite.owners, item.sprite.areas, strict=True):
            areas[owner] = areas.get(owner, 0.0) + area
    found = (_box(whose, number[entity], entity, areas[entity]) for entity in entities)
    return tuple(box for box in found if box is not None)


def _stamp(whose: Bytes, item: PlacedSprite, number: dict[str, int]) -> None:
    sprite = item.sprite
    height, width = whose.shape
    rows, columns = sprite.mask.shape
    left, top = item.x + sprite.left, item.y + sprite.top
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + columns, width), min(top + rows, height)
    if x0 >= x1 or y0 >= y1:
        return
    mask = sprite.mask[y0 - top : y1 - top, x0 - left : x1 - left]
    table = np.zeros(256, np.uint8)
    for index, owner in enumerate(sprite.owners):
        table[index + 1] = number[owner]
    np.copyto(whose[y0:y1, x0:x1], table[mask], where=mask != 0)


def _box(whose: Bytes, level: int, entity: str, area: float) -> Box | None:
    mine = whose == level
    rows = np.flatnonzero(mine.any(axis=1))
    if not rows.size:
        return None
    top, low = int(rows[0]), int(rows[-1])
    strip = mine[top : low + 1]
    columns = np.flatnonzero(strip.any(axis=0))
    left, right = int(columns[0]), int(columns[-1])
    share = np.count_nonzero(strip) / area if area else 0.0
    return Box(
        entity=entity,
        x=left,
        y=top,
        width=right - left + 1,
        height=low - top + 1,
        visible=round(min(1.0, share), 3),
    )
