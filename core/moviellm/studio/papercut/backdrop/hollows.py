"""Backdrops under ground and under glass."""

from __future__ import annotations

import math

from moviellm.studio.papercut.backdrop import room
from moviellm.studio.papercut.backdrop.land import leaves_aside
from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.backdrop.sky import falling
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth


def cellar(stage: PaperStage) -> None:
    room.wall(stage, 0xFF746C70, "stone")
    dark = mix(stage.paper(0xFF4A444C), stage.grade.palette.ink, 0.25)
    stone = stage.paper(0xFF8B8284)
    for share in (0.2, 0.5, 0.8):
        x, half = stage.x(share), stage.x(0.105)
        for grow, tone in ((3.2, stone), (0.0, dark)):
            high = 20 - grow * 1.2
            arch = smooth(
                [(x - half - grow, FLOOR + 1), (x - half - grow, 40), (x - half * 0.72, high + 7),
                 (x, high), (x + half * 0.72, high + 7), (x + half + grow, 40),
                 (x + half + grow, FLOOR + 1)], tension=0.6,
            )  # fmt: skip
            stage.sheet(arch, tone, 1.2 if grow else 0.4, 0.25, 0.06)
        for dx, y in ((-0.48, 61.6), (0.48, 61.6), (0.0, 45.6)):
            cask = oval(x + dx * half, y, 8.2)
            stage.sheet(cask, stage.paper(0xFF6E4C36), 1.0, 0.1)
            stage.line(oval(x + dx * half, y, 6.9), stage.paper(0xFF4A4A52), 0.9)
    stage.sheet(stage.band(-4, 7), shade(stone, -0.06), 1.8, 0.3, 0.05)
    room.floor(stage, 0xFF6A6062, "stone")
    for share in (0.35, 0.65):
        x = stage.x(share)
        stage.sheet(rect(x - 0.8, 34, 1.6, 7), stage.paper(0xFF3A363E), 0.6)
        stage.sheet(oval(x, 32.4, 1.8, 2.9), stage.grade.palette.lamp, 0, 0, 0, 0)
        stage.glow(x, 33, 44, stage.grade.palette.lamp, 0.62)


def cave(stage: PaperStage) -> None:
    rock = 0xFF6B6472
    stage.wash(stage.paper(0xFF37344A), stage.paper(0xFF5A6A80), 0, FLOOR)
    glow = stage.grade.sky[1]
    stage.glow(stage.x(0.54), 34, 62, mix(glow, 0xFF8FE0DC, 0.55), 0.8)
    for level in range(4):
        share = level / 3
        path = skia.Path()
        path.addRect(skia.Rect.MakeLTRB(-12, -12, stage.width + 12, 108))
        half, high = stage.x(0.2 + 0.085 * level), 17 + 7.5 * level
        count = 16
        mouth = []
        for index in range(count):
            angle = math.tau * index / count
            wobble = 0.88 + stage.rng.random() * 0.22
            x = stage.x(0.54) + half * wobble * math.cos(angle)
            y = 40 + high * wobble * math.sin(angle)
            mouth.append((x, min(y, 66 + level * 3)))
        hole = smooth(mouth, tension=0.7)
        path = skia.Op(path, hole, skia.PathOp.kDifference_PathOp)
        tone = mix(stage.paper(rock), stage.paper(0xFF2E2838), 0.1 + share * 0.62)
        stage.sheet(path, tone, 2.2, 0.0, 0.06)
    room.floor(stage, 0xFF5C5560, "carpet", 72)
    stage.sheet(oval(stage.x(0.28), 82, 30, 5.4), stage.paper(0xFF3F6C7C), 0.5, 0.3)
    stage.line(oval(stage.x(0.28), 82, 20, 3), alpha(glow, 0.4), 0.35)
    for index in range(11):
        x = stage.x((index + stage.rng.random() * 0.6) / 11)
        long = 7 + stage.rng.random() * 15
        drip = polygon((x - 3.4, -4), (x + 3.4, -4), (x + 0.4, long))
        stage.sheet(drip, mix(stage.paper(rock), stage.grade.palette.ink, 0.35), 1.2, 0.25)
    for share, y in ((0.08, 62), (0.9, 58), (0.82, 66)):
        x = stage.x(share)
        for dx, high in ((-3, 7), (0, 12), (3.4, 8)):
            gem = polygon((x + dx - 1.6, y + 6), (x + dx - 1.8, y - high * 0.6), (x + dx, y - high),
                          (x + dx + 1.8, y - high * 0.6), (x + dx + 1.6, y + 6))  # fmt: skip
            stage.sheet(gem, stage.paper(0xFF79C8C4), 0.7, 0.05, 0.1)
        stage.glow(x, y, 20, 0xFF8FE6DE, 0.35)


