"""Backdrops of rooms that belong to a town: money, law, care and prayer."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import room, windows
from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth, union


def _pillar(stage: PaperStage, share: float, colour: int) -> None:
    x, stone = stage.x(share), stage.paper(colour)
    stage.sheet(rect(x - 3.6, -4, 7.2, 78), stone, 1.5, 0.1, 0.05)
    for dx in (-1.7, 0.0, 1.7):
        stage.line(line((x + dx, 4), (x + dx, 67)), alpha(shade(stone, -0.06), 0.9), 0.4)
    stage.sheet(polygon((x - 6, -2), (x + 6, -2), (x + 4, 5), (x - 4, 5)), shade(stone, 0.04), 0.8)
    stage.sheet(rect(x - 5, 67, 10, 6, 0.6), shade(stone, -0.03), 0.8)


def bank(stage: PaperStage) -> None:
    room.wall(stage, 0xFFC9BDA0, "plain")
    _vault(stage, stage.x(0.76))
    brass, wood = stage.paper(0xFFC79A45), stage.paper(0xFF6B4530)
    left, wide = stage.x(0.13), stage.x(0.44)
    stage.sheet(rect(left, 48, wide, 25, 0.5), wood, 1.3, 0.1, 0.05)
    for index in range(5):
        panel = rect(left + wide * (index + 0.1) / 5, 53, wide * 0.8 / 5, 15, 0.5)
        stage.sheet(panel, shade(wood, 0.05), 0.4, 0.05, 0.03)
    bars = [line((left + wide * i / 26, 20), (left + wide * i / 26, 48)) for i in range(27)]
    stage.line(union(bars), brass, 0.6)
    for index in range(3):
        x = left + wide * (index + 0.5) / 3
        stage.sheet(smooth([(x - 5, 48), (x - 5, 40), (x, 35.6), (x + 5, 40), (x + 5, 48)],
                           tension=0.6), stage.paper(0xFF3B3640), 0.3)  # fmt: skip
    stage.sheet(rect(left - 1, 46.6, wide + 2, 2.8, 0.5), shade(wood, 0.1), 0.8, 0.05)
    stage.sheet(rect(left - 1, 18, wide + 2, 2.4, 0.6), brass, 0.7, 0.05)
    for share in (0.05, 0.6, 0.95):
        _pillar(stage, share, 0xFFE4DCCB)
    room.floor(stage, 0xFFB6A488, "tiles")
    room.skirting(stage, 0xFF7A6A54)
    room.pendant(stage, 0.35, 12, 0xFF3F7A60)


def _vault(stage: PaperStage, x: float) -> None:
    """The round door of a strong-room."""
    steel = stage.paper(0xFF8A929C)
    stage.sheet(rect(x - 23, 11, 46, 62, 1), shade(steel, -0.08), 1.2, 0.06)
    for radius, by in ((20.0, 0.02), (17.0, -0.04), (14.6, 0.05)):
        stage.sheet(oval(x, 42, radius), shade(steel, by), 0.9, 0.05, 0.06)
    for index in range(12):
        angle = skia.Matrix.RotateDeg(index * 30.0, (x, 42))
        bolt = skia.Path(oval(x, 23.4, 1.1))
        bolt.transform(angle)
        stage.sheet(bolt, shade(steel, -0.12), 0.3, 0, 0, 0.2)
    spokes = [line((x - 8.4, 42), (x + 8.4, 42)), line((x - 4.2, 34.8), (x + 4.2, 49.2)),
              line((x + 4.2, 34.8), (x - 4.2, 49.2))]  # fmt: skip
    stage.line(union(spokes), stage.paper(0xFFC79A45), 1.4)
    stage.line(oval(x, 42, 6.6), stage.paper(0xFFC79A45), 1.3)
    stage.sheet(oval(x, 42, 2.2), stage.paper(0xFFE0BC6A), 0.5, 0.05)


def office(stage: PaperStage) -> None:
    room.wall(stage, 0xFFB9B49C, "plain")
    windows.window(stage, 0.5, 12, 30, 30, 0xFF6A6258, "cross", "roofs")
    blind = stage.paper(0xFFEDE3CC)
    for row in range(5):
        stage.sheet(rect(stage.x(0.5) - 15, 12 + row * 2.5, 30, 1.7, 0.4), blind, 0.4, 0.03, 0)
    steel = stage.paper(0xFF6F8078)
    for share in (0.07, 0.165, 0.86, 0.955):
        x = stage.x(share)
        stage.sheet(rect(x - 7, 26, 14, 48, 0.6), steel, 1.2, 0.06, 0.04)
        for row in range(4):
            stage.sheet(
                rect(x - 5.8, 28 + row * 11.4, 11.6, 10, 0.4), shade(steel, 0.05), 0.4, 0.04
            )
            stage.sheet(rect(x - 2.2, 31 + row * 11.4, 4.4, 2.2, 0.3), blind, 0.2, 0, 0)
            stage.sheet(rect(x - 1.6, 35 + row * 11.4, 3.2, 1, 0.4), shade(steel, -0.14), 0.2, 0, 0)
    _round_clock(stage, stage.x(0.29), 20, 6.6)
    board = stage.x(0.73)
    stage.sheet(rect(board - 11, 15, 22, 25, 0.5), stage.paper(0xFF9A6F4A), 0.9, 0.06)
    for index in range(6):
        x, y = board - 8.4 + (index % 3) * 6, 18 + (index // 3) * 11
        note = rect(x, y, 4.8, 7, 0.2)
        stage.sheet(note, stage.paper((0xFFF4EAD0, 0xFFE9C46A, 0xFFA9C4B8)[index % 3]), 0.3, 0.1, 0)
    room.floor(stage, 0xFF8C7358)
    room.skirting(stage, 0xFF5E5140)
    room.pendant(stage, 0.5, 8, 0xFF3F6A5C)


def _round_clock(stage: PaperStage, x: float, y: float, radius: float) -> None:
    stage.sheet(oval(x, y, radius + 1.2), stage.paper(0xFF4E443C), 0.9, 0.05)
    stage.sheet(oval(x, y, radius), stage.paper(0xFFF7F0DE), 0.2, 0.03, 0)
    hands = [line((x, y), (x, y - radius * 0.7)), line((x, y), (x + radius * 0.45, y + 1))]
    stage.line(union(hands), stage.grade.palette.ink, 0.7)


def court(stage: PaperStage) -> None:
    room.wall(stage, 0xFF8A5A3C, "plain")
    wood = stage.paper(0xFF7A4C32)
    for index in range(9):
        x = stage.x((index + 0.5) / 9)
        stage.sheet(rect(x - 5.4, 30, 10.8, 36, 0.4), shade(wood, 0.03), 0.6, 0.05, 0.04)
        stage.sheet(rect(x - 4, 33, 8, 30, 0.4), shade(wood, -0.03), 0.2, 0.03, 0.02)
    stage.sheet(stage.band(27, 30), shade(wood, 0.06), 0.7, 0.05, 0)
    for share in (0.14, 0.86):
        windows.window(stage, share, 3, 17, 23, 0xFF5A3826, "arch")
    x = stage.x(0.5)
    _scales(stage, x, 13)
    stage.sheet(smooth([(x - 10, 60), (x - 10, 34), (x, 27.6), (x + 10, 34), (x + 10, 60)],
            tension=0.5),
                shade(wood, -0.08), 1.0, 0.06)  # fmt: skip
    stage.sheet(rect(x - 7, 36, 14, 24, 1.6), stage.paper(0xFF7C2F3A), 0.6, 0.06)
    stage.sheet(rect(x - 27, 55, 54, 19, 0.5), shade(wood, 0.02), 1.5, 0.08, 0.05)
    stage.sheet(rect(x - 29, 53, 58, 3.2, 0.6), shade(wood, 0.1), 0.8, 0.05)
    stage.sheet(oval(x, 64, 4.6), stage.paper(0xFFC79A45), 0.5, 0.05)
    for side in (-1, 1):
        stage.sheet(rect(x + side * 38 - 9, 62, 18, 12, 0.5), shade(wood, 0.04), 1.2, 0.08)
    room.floor(stage, 0xFF6E4634)
    carpet = polygon((stage.x(0.4), FLOOR + 3), (stage.x(0.6), FLOOR + 3), (stage.x(0.72), 104),
                     (stage.x(0.28), 104))  # fmt: skip
    stage.sheet(carpet, stage.paper(0xFF7C2F3A), 0.5, 0.1, 0.05)


def _scales(stage: PaperStage, x: float, y: float) -> None:
    brass = stage.paper(0xFFD4A545)
    arms = [line((x, y - 7), (x, y + 7)), line((x - 10, y - 4), (x + 10, y - 4)),
            line((x - 4, y + 7.6), (x + 4, y + 7.6))]  # fmt: skip
    stage.line(union(arms), brass, 1.2)
    for side in (-1, 1):
        cup = x + side * 10
        stage.line(line((cup - 4, y + 2), (cup, y - 4), (cup + 4, y + 2)), brass, 0.4)
        stage.sheet(
            smooth([(cup - 4.6, y + 2), (cup, y + 5), (cup + 4.6, y + 2)]), brass, 0.4, 0.03
        )


def hospital(stage: PaperStage) -> None:
    room.wall(stage, 0xFFC3D6CE, "tiled")
    stage.sheet(stage.band(-4, 33), stage.paper(0xFFE9EEE2), 0, 0, 0.02, 0)
    windows.window(stage, 0.5, 8, 30, 26, 0xFFF4F0E4)
    rail = stage.paper(0xFF8FA09C)
    for share in (0.3, 0.68):
        stage.line(line((stage.x(share) - 26, 10), (stage.x(share) + 10, 10)), rail, 0.7)
        for fold in range(4):
            left = stage.x(share) - 24 + fold * 3.4
            cloth = smooth(
                [(left, 10), (left + 4, 10), (left + 4.6, 66), (left - 0.4, 66)], tension=0.3
            )
            stage.sheet(cloth, shade(stage.paper(0xFF8FB7B4), -0.03 * (fold % 2)), 0.7, 0.08, 0.03)
    for share in (0.15, 0.8):
        _bed(stage, stage.x(share))
    x = stage.x(0.5)
    stage.sheet(rect(x - 5, 41, 10, 10, 0.8), stage.paper(0xFFF6F2E8), 0.7, 0.04)
    cross = union([rect(x - 1.3, 42.4, 2.6, 7.2), rect(x - 3.6, 44.7, 7.2, 2.6)])
    stage.sheet(cross, stage.paper(0xFFC8372D), 0, 0, 0, 0)
    room.floor(stage, 0xFF9FB3AC, "tiles")
    room.skirting(stage, 0xFF6F8A84)
    room.pendant(stage, 0.5, 3, 0xFFE7ECE6)


def _bed(stage: PaperStage, x: float) -> None:
    steel, linen = stage.paper(0xFF9AA4A6), stage.paper(0xFFF6F1E4)
    for side, top in ((-18, 44), (18, 52)):
        stage.line(line((x + side, top), (x + side, 76)), steel, 1.4)
        stage.line(line((x + side, top), (x + side * 0.82, top)), steel, 1.4)
    stage.sheet(rect(x - 18, 60, 36, 7, 1.4), linen, 0.9, 0.06)
    stage.sheet(rect(x - 4, 58.6, 22, 9, 1.2), stage.paper(0xFF7FA7B8), 0.6, 0.06)
    stage.sheet(oval(x - 12, 58.4, 5.4, 2.8), shade(linen, 0.02), 0.5, 0.06)
    stage.sheet(rect(x - 17, 67, 34, 1.6), steel, 0.4, 0)


def chapel(stage: PaperStage) -> None:
    room.wall(stage, 0xFFB7AC9C, "stone")
    for share in (0.16, 0.84):
        _stained(stage, stage.x(share), 13, 15, 44)
    _stained(stage, stage.x(0.5), 5, 19, 40)
    stone = stage.paper(0xFFC9BFAE)
    for share in (0.01, 0.32, 0.68, 0.99):
        x = stage.x(share)
        stage.sheet(rect(x - 3, 16, 6, 58), stone, 1.4, 0.12, 0.05)
        stage.sheet(rect(x - 4.6, 67, 9.2, 6, 0.6), shade(stone, -0.04), 0.7)
    for left, right in ((0.01, 0.32), (0.32, 0.68), (0.68, 0.99)):
        x0, x1 = stage.x(left), stage.x(right)
        stage.line(arc((x0 + x1) / 2, 18, (x1 - x0) / 2, 17, 180, 180), stone, 3.2)
    room.floor(stage, 0xFF9A9086, "stone")
    lamp = stage.grade.palette.lamp
    for side in (-1, 1):
        for index in range(5):
            x = stage.x(0.5) + side * (stage.x(0.075) + index * 4.4)
            high = 6 + (index * 7 % 5)
            stage.sheet(
                rect(x - 0.9, 66 - high, 1.8, high, 0.4), stage.paper(0xFFF3E8CE), 0.4, 0.03
            )
            stage.sheet(oval(x, 64.6 - high, 0.9, 1.6), lamp, 0, 0, 0, 0)
            stage.lamp(x, 64 - high, 9, 0.4)
        stage.sheet(rect(stage.x(0.5) + side * stage.x(0.14) - 13, 66, 26, 3, 0.6),
                    stage.paper(0xFF6B4A36), 0.8, 0.05)  # fmt: skip
    for share, hue in ((0.3, 0xFFC8504A), (0.5, 0xFFE0B84A), (0.7, 0xFF4F7FB0)):
        stage.glow(stage.x(share), 82, 24, stage.paper(hue), 0.24)


def _stained(stage: PaperStage, x: float, y: float, wide: float, high: float) -> None:
    """A pointed window of coloured panes."""
    outline = smooth([(x - wide / 2, y + high), (x - wide / 2, y + wide * 0.6), (x, y),
                      (x + wide / 2, y + wide * 0.6), (x + wide / 2, y + high)],
                              tension=0.3)  # fmt: skip
    lead = stage.paper(0xFF4A4450)
    stage.sheet(outline, lead, 0.9, 0.05, 0)
    hues = (0xFFC8504A, 0xFF4F7FB0, 0xFFE0B84A, 0xFF5E9A6A, 0xFF8C5B86)
    light = {"night": 0.42, "dusk": 0.8}.get(stage.grade.light, 1.0)
    inner = skia.Path(outline)
    rows, columns = 6, 3
    for row in range(rows):
        for column in range(columns):
            pane = rect(x - wide / 2 + 0.9 + column * (wide - 1.8) / columns + 0.3,
                        y + 1.4 + row * (high - 2) / rows, (wide - 1.8) / columns - 0.6,
                        (high - 2) / rows - 0.8)  # fmt: skip
            cut = skia.Op(pane, inner, skia.PathOp.kIntersect_PathOp)
            hue = mix(0xFF1C1A2A, hues[(row * 2 + column) % 5], light)
            stage.sheet(cut, mix(stage.paper(hue), hue, 0.5), 0, 0, 0, 0)
    stage.shaft([(x - wide * 0.3, y + 6), (x + wide * 0.3, y + 6), (x + wide, 96),
            (x - wide * 0.4, 96)],
                0.12)  # fmt: skip


def prison(stage: PaperStage) -> None:
    room.wall(stage, 0xFF77757A, "stone")
    windows.window(stage, 0.5, 9, 22, 17, 0xFF4E4C52)
    iron = stage.paper(0xFF3A3D44)
    x = stage.x(0.5)
    for index in range(5):
        stage.sheet(rect(x - 9.6 + index * 4.5, 8, 1.3, 19), iron, 0.5, 0.03, 0)
    stage.shaft([(x - 9, 12), (x + 9, 12), (x + 26, 98), (x - 4, 98)], 0.2)
    door = stage.x(0.13)
    stage.sheet(rect(door - 13, 14, 26, 60, 1), stage.paper(0xFF4C5058), 1.4, 0.06, 0.05)
    for index in range(6):
        stage.sheet(rect(door - 9.6 + index * 3.5, 20, 1.3, 18), shade(iron, -0.03), 0.4, 0.03, 0)
    for y in (17.0, 41, 60):
        stage.sheet(rect(door - 13, y, 26, 2.2), iron, 0.5, 0.04, 0)
        for dx in (-11, 0, 11):
            stage.sheet(oval(door + dx, y + 1.1, 0.8), shade(iron, 0.14), 0.2, 0, 0, 0.15)
    stage.sheet(oval(door + 9, 50, 2), stage.paper(0xFFC79A45), 0.4, 0.03)
    chalk = alpha(0xFFEDE8DC, 0.75)
    for group in range(4):
        left = stage.x(0.68) + group * 9
        marks = [line((left + dx, 34), (left + dx - 0.4, 42)) for dx in (0.0, 1.7, 3.4, 5.1)]
        stage.line(union([*marks, line((left - 1.2, 41), (left + 6, 35))]), chalk, 0.5)
    stage.line(arc(stage.x(0.85), 52, 3, 4, 0, 359), iron, 1.0)
    stage.line(smooth([(stage.x(0.85), 56), (stage.x(0.85) + 2, 62), (stage.x(0.85) - 1, 68)],
                      closed=False), iron, 1.1)  # fmt: skip
    room.floor(stage, 0xFF6A686E, "stone")
