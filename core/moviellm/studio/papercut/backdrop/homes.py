"""Backdrops of rooms that people live in."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import room, windows
from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, line, oval, polygon, rect, smooth, union


def kitchen(stage: PaperStage) -> None:
    room.wall(stage, 0xFFE6B373, "tiled")
    windows.window(stage, 0.84, 15, 25, 25, 0xFF7C5236)
    room.hanging(stage, [stage.x(at) for at in (0.36, 0.415, 0.47, 0.525)], 11, 0xFFB8673A)
    room.beams(stage, 0xFF6E4A33)
    room.floor(stage, 0xFFB07650, "tiles")
    room.skirting(stage, 0xFF7E5238)
    room.rug(stage, 0xFFB8543E, 0.5, 0.3)
    room.pendant(stage, 0.63, 15, 0xFF3F7A70)


def parlour(stage: PaperStage) -> None:
    """Any other room: papered walls, a window, pictures, a lamp."""
    room.wall(stage, stage.rng.choice((0xFFC98F72, 0xFF8FA58A, 0xFFB9A06E, 0xFF8C9DB0)), "papered")
    room.pictures(stage, [0.3, 0.46], 22, 0xFF8A6238)
    windows.window(stage, 0.74, 15, 26, 32, 0xFF7C5236)
    windows.curtains(stage, 0.74, 12, 26, 40, 0xFF9C4A44)
    room.floor(stage, 0xFF9C6A48)
    room.skirting(stage, 0xFF6E4A36)
    room.rug(stage, 0xFF7E4A55, 0.5, 0.32)
    room.pendant(stage, 0.5, 13, 0xFFC9803F)


def bedroom(stage: PaperStage) -> None:
    room.wall(stage, 0xFF8E93B8, "papered")
    windows.window(stage, 0.28, 16, 24, 30, 0xFFEFE4D0, "arch")
    windows.curtains(stage, 0.28, 13, 24, 40, 0xFF5E6A9A)
    wood = stage.paper(0xFF7A5440)
    head = smooth([(stage.x(0.56), FLOOR + 6), (stage.x(0.56), 42), (stage.x(0.7), 33),
                   (stage.x(0.84), 42), (stage.x(0.84), FLOOR + 6)], tension=0.4)  # fmt: skip
    stage.sheet(head, wood, 1.6)
    room.floor(stage, 0xFF8E6248)
    room.skirting(stage, 0xFF5F4638)
    stage.sheet(rect(stage.x(0.55), 57, stage.x(0.3), 20, 3), stage.paper(0xFFEDE2D0), 1.2)
    stage.sheet(rect(stage.x(0.54), 63, stage.x(0.32), 15, 2), stage.paper(0xFFB4586A), 1.0)
    room.rug(stage, 0xFF6E7FA8, 0.45, 0.26)


def library(stage: PaperStage) -> None:
    room.wall(stage, 0xFF7E5A44, "planked")
    for share, wide in ((0.01, 40.0), (0.36, 38.0), (0.74, 46.0)):
        _bookshelves(stage, stage.x(share), wide)
    windows.window(stage, 0.665, 10, 17, 40, 0xFF5D3E2E, "arch", "roofs")
    room.beams(stage, 0xFF4E352A, 4)
    room.floor(stage, 0xFF8A5C40)
    room.skirting(stage, 0xFF4E352A)
    room.rug(stage, 0xFF8C3B3E, 0.52, 0.34)
    room.pendant(stage, 0.48, 17, 0xFF3F8266)


def _bookshelves(stage: PaperStage, x: float, wide: float) -> None:
    wood = stage.paper(0xFF5A3B2C)
    stage.sheet(rect(x, 8, wide, 66, 0.6), wood, 1.6, 0.1, 0.05)
    hues = [
        stage.paper(hue)
        for hue in (
            0xFF8F3F38,
            0xFF3F6A6A,
            0xFFB98543,
            0xFF55608C,
            0xFF6E7A45,
            0xFF8A5472,
            0xFFC9A878,
        )
    ]
    for row in range(5):
        y = 11 + row * 12.4
        stage.sheet(rect(x + 1.2, y, wide - 2.4, 10.6), shade(wood, -0.08), 0, 0, 0, 0)
        at = x + 1.8
        while at < x + wide - 4:
            if stage.rng.random() < 0.08:
                at += 3.4
                continue
            thick = 1.3 + stage.rng.random() * 1.4
            high = 6.8 + stage.rng.random() * 3
            stage.sheet(
                rect(at, y + 10.6 - high, thick, high, 0.2),
                stage.rng.choice(hues),
                0,
                0,
                0.03,
                0.12,
            )
            at += thick + 0.15


def attic(stage: PaperStage) -> None:
    room.wall(stage, 0xFFA98561, "planked")
    windows.window(stage, 0.5, 12, 24, 24, 0xFF5D3E2E, "round", "roofs")
    wood = stage.paper(0xFF6A4733)
    for side in (0, 1):
        for index in range(3):
            inset = stage.x(0.2 + index * 0.1)
            foot = -6.0 if not side else stage.width + 6
            slope = polygon((foot, -8), (inset if not side else stage.width - inset, -8),
                            (foot, 66 - index * 22))  # fmt: skip
            stage.sheet(slope, shade(wood, -0.05 + index * 0.035), 1.6, 0.15, 0.04)
        ends = ((stage.x(0.28), -3.0), (-2.0, 46.0))
        points = [(x if not side else stage.width - x, y) for x, y in ends]
        stage.sheet(_plank(points[0], points[1], 4.4), shade(wood, 0.05), 1.4, 0.15, 0.03)
    stage.sheet(stage.band(-4, 4), shade(wood, 0.02), 1.4)
    room.floor(stage, 0xFF8A6446)
    for x, y, r in ((0.3, 40, 0.5), (0.66, 33, 0.4), (0.58, 48, 0.35), (0.38, 54, 0.3)):
        stage.glow(stage.x(x), y, r * 4, 0xFFFFF4D8, 0.5)
    web = alpha(0xFFF5EFE2, 0.35)
    x = stage.width - stage.x(0.16)
    stage.line(union([line((x, 2), (x + 14, 20)), line((x, 2), (x + 4, 16)), line((x, 2), (x + 18,
        10)), line((x + 4, 13), (x + 11, 16), (x + 14, 9))]), web, 0.25)  # fmt: skip


def _plank(start: Point, end: Point, wide: float) -> skia.Path:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5
    nx, ny = -dy / length * wide / 2, dx / length * wide / 2
    return polygon((start[0] + nx, start[1] + ny), (end[0] + nx, end[1] + ny),
                   (end[0] - nx, end[1] - ny), (start[0] - nx, start[1] - ny))  # fmt: skip


def inn(stage: PaperStage) -> None:
    room.wall(stage, 0xFFB97F52, "plain")
    wood = stage.paper(0xFF5E3F2E)
    for share in (0.02, 0.3, 0.58, 0.97):
        stage.sheet(rect(stage.x(share) - 2, -2, 4, 74), wood, 1.0, 0.15, 0.04)
    stage.sheet(stage.band(30, 33.4), wood, 0.9, 0.15, 0.03)
    windows.window(stage, 0.44, 8, 22, 18, 0xFF5E3F2E, "cross", "roofs")
    _hearth(stage, 0.15)
    for row, y in enumerate((13.0, 24.0)):
        stage.sheet(rect(stage.x(0.64), y + 6, stage.x(0.28), 1.8), shade(wood, 0.06), 0.8)
        for index in range(9):
            tone = stage.paper((0xFF4C7A58, 0xFFB8873F, 0xFF8A3F3A, 0xFF4F6F8A)[(index + row) % 4])
            x = stage.x(0.655) + index * stage.x(0.03)
            stage.sheet(
                rect(x, y + (index % 3) * 0.7, 2.2, 6 - (index % 3) * 0.7, 0.7), tone, 0.3, 0, 0.02
            )
    room.beams(stage, 0xFF4E3528, 6)
    room.floor(stage, 0xFF84583C)
    room.skirting(stage, 0xFF4E3528)
    room.pendant(stage, 0.4, 16, 0xFF9C4A34)
    room.pendant(stage, 0.74, 14, 0xFF9C4A34)


def _hearth(stage: PaperStage, share: float) -> None:
    x = stage.x(share)
    stone = stage.paper(0xFF8A7F78)
    stage.sheet(rect(x - 13, -4, 26, 80, 1), stone, 1.6, 0.25, 0.05)
    for row in range(8):
        for index in range(2):
            block = rect(x - 12 + index * 12.4 - (row % 2) * 3, 1 + row * 5, 10.6, 4, 0.8)
            stage.sheet(block, shade(stone, 0.02 + 0.02 * ((row + index) % 2)), 0.2, 0.2, 0, 0.15)
    stage.sheet(smooth([(x - 9, 74), (x - 9, 52), (x, 46), (x + 9, 52), (x + 9, 74)], tension=0.5),
                mix(stone, stage.grade.palette.ink, 0.8), 0.4)  # fmt: skip
    for half, high, tone in ((5.4, 14, 0xFFE8702E), (3.6, 9.5, 0xFFF6A83E), (1.8, 5.4, 0xFFFFE08A)):
        flame = smooth([(x - half, 72), (x - half * 0.9, 72 - high * 0.5), (x - half * 0.3,
            72 - high * 0.4), (x + half * 0.1, 72 - high), (x + half * 0.7, 72 - high * 0.5),
            (x + half, 72)], tension=0.8)  # fmt: skip
        stage.sheet(flame, mix(stage.grade.palette.lamp, tone, 0.8), 0, 0.05, 0, 0)
    stage.sheet(rect(x - 15.5, 41, 31, 4, 0.8), stage.paper(0xFF5E3F2E), 1.2)
    stage.lamp(x, 66, 52, 0.8)


def hall(stage: PaperStage) -> None:
    room.wall(stage, 0xFF8F8890, "stone")
    for share in (0.34, 0.62):
        windows.window(stage, share, 8, 13, 40, 0xFF6E6870, "arch")
    stone = stage.paper(0xFFA29AA0)
    for share in (0.02, 0.21, 0.48, 0.76, 0.98):
        x = stage.x(share)
        stage.sheet(rect(x - 3.4, -4, 6.8, 78), stone, 1.6, 0.15, 0.05)
        stage.sheet(
            polygon((x - 6, -2), (x + 6, -2), (x + 4, 7), (x - 4, 7)), shade(stone, 0.03), 0.9
        )
        stage.sheet(rect(x - 5, 68, 10, 5, 0.6), shade(stone, -0.03), 0.8)
    for share, hue in ((0.12, 0xFF9A2F3A), (0.87, 0xFF2F4F86)):
        x, cloth = stage.x(share), stage.paper(hue)
        stage.sheet(polygon((x - 6, 8), (x + 6, 8), (x + 6, 44), (x, 51), (x - 6, 44)), cloth, 1.3)
        stage.sheet(
            polygon((x, 17), (x + 3.6, 25), (x, 33), (x - 3.6, 25)), stage.paper(0xFFD9AE4C), 0.3
        )
    room.floor(stage, 0xFF857C7C, "stone")
    carpet = polygon(
        (stage.x(0.4), FLOOR), (stage.x(0.6), FLOOR), (stage.x(0.74), 104), (stage.x(0.26), 104)
    )
    stage.sheet(carpet, stage.paper(0xFF94303C), 0.6, 0.1, 0.06)
    for share in (0.27, 0.7):
        x = stage.x(share)
        stage.sheet(rect(x - 0.7, 36, 1.4, 9), stage.paper(0xFF4A4048), 0.5)
        stage.sheet(oval(x, 34.4, 1.8, 2.8), stage.grade.palette.lamp, 0, 0, 0, 0)
        stage.lamp(x, 34, 34, 0.75)
