"""Backdrops of gardens and farms."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import sky
from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union


def garden(stage: PaperStage) -> None:
    sky(stage, 64)
    land.hills(stage, 58, 9, 0xFF87A58A, 0.75)
    for x, size in ((0.28, 6), (0.48, 5), (0.6, 7), (0.76, 6)):
        land.tree(stage, stage.x(x), 64, size, 0xFF6E9A62, 0.5)
    hedge = stage.paper(0xFF52804C, 0.16)
    points = [(stage.x(i / 24), 59 - (2.2 if i % 2 else 0.4)) for i in range(25)]
    stage.sheet(smooth([(-12, 80), (-12, 59), *points, (stage.width + 12, 59), (stage.width + 12,
        80)], tension=0.9), hedge, 1.4, 0.2, 0.08)  # fmt: skip
    land.ground(stage, 0xFF8FB15E, 70, 2)
    path = smooth([(stage.x(0.44), 70), (stage.x(0.4), 80), (stage.x(0.24), 104), (stage.x(0.58),
        104), (stage.x(0.53), 82), (stage.x(0.5), 70)], tension=0.7)  # fmt: skip
    stage.sheet(path, stage.paper(0xFFE0C796), 0.5, 0.25, 0.05)
    for side in () if stage.grade.season == "winter" else (0.03, 0.3, 0.62, 0.95):
        for index in range(9):
            x, y = stage.x(side) + (index % 5) * 4.4 - 9, 72 + (index // 5) * 4.5
            tone = stage.paper(
                (0xFFE0607A, 0xFFF2C84B, 0xFFF5EFE4, 0xFFB46AA8)[(index + int(side * 10)) % 4]
            )
            stage.line(line((x, y), (x, y + 4)), stage.paper(0xFF4F7A42), 0.5)
            stage.sheet(oval(x, y, 1.5), tone, 0.4, 0.15, 0, 0.15)
    _apple_tree(stage, stage.x(0.13))
    land.tufts(stage, 0xFF5F8A40, 26, 82)
    land.leaves_aside(stage, 0xFF4A7A48, 20)


def _apple_tree(stage: PaperStage, x: float) -> None:
    wood = stage.paper(0xFF6E4B38)
    stem = smooth([(x - 6, 84), (x - 3, 66), (x - 10, 42), (x - 2, 52), (x + 2, 36), (x + 4, 54),
        (x + 13, 42), (x + 4, 66), (x + 6, 84)], tension=0.6)  # fmt: skip
    stage.sheet(stem, wood, 1.4, 0.2, 0.05)
    for dx, y, size in ((-12, 32, 13), (11, 31, 13.5), (0, 20, 15.5)):
        land.crown(stage, x + dx, y, size, 0xFF5C8B4C, 0.0)
    if stage.grade.season in ("spring", "winter"):
        return
    for dx, y in ((-16, 34), (-8, 24), (3, 14), (9, 29), (16, 35), (-2, 31), (-13, 42), (13, 22)):
        stage.sheet(oval(x + dx, y, 1.7), stage.paper(0xFFD0453C), 0.5, 0.05, 0, 0.2)


def farmyard(stage: PaperStage) -> None:
    sky(stage, 64)
    land.hills(stage, 59, 11, 0xFF8AA37A, 0.75)
    land.hills(stage, 64, 6, 0xFFC9B565, 0.5)
    x = stage.x(0.27)
    red = stage.paper(0xFFA83B32, 0.06)
    stage.sheet(rect(x - 27, 38, 54, 36), red, 1.6, 0.12, 0.06)
    roof = polygon((x - 31, 40), (x - 20, 20), (x, 11), (x + 20, 20), (x + 31, 40))
    stage.sheet(
        polygon((x - 27, 40), (x - 18, 22), (x, 14), (x + 18, 22), (x + 27, 40)),
        red,
        0.6,
        0.1,
        0.03,
    )
    stage.line(roof, stage.paper(0xFFEDE0C8, 0.05), 2.6)
    for dx in range(-24, 25, 6):
        stage.line(line((x + dx, 42), (x + dx, 74)), alpha(shade(red, -0.06), 0.9), 0.4)
    door = rect(x - 10, 50, 20, 24)
    stage.sheet(door, shade(red, -0.05), 0.5, 0.08)
    trim = stage.paper(0xFFEDE0C8, 0.05)
    stage.line(union([rect(x - 10, 50, 20, 24), line((x - 10, 50), (x + 10, 74)), line((x + 10,
        50), (x - 10, 74)), line((x, 50), (x, 74))]), trim, 1.1)  # fmt: skip
    stage.sheet(oval(x, 31, 5), stage.paper(0xFF5E2A28, 0.05), 0.3, 0.05)
    stage.line(
        union([oval(x, 31, 5), line((x - 5, 31), (x + 5, 31)), line((x, 26), (x, 36))]), trim, 0.8
    )
    for share, size in ((0.68, 8), (0.9, 10)):
        land.tree(stage, stage.x(share), 70, size, 0xFF6A934E, 0.2)
    mill = stage.x(0.79)
    land.fence(stage, 73, 0xFFA8835C)
    stage.sheet(
        polygon((mill - 4, 72), (mill - 2, 44), (mill + 2, 44), (mill + 4, 72)),
        stage.paper(0xFFD9CDB8, 0.2),
        0.9,
        0.1,
    )
    for angle in range(4):
        dx, dy = ((10, -8), (8, 10), (-10, 8), (-8, -10))[angle]
        stage.sheet(polygon((mill, 45), (mill + dx, 45 + dy), (mill + dx * 0.8 - dy * 0.3,
            45 + dy * 0.8 + dx * 0.3)), stage.paper(0xFFF3EAD8, 0.15), 0.7, 0.08, 0)  # fmt: skip
    land.ground(stage, 0xFFC6A66C, 71.5, 2.0)
    land.tufts(stage, 0xFF7E8F44, 26, 75)
    land.pebbles(stage, 0xFFE0C07A, 16, 78)
