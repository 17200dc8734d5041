"""Which furniture a spot gets, by its name and kind."""

from __future__ import annotations

from moviellm.film.screenplay import Place, Spot
from moviellm.studio.papercut.furniture import tables
from moviellm.studio.papercut.furniture.piece import Furniture, Papers
from moviellm.studio.papercut.light import Grade


def make_furniture(place: Place, spot: Spot, grade: Grade) -> Furniture:
    """Build what a spot looks like."""
    furniture = Furniture()
    if spot.kind != "floor":
        tables.table(furniture, Papers(grade))
    return furniture
