"""The fake painter: a bar for every figure, a square for every prop, boxes that are exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
import simplejpeg
from numpy.typing import NDArray

from moviellm import Context, hookimpl
from moviellm.film import Box, Painting, Slate
from moviellm.marking import DRAWN, embed, xmp_packet
from moviellm.testing.fakes.painter.config import FakePainterConfig

_MARK = xmp_packet(DRAWN, tool="MovieLLM")
_LIGHT = {"dawn": (214, 190, 190), "day": (222, 226, 214), "dusk": (150, 120, 140),
          "night": (48, 52, 84)}  # fmt: skip
_COLOUR = {
    "red": (190, 50, 45), "crimson": (150, 20, 50), "orange": (220, 130, 40),
    "amber": (225, 165, 60), "yellow": (230, 210, 70), "olive": (120, 120, 50),
    "green": (60, 130, 70), "teal": (30, 120, 120), "turquoise": (70, 190, 190),
    "blue": (55, 90, 170), "navy": (30, 45, 95), "purple": (110, 60, 140),
    "plum": (120, 60, 100), "pink": (225, 150, 170), "brown": (115, 75, 45),
    "tan": (200, 170, 125), "cream": (240, 230, 205), "white": (245, 245, 245),
    "grey": (130, 130, 130), "black": (30, 30, 30),
}  # fmt: skip


class FakePainter:
    """Paints coloured bars on a ground that the seed tints."""

    def __init__(self, config: FakePainterConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Yield one picture a slate."""
        for slate in slates:
            context.check()
            yield paint(slate, self._config.size)


@dataclass(frozen=True, slots=True)
class _Patch:
    entity: str
    colour: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int


def paint(slate: Slate, size: tuple[int, int]) -> Painting:
    """Paint one slate, with the synthetic mark and a box for every entity."""
    width, height = size
    red, green, blue = _LIGHT[slate.depiction.light]
    ground = (red - slate.seed % 16, green - slate.seed // 16 % 16, blue)
    pixels = numpy.full((height, width, 3), ground, dtype=numpy.uint8)
    patches = _patches(slate, width, height)
    for patch in patches:
        rows = slice(patch.top, patch.top + patch.height)
        pixels[rows, patch.left : patch.left + patch.width] = patch.colour
    boxes = tuple(
        Box(entity=p.entity, x=p.left, y=p.top, width=p.width, height=p.height) for p in patches
    )
    return Painting(_jpeg(pixels), "jpg", width, height, boxes)


def _jpeg(pixels: NDArray[numpy.uint8]) -> bytes:
    """Encode pixels (height, width, RGB) as a JPEG that carries the synthetic mark."""
    data: bytes = simplejpeg.encode_jpeg(pixels, quality=90, colorspace="RGB")
    return embed(data, _MARK)


def _patches(slate: Slate, width: int, height: int) -> list[_Patch]:
    patches = []
    for person, figure in zip(slate.cast, slate.depiction.figures, strict=True):
        colour = _COLOUR[person.appearance.garment_colour]
        patches.append(
            _Patch(person.id, colour, _left(figure.x, width, 8), height // 4, 8, height // 2)
        )
    where = {prop.prop: prop.x for prop in slate.depiction.props}
    for figure in slate.depiction.figures:
        where.update(dict.fromkeys((*figure.holding, *figure.wearing), figure.x))
    for prop in slate.props:
        left = _left(where[prop.id], width, 6)
        patches.append(_Patch(prop.id, _COLOUR[prop.colour], left, height * 5 // 8, 6, 6))
    return patches


def _left(x: float, width: int, patch: int) -> int:
    return min(max(round(x * width) - patch // 2, 0), width - patch)
