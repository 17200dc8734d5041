"""Hiding places of rooms: what stands there, and at which side a hidden thing looks out."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha
from moviellm.studio.papercut.furniture.piece import (
    BRASS,
    DARK_WOOD,
    IRON,
    PALE_WOOD,
    STONE,
    WOOD,
    Furniture,
    Papers,
)
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth


def _hiding(f: Furniture, side: float, rest: float = 0.0) -> None:
    f.hides, f.side, f.rest = True, side, rest


def stove(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-5, -112, 10, 66, 1), p(IRON, -0.05), lift=1.0)
    for x in (-16.0, 12.0):
        f.cut.fill(rect(x, -6, 4, 6, 0.8), p(IRON, -0.06))
    f.cut.fill(rect(-19, -44, 38, 40, 3), p(IRON), lift=1.2)
    f.cut.fill(rect(-22, -48, 44, 5.4, 1.4), p(IRON, 0.06), lift=0.9)
    f.cut.fill(rect(-12, -36, 24, 17, 3), p(IRON, -0.1), rim=0.4)
    f.cut.fill(smooth([(-8, -21), (-6, -28), (-2, -25), (1, -33), (4, -26), (8, -28), (9, -21)]),
               p(0xFFF08A3C), rim=0)  # fmt: skip
    f.cut.fill(smooth([(-4, -21), (-1, -26), (1, -28), (5, -21)]), p(0xFFFFD873), rim=0)
    f.cut.fill(rect(-12, -14, 24, 5, 1), p(IRON, 0.08), rim=0.3)
    f.cut.glow(0, -28, 42, p.grade.palette.lamp, 0.4 if p.grade.night else 0.2)
    _hiding(f, 20.0)


def stairs(f: Furniture, p: Papers) -> None:
    for index in range(6):
        high = 13.0 * (index + 1)
        f.cut.fill(
            rect(-34 + index * 11.4, -high, 12.4, high, 0.4), p(WOOD, -0.015 * index), lift=0.7
        )
        f.cut.fill(rect(-35 + index * 11.4, -high - 2, 14, 2.8, 0.6), p(PALE_WOOD), lift=0.5)
    _hiding(f, -30.0)


def armchair(f: Furniture, p: Papers) -> None:
    cloth = 0xFF6E7F52
    f.cut.fill(smooth([(-19, -8), (-21, -48), (-14, -56), (14, -56), (21, -48), (19, -8)],
        tension=0.45), p(cloth), lift=1.2)  # fmt: skip
    for x, y in ((-8, -44), (0, -44), (8, -44), (-4, -36), (4, -36)):
        f.cut.fill(oval(x, y, 0.9), p(cloth, -0.1), rim=0)
    f.cut.fill(rect(-17, -25, 34, 15, 4), p(cloth, 0.05), lift=0.8)
    for side in (-1, 1):
        f.cut.fill(rect(side * 20 - 5.4, -32, 10.8, 28, 5), p(cloth, -0.03), lift=0.9)
        f.cut.fill(rect(side * 18 - 1.6, -5, 3.2, 5, 0.6), p(DARK_WOOD))
    _hiding(f, 24.0)


def tool_rack(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-24, -92, 48, 92, 1), p(PALE_WOOD, -0.08), lift=1.2)
    for x in (-12.0, 0.0, 12.0):
        f.cut.line(line((x, -92), (x, 0)), p.line(PALE_WOOD), 0.5)
    f.cut.fill(rect(-14, -76, 2.6, 30, 1), p(WOOD), lift=0.6)
    f.cut.fill(rect(-18, -80, 11, 6, 1), p(IRON), lift=0.6)
    f.cut.fill(polygon((-2, -80), (12, -74), (12, -69), (-2, -71)), p(0xFFA8AEB6), lift=0.6)
    f.cut.line(arc(12, -48, 6, 8, 0, 359), p(IRON), 2.0)
    f.cut.fill(rect(-4, -60, 3, 28, 1), p(WOOD), lift=0.5)
    f.cut.fill(
        smooth([(-8, -32), (3, -32), (2, -22), (-7, -22)], tension=0.4), p(IRON, 0.08), lift=0.5
    )
    _hiding(f, 24.0)


def chimney(f: Furniture, p: Papers) -> None:
    brick = 0xFFA65B45
    f.cut.fill(rect(-20, -130, 40, 130, 0.6), p(brick, -0.04), lift=1.3)
    for row in range(16):
        for index in range(3):
            x = -19 + index * 13.4 - (row % 2) * 5
            f.cut.fill(
                rect(max(-19.4, x), -127 + row * 8, 11.4, 6.6, 0.5),
                p(brick, 0.02 + 0.03 * ((index + row) % 3)),
                rim=0.2,
            )
    _hiding(f, 20.0)


def barrels(f: Furniture, p: Papers) -> None:
    for x, y in ((0.0, -34.0), (-18.0, 0.0), (18.0, 0.0)):
        f.cut.fill(oval(x, y - 17.6, 17.8), p(WOOD, -0.02), lift=1.2)
        f.cut.line(oval(x, y - 17.6, 16.6), p(IRON), 1.8)
        f.cut.fill(oval(x, y - 17.6, 13.6), p(PALE_WOOD, -0.06), rim=0.3)
        for dx in (-6, 0, 6):
            f.cut.line(line((x + dx, y - 28), (x + dx, y - 7)), p.line(PALE_WOOD), 0.5)
        f.cut.fill(oval(x, y - 11, 1.6), p(DARK_WOOD), rim=0.3)
    _hiding(f, 36.0)


def curtain(f: Furniture, p: Papers) -> None:
    cloth = 0xFF8C2F3E
    f.cut.fill(rect(-25, -112, 50, 3, 1.4), p(BRASS), lift=0.7)
    for index in range(6):
        x = -22 + index * 7.4
        fold = smooth([(x, -110), (x + 8, -110), (x + 9.4, -60), (x + 8.6, -1), (x - 0.6, -1),
                       (x - 1.4, -60)], tension=0.5)  # fmt: skip
        f.cut.fill(fold, p(cloth, -0.035 * (index % 2)), lift=0.8)
    f.cut.line(line((-22, -5), (23, -5)), p(BRASS), 1.1)
    _hiding(f, 24.0)


def blackboard(f: Furniture, p: Papers) -> None:
    for x in (-22.0, 18.0):
        f.cut.fill(polygon((x - 2, 0), (x + 1, -92), (x + 4, -92), (x + 5, 0)), p(WOOD), lift=0.8)
    f.cut.fill(rect(-33, -92, 66, 52, 1), p(PALE_WOOD, -0.05), lift=1.1)
    f.cut.fill(rect(-30, -89, 60, 46, 0.6), p(0xFF35524A), rim=0)
    chalk = alpha(0xFFF2F2E6, 0.8)
    f.cut.line(line((-22, -78), (2, -79)), chalk, 0.9)
    f.cut.line(line((-22, -70), (-6, -70.6)), chalk, 0.9)
    f.cut.line(polygon((8, -58), (16, -76), (24, -58)), chalk, 0.9)
    f.cut.fill(rect(-33, -41, 66, 3, 0.6), p(PALE_WOOD), lift=0.6)
    _hiding(f, 33.0)


def statue(f: Furniture, p: Papers) -> None:
    marble = 0xFFDDD8CC
    f.cut.fill(rect(-17, -16, 34, 16, 0.8), p(marble, -0.07), lift=1.1)
    f.cut.fill(smooth([(-10, -16), (-9, -44), (-13, -60), (-7, -70), (7, -70), (13, -60), (9, -44),
                       (11, -16)], tension=0.55), p(marble), lift=1.0)  # fmt: skip
    f.cut.fill(limb([(8, -66), (16, -56), (9, -48)], (5, 4.6, 4)), p(marble, -0.03), lift=0.6)
    f.cut.fill(oval(0, -79, 7.4, 8.6), p(marble, 0.01), lift=0.8)
    for x in (-5, 0, 5):
        f.cut.line(smooth([(x, -56), (x * 1.3, -36), (x, -18)], closed=False), p.line(marble), 0.6)
    _hiding(f, 16.0)


def machine(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-24, -84, 48, 84, 3), p(0xFF6C7F86), lift=1.3)
    f.cut.line(smooth([(-14, -84), (-16, -96), (-4, -102), (4, -96), (10, -104)], closed=False),
               p(BRASS), 2.6)  # fmt: skip
    f.cut.fill(rect(-18, -76, 22, 16, 1.6), p(0xFF22383C), rim=0.4)
    f.cut.line(
        line((-16, -68), (-10, -68), (-7, -74), (-4, -63), (-1, -68), (3, -68)), p(0xFF7BE0B0), 0.8
    )
    for x, y, tone in ((11, -72.0, 0xFFE8604C), (11, -64, 0xFFF2C14E), (18, -72, 0xFF8FD14F),
                       (18, -64, 0xFF58C9B9)):  # fmt: skip
        f.cut.fill(oval(x, y, 2.3), p(tone), lift=0.3)
    f.cut.fill(oval(-8, -38, 11), p(0xFF8FA3A8), lift=0.6)
    f.cut.fill(oval(-8, -38, 8.4), p(0xFFF1ECDA), rim=0.2)
    f.cut.line(line((-8, -38), (-3, -43)), p(0xFFC0392B), 1.0)
    for y in (-20.0, -14.0, -8.0):
        f.cut.line(line((-18, y), (18, y)), p.line(0xFF6C7F86), 1.0)
    _hiding(f, 24.0)


def sink(f: Furniture, p: Papers) -> None:
    f.cut.line(smooth([(0, -40), (0, -56), (9, -58), (11, -50)], closed=False), p(0xFFA8B4BA), 2.4)
    f.cut.fill(rect(-21, -38, 42, 11, 4), p(0xFFEDEBE4), lift=1.1)
    f.cut.fill(rect(-18, -28, 36, 28, 1), p(0xFFC5CFCC), lift=0.8)
    f.cut.line(line((0, -26), (0, -2)), p.line(0xFFC5CFCC), 0.7)
    _hiding(f, 20.0)


def panel(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-24, -94, 48, 94, 3), p(0xFF5A667F), lift=1.2)
    f.cut.fill(rect(-20, -89, 40, 54, 2), p(0xFF27304A), rim=0.4)
    hues = (0xFF58C9B9, 0xFFF2C14E, 0xFFE8604C)
    for row in range(4):
        for index in range(5):
            tone = hues[(row * 2 + index * 3) % 3]
            f.cut.fill(rect(-17 + index * 7.2, -85 + row * 12, 4.4, 6.4, 0.8), p(tone), rim=0.2)
    for y in (-26.0, -19.0, -12.0):
        f.cut.line(line((-17, y), (17, y)), p.line(0xFF5A667F), 1.2)
    _hiding(f, 24.0)


def tapestry(f: Furniture, p: Papers) -> None:
    cloth = 0xFF7E3346
    f.cut.fill(rect(-25, -108, 50, 3.4, 1.4), p(DARK_WOOD), lift=0.8)
    hem = [(-22, -106), (22, -106), (22, -14), (11, -6), (0, -14), (-11, -6), (-22, -14)]
    f.cut.fill(polygon(*hem), p(cloth), lift=1.1)
    f.cut.line(rect(-18, -101, 36, 82, 1), p(BRASS), 1.1)
    f.cut.fill(smooth([(0, -90), (12, -76), (10, -58), (0, -48), (-10, -58), (-12, -76)],
        tension=0.5), p(0xFF2E4A63), lift=0.4)  # fmt: skip
    f.cut.fill(polygon((0, -84), (3, -72), (9, -72), (4, -65), (6, -56), (0, -62), (-6, -56), (-4,
        -65), (-9, -72), (-3, -72)), p(BRASS), rim=0.2)  # fmt: skip
    for x in (-12, 0, 12):
        f.cut.fill(polygon((x - 3, -30), (x, -36), (x + 3, -30), (x, -24)), p(BRASS, -0.05), rim=0)
    _hiding(f, 22.0)


def ferns(f: Furniture, p: Papers) -> None:
    for index, angle in enumerate((-62, -40, -20, 0, 20, 40, 62)):
        side = (index - 3) * 7.4
        high = 74 - abs(angle) * 0.42
        frond = smooth([(0, 0), (side * 0.5 - 5, -high * 0.6), (side * 2, -high), (side * 0.5 + 6,
            -high * 0.55)], tension=0.8)  # fmt: skip
        f.cut.fill(frond, p(0xFF4C7F52, 0.025 * (index % 3)), lift=0.9)
        f.cut.line(smooth([(0, -2), (side * 0.5, -high * 0.55), (side * 1.8, -high * 0.94)],
            closed=False), p(0xFF3B6544), 0.6)  # fmt: skip
    f.cut.fill(polygon((-12, -16), (12, -16), (9, 0), (-9, 0)), p(0xFFB8623F), lift=0.9)
    f.cut.fill(rect(-13.4, -19, 26.8, 4.4, 1), p(0xFFC9744E), lift=0.5)
    _hiding(f, 22.0)


def stone_steps(f: Furniture, p: Papers) -> None:
    for index in range(5):
        high = 12.0 * (index + 1)
        f.cut.fill(
            rect(24 - index * 12, -high, 13, high, 0.8), p(STONE, -0.02 * (index % 2)), lift=0.8
        )
    _hiding(f, 36.0)
