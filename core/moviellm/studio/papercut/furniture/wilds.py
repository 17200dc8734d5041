"""Hiding places of the open air, and what things are hidden under on the ground."""

from __future__ import annotations

from moviellm.studio.papercut.furniture.piece import (
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


def boulder(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-28, 1), (-29, -18), (-17, -38), (2, -44), (20, -34), (29, -14), (28, 1)],
                      tension=0.55), p(STONE, -0.02), lift=1.3)  # fmt: skip
    f.cut.fill(polygon((-17, -37), (2, -43.4), (8, -28), (-8, -22)), p(STONE, 0.06), rim=0.2)
    f.cut.fill(polygon((8, -28), (20, -33), (28, -14), (12, -10)), p(STONE, -0.05), rim=0.2)
    _hiding(f, 28.0)


def boat(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-46, 0), (-38, -18), (-14, -28), (14, -28), (38, -18), (46, 0)],
        tension=0.6), p(0xFF3F7480), lift=1.3)  # fmt: skip
    for y, half in ((-8.0, 42.0), (-16.0, 36.0)):
        bow = smooth([(-half, y), (0, y - 4), (half, y)], closed=False)
        f.cut.line(bow, p(0xFF2E5A66), 0.8)
    f.cut.line(smooth([(-40, -16), (0, -29.4), (40, -16)], closed=False), p(0xFFF1E3C6), 1.7)
    f.cut.fill(rect(-30, -31, 60, 3.4, 1.4), p(DARK_WOOD), lift=0.6)
    _hiding(f, 42.0)


def nets(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-32, 1), (-26, -22), (-10, -36), (8, -33), (24, -24), (32, 1)],
        tension=0.8), p(0xFFA88E5E), lift=1.2)  # fmt: skip
    for index in range(7):
        x = -24 + index * 8
        f.cut.line(line((x, -1), (x + 10, -26)), p.line(0xFFA88E5E), 0.6)
        f.cut.line(line((x + 6, -1), (x - 4, -26)), p.line(0xFFA88E5E), 0.6)
    for x, y in ((-18, -22), (2, -33), (18, -24), (-4, -12), (14, -9)):
        f.cut.fill(oval(x, y, 3.2), p(0xFFD8603C), lift=0.5)
    _hiding(f, 30.0)


def dune(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-60, 3), (-30, -14), (4, -30), (30, -14), (56, 3)], tension=0.9),
        p(0xFFE3C48E), lift=1.2)  # fmt: skip
    f.cut.fill(smooth([(4, -30), (30, -14), (56, 3), (22, 2), (14, -12)], tension=0.8),
               p(0xFFD0AC74), rim=0)  # fmt: skip
    for x in (-12, -7, -2):
        f.cut.line(smooth([(x, -20), (x + 1, -33), (x + 7, -40)], closed=False), p(0xFF8C9455), 0.9)
    _hiding(f, 38.0)


def log(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-38, -23, 70, 23, 8), p(DARK_WOOD, 0.04), lift=1.3)
    f.cut.fill(oval(33, -11.5, 8, 11.5), p(PALE_WOOD, -0.03), lift=0.6)
    for radius in (5.4, 2.6):
        f.cut.line(oval(33, -11.5, radius, radius * 1.44), p.line(PALE_WOOD), 0.6)
    f.cut.fill(smooth([(-36, -21), (-20, -27), (0, -23.4), (-12, -20)], tension=0.7), p(0xFF6E8F4F),
               lift=0.5)  # fmt: skip
    for x, y in ((-22, -10), (4, -15), (12, -6)):
        f.cut.line(line((x, y), (x + 11, y - 0.6)), p.line(DARK_WOOD), 0.7)
    _hiding(f, 40.0)


def roots(f: Furniture, p: Papers) -> None:
    f.cut.fill(limb([(0, -112), (2, -60), (0, -18)], (26, 24, 34)), p(DARK_WOOD), lift=1.3)
    for x in (-34, -16, 14, 34):
        f.cut.fill(limb([(x * 0.2, -30), (x * 0.6, -14), (x, 1)], (14, 9, 4)), p(DARK_WOOD, 0.02),
                   lift=0.8)  # fmt: skip
    f.cut.fill(
        smooth([(-8, 0), (-7, -12), (0, -17), (7, -12), (8, 0)]), p(DARK_WOOD, -0.1), rim=0.3
    )
    _hiding(f, 28.0)


