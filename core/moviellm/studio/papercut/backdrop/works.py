"""Backdrops of rooms that people work, learn, travel and perform in."""

from __future__ import annotations

import math

from moviellm.studio.papercut.backdrop import room, windows
from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth, union


def lighthouse(stage: PaperStage) -> None:
    room.wall(stage, 0xFFD9D2C2, "planked")
    for share in (0.2, 0.42, 0.78):
        windows.window(stage, share, 16, 21, 27, 0xFFB4473C, "arch", "sea")
    wood = stage.paper(0xFFB4473C)
    stage.sheet(stage.band(50, 54), wood, 0.9, 0.1, 0.02)
    x = stage.x(0.6)
    stage.sheet(rect(x - 1.6, -2, 3.2, 8), stage.paper(0xFF54606A), 0.8)
    stage.lamp(x, 14, 60, 0.9)
    for radius, tone in ((9.0, 0xFF6E8088), (7.2, 0xFFEBDFAE), (4.4, 0xFFFFF3C4)):
        stage.sheet(
            oval(x, 14, radius * 0.82, radius),
            mix(stage.paper(tone), stage.grade.palette.lamp, 0.3),
            0.7,
            0.05,
            0.02,
        )
    for dy in (-4.5, 0.0, 4.5):
        half = 7.0 * math.sqrt(1 - (dy / 9.6) ** 2)
        stage.line(line((x - half, 14 + dy), (x + half, 14 + dy)), stage.paper(0xFF6E8088), 0.6)
    room.floor(stage, 0xFF9A7352)
    room.skirting(stage, 0xFF7A3730)
    room.rug(stage, 0xFF3F6A80, 0.5, 0.27)


def workshop(stage: PaperStage) -> None:
    room.wall(stage, 0xFFA88A66, "planked")
    windows.window(stage, 0.74, 13, 26, 28, 0xFF5E4433)
    dark = stage.paper(0xFF4A4A50)
    board = stage.paper(0xFF8C6E4E)
    stage.sheet(rect(stage.x(0.3), 15, stage.x(0.27), 29, 0.8), board, 1.0)
    left = stage.x(0.3)
    for index in range(6):
        x = left + stage.x(0.025) + index * stage.x(0.042)
        high = (14, 18, 12, 20, 15, 17)[index]
        stage.sheet(rect(x - 0.8, 19, 1.6, high, 0.4), stage.paper(0xFF7A5238), 0.5, 0.05)
        tip = (rect(x - 3, 18, 6, 3.4, 0.5), polygon((x - 1, 18), (x + 4, 20), (x + 4, 23),
            (x - 1, 22)), oval(x, 19.6, 2.4))[index % 3]  # fmt: skip
        stage.sheet(tip, dark, 0.6, 0.05)
    for index, (share, y, r) in enumerate(((0.12, 22, 8.5), (0.2, 33, 5.6))):
        _gear(stage, stage.x(share), y, r, stage.paper((0xFFB78A45, 0xFF7E868C)[index]))
    room.beams(stage, 0xFF5A4030, 5)
    room.floor(stage, 0xFF8C6A4A)
    room.skirting(stage, 0xFF54402F)
    room.pendant(stage, 0.46, 15, 0xFF4A6A62)


def _gear(stage: PaperStage, x: float, y: float, radius: float, colour: int) -> None:
    teeth = []
    count = 10
    for index in range(count * 2):
        for half in (0.0, 0.5):
            angle = math.pi * (index + half) / count
            r = radius * (1.0 if index % 2 else 0.82)
            teeth.append((x + math.cos(angle) * r, y + math.sin(angle) * r))
    stage.sheet(polygon(*teeth), colour, 0.9, 0.05)
    stage.sheet(oval(x, y, radius * 0.36), shade(colour, -0.14), 0.3, 0, 0)


