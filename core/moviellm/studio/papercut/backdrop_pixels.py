"""Backdrops as pixels: drawn for a place, light, weather and camera; the renderer keeps them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from random import Random

import numpy as np
import numpy.typing as npt

from moviellm.film import Place
from moviellm.studio.papercut.backdrop.catalogue import paint_place
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import falling, mist
from moviellm.studio.papercut.framing import Frame
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.raster import PIXELS, skia

Bytes = npt.NDArray[np.uint8]


def canvas_on(pixels: Bytes) -> skia.Surface:
    """A surface that draws into pixels (height, width, 4)."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, PIXELS, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels)


def stage_on(
    canvas: skia.Canvas, place: Place, grade: Grade, width: int, height: int
) -> PaperStage:
    """A stage over a whole picture; a place's own randomness comes from its id."""
    canvas.scale(height / 100, height / 100)
    seed = int.from_bytes(blake2b(place.id.encode(), digest_size=8).digest(), "big")
    return PaperStage(canvas, 100 * width / height, grade, Random(seed))


def draw_backdrop(place: Place, grade: Grade, frame: Frame) -> Bytes:
    """Draw a place as a camera that keeps feet and floor in the picture sees it."""
    pixels = np.zeros((frame.height, frame.width, 4), np.uint8)
    canvas = canvas_on(pixels).getCanvas()
    left, top = _corner(frame)
    canvas.scale(frame.zoom, frame.zoom)
    canvas.translate(-left, -top)
    stage = stage_on(canvas, place, grade, frame.width, frame.height)
    paint_place(stage, place)
    if not grade.indoors:
        _air(stage)
    _vignette(pixels, grade)
    return pixels


def bring_near(plate: Bytes, grade: Grade, frame: Frame) -> Bytes:
    """Enlarge and soften a wide backdrop for a camera that is near its subject."""
    left, top = (round(side) for side in _corner(frame))
    wide, high = round(frame.width / frame.zoom), round(frame.height / frame.zoom)
    crop = np.ascontiguousarray(plate[top : top + high, left : left + wide])
    small = np.zeros_like(crop)
    sigma = frame.blur * frame.height / frame.zoom
    blur = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp)
    canvas_on(small).getCanvas().drawImage(
        _opaque(crop), 0, 0, skia.SamplingOptions(), skia.Paint(ImageFilter=blur)
    )
    pixels = np.zeros_like(plate)
    target = skia.Rect.MakeWH(frame.width, frame.height)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
    canvas_on(pixels).getCanvas().drawImageRect(_opaque(small), target, smooth)
    _vignette(pixels, grade)
    return pixels


def _opaque(pixels: Bytes) -> skia.Image:
    return skia.Image.fromarray(pixels, PIXELS, skia.kOpaque_AlphaType)


def draw_air(place: Place, grade: Grade, frame: Frame) -> skia.Image | None:
    """What falls or drifts before the actors, as a transparent picture; None in clear air."""
    if grade.indoors or grade.weather in ("clear", "cloudy"):
        return None
    pixels = np.zeros((frame.height, frame.width, 4), np.uint8)
    canvas = canvas_on(pixels).getCanvas()
    stage = stage_on(canvas, place, grade, frame.width, frame.height)
    falling(stage, (0, 0, stage.width, 100), near=True)
    if grade.weather == "fog":
        mist(stage, 66, 112, 0.42)
    return skia.Image.fromarray(pixels, PIXELS, skia.kPremul_AlphaType)


def _air(stage: PaperStage) -> None:
    falling(stage, (0, 0, stage.width, 96), near=False)
    if stage.grade.weather == "fog":
        mist(stage, 30, 96, 0.72)


def _corner(frame: Frame) -> tuple[float, float]:
    """The top left corner of the backdrop that is in the picture, in its own pixels."""
    wide, high = frame.width / frame.zoom, frame.height / frame.zoom
    left = frame.focus[0] * frame.width - wide / 2
    top = frame.focus[1] * frame.height - high / 2
    return min(max(left, 0), frame.width - wide), min(max(top, 0), frame.height - high)


def _vignette(pixels: Bytes, grade: Grade) -> None:
    strength = min(0.9, grade.palette.vignette * (1.25 if grade.light == "night" else 1.0))
    height, width = pixels.shape[:2]
    product = np.multiply(
        pixels, _corners(width, height, strength, grade.palette.ink), dtype=np.uint16
    )
    np.right_shift(product, 8, out=product)
    np.copyto(pixels, product, casting="unsafe")


@lru_cache(maxsize=2)
def _corners(width: int, height: int, strength: float, ink: int) -> npt.NDArray[np.uint16]:
    """Factors of 256 that darken a picture towards its corners."""
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] + 0.04
    far = np.clip((np.sqrt(x * x + y * y) * 0.61 - 0.4) / 0.55, 0, 1) ** 1.7 * strength
    tone = np.array([ink & 255, ink >> 8 & 255, ink >> 16 & 255, 255], np.float32) / 255
    factor: npt.NDArray[np.uint16] = (256 * (1 - far[:, :, None] * (1 - tone))).astype(np.uint16)
    return factor
