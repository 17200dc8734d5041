"""What a prop is once it is cut out: its paper, where a hand holds it, what it contains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from moviellm.film import Prop
from moviellm.studio.papercut.colour import NAMED, lightness, mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point

ANIMALS = frozenset({"dog", "cat", "rabbit", "hen", "horse", "cow", "sheep", "goat"})
"""Kinds of prop that look at people."""


class Looks(NamedTuple):
    """What a picture shows of a prop's state; what is worn lies folded unless it hangs.

    Attributes:
        turned: An animal looks to the right.
        company: Somebody is beside an animal.
    """

    open: bool = False
    lit: bool = False
    whole: bool = True
    folded: bool = False
    turned: bool = False
    company: bool = False


@dataclass(frozen=True, slots=True)
class Tones:
    """The papers of one prop: its own colour and what goes with it."""

    main: int
    dark: int
    light: int
    trim: int
    wood: int
    metal: int
    brass: int
    paper: int
    ink: int
    lamp: int
    accent: int


class Opening(NamedTuple):
    """Where a container is open.

    Attributes:
        y: How high its lower edge is.
        half: Half its width.
        room: How high things on its shelf can be; 0 for what things look out of.
    """

    y: float
    half: float
    room: float = 0.0

    def scaled(self, scale: float) -> Opening:
        """The same of a container of another size."""
        return Opening(*(length * scale for length in self))


@dataclass
class Thing:
    """A prop as a cut-out, standing on y = 0 about x = 0, in body units.

    Attributes:
        rear: All of it; of an open container, what is behind its contents.
        front: What is before the contents of an open container.
        grip: Where a hand holds it.
        tilt: How far it is turned clockwise in a hand, in degrees.
        mouth: The opening of a container.
        jaws: Where an animal carries a thing.
    """

    rear: Cutout = field(default_factory=Cutout)
    front: Cutout = field(default_factory=Cutout)
    grip: Point = (0.0, 0.0)
    tilt: float = 0.0
    mouth: Opening | None = None
    jaws: Point | None = None

    @cached_property
    def whole(self) -> Cutout:
        """Rear and front together, once both are cut."""
        return Cutout([*self.rear.pieces, *self.front.pieces])

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, once all of it is cut."""
        return self.whole.bounds()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        left, top, right, bottom = self.bounds
        return right - left, bottom - top

    def scaled(self, scale: float) -> Thing:
        """The same in another size, or in its own, of which nothing was measured before."""
        rear, front, mouth, jaws = self.rear, self.front, self.mouth, self.jaws
        if scale != 1.0:
            matrix = skia.Matrix.Scale(scale, scale)
            rear, front = (Cutout().add(cut, matrix) for cut in (rear, front))
        return Thing(
            rear,
            front,
            (self.grip[0] * scale, self.grip[1] * scale),
            self.tilt,
            mouth and mouth.scaled(scale),
            jaws and (jaws[0] * scale, jaws[1] * scale),
        )


Artist = Callable[[Thing, Tones, Looks], None]
"""Cuts one kind of prop out."""


def tones_of(prop: Prop, grade: Grade) -> Tones:
    """The papers of a prop."""
    main = grade.front(NAMED[prop.colour])
    light = lightness(main)
    return Tones(
        main=main,
        dark=shade(main, -0.12 if light > 0.35 else -0.07),
        light=shade(main, 0.1),
        trim=shade(main, -0.17 if light > 0.45 else 0.17),
        wood=grade.front(0xFF8A5C3C),
        metal=grade.front(0xFF9AA0A8),
        brass=grade.front(0xFFD4A545),
        paper=grade.front(0xFFF4E8CE),
        ink=mix(grade.palette.ink, main, 0.1),
        lamp=grade.palette.lamp,
        accent=grade.front(grade.palette.accent),
    )