def shop(stage: PaperStage) -> None:
    room.wall(stage, 0xFF7F9A86, "papered")
    wood = stage.paper(0xFF6E4A36)
    hues = (0xFFC2553F, 0xFFDCA845, 0xFF4F7C8A, 0xFF8C5B86, 0xFF6F8F4C, 0xFFE4D3AE)
    for left, count in ((0.06, 7), (0.36, 8)):
        for row in range(3):
            y = 19 + row * 14
            x0, wide = stage.x(left), stage.x(0.036) * count
            stage.sheet(rect(x0, y, wide, 1.8, 0.4), wood, 0.9, 0.08)
            for index in range(count):
                x = x0 + wide * (index + 0.5) / count
                _ware(stage, x, y, (index + row * 2) % 5, stage.paper(hues[(index * 2 + row) % 6]))
    windows.window(stage, 0.78, 16, 30, 34, 0xFF6E4A36, "cross", "roofs")
    awning = stage.width * 0.68
    for index in range(6):
        x = awning + index * 6.2
        tone = stage.paper(0xFFB5433C if index % 2 else 0xFFF2E4C8)
        stage.sheet(
            smooth([(x, 9), (x + 6.2, 9), (x + 6.2, 15), (x + 3.1, 17.4), (x, 15)], tension=0.5),
            tone,
            0.6,
        )
    room.floor(stage, 0xFFA37650)
    room.skirting(stage, 0xFF5E4132)
    room.rug(stage, 0xFF5F7F6E, 0.5, 0.26)
    room.pendant(stage, 0.58, 12, 0xFFC9803F)


def _ware(stage: PaperStage, x: float, y: float, kind: int, colour: int) -> None:
    path = (rect(x - 2, y - 6, 4, 6, 0.6), oval(x, y - 3, 2.7, 3), smooth([(x - 1, y - 7.4),
        (x + 1, y - 7.4), (x + 1, y - 5), (x + 2.4, y - 3), (x + 2.2, y), (x - 2.2, y), (x - 2.4,
        y - 3), (x - 1, y - 5)], tension=0.6), polygon((x - 2.6, y), (x - 1.8, y - 5), (x + 1.8,
        y - 5), (x + 2.6, y)), rect(x - 2.8, y - 3.8, 5.6, 3.8, 0.5))[kind]  # fmt: skip
    stage.sheet(path, colour, 0.5, 0.05, 0.03, 0.15)


def classroom(stage: PaperStage) -> None:
    room.wall(stage, 0xFFD3C48F, "plain")
    x = stage.x(0.26)
    stage.sheet(rect(x, 12, stage.x(0.34), 31, 0.8), stage.paper(0xFF8A6240), 1.2)
    stage.sheet(
        rect(x + 1.6, 13.6, stage.x(0.34) - 3.2, 27.6), stage.paper(0xFF33574C), 0, 0, 0.03, 0
    )
    chalk = alpha(0xFFF4F4EA, 0.7)
    for y, wide in ((19.0, 20.0), (24.5, 28.0), (30.0, 15.0)):
        stage.line(line((x + 6, y), (x + 6 + wide, y - 0.5)), chalk, 0.6)
    stage.line(polygon((x + 42, 34), (x + 49, 20), (x + 56, 34)), chalk, 0.6)
    windows.window(stage, 0.82, 14, 28, 32, 0xFFF3E8D2)
    board = rect(stage.x(0.06), 15, 21, 26, 0.6)
    stage.sheet(board, stage.paper(0xFFF1E6CE), 0.8)
    for index, tone in enumerate((0xFF7FA36E, 0xFFD0954C, 0xFF6F92B8)):
        blob = oval(stage.x(0.06) + 6 + index * 4.6, 22 + index * 6, 4.4, 2.8)
        stage.sheet(blob, stage.paper(tone), 0.2, 0.3)
    for index in range(7):
        x = stage.x(0.12 + index * 0.12)
        tone = stage.paper((0xFFD0553F, 0xFFE0B040, 0xFF5E93A0)[index % 3])
        stage.sheet(polygon((x - 3, 4), (x + 3, 4), (x, 10)), tone, 0.5, 0.1)
    stage.line(
        smooth([(0, 3), (stage.x(0.5), 5), (stage.width, 3)], closed=False),
        stage.paper(0xFF6A5040),
        0.4,
    )
    room.floor(stage, 0xFFA9794F)
    room.skirting(stage, 0xFF7A5840)


