"""Backdrops of places that one has to be taken to: the ring, and another world."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union


def circus(stage: PaperStage) -> None:
    top = stage.x(0.5)
    stage.wash(stage.paper(0xFF5A2A33), stage.paper(0xFF8A4438), 0, 70)
    for index in range(12):
        left, right = stage.x(index / 12 - 0.02), stage.x((index + 1) / 12 - 0.02)
        tone = stage.paper(0xFFC8453C if index % 2 else 0xFFF1E2C2)
        stage.sheet(polygon((top - 2 + index * 0.36, -8), (top - 1.6 + index * 0.36, -8),
                            (right + 3, 52), (left, 52)), tone, 0.5, 0.04, 0.04)  # fmt: skip
        stage.sheet(smooth([(left, 50), (right + 3, 50), (right + 2.4, 57), ((left + right) / 2,
                60),
                            (left + 0.6, 57)], tension=0.5), shade(tone, -0.02), 0.8,
                                    0.05)  # fmt: skip
    for row, y in enumerate((60.0, 65.4)):
        stage.sheet(stage.band(y, y + 6), stage.paper((0xFF4A3040, 0xFF5C3A40)[row]), 0.9, 0.06, 0)
        for index in range(26):
            x = stage.x((index + 0.5 * row) / 25)
            tone = stage.paper((0xFF7A5A62, 0xFF946A58, 0xFF5F6A80, 0xFF8A7A50)[(index + row) % 4])
            stage.sheet(oval(x, y - 0.4, 1.8, 2.1), tone, 0.3, 0.04, 0, 0.15)
    rope = alpha(stage.grade.palette.ink, 0.7)
    for share in (0.3, 0.7):
        x = stage.x(share)
        stage.line(
            union([line((x - 6, -2), (x - 6, 21)), line((x + 6, -2), (x + 6, 21))]), rope, 0.5
        )
        stage.sheet(rect(x - 7.4, 20.4, 14.8, 1.8, 0.8), stage.paper(0xFFE0BC6A), 0.6, 0.03)
    stage.sheet(stage.band(70, 104), stage.paper(0xFFD9B27A), 0.8, 0.15, 0.06)
    ring = stage.paper(0xFFB03A38)
    stage.sheet(oval(stage.x(0.5), 87, stage.x(0.44), 15), ring, 1.4, 0.08, 0)
    stage.sheet(oval(stage.x(0.5), 85.4, stage.x(0.44), 14.4), shade(ring, 0.08), 0.4, 0.05, 0)
    stage.sheet(oval(stage.x(0.5), 86, stage.x(0.41), 13), stage.paper(0xFFE3C08A), 0.3, 0.1, 0.03)
    for share in (0.24, 0.5, 0.76):
        x = stage.x(share)
        stage.shaft([(x - 2, 2), (x + 2, 2), (x + 20, 98), (x - 20, 98)], 0.13)
        stage.glow(x, 86, 24, stage.grade.palette.lamp, 0.3)


def planet(stage: PaperStage) -> None:
    """Red ground under a dark sky: no weather and no day like ours."""
    dusk = stage.grade.light in ("dawn", "dusk")
    low = 0xFFB9684A if stage.grade.light == "day" else 0xFF8A4A52 if dusk else 0xFF3A2A44
    stage.wash(0xFF141428, stage.paper(low), 0, 66)
    for _ in range(60):
        x, y = stage.x(stage.rng.random()), stage.rng.random() ** 1.5 * 54
        stage.sheet(oval(x, y, 0.2 + stage.rng.random() * 0.3), 0xE0FFF6DC, 0, 0, 0, 0)
    for share, y, radius in ((0.22, 17.0, 8.4), (0.4, 10.0, 3.2)):
        x, pale = stage.x(share), mix(0xFFE9DCC0, stage.grade.palette.lamp, 0.2)
        stage.glow(x, y, radius * 3, pale, 0.3)
        stage.sheet(oval(x, y, radius), pale, 0.8, 0.06, 0.05)
        for dx, dy, r in ((-0.3, -0.2, 0.2), (0.35, 0.3, 0.16), (0.1, -0.5, 0.12)):
            hole = oval(x + dx * radius, y + dy * radius, r * radius)
            stage.sheet(hole, shade(pale, -0.07), 0, 0, 0, 0)
    for y, colour, depth in ((60.0, 0xFF9A5648, 0.3), (65, 0xFF8A4438, 0.16)):
        tone = mix(stage.paper(colour), 0xFF2A1E34, depth)
        stage.sheet(stage.ridge(y, 13 if depth > 0.2 else 7, 8), tone, 1.2, 0.25)
    _base(stage, stage.x(0.74))
    ground = land.ground(stage, 0xFFB5573C, 70, 1.2)
    for share, y, wide in ((0.12, 79, 11.0), (0.46, 91, 15), (0.62, 77, 7), (0.93, 86, 12)):
        stage.sheet(oval(stage.x(share), y, wide, wide * 0.24), shade(ground, 0.06), 0.3, 0.15, 0)
        stage.sheet(oval(stage.x(share), y + wide * 0.05, wide * 0.84, wide * 0.17),
                    shade(ground, -0.08), 0, 0.15, 0, 0)  # fmt: skip
    land.pebbles(stage, 0xFF7E3A2E, 26)


def _base(stage: PaperStage, x: float) -> None:
    """Two domes with lit windows and a mast."""
    hull = stage.paper(0xFFD9D4CC)
    for dx, wide, high in ((12.0, 11.0, 11.0), (-4.0, 15.0, 17.0)):
        dome = smooth([(x + dx - wide, 72), (x + dx - wide * 0.9, 72 - high * 0.6),
                       (x + dx, 72 - high), (x + dx + wide * 0.9, 72 - high * 0.6),
                       (x + dx + wide, 72)], tension=0.8)  # fmt: skip
        stage.sheet(dome, mix(hull, 0xFF5A4450, 0.22), 1.0, 0.05, 0.08)
        for step in (-0.45, 0.0, 0.45):
            window = rect(x + dx + step * wide - 1.3, 72 - high * 0.55, 2.6, 2.6, 1)
            stage.sheet(window, stage.grade.palette.lamp, 0, 0, 0, 0)
    stage.line(line((x - 14, 72), (x - 14, 47)), hull, 0.7)
    stage.sheet(
        smooth([(x - 18, 49), (x - 14, 51.4), (x - 10, 46.6), (x - 15, 46)]), hull, 0.5, 0.04
    )
    stage.lamp(x - 2, 64, 18, 0.5)