def hedge(f: Furniture, p: Papers) -> None:
    for index, (y, tone) in enumerate(((-48, -0.02), (-34, 0.01), (-19, 0.04))):
        points = [(-40.0, 1.0), (-42.0, y + 8.0)]
        points += [
            (-38.0 + step * 9.6, y - (4.0 if (step + index) % 2 else 0.0)) for step in range(9)
        ]
        points += [(42.0, y + 8.0), (40.0, 1.0)]
        f.cut.fill(smooth(points, tension=0.9), p(0xFF4F7B48, tone), lift=1.0)
    for x, y in ((-26, -38), (-8, -24), (12, -40), (27, -20), (2, -10)):
        f.cut.fill(oval(x, y, 2.3), p(0xFFF1D9DC), lift=0.4)
    _hiding(f, 41.0)


def cart(f: Furniture, p: Papers) -> None:
    f.cut.line(line((-32, -24), (-54, -38)), p(WOOD, -0.05), 3.0)
    f.cut.fill(polygon((-36, -42), (38, -42), (32, -20), (-30, -20)), p(WOOD), lift=1.2)
    for y in (-35.0, -28.0):
        f.cut.line(line((-32, y), (34, y)), p.line(WOOD), 0.6)
    for x in (-15.0, 17.0):
        f.cut.line(oval(x, -13, 11.6), p(DARK_WOOD), 3.0)
        for end in ((11, 0), (0, 11), (7.8, 7.8), (7.8, -7.8)):
            f.cut.line(
                line((x - end[0], -13 - end[1]), (x + end[0], -13 + end[1])), p(DARK_WOOD), 1.2
            )
        f.cut.fill(oval(x, -13, 2.6), p(IRON), rim=0)
    _hiding(f, 36.0)


def luggage_cart(f: Furniture, p: Papers) -> None:
    f.cut.line(line((30, -8), (37, -58), (30, -60)), p(IRON), 2.2)
    for x, y, wide, high, tone in ((-30.0, -32, 34, 22, 0xFF8A5A3C), (6, -28, 24, 18, 0xFF3F5F70),
        (-24, -48, 28, 16, 0xFF9E4A3A), (2, -42, 20, 14, 0xFFB58A4C)):  # fmt: skip
        f.cut.fill(rect(x, y, wide, high, 2), p(tone), lift=0.8)
        f.cut.fill(rect(x + wide * 0.2, y, 2.6, high), p(tone, -0.1), rim=0)
        f.cut.fill(rect(x + wide * 0.72, y, 2.6, high), p(tone, -0.1), rim=0)
    f.cut.fill(rect(-34, -11, 70, 4, 1), p(IRON), lift=0.8)
    for x in (-22.0, 22.0):
        f.cut.fill(oval(x, -5, 5), p(IRON, -0.06), lift=0.5)
        f.cut.fill(oval(x, -5, 1.8), p(IRON, 0.16), rim=0)
    _hiding(f, 36.0)


def sacks(f: Furniture, p: Papers) -> None:
    for x, y, size in ((-14, 0, 1.0), (14, 0, 1.05), (0, -20, 0.92)):
        body = [
            (-15, 0),
            (-16.4, -14),
            (-10, -24),
            (-4, -25.6),
            (4, -25.6),
            (10, -24),
            (16.4, -14),
            (15, 0),
        ]
        f.cut.fill(
            smooth([(x + a * size, y + b * size) for a, b in body], tension=0.7),
            p(0xFFC6A574, 0.03 * (y != 0)),
            lift=1.0,
        )
        f.cut.fill(smooth([(x - 5 * size, y - 29 * size), (x + 5 * size, y - 29 * size),
                           (x + 3.4 * size, y - 24 * size), (x - 3.4 * size, y - 24 * size)]),
                   p(0xFFC6A574, -0.04), lift=0.4)  # fmt: skip
    _hiding(f, 28.0)


