"""Sprites: cut-outs drawn once into pixels, with a mask that says whose pixel each one is."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from moviellm.studio.papercut.paper import SCENERY, Cutout, PaperPiece, draw
from moviellm.studio.papercut.raster import PIXELS, skia

Bytes = npt.NDArray[np.uint8]
FURNITURE = 255
"""The mask of what is opaque and belongs to nobody."""

_COARSE = 4
"""Shadows are blurred at a quarter of the resolution: they are soft anyway."""


@dataclass(frozen=True, slots=True)
class LightPool:
    """A pool of light that belongs to a sprite, in pixels from its anchor."""

    x: float
    y: float
    radius: float
    colour: int


@dataclass(frozen=True, slots=True)
class Sprite:
    """A cut-out in pixels.

    Attributes:
        image: What it looks like with its soft shadow, premultiplied.
        left: The left edge of its mask, in pixels from its anchor.
        top: The top edge of its mask, in pixels from its anchor.
        pad: By how much the image is larger than the mask at every side, for the shadow.
        mask: For each pixel 0 where there is nothing, 1 + the index of its owner in `owners`, or
            `FURNITURE` where nobody owns it.
        areas: How many pixels each owner would cover if nothing were over it or cut off.
        lights: The light that it sheds.
    """

    image: skia.Image
    left: int
    top: int
    pad: int
    mask: Bytes
    owners: tuple[str, ...]
    areas: tuple[float, ...]
    lights: tuple[LightPool, ...]

    @property
    def size(self) -> int:
        """Memory that it takes, in bytes."""
        return int(self.image.width() * self.image.height() * 4 + self.mask.size + 512)


def make_sprite(cut: Cutout, scale: float, ink: int, shadow: float, bottom: float) -> Sprite:
    """Draw a cut-out.

    Args:
        cut: In its own units, its anchor at the origin.
        scale: Pixels a unit.
        ink: The colour of shadows.
        shadow: How far the whole stands off the backdrop, in pixels.
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
    _model(pixels, ink)
    owners = tuple(dict.fromkeys(p.owner for p in cut.pieces if p.owner != SCENERY))
    mask = _owner_mask(cut.pieces, owners, scale, (left, top, width, height))
    pad = ceil(shadow * 2.2)
    return Sprite(
        _with_shadow(pixels, ink, shadow, pad),
        left,
        top,
        pad,
        mask,
        owners,
        _full_areas(cut, owners, scale),
        _lights(cut, scale),
    )


def _info(width: int, height: int) -> skia.ImageInfo:
    return skia.ImageInfo.Make(width, height, PIXELS, skia.kPremul_AlphaType)


def _model(pixels: Bytes, ink: int) -> None:
    """Let a cut-out grow darker towards its foot, where less light falls."""
    height = pixels.shape[0]
    fall = 0.17 * np.linspace(0.0, 1.0, height, dtype=np.float32) ** 1.6
    tone = np.array([ink & 255, ink >> 8 & 255, ink >> 16 & 255], np.float32) / 255
    factor = np.full((height, 1, 4), 256, np.uint16)
    factor[:, 0, :3] = (256 * (1 - fall[:, None] * (1 - tone))).astype(np.uint16)
    product = np.multiply(pixels, factor, dtype=np.uint16)
    np.right_shift(product, 8, out=product)
    np.copyto(pixels, product, casting="unsafe")


def _grey(width: int, height: int) -> tuple[Bytes, skia.Surface]:
    pixels = np.zeros((height, width), np.uint8)
    info = skia.ImageInfo.Make(width, height, skia.kGray_8_ColorType, skia.kOpaque_AlphaType)
    return pixels, skia.Surface.MakeRasterDirect(info, pixels)


def _owner_mask(
    pieces: list[PaperPiece], owners: tuple[str, ...], scale: float, box: tuple[int, int, int, int]
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


def _silhouette(canvas: skia.Canvas, piece: PaperPiece, level: int) -> None:
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


def _with_shadow(pixels: Bytes, ink: int, spread: float, pad: int) -> skia.Image:
    """The picture of a cut-out over its own soft shadow, larger by ``pad`` at every side."""
    height, width = pixels.shape[:2]
    out = np.zeros((height + 2 * pad, width + 2 * pad, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(_info(width + 2 * pad, height + 2 * pad), out)
    canvas = surface.getCanvas()
    soft = _soft(pixels[:, :, 3], ink, spread)
    grown = soft.width() * _COARSE - width
    left = pad - grown / 2 + spread * 0.45
    top = pad - (soft.height() * _COARSE - height) / 2 + spread * 0.7
    box = skia.Rect.MakeXYWH(left, top, soft.width() * _COARSE, soft.height() * _COARSE)
    canvas.drawImageRect(soft, box, skia.SamplingOptions(skia.FilterMode.kLinear))
    canvas.drawImage(_picture(pixels), pad, pad)
    return _picture(out)


def _soft(silhouette: Bytes, ink: int, spread: float) -> skia.Image:
    pad = ceil(spread * 2 / _COARSE) + 2
    small = np.pad(silhouette[::_COARSE, ::_COARSE], pad).astype(np.uint16)
    height, width = small.shape
    channels = [ink & 255, ink >> 8 & 255, ink >> 16 & 255, 255]
    strength = np.array([channel * 0.42 for channel in channels], np.uint16)
    source = (small[:, :, None] * strength // 255).astype(np.uint8)
    out = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface.MakeRasterDirect(_info(width, height), out)
    sigma = max(0.6, spread / _COARSE * 0.8)
    paint = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma))
    surface.getCanvas().drawImage(_picture(source), 0, 0, skia.SamplingOptions(), paint)
    return _picture(out)


def _picture(pixels: Bytes) -> skia.Image:
    return skia.Image.fromarray(pixels, PIXELS, skia.kPremul_AlphaType)


def _lights(cut: Cutout, scale: float) -> tuple[LightPool, ...]:
    found = []
    for piece in cut.pieces:
        if piece.glow:
            box = piece.path.getBounds()
            found.append(
                LightPool(
                    box.centerX() * scale, box.centerY() * scale, piece.glow * scale, piece.colour
                )
            )
    return tuple(found)


def blit(canvas: skia.Canvas, sprite: Sprite, x: int, y: int) -> None:
    """Draw a sprite with its anchor at a pixel."""
    canvas.drawImage(sprite.image, x + sprite.left - sprite.pad, y + sprite.top - sprite.pad)