def gallery(stage: PaperStage) -> None:
    room.wall(stage, 0xFF8C4A46, "plain")
    stage.sheet(stage.band(52, 54), stage.paper(0xFFE7D9BA), 0.6, 0.05, 0)
    stage.sheet(stage.band(54, FLOOR), stage.paper(0xFF6E3A3A), 0, 0.05, 0.04, 0)
    room.pictures(stage, [0.08, 0.2, 0.32, 0.69, 0.8, 0.92], 21, 0xFFC99A44)
    x = stage.x(0.505)
    stage.sheet(rect(x - 15, 12, 30, 33, 0.8), stage.paper(0xFFC99A44), 1.4)
    stage.sheet(rect(x - 12.6, 14.4, 25.2, 28.2), stage.paper(0xFF8FB0B8), 0, 0, 0.06, 0)
    stage.sheet(oval(x + 5, 22, 3.4), stage.paper(0xFFF2DFA8), 0.2)
    for y, tone in ((33, 0xFF6F8F86), (37, 0xFF3F6A66)):
        wave = smooth([(x - 12.6, 42.6), (x - 12.6, y), (x - 4, y - 4), (x + 4, y), (x + 12.6,
            y - 3), (x + 12.6, 42.6)], tension=0.6)  # fmt: skip
        stage.sheet(wave, stage.paper(tone), 0.3, 0.05)
    for share in (0.16, 0.505, 0.84):
        stage.glow(stage.x(share), 14, 30, stage.grade.palette.lamp, 0.28)
    room.floor(stage, 0xFFC2A27A, "tiles")
    room.skirting(stage, 0xFF4E2A2C)


def theatre(stage: PaperStage) -> None:
    stage.wash(stage.paper(0xFF2F3358), stage.paper(0xFF7C5A72), 0, FLOOR)
    stage.glow(stage.x(0.5), 40, stage.x(0.46), stage.grade.palette.lamp, 0.42)
    for y, colour, depth in ((54.0, 0xFF57659A, 0.2), (61, 0xFF44527F, 0.1)):
        stage.sheet(stage.ridge(y, 10, 6), stage.paper(colour, depth), 1.4)
    stage.sheet(oval(stage.x(0.62), 22, 7), stage.paper(0xFFF6E7B8), 1.0)
    stage.line(
        line((stage.x(0.62), -2), (stage.x(0.62), 15)), alpha(stage.grade.palette.ink, 0.5), 0.3
    )
    for share in (0.34, 0.47, 0.75):
        x, y = stage.x(share), 14 + (share * 97) % 14
        stage.line(line((x, -2), (x, y - 2)), alpha(stage.grade.palette.ink, 0.4), 0.25)
        stage.sheet(polygon((x, y - 3), (x + 1, y - 1), (x + 3, y), (x + 1, y + 1), (x, y + 3),
            (x - 1, y + 1), (x - 3, y), (x - 1, y - 1)), stage.paper(0xFFF2D27A), 0.6,
            0.05)  # fmt: skip
    room.floor(stage, 0xFFA9744A)
    for share in (0.3, 0.5, 0.7):
        stage.shaft([(stage.x(share) - 3, 0), (stage.x(share) + 3, 0), (stage.x(share) + 18, 96),
                     (stage.x(share) - 18, 96)], 0.13)  # fmt: skip
    room.drapes(stage, 0xFFA32B35, 0.13)
    for index in range(9):
        x = stage.x((index + 0.5) / 9)
        stage.glow(x, 98, 9, stage.grade.palette.lamp, 0.5)
        stage.sheet(smooth([(x - 3.4, 101), (x - 2.6, 97.6), (x + 2.6, 97.6), (x + 3.4, 101)]),
                    stage.paper(0xFFC99A44), 0.5, 0.05)  # fmt: skip


def train(stage: PaperStage) -> None:
    room.wall(stage, 0xFF7B4A3A, "planked")
    for share in (0.22, 0.5, 0.78):
        windows.window(stage, share, 14, stage.x(0.2), 27, 0xFFC79A52)
        windows.curtains(stage, share, 12, stage.x(0.2), 26, 0xFF3F6654)
    stage.sheet(stage.band(-3, 6), stage.paper(0xFFE0CDA4), 1.0, 0.08)
    stage.line(line((-4, 7.4), (stage.width + 4, 7.4)), stage.paper(0xFFC79A52), 0.9)
    stage.sheet(stage.band(47, 50), stage.paper(0xFFC79A52), 0.6, 0.05)
    for share in (0.36, 0.64):
        x = stage.x(share)
        stage.sheet(rect(x - 0.7, 26, 1.4, 6), stage.paper(0xFFC79A52), 0.5, 0)
        stage.lamp(x, 25, 28, 0.7)
        stage.sheet(
            smooth([(x - 3, 27), (x - 2, 21.6), (x + 2, 21.6), (x + 3, 27)]),
            stage.paper(0xFFF3E2B6),
            0.6,
        )
    room.floor(stage, 0xFF7E3B3C, "carpet")
    room.skirting(stage, 0xFF4E3028)