def bins(f: Furniture, p: Papers) -> None:
    for x, high in ((-13.0, 36.0), (13.0, 31.0)):
        f.cut.fill(
            polygon((x - 12, -high), (x + 12, -high), (x + 10, 0), (x - 10, 0)),
            p(0xFF72808A),
            lift=1.1,
        )
        for dx in (-5, 0, 5):
            f.cut.line(line((x + dx, -high + 5), (x + dx * 0.9, -3)), p.line(0xFF72808A), 0.8)
        f.cut.fill(smooth([(x - 13.4, -high), (x - 9, -high - 4.6), (x + 9, -high - 4.6),
            (x + 13.4, -high)], tension=0.4), p(0xFF8C9AA3), lift=0.7)  # fmt: skip
        f.cut.fill(oval(x, -high - 5, 2.6, 1.2), p(IRON), rim=0)
    _hiding(f, 25.0)


def cairn(f: Furniture, p: Papers) -> None:
    for x, y, rx, ry in (
        (-13, -7, 15, 8),
        (13, -7, 14, 8),
        (0, -19, 17, 8),
        (-1, -31, 12, 6.6),
        (1, -41, 8, 5),
    ):
        f.cut.fill(oval(x, y, rx, ry), p(STONE, 0.015 * (x % 3)), lift=0.9)
    _hiding(f, 24.0)


def overhang(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-60, 2), (-60, -96), (-20, -100), (24, -80), (34, -66), (12, -58), (-14,
        -40), (-22, 2)], tension=0.45), p(STONE, -0.04), lift=1.4)  # fmt: skip
    f.cut.fill(polygon((-20, -100), (24, -80), (34, -66), (2, -76)), p(0xFFEDEFF0), rim=0.3)
    f.cut.line(line((-44, -70), (-38, -52), (-46, -34)), p.line(STONE), 0.8)
    _hiding(f, -14.0)
    f.side = 20.0


def timetable(f: Furniture, p: Papers) -> None:
    for x in (-22.0, 18.0):
        f.cut.fill(rect(x, -86, 4, 86, 1), p(IRON), lift=0.9)
    f.cut.fill(rect(-29, -92, 58, 62, 1.6), p(0xFF2E4C5A), lift=1.2)
    f.cut.fill(rect(-26, -89, 52, 9, 0.8), p(0xFFF2D98A), rim=0.2)
    for row in range(5):
        y = -75 + row * 8.6
        f.cut.line(line((-23, y), (2, y)), p(0xFFE9E4D2), 1.5)
        f.cut.line(line((9, y), (22, y)), p(0xFFF2C14E), 1.5)
    _hiding(f, 26.0)


def tank(f: Furniture, p: Papers) -> None:
    for x in (-19.0, 15.0):
        f.cut.fill(rect(x, -30, 4, 30, 0.6), p(IRON), lift=0.8)
    f.cut.line(line((-17, -3), (17, -28)), p(IRON), 1.6)
    f.cut.fill(rect(-24, -80, 48, 52, 1), p(WOOD), lift=1.2)
    for x in (-16, -8, 0, 8, 16):
        f.cut.line(line((x, -79), (x, -30)), p.line(WOOD), 0.6)
    for y in (-68.0, -42.0):
        f.cut.line(line((-24, y), (24, y)), p(IRON), 1.7)
    f.cut.fill(polygon((-28, -80), (0, -97), (28, -80)), p(0xFF6A5248), lift=1.0)
    _hiding(f, 22.0)


def haystack(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-36, 1), (-34, -26), (-18, -50), (0, -58), (18, -50), (34, -26), (36, 1)],
                      tension=0.7), p(0xFFDDB458), lift=1.3)  # fmt: skip
    for x, y in (
        (-20, -16),
        (-8, -34),
        (6, -20),
        (18, -32),
        (22, -10),
        (-4, -8),
        (2, -46),
        (-24, -6),
    ):
        f.cut.line(line((x - 3, y), (x, y - 5), (x + 3, y + 0.6)), p.line(0xFFDDB458), 0.8)
    _hiding(f, 36.0)


