"""Backdrops as pixels: drawn once for a place, light, weather and camera, then kept."""

from __future__ import annotations

from hashlib import blake2b
from random import Random

import numpy as np
import numpy.typing as npt

from moviellm.film.screenplay import Place
from moviellm.studio.papercut.backdrop.catalogue import paint_place
from moviellm.studio.papercut.backdrop.sky import falling, mist
from moviellm.studio.papercut.backdrop.stage import Stage
from moviellm.studio.papercut.colour import alpha
from moviellm.studio.papercut.framing import Frame
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.raster import skia

Bytes = npt.NDArray[np.uint8]


def canvas_on(pixels: Bytes) -> skia.Surface:
    """A surface that draws into pixels (height, width, 4)."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels)


def stage_on(canvas: skia.Canvas, place: Place, grade: Grade, width: int, height: int) -> Stage:
    """A stage over a whole picture; a place's own randomness comes from its id."""
    canvas.scale(height / 100, height / 100)
    seed = int.from_bytes(blake2b(place.id.encode(), digest_size=8).digest(), "big")
    return Stage(canvas, 100 * width / height, grade, Random(seed))


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
    canvas.resetMatrix()
    _vignette(canvas, grade, frame)
    return pixels


def bring_near(plate: Bytes, grade: Grade, frame: Frame) -> Bytes:
    """Enlarge and soften a wide backdrop for a camera that is near its subject."""
    pixels = np.zeros_like(plate)
    canvas = canvas_on(pixels).getCanvas()
    image = skia.Image.fromarray(plate, skia.kRGBA_8888_ColorType, skia.kOpaque_AlphaType)
    left, top = _corner(frame)
    source = skia.Rect.MakeXYWH(left, top, frame.width / frame.zoom, frame.height / frame.zoom)
    target = skia.Rect.MakeWH(frame.width, frame.height)
    sigma = frame.blur * frame.height
    blur = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
    canvas.drawImageRect(image, source, target, smooth, skia.Paint(ImageFilter=blur),
                         skia.Canvas.kFast_SrcRectConstraint)  # fmt: skip
    _vignette(canvas, grade, frame)
    return pixels


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
    return skia.Image.fromarray(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)


def _air(stage: Stage) -> None:
    falling(stage, (0, 0, stage.width, 96), near=False)
    if stage.grade.weather == "fog":
        mist(stage, 30, 96, 0.72)


def _corner(frame: Frame) -> tuple[float, float]:
    """The top left corner of the backdrop that is in the picture, in its own pixels."""
    wide, high = frame.width / frame.zoom, frame.height / frame.zoom
    left = frame.focus[0] * frame.width - wide / 2
    top = frame.focus[1] * frame.height - high / 2
    return min(max(left, 0), frame.width - wide), min(max(top, 0), frame.height - high)


def _vignette(canvas: skia.Canvas, grade: Grade, frame: Frame) -> None:
    strength = grade.palette.vignette * (1.25 if grade.light == "night" else 1.0)
    ink = grade.palette.ink
    stops = [alpha(ink, 0), alpha(ink, strength * 0.18), alpha(ink, min(0.9, strength))]
    wide, high = frame.width, frame.height
    matrix = skia.Matrix.Scale(wide / high, 1)
    shader = skia.GradientShader.MakeRadial(
        (high / 2, high * 0.48), high * 0.82, stops, [0.45, 0.72, 1.0], localMatrix=matrix
    )
    canvas.drawPaint(skia.Paint(Shader=shader))
