"""Sprites: cut-outs drawn once into pixels, with a mask that says whose pixel each one is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from math import ceil, floor
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from moviellm.studio.papercut.colour import alpha
from moviellm.studio.papercut.paper import SCENERY, Cutout, Piece, draw
from moviellm.studio.papercut.raster import skia

Bytes = npt.NDArray[np.uint8]
Thing = TypeVar("Thing")
FURNITURE = 255
"""The mask of what is opaque and belongs to nobody."""

_COARSE = 4
"""Shadows are blurred at a quarter of the resolution: they are soft anyway."""


@dataclass(frozen=True, slots=True)
class Light:
    """A pool of light that belongs to a sprite, in pixels from its anchor."""

    x: float
    y: float
    radius: float
    colour: int


@dataclass(frozen=True, slots=True)
class Sprite:
    """A cut-out in pixels.

    Attributes:
        image: What it looks like, premultiplied.
        left: Its left edge, in pixels from its anchor.
        top: Its top edge, in pixels from its anchor.
        mask: For each pixel 0 where there is nothing, 1 + the index of its owner in `owners`, or
            `FURNITURE` where nobody owns it.
        areas: How many pixels each owner would cover if nothing were over it or cut off.
        shadow: The blurred silhouette at a quarter of the size, or None.
    """

    image: skia.Image
    left: int
    top: int
    mask: Bytes
    owners: tuple[str, ...]
    areas: tuple[float, ...]
    shadow: skia.Image | None
    spread: float
    lights: tuple[Light, ...]

    @property
    def size(self) -> int:
        """Memory that it takes, in bytes."""
        return self.mask.size * 5 + 512


def make_sprite(cut: Cutout, scale: float, ink: int, shadow: float, bottom: float) -> Sprite:
    """Draw a cut-out.

    Args:
        cut: In its own units, its anchor at the origin.
        scale: Pixels a unit.
        ink: The colour of shadows.
        shadow: How far the whole stands off the backdrop, in pixels; 0 for no shadow.
        bottom: Where the picture ends below the anchor, in pixels; nothing beneath it is drawn.
    """
    x0, y0, x1, y1 = (side * scale for side in cut.bounds())
    left, top = floor(x0) - 3, floor(y0) - 3
    right, low = ceil(x1) + 4, min(ceil(y1) + 4, ceil(bottom) + 2)
    width, height = max(1, right - left), max(1, low - top)
    pixels = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(_info(width, height), pixels)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.scale(scale, scale)
    for piece in cut.pieces:
        if not piece.glow:
            draw(canvas, piece, ink)
    canvas.resetMatrix()
    _model(canvas, width, height, ink)
    owners = tuple(dict.fromkeys(p.owner for p in cut.pieces if p.owner != SCENERY))
    mask = _owner_mask(cut.pieces, owners, scale, (left, top, width, height))
    areas = _full_areas(cut, owners, scale)
    silhouette = pixels[:, :, 3]
    return Sprite(
        skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType),
        left, top, mask, owners, areas,
        _soft(silhouette, shadow) if shadow else None, shadow,
        _lights(cut, scale),
    )  # fmt: skip


def _info(width: int, height: int) -> skia.ImageInfo:
    return skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def _model(canvas: skia.Canvas, width: int, height: int, ink: int) -> None:
    """Let light fall on the whole cut-out from above left."""
    ends = [alpha(0xFFFFFFFF, 0.1), alpha(0xFFFFFFFF, 0.0), alpha(ink, 0.2)]
    shader = skia.GradientShader.MakeLinear([(width * 0.3, 0), (width * 0.7, height)], ends,
                                            [0.0, 0.45, 1.0])  # fmt: skip
    canvas.drawPaint(skia.Paint(Shader=shader, BlendMode=skia.BlendMode.kSrcATop))


def _grey(width: int, height: int) -> tuple[Bytes, skia.Surface]:
    pixels = np.zeros((height, width), np.uint8)
    info = skia.ImageInfo.Make(width, height, skia.kGray_8_ColorType, skia.kOpaque_AlphaType)
    return pixels, skia.Surface.MakeRasterDirect(info, pixels)


def _owner_mask(
    pieces: list[Piece], owners: tuple[str, ...], scale: float, box: tuple[int, int, int, int]
) -> Bytes:
    left, top, width, height = box
    mask, surface = _grey(width, height)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.scale(scale, scale)
    level = {owner: index + 1 for index, owner in enumerate(owners)}
    for piece in pieces:
        if not piece.glow and piece.colour >> 24 > 127:
            _silhouette(canvas, piece, level.get(piece.owner, FURNITURE))
    return mask


def _silhouette(canvas: skia.Canvas, piece: Piece, level: int) -> None:
    paint = skia.Paint(AntiAlias=False, Color=0xFF000000 | level << 16 | level << 8 | level)
    if piece.stroke:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(piece.stroke)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(piece.path, paint)


def _full_areas(cut: Cutout, owners: tuple[str, ...], scale: float) -> tuple[float, ...]:
    x0, y0, x1, y1 = cut.bounds()
    coarse = min(scale, 320 / max(1.0, x1 - x0, y1 - y0))
    left, top = floor(x0 * coarse) - 1, floor(y0 * coarse) - 1
    width, height = ceil(x1 * coarse) - left + 2, ceil(y1 * coarse) - top + 2
    areas = []
    for owner in owners:
        own = [piece for piece in cut.pieces if piece.owner == owner]
        alone = _owner_mask(own, (owner,), coarse, (left, top, width, height))
        areas.append(float(np.count_nonzero(alone)) * (scale / coarse) ** 2)
    return tuple(areas)


def _soft(silhouette: Bytes, spread: float) -> skia.Image:
    pad = ceil(spread * 2 / _COARSE) + 2
    small = np.ascontiguousarray(np.pad(silhouette[::_COARSE, ::_COARSE], pad))
    height, width = small.shape
    out = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(_info(width, height), out)
    source = np.zeros((height, width, 4), np.uint8)
    source[:, :, 3] = small
    image = skia.Image.fromarray(source, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    sigma = max(0.6, spread / _COARSE * 0.8)
    paint = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma))
    surface.getCanvas().drawImage(image, 0, 0, skia.SamplingOptions(), paint)
    return skia.Image.fromarray(out, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def _lights(cut: Cutout, scale: float) -> tuple[Light, ...]:
    found = []
    for piece in cut.pieces:
        if piece.glow:
            box = piece.path.getBounds()
            found.append(Light(box.centerX() * scale, box.centerY() * scale, piece.glow * scale,
                               piece.colour))  # fmt: skip
    return tuple(found)


def blit(canvas: skia.Canvas, sprite: Sprite, x: int, y: int, ink: int) -> None:
    """Draw a sprite, its shadow first, with its anchor at a pixel."""
    if sprite.shadow is not None:
        pad = (ceil(sprite.spread * 2 / _COARSE) + 2) * _COARSE
        left = x + sprite.left - pad + sprite.spread * 0.45
        top = y + sprite.top - pad + sprite.spread * 0.7
        box = skia.Rect.MakeXYWH(left, top, sprite.shadow.width() * _COARSE,
                                 sprite.shadow.height() * _COARSE)  # fmt: skip
        tone = skia.ColorFilters.Blend(ink | 0xFF000000, skia.BlendMode.kSrcIn)
        paint = skia.Paint(ColorFilter=tone, Alphaf=0.42)
        canvas.drawImageRect(sprite.shadow, box, skia.SamplingOptions(skia.FilterMode.kLinear),
                             paint)  # fmt: skip
    canvas.drawImage(sprite.image, x + sprite.left, y + sprite.top)


class Drawer(Generic[Thing]):
    """Keeps what was drawn, up to a number of bytes; what was used longest ago goes first."""

    def __init__(self, limit: int, size: Callable[[Thing], int]) -> None:
        self._kept: OrderedDict[Hashable, Thing] = OrderedDict()
        self._limit = limit
        self._size = size
        self._used = 0

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """What was kept under a key, or what ``make`` makes."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        thing = make()
        self._kept[key] = thing
        self._used += self._size(thing)
        while self._used > self._limit and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._used -= self._size(old)
        return thing