def pillar(f: Furniture, p: Papers) -> None:
    sand = 0xFFDABB8E
    f.cut.fill(rect(-18, -6, 36, 7, 0.8), p(sand, -0.08), lift=1.2)
    f.cut.fill(polygon((-13, -6), (-12, -96), (12, -96), (13, -6)), p(sand), lift=1.1)
    for x in (-7, -2.4, 2.4, 7):
        f.cut.line(line((x, -93), (x * 1.08, -8)), p.line(sand), 0.8)
    f.cut.fill(rect(-17, -104, 34, 9, 1), p(sand, 0.03), lift=0.9)
    _hiding(f, 15.0)


def _cover(f: Furniture, rest: float) -> None:
    _hiding(f, 0.0, rest)


def loose_board(f: Furniture, p: Papers) -> None:
    f.cut.fill(polygon((-24, 1), (-20, -9), (24, -4), (22, 3)), p(WOOD, 0.03), lift=1.0)
    f.cut.line(line((-17, -4), (18, -0.6)), p.line(WOOD), 0.5)
    _cover(f, -2.4)


def carpet(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-34, 2), (-26, -3), (-12, -6), (4, -10), (20, -5), (36, -1), (34, 4), (0,
        5)], tension=0.6), p(0xFF9C3F45), lift=0.9)  # fmt: skip
    f.cut.line(smooth([(-27, 1), (-8, -3.4), (6, -6.4), (28, 0)], closed=False), p(0xFFE0B565), 0.9)
    _cover(f, -3.4)


def trapdoor(f: Furniture, p: Papers) -> None:
    f.cut.fill(polygon((-20, 2), (-16, -13), (20, -13), (24, 2)), p(WOOD, -0.06), lift=0.9)
    for x in (-8, 0, 8):
        f.cut.line(line((x, -12), (x * 1.14, 1)), p.line(WOOD), 0.6)
    f.cut.line(arc(2, -2, 3, 2, 0, 359), p(IRON), 1.0)
    _cover(f, -5.6)


def slab(f: Furniture, p: Papers) -> None:
    f.cut.fill(polygon((-24, 2), (-19, -10), (22, -8), (26, 3)), p(STONE, 0.03), lift=1.1)
    f.cut.line(line((-6, -6), (2, -2), (0, 1)), p.line(STONE), 0.6)
    _cover(f, -3.8)


def stones(f: Furniture, p: Papers) -> None:
    for x, y, rx, ry in ((-14, -3, 10, 5), (12, -3, 11, 5.4), (-1, -7, 10, 5)):
        f.cut.fill(oval(x, y, rx, ry), p(STONE, 0.02 * (x % 2)), lift=0.8)
    _cover(f, -5.4)


def rose_bush(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-22, 1), (-25, -10), (-17, -20), (-6, -24), (8, -23), (19, -18), (24, -8),
                       (21, 1)], tension=0.95), p(0xFF4A7347), lift=1.1)  # fmt: skip
    roses = ((-14, -12), (-3, -18), (9, -14), (16, -6), (-6, -6), (3, -8))
    for x, y in () if p.grade.season == "winter" else roses:
        f.cut.fill(oval(x, y, 3.3), p(0xFFD0506A), lift=0.5)
        f.cut.line(arc(x, y, 1.6, 1.5, 0, 250), p(0xFFA83654), 0.5)
    _cover(f, -15.0)


def pots(f: Furniture, p: Papers) -> None:
    for x, high in ((-16.0, 17.0), (1.0, 21.0), (17.0, 15.0)):
        f.cut.fill(
            polygon((x - 8, -high), (x + 8, -high), (x + 5.6, 0), (x - 5.6, 0)),
            p(0xFFB8623F),
            lift=0.9,
        )
        f.cut.fill(rect(x - 9, -high - 2, 18, 4, 1), p(0xFFC9744E), lift=0.5)
    _cover(f, -13.0)


def drain(f: Furniture, p: Papers) -> None:
    f.cut.fill(oval(0, -2, 19, 5.4), p(IRON), lift=0.8)
    f.cut.line(oval(0, -2, 15.6, 4), p(IRON, 0.12), 0.8)
    for x in (-9, -3, 3, 9):
        f.cut.line(line((x, -4), (x, 0)), p(IRON, -0.12), 1.3)
    _cover(f, -3.4)