def greenhouse(stage: PaperStage) -> None:
    top, low = stage.grade.sky
    stage.wash(
        mix(top, stage.paper(0xFFBFD8C4), 0.35), mix(low, stage.paper(0xFFD6E4C4), 0.4), 0, FLOOR
    )
    for x, y, size, hue in ((0.1, 66.0, 22, 0xFF5F8F5C), (0.3, 68, 16, 0xFF6FA06A), (0.55, 66, 20,
        0xFF5A8A62), (0.78, 68, 18, 0xFF74A468), (0.96, 66, 24, 0xFF4F7F58)):  # fmt: skip
        _palm(stage, stage.x(x), y, size, stage.paper(mix(hue, stage.grade.sky[1], 0.32)))
    falling(stage, (0, 0, stage.width, FLOOR), near=False)
    falling(stage, (0, 0, stage.width, FLOOR), near=True)
    frame = stage.paper(0xFFEFF0E6)
    for index in range(9):
        x = stage.x(index / 8)
        stage.sheet(rect(x - 0.8, 18, 1.6, 54), frame, 0.7, 0.05, 0.02)
        rafter = polygon((x - 0.8, 18.6), (x + 0.8, 18.6),
            (stage.x(0.5) + (x - stage.x(0.5)) * 0.4 + 0.6, -4),
            (stage.x(0.5) + (x - stage.x(0.5)) * 0.4 - 0.6, -4))  # fmt: skip
        stage.sheet(rafter, frame, 0.6, 0.05, 0.02)
    for y in (18.0, 42.0):
        stage.sheet(stage.band(y - 0.8, y + 0.8), frame, 0.7, 0.05, 0)
    stage.shaft(
        [(stage.x(0.3), 0), (stage.x(0.5), 0), (stage.x(0.74), 98), (stage.x(0.36), 98)], 0.2
    )
    room.floor(stage, 0xFFB08A66, "stone")
    for side in (0.0, 1.0):
        for index in range(5):
            x = stage.x(side) + (index * 9 - 4) * (1 if side == 0 else -1)
            _palm(stage, x, 74 + index % 2 * 2, 15 - index * 2, stage.paper(0xFF3F7350))
    for index in range(7):
        x = stage.x(0.08 + index * 0.14)
        stage.line(line((x, -2), (x, 6 + index % 3 * 4)), stage.paper(0xFF7A6A50), 0.3)
        _palm(stage, x, 12 + index % 3 * 4, -7, stage.paper(0xFF5E9860))
    leaves_aside(stage, 0xFF3F7350, 24)


def _palm(stage: PaperStage, x: float, y: float, size: float, colour: int) -> None:
    for index, angle in enumerate((-70, -42, -16, 12, 40, 68)):
        lean = angle / 70
        tip = (x + size * lean * 0.95, y - size * (1.25 - abs(lean) * 0.55))
        bend = (x + size * lean * 0.34, y - size * 0.85)
        frond = smooth([(x - 0.8, y), (bend[0] - size * 0.1, bend[1]), tip,
            (bend[0] + size * 0.12, bend[1] + size * 0.12), (x + 0.8, y)],
            tension=0.85)  # fmt: skip
        stage.sheet(frond, shade(colour, 0.02 * (index % 3)), 0.8, 0.08, 0.05)
