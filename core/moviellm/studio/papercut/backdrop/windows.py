"""Windows: the open air seen from a room, with its light and weather."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import falling
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union

Bounds = tuple[float, float, float, float]
"""Left, top, right and bottom on the stage."""


def window(
    stage: PaperStage,
    share: float,
    y: float,
    wide: float,
    high: float,
    frame: int,
    kind: str = "cross",
    view: str = "hills",
) -> None:
    """Cut a window into the wall: sky, view and weather are seen through it.

    Args:
        stage: The stage.
        share: Its centre across the picture, 0 to 1.
        y: Its top.
        wide: Its width.
        high: Its height.
        frame: The colour of its frame.
        kind: ``cross``, ``arch`` or ``round``.
        view: ``hills``, ``roofs``, ``sea`` or ``stars``.
    """
    x = stage.x(share)
    wood = stage.paper(frame)
    hole = _hole(x, y, wide, high, kind)
    rim = _hole(x, y - 1.5, wide + 3.4, high + 3.2, kind)
    stage.sheet(rim, wood, 1.2, 0.1, 0.05)
    stage.canvas.save()
    stage.canvas.clipPath(hole, skia.ClipOp.kIntersect, True)
    _view(stage, (x - wide / 2, y, x + wide / 2, y + high), view)
    inner = skia.Paint(
        AntiAlias=True,
        Color=alpha(stage.grade.palette.ink, 0.4),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=1.6,
        MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.9),
    )
    stage.canvas.drawPath(hole, inner)
    stage.canvas.restore()
    bars = [line((x, y), (x, y + high)), line((x - wide / 2, y + high * 0.45),
                                              (x + wide / 2, y + high * 0.45))]  # fmt: skip
    for bar in bars:
        stage.sheet(_thick(bar, 1.0), wood, 0.3, 0, 0, 0.15)
    if kind != "round":
        sill = rect(x - wide / 2 - 3, y + high + 0.6, wide + 6, 2.2, 0.5)
        stage.sheet(sill, shade(wood, 0.03), 0.9, 0.1, 0.02)
    if view == "stars" or _bright(stage):
        _daylight(stage, x, y, wide, high)


def _hole(x: float, y: float, wide: float, high: float, kind: str) -> skia.Path:
    if kind == "round":
        return oval(x, y + high / 2, wide / 2, high / 2)
    if kind == "arch":
        path = skia.Path()
        half = wide / 2
        path.moveTo(x - half, y + high)
        path.lineTo(x - half, y + half)
        path.arcTo(skia.Rect.MakeLTRB(x - half, y, x + half, y + wide), 180, 180, False)
        path.lineTo(x + half, y + high)
        path.close()
        return path
    return rect(x - wide / 2, y, wide, high, 0.4)


def _thick(path: skia.Path, width: float) -> skia.Path:
    box = path.getBounds()
    return rect(
        box.left() - width / 2, box.top() - width / 2, box.width() + width, box.height() + width
    )


def _view(stage: PaperStage, box: Bounds, view: str) -> None:
    left, top, _, bottom = box
    grade = stage.grade
    colours = [0xFF070B1E, 0xFF1B2348] if view == "stars" else list(grade.sky)
    shader = skia.GradientShader.MakeLinear([(left, top), (left, bottom)], colours)
    stage.canvas.drawRect(skia.Rect.MakeLTRB(*box), skia.Paint(Shader=shader))
    if grade.light == "night" or view == "stars":
        _stars(stage, box)
    if view == "stars":
        return
    _heaven(stage, box)
    _land(stage, box, view)
    outside = type(grade)(grade.palette, grade.light, grade.weather, False, grade.season)
    veil = {"fog": 0.6, "snow": 0.2, "rain": 0.15, "storm": 0.2}.get(grade.weather, 0.0)
    if veil:
        stage.canvas.drawRect(skia.Rect.MakeLTRB(*box), skia.Paint(Color=alpha(outside.haze, veil)))
    falling(stage, box, near=False)
    falling(stage, box, near=False)


def _stars(stage: PaperStage, box: Bounds) -> None:
    """Scatter stars over a window and hang the moon among them."""
    left, top, right, bottom = box
    rng, wide, high = stage.rng, right - left, bottom - top
    dots = [
        oval(left + rng.random() * wide, top + rng.random() * high * 0.8, 0.14 + rng.random() * 0.2)
        for _ in range(28)
    ]
    stage.canvas.drawPath(union(dots), skia.Paint(AntiAlias=True, Color=0xC0FFF6DC))
    stage.sheet(oval(right - wide * 0.26, top + high * 0.24, 2.0), 0xFFFAF0D2, 0.3, 0, 0, 0)


def _land(stage: PaperStage, box: Bounds, view: str) -> None:
    """Lay what is seen under the sky: the sea, roofs, or hills."""
    left, top, right, bottom = box
    high = bottom - top
    if view == "sea":
        _patch(stage, rect(left, top + high * 0.62, right - left, high), 0xFF3F7C93, 0.5)
        _patch(stage, rect(left, top + high * 0.82, right - left, high), 0xFF2F6680, 0.3)
        return
    for level, depth in ((0.56, 0.75), (0.74, 0.45)):
        base = top + high * level
        if view == "roofs":
            step = (right - left) / 4
            points = [(left - 1 + step * i / 2, base + (-3.0 if i % 2 else 1.0)) for i in range(10)]
            path = polygon((left - 2, bottom + 1), *points, (right + 2, bottom + 1))
        else:
            path = smooth([(left - 2, bottom + 2), (left - 2, base), (left + 5, base - 2.6),
                ((left + right) / 2, base + 0.6), (right - 3, base - 3), (right + 2, base),
                (right + 2, bottom + 2)], tension=0.8)  # fmt: skip
        _patch(stage, path, 0xFF7A5E62 if view == "roofs" else 0xFF5F8260, depth)


def _heaven(stage: PaperStage, box: Bounds) -> None:
    """Hang the sun of a clear day, or the clouds of another, into a window."""
    left, top, right, bottom = box
    grade, wide, high = stage.grade, right - left, bottom - top
    if grade.weather == "clear":
        if grade.light != "night":
            low = 0.22 if grade.light == "day" else 0.46
            tone = mix(grade.palette.lamp, 0xFFFFF0C0, 0.5)
            stage.sheet(oval(left + wide * 0.26, top + high * low, 2.5), tone, 0.3, 0, 0, 0)
    elif grade.weather != "fog":
        base = 0xFF59606E if grade.weather in ("storm", "rain") else 0xFFF4F0E8
        tone = mix(grade.sky[1], base, 0.35 if grade.light == "night" else 0.75)
        for share, y in ((0.24, 0.2), (0.74, 0.3)):
            x, level = left + wide * share, top + high * y
            puffs = union([oval(x + dx, level - abs(dx) * 0.1, r, r * 0.66)
                           for dx, r in ((-3.0, 2.4), (0.0, 3.2), (3.0, 2.5))])  # fmt: skip
            stage.sheet(puffs, tone, 0.4, 0.05, 0, 0)


def _patch(stage: PaperStage, path: skia.Path, colour: int, depth: float) -> None:
    grade = stage.grade
    outside = type(grade)(grade.palette, grade.light, grade.weather, False, grade.season)
    stage.sheet(path, outside.far(colour, depth), 0.5, 0.1, 0.03, 0.15)


def _bright(stage: PaperStage) -> bool:
    grade = stage.grade
    return grade.weather in ("clear", "snow", "cloudy") or grade.light == "night"


def _daylight(stage: PaperStage, x: float, y: float, wide: float, high: float) -> None:
    glow = mix(stage.grade.sky[1], 0xFFFFF4DC, 0.4)
    stage.glow(x, y + high / 2, wide * 1.9, glow, 0.1 if stage.grade.light == "night" else 0.3)
    lean = (stage.width / 2 - x) * 0.35
    stage.shaft([(x - wide / 2, y + high * 0.2), (x + wide / 2, y + high * 0.2),
                 (x + wide + lean, 98), (x - wide * 0.2 + lean, 98)])  # fmt: skip


def curtains(
    stage: PaperStage, share: float, y: float, wide: float, high: float, colour: int
) -> None:
    """Hang a pair of curtains about a window."""
    x, cloth = stage.x(share), stage.paper(colour)
    for side in (-1, 1):
        for fold in range(3):
            edge = x + side * (wide / 2 + 4 - fold * 2.6)
            inner = x + side * (wide / 2 - 1 - fold * 2.2)
            strip = smooth([(edge, y), (inner, y), (inner + side * 1.2, y + high * 0.6),
                (inner + side * 3.4, y + high), (edge + side, y + high)],
                tension=0.4)  # fmt: skip
            stage.sheet(strip, shade(cloth, -0.03 * (fold % 2)), 0.8, 0.08, 0.05)
    rail = rect(x - wide / 2 - 6, y - 1.2, wide + 12, 1.6, 0.8)
    stage.sheet(rail, stage.paper(0xFF6B4A36), 0.5, 0, 0)
