"""Backdrops of places that one is taken to: the ring, another world, the deep, the works."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land, room, windows
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, turned, union


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


def submarine(stage: PaperStage) -> None:
    """A narrow hull with portholes on the deep."""
    room.wall(stage, 0xFF6F8288, "metal")
    for share in (0.2, 0.5, 0.8):
        _porthole(stage, stage.x(share), 30, 13)
    pipe = stage.paper(0xFFB3713F)
    for y, wide in ((6.0, 2.6), (11.4, 1.8)):
        stage.line(line((-4, y), (stage.width + 4, y)), pipe, wide)
        for index in range(9):
            x = stage.x((index + 0.5) / 9)
            stage.sheet(
                rect(x - 1, y - wide * 0.8, 2, wide * 1.6, 0.4), shade(pipe, -0.08), 0.4, 0.03
            )
    for share, y in ((0.35, 16.0), (0.66, 18.0)):
        x = stage.x(share)
        stage.line(line((x, 11), (x, y)), pipe, 1.4)
        stage.line(oval(x, y + 4, 4), stage.paper(0xFFC8402E), 1.4)
        stage.sheet(oval(x, y + 4, 1.2), stage.paper(0xFFC8402E), 0.3, 0.03)
    brass = stage.paper(0xFFC79A45)
    for index in range(5):
        x = stage.x(0.29 + index * 0.105)
        stage.sheet(oval(x, 57, 3.8), brass, 0.6, 0.04)
        stage.sheet(oval(x, 57, 2.9), stage.paper(0xFFF4EAD0), 0.2, 0.02, 0)
        stage.line(line((x, 57), (x + (index % 3 - 1) * 1.8, 54.9)), stage.grade.palette.ink, 0.5)
    x = stage.x(0.93)
    stage.sheet(rect(x - 2.2, -4, 4.4, 60), stage.paper(0xFF8F9AA0), 1.2, 0.05, 0.04)
    stage.sheet(rect(x - 6, 44, 12, 7, 1), stage.paper(0xFF5A6870), 0.8, 0.05)
    for side in (-1, 1):
        stage.line(line((x + side * 6, 48), (x + side * 11, 50)), stage.paper(0xFF5A6870), 1.8)
    room.floor(stage, 0xFF5C686C, "tiles")
    stage.glow(stage.x(0.5), 80, 56, stage.paper(0xFF4FA0A8), 0.14)


def _porthole(stage: PaperStage, x: float, y: float, radius: float) -> None:
    stage.sheet(oval(x, y, radius + 3), stage.paper(0xFFB98C48), 1.2, 0.04)
    top, low = (
        mix(0xFF2F7F98, stage.grade.palette.ink, 0.25),
        mix(0xFF123A58, stage.grade.palette.ink, 0.2),
    )
    stage.sheet(oval(x, y, radius), low, 0, 0, 0, 0)
    stage.sheet(oval(x, y - radius * 0.2, radius * 0.9, radius * 0.74), top, 0, 0.05, 0, 0)
    fish = stage.paper(0xFFE39A4C)
    for dx, dy, size in ((-3, 1, 3.4), (4.4, -4, 2.2)):
        body = smooth([(x + dx - size, y + dy), (x + dx, y + dy - size * 0.5),
                       (x + dx + size, y + dy), (x + dx, y + dy + size * 0.5)])  # fmt: skip
        tail = polygon((x + dx + size * 0.8, y + dy), (x + dx + size * 1.5, y + dy - size * 0.5),
                       (x + dx + size * 1.5, y + dy + size * 0.5))  # fmt: skip
        stage.sheet(union([body, tail]), fish, 0.3, 0.04, 0)
    for index in range(3):
        stage.line(oval(x - radius * 0.5 + index * 1.4, y + 5 - index * 4, 0.7), 0xC0E6F4F4, 0.4)
    for index in range(8):
        bolt = turned((x, y - radius - 1.5), index * 45.0, (x, y))
        stage.sheet(oval(*bolt, 0.7), stage.paper(0xFF7E5E2E), 0.2, 0, 0, 0.1)


def factory(stage: PaperStage) -> None:
    room.wall(stage, 0xFFA08474, "plain")
    for row in range(12):
        y = row * 6.0
        stage.line(line((-4, y), (stage.width + 4, y)), alpha(stage.paper(0xFF86695C), 0.7), 0.3)
    for share in (0.16, 0.5, 0.84):
        windows.window(stage, share, 6, 30, 27, 0xFF4E5458, "cross", "roofs")
    steel = stage.paper(0xFF5F7076)
    for share, radius, y in ((0.3, 10.0, 46.0), (0.415, 7.0, 53.0), (0.68, 9.0, 47.0)):
        _cog(stage, stage.x(share), y, radius)
    stage.sheet(rect(stage.x(0.05), 60, stage.x(0.9), 5, 2.4), shade(steel, -0.06), 1.1, 0.05)
    stage.sheet(rect(stage.x(0.05), 59, stage.x(0.9), 2, 1), stage.paper(0xFF2F3236), 0.5, 0.03)
    for index in range(9):
        x = stage.x(0.08 + index * 0.105)
        stage.sheet(oval(x, 63, 1.7), shade(steel, 0.14), 0.4, 0.03)
        crate = rect(x - 3.4, 52.4, 6.8, 6.6, 0.5)
        if index % 2:
            stage.sheet(
                crate, stage.paper((0xFFC9803F, 0xFF7F9A5E, 0xFFB4585A)[index % 3]), 0.6, 0.06
            )
    for share in (0.1, 0.5, 0.9):
        stage.sheet(rect(stage.x(share) - 1.6, 64, 3.2, 10), steel, 0.7, 0.04)
    stage.line(smooth([(-4, 3), (stage.x(0.3), 3), (stage.x(0.33), 0)], closed=False), steel, 2.6)
    room.floor(stage, 0xFF7E7C7A, "tiles")
    room.pendant(stage, 0.33, 12, 0xFF3F4A48)
    room.pendant(stage, 0.67, 12, 0xFF3F4A48)


def _cog(stage: PaperStage, x: float, y: float, radius: float) -> None:
    metal = stage.paper(0xFFB08A4A)
    teeth = [
        turned((x, y - radius * (1.0 if i % 4 < 2 else 0.82)), i * 9.0, (x, y)) for i in range(40)
    ]
    stage.sheet(polygon(*teeth), metal, 0.9, 0.03)
    stage.sheet(oval(x, y, radius * 0.55), shade(metal, -0.1), 0.3, 0.03, 0)
    stage.sheet(oval(x, y, radius * 0.2), shade(metal, 0.12), 0.3, 0.02, 0)