def laboratory(stage: PaperStage) -> None:
    room.wall(stage, 0xFF9FB7B4, "tiled")
    windows.window(stage, 0.72, 14, 26, 26, 0xFF5A6E72, "cross", "roofs")
    steel = stage.paper(0xFF70858A)
    for row, y in enumerate((21.0, 35.0)):
        stage.sheet(rect(stage.x(0.31), y, stage.x(0.28), 1.6), steel, 0.8)
        for index in range(7):
            x = stage.x(0.33 + index * 0.04)
            tone = stage.paper((0xFF5EB08A, 0xFFE0A33F, 0xFFB4608C, 0xFF5C8CC0)[(index + row) % 4])
            if (index + row) % 2:
                stage.sheet(smooth([(x - 0.8, y - 7), (x + 0.8, y - 7), (x + 0.8, y - 4.4),
                    (x + 2.8, y), (x - 2.8, y), (x - 0.8, y - 4.4)], tension=0.4), tone, 0.5,
                    0.05)  # fmt: skip
            else:
                stage.sheet(rect(x - 1.2, y - 6, 2.4, 6, 1), tone, 0.5, 0.05)
    stage.line(
        smooth([(-2, 9), (stage.x(0.2), 9), (stage.x(0.24), 5), (stage.x(0.6), 5)], closed=False),
        steel,
        1.5,
    )
    x = stage.x(0.12)
    stage.sheet(oval(x, 26, 8), stage.paper(0xFFEFE9D8), 0.9, 0.05)
    stage.line(oval(x, 26, 8), steel, 1.0)
    stage.line(
        union([line((x, 26), (x, 20.6)), line((x, 26), (x + 4, 28))]), stage.grade.palette.ink, 0.6
    )
    room.floor(stage, 0xFF8FA09A, "tiles")
    room.skirting(stage, 0xFF56686A)
    room.pendant(stage, 0.46, 13, 0xFFE7ECE6)


def spaceship(stage: PaperStage) -> None:
    room.wall(stage, 0xFF7E8BA6, "metal")
    rim = stage.paper(0xFF55627F)
    windows.window(stage, 0.5, 9, stage.x(0.36), 40, 0xFF55627F, "round", "stars")
    planet = oval(stage.x(0.5) + 13, 38, 12)
    clip = skia.Path(oval(stage.x(0.5), 29, stage.x(0.18), 20))
    stage.sheet(
        skia.Op(planet, clip, skia.PathOp.kIntersect_PathOp), stage.paper(0xFFD98C5A), 0.6, 0, 0.1
    )
    ring = skia.Op(
        oval(stage.x(0.5) + 13, 38, 19, 3.4),
        oval(stage.x(0.5) + 13, 38, 16, 2.2),
        skia.PathOp.kDifference_PathOp,
    )
    stage.sheet(
        skia.Op(ring, clip, skia.PathOp.kIntersect_PathOp), stage.paper(0xFFF0D29A), 0.3, 0, 0
    )
    for side in (0, 1):
        for index in range(3):
            inset = stage.x(0.13 - index * 0.04)
            x = inset if not side else stage.width - inset
            out = -6 if not side else stage.width + 6
            rib = smooth(
                [(out, -6), (x, -6), (x + (4 if not side else -4), 44), (x, 104), (out, 104)],
                tension=0.4,
            )
            stage.sheet(rib, shade(rim, 0.05 - index * 0.045), 1.6, 0.05, 0.05)
    lights = (0xFF58C9B9, 0xFFF2C14E, 0xFFE8604C)
    for index in range(10):
        x = stage.x(0.26 + index * 0.054)
        tone = stage.paper(lights[index % 3])
        stage.glow(x, 58, 5, tone, 0.5)
        stage.sheet(rect(x - 1.8, 56.8, 3.6, 2.4, 1), tone, 0.3, 0, 0)
    stage.line(arc(stage.x(0.5), 60, stage.x(0.34), 7, 180, 180), shade(rim, 0.12), 0.6)
    room.floor(stage, 0xFF66738C, "tiles")
    stage.glow(stage.x(0.5), 74, 60, stage.paper(0xFF58C9B9), 0.14)
