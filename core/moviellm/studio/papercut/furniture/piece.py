"""What a piece of furniture is once it is cut out: its paper and where things lie on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from moviellm.studio.papercut.colour import lightness, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout


@dataclass(slots=True)
class Furniture:
    """A spot as a cut-out, standing on y = 0 about x = 0, in body units.

    Attributes:
        cut: All of it.
        rest: The height at which things lie on it or hang from it; 0 is the ground.
        hangs: Things hang from it by their tops.
        hides: Things are behind or under it and look out at its side or over it.
        side: Where a hidden thing looks out: how far from the middle.
        cover: What lies before the things on it.
        half: Half the width of the surface that things lie on.
    """

    cut: Cutout = field(default_factory=Cutout)
    rest: float = 0.0
    hangs: bool = False
    hides: bool = False
    side: float = 0.0
    cover: Cutout = field(default_factory=Cutout)
    half: float = 0.0


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers that furniture is made of, as they look in a scene."""

    grade: Grade

    def __call__(self, colour: int, by: float = 0.0) -> int:
        """The paper for a colour, made lighter or darker."""
        return shade(self.grade.near(colour), by)

    def line(self, colour: int) -> int:
        """A line that shows on the paper for a colour."""
        paper = self.grade.near(colour)
        return shade(paper, -0.1 if lightness(paper) > 0.4 else 0.1)


FurnitureBuilder = Callable[[Furniture, Papers], None]
"""Builds one kind of furniture."""

WOOD, PALE_WOOD, DARK_WOOD = 0xFF8E5F3F, 0xFFB98A5C, 0xFF5D3E2E
STONE, IRON, BRASS = 0xFF8F8A86, 0xFF50545C, 0xFFC79A45
