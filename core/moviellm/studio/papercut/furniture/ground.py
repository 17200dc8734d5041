"""The ground on which a thing lies that is seen from near by."""

from __future__ import annotations

from moviellm.film import Place
from moviellm.studio.papercut.furniture.piece import (
    PALE_WOOD,
    STONE,
    WOOD,
    Furniture,
    Papers,
)
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.shapes import line, rect

_EARTHS = {
    "beach": 0xFFE6CF9C, "desert": 0xFFE0BD83, "forest": 0xFF6F7B4A, "garden": 0xFF7FA05A,
    "farmyard": 0xFFA98D5C, "mountain": 0xFFDDE3E6, "harbour": WOOD, "cave": 0xFF6E675F,
    "cellar": STONE, "hall": STONE, "kitchen": PALE_WOOD,
}  # fmt: skip
_DEEP, _BEHIND = 30.0, 13.0
"""How far it reaches to the front and behind what lies on it, in units."""


def make_ground(place: Place, half: float, grade: Grade) -> Furniture:
    """Cut out the floor of a room, or the earth outdoors; ``half`` units to either side."""
    ground, papers = Furniture(half=half), Papers(grade)
    word = place.kind.lower().split()[-1] if place.kind.split() else ""
    colour = _EARTHS.get(word, WOOD if place.indoors else STONE)
    ground.cut.fill(rect(-half, -_BEHIND, 2 * half, _BEHIND + _DEEP), papers(colour), rim=0.5)
    for y in (-6.0, 3.0, 14.0):
        ground.cut.line(line((-half, y), (half, y)), papers.line(colour), 0.4)
    return ground
