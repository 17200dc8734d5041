"""Skies and what weather does in front of them."""

from __future__ import annotations

from random import Random

from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import line, oval, union


def sky(stage: PaperStage, horizon: float = 70.0) -> None:
    """Wash the sky and hang sun, moon, stars and clouds into it."""
    grade = stage.grade
    top, low = grade.sky
    stage.wash(top, low, 0, horizon)
    bright = grade.weather in ("clear", "cloudy", "snow")
    if grade.light == "night":
        if bright:
            _stars(stage, horizon)
            _moon(stage)
    elif bright:
        _sun(stage, horizon)
    count = {"clear": 2, "cloudy": 6, "rain": 6, "snow": 5, "storm": 8, "fog": 3}[grade.weather]
    _clouds(stage, count)
    if grade.weather == "storm":
        _bolt(stage)


def _sun(stage: PaperStage, horizon: float) -> None:
    low = stage.grade.light in ("dawn", "dusk")
    x = stage.x({"dawn": 0.24, "dusk": 0.76}.get(stage.grade.light, 0.7))
    y = horizon - 17 if low else 17
    colour = mix(stage.grade.palette.lamp, 0xFFF6803C if low else 0xFFFFF4C8, 0.5)
    stage.glow(x, y, 52 if low else 40, colour, 0.6)
    for radius, share in ((11.5, 0.3), (9.0, 0.55)):
        stage.sheet(oval(x, y, radius), mix(stage.grade.sky[1], colour, share), 0.8, 0.1, 0)
    stage.sheet(oval(x, y, 6.6), shade(colour, 0.04), 0.8, 0.1, 0)


def _moon(stage: PaperStage) -> None:
    x, y = stage.x(0.74), 17.0
    pale = mix(0xFFFDF6DD, stage.grade.palette.lamp, 0.25)
    stage.glow(x, y, 44, pale, 0.42)
    stage.sheet(oval(x, y, 10.4), mix(stage.grade.sky[0], pale, 0.16), 0.7, 0.1, 0)
    stage.sheet(oval(x, y, 6.4), pale, 0.9, 0.08, 0.03)
    for dx, dy, r in ((-2, -1.4, 1.2), (1.8, 1.8, 0.9), (1.4, -2.6, 0.6)):
        stage.sheet(oval(x + dx, y + dy, r), shade(pale, -0.06), 0, 0, 0, 0)


def _stars(stage: PaperStage, horizon: float) -> None:
    dots = [
        oval(
            stage.x(stage.rng.random()),
            stage.rng.random() ** 1.4 * horizon * 0.85,
            0.16 + stage.rng.random() * 0.3,
        )
        for _ in range(70)
    ]
    stage.canvas.drawPath(union(dots), skia.Paint(AntiAlias=True, Color=0xD8FFF7E0))


def _clouds(stage: PaperStage, count: int) -> None:
    grade = stage.grade
    base = 0xFF5A6072 if grade.weather in ("storm", "rain") else 0xFFFBF5EA
    tone = mix(
        grade.sky[1],
        grade.palette.paper(base, grade.palette.pull * 0.6),
        0.25 if grade.light == "night" else 0.62,
    )
    for index in range(count):
        x = stage.x((index + 0.2 + stage.rng.random() * 0.6) / count)
        y = 9 + stage.rng.random() * 22
        size = 5 + stage.rng.random() * 5
        stage.sheet(_cloud(x, y, size, stage.rng), alpha(tone, 0.92), 1.3, 0.15, 0.03)


def _cloud(x: float, y: float, size: float, rng: Random) -> skia.Path:
    path = skia.Path()
    flat = skia.Rect.MakeLTRB(x - size * 2.1, y - size * 0.2, x + size * 2.1, y + size * 0.5)
    path.addRoundRect(flat, size * 0.35, size * 0.35)
    for dx, share in ((-1.1, 0.62), (-0.1, 0.95), (0.95, 0.7)):
        puff = oval(x + dx * size, y - size * 0.05, size * share * (0.9 + rng.random() * 0.2))
        path = skia.Op(path, puff, skia.PathOp.kUnion_PathOp)
    above = skia.Path()
    above.addRect(skia.Rect.MakeLTRB(x - 40, y - 40, x + 40, y + size * 0.5))
    return skia.Op(path, above, skia.PathOp.kIntersect_PathOp)


def _bolt(stage: PaperStage) -> None:
    x = stage.x(0.22)
    points = [(x, 8), (x - 4, 24), (x + 1, 24), (x - 5, 44), (x + 7, 20), (x + 2, 20), (x + 6, 8)]
    path = skia.Path()
    path.addPoly([skia.Point(*point) for point in points], True)
    stage.glow(x, 24, 38, 0xFFE8ECFF, 0.5)
    stage.sheet(path, mix(stage.grade.palette.lamp, 0xFFFFFFFF, 0.5), 0.5, 0, 0)


def falling(stage: PaperStage, box: tuple[float, float, float, float], near: bool) -> None:
    """Draw rain, snow or fog inside a box: behind the actors, or (``near``) before them."""
    weather, rng = stage.grade.weather, stage.rng
    left, top, right, bottom = box
    area = (right - left) * (bottom - top) / 17_800
    if weather in ("rain", "storm"):
        slope = 0.3 if weather == "storm" else 0.12
        runs = []
        for _ in range(int((90 if near else 170) * area) + 4):
            x, y = left + rng.random() * (right - left) * 1.1, top + rng.random() * (bottom - top)
            length = (5.5 if near else 3.2) + rng.random() * 3
            runs.append(line((x, y), (x - length * slope, y + length)))
        colour = alpha(mix(0xFFE9F2F8, stage.grade.sky[1], 0.3), 0.4 if near else 0.34)
        stage.line(union(runs), colour, 0.34 if near else 0.2)
    elif weather == "snow":
        flakes = [
            oval(
                left + rng.random() * (right - left),
                top + rng.random() * (bottom - top),
                (0.45 if near else 0.24) + rng.random() * 0.5,
            )
            for _ in range(int((60 if near else 150) * area) + 4)
        ]
        stage.canvas.drawPath(union(flakes), skia.Paint(AntiAlias=True, Color=0xD8FFFFFF))


def mist(stage: PaperStage, y0: float, y1: float, strength: float) -> None:
    """Lay a bank of mist between two heights."""
    haze = mix(stage.grade.haze, 0xFFFFFFFF, 0.12 if stage.grade.light != "night" else 0.0)
    shader = skia.GradientShader.MakeLinear(
        [(0, y0), (0, y1)], [alpha(haze, 0), alpha(haze, strength), alpha(haze, 0)]
    )
    box = skia.Rect.MakeLTRB(-12, y0, stage.width + 12, y1)
    stage.canvas.drawRect(box, skia.Paint(Shader=shader))
