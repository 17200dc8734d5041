"""Spots of the kinds `shelf`, `sill` and `hook`: what is at the height of the breast or head."""

from __future__ import annotations

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


def shelf(f: Furniture, p: Papers) -> None:
    for x in (-17.0, 15.0):
        f.cut.fill(polygon((x, -56), (x + 2, -56), (x + 2, -49)), p(WOOD, -0.06), lift=0.5)
    f.cut.fill(rect(-24, -58.6, 48, 3.4, 0.6), p(PALE_WOOD, -0.03), lift=1.0)
    f.rest, f.half = -58.2, 22.0


def bookcase(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-24, -98, 48, 98, 0.8), p(DARK_WOOD), lift=1.3)
    f.cut.fill(rect(-21.6, -95, 43.2, 93), p(DARK_WOOD, -0.1), rim=0)
    hues = (0xFF8F3F38, 0xFF3F6A6A, 0xFFB98543, 0xFF55608C, 0xFF6E7A45, 0xFF8A5472)
    for row, y in enumerate((-74.0, -31.0, -8.0)):
        x, index = -20.6, row * 2
        while x < 18.4:
            wide, high = 2.6 + (index * 7 % 3) * 0.7, 14 + (index * 5 % 4) * 1.3
            f.cut.fill(rect(x, y - high, wide, high, 0.3), p(hues[index % 6]), rim=0.2)
            x, index = x + wide + 0.3, index + 1
        f.cut.fill(rect(-22.4, y, 44.8, 2.6, 0.4), p(DARK_WOOD, 0.05), lift=0.5)
    f.cut.fill(rect(-22.4, -53, 44.8, 2.6, 0.4), p(DARK_WOOD, 0.05), lift=0.5)
    f.rest, f.half = -53.0, 19.0


def books(f: Furniture, p: Papers) -> None:
    bookcase(f, p)
    hues = (0xFF8F3F38, 0xFF55608C, 0xFFB98543, 0xFF3F6A6A)
    for index in range(9):
        high = 6.4 + (index * 5 % 3) * 0.8
        f.cover.fill(
            rect(-20 + index * 4.4, -53 - high, 4.2, high, 0.3), p(hues[index % 4]), rim=0.2
        )


def beam(f: Furniture, p: Papers) -> None:
    f.cut.fill(polygon((-30, -63), (30, -63), (31, -56), (-31, -56)), p(WOOD, -0.04), lift=1.2)
    f.cut.fill(polygon((-4, -56), (4, -56), (3, 0), (-3, 0)), p(WOOD, -0.08), lift=0.9)
    f.cut.fill(polygon((3, -40), (6, -40), (20, -56), (15, -56)), p(WOOD, -0.06), lift=0.7)
    f.cut.line(line((-22, -60), (-4, -59)), p.line(WOOD), 0.5)
    f.rest, f.half = -62.6, 26.0


def luggage_rack(f: Furniture, p: Papers) -> None:
    for x in (-24.0, 0.0, 24.0):
        f.cut.line(arc(x, -63, 5, 7, 0, 90), p(BRASS), 1.5)
    for y in (-64.0, -60.6):
        f.cut.line(line((-30, y), (30, y)), p(BRASS), 1.5)
    f.cut.fill(rect(-30, -62.8, 60, 1.8, 0.5), p(WOOD), lift=0.8)
    f.rest, f.half = -63.4, 26.0


def rack(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-23, -88, 46, 88, 2.4), p(0xFF66738C), lift=1.2)
    f.cut.fill(rect(-20, -85, 40, 82, 1.6), p(0xFF48536B), rim=0.3)
    for y in (-56.0, -29.0):
        f.cut.fill(rect(-21, y, 42, 3, 0.8), p(0xFF8E9CB6), lift=0.6)
    for x, y in ((-14, -12), (-2, -12), (10, -12), (-13, -39), (4, -39)):
        f.cut.fill(rect(x - 4, y - 6, 8, 12, 1.6), p(0xFF7C8AA6), lift=0.3)
        f.cut.fill(oval(x, y - 2, 1), p(0xFF58C9B9), rim=0)
    f.rest, f.half = -56.0, 17.0


def stone_ledge(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-29, -50), (-24, -55), (0, -56.4), (24, -55), (30, -50), (16, -44),
                       (-14, -43)], tension=0.5), p(STONE, 0.02), lift=1.2)  # fmt: skip
    f.cut.fill(smooth([(-24, -55), (0, -56.4), (24, -55), (0, -52.6)], tension=0.6), p(STONE, 0.09),
               rim=0.3)  # fmt: skip
    f.rest, f.half = -54.6, 21.0


def plant_shelf(f: Furniture, p: Papers) -> None:
    for y in (-52.0, -24.0):
        f.cut.fill(rect(-24, y, 48, 3, 0.6), p(PALE_WOOD, -0.04), lift=0.9)
    for x in (-23.0, 20.0):
        f.cut.fill(rect(x, -52, 3, 52, 0.6), p(WOOD, -0.05), lift=0.7)
    for x, tone in ((-14, 0xFF5E8F52), (0, 0xFF77A35A), (13, 0xFF4E7F5C)):
        f.cut.fill(polygon((x - 4.6, -24), (x - 5.6, -31), (x + 5.6, -31), (x + 4.6, -24)),
                   p(0xFFB8623F), lift=0.5)  # fmt: skip
        for lean in (-4, 0, 4):
            leaf = smooth(
                [(x, -31), (x + lean - 1.6, -38), (x + lean * 1.6, -43), (x + lean + 1.8, -37)]
            )
            f.cut.fill(leaf, p(tone), lift=0.3)
    f.rest, f.half = -51.8, 21.0


def window_sill(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-25, -47, 50, 3.6, 0.8), p(PALE_WOOD, -0.01), lift=1.0)
    for x in (-18.0, 16.0):
        f.cut.fill(polygon((x, -43.6), (x + 2, -43.6), (x + 1, -38)), p(WOOD, -0.04), lift=0.4)
    f.rest, f.half = -46.6, 23.0


def ticket_ledge(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-24, -92, 48, 92, 1), p(0xFF7C4F3A), lift=1.3)
    f.cut.fill(polygon((-28, -91), (0, -103), (28, -91)), p(0xFF5C3A2E), lift=1.0)
    f.cut.fill(rect(-16, -82, 32, 35, 1), p(0xFF33414E), rim=0.4)
    f.cut.fill(rect(-12, -78, 24, 4, 1), p(0xFFF3E2B4), rim=0.2)
    for x in (-8, 0, 8):
        f.cut.line(line((x, -72), (x, -48)), p(BRASS), 0.8)
    f.cut.fill(rect(-22, -47, 44, 4, 0.8), p(PALE_WOOD), lift=1.0)
    f.rest, f.half = -46.6, 19.0


def fountain(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-3, -62, 6, 40, 1), p(STONE, 0.04), lift=0.8)
    f.cut.fill(smooth([(-15, -58), (-10, -51), (10, -51), (15, -58)], tension=0.5), p(STONE, 0.07),
               lift=0.8)  # fmt: skip
    for side in (-1, 1):
        f.cut.line(smooth([(side * 2, -66), (side * 8, -68), (side * 14, -57)], closed=False),
                   p(0xFFCBE4EA), 1.2)  # fmt: skip
    f.cut.fill(oval(0, -28, 30, 4), p(0xFF7DB3BF), rim=0.4)
    f.cut.fill(smooth([(-34, -28), (-29, -4), (-31, 0), (31, 0), (29, -4), (34, -28), (0, -24)],
                      tension=0.4), p(STONE), lift=1.2)  # fmt: skip
    f.cut.fill(rect(-36, -31, 72, 4.4, 2), p(STONE, 0.08), lift=0.8)
    f.rest, f.half = -30.6, 32.0


def parapet(f: Furniture, p: Papers) -> None:
    brick = 0xFFA9624A
    f.cut.fill(rect(-40, -36, 80, 36, 0.6), p(brick), lift=1.2)
    for row in range(4):
        for index in range(6):
            x = -38 + index * 13.4 - (row % 2) * 6
            f.cut.fill(
                rect(x, -32 + row * 8, 11.6, 6.4, 0.5),
                p(brick, 0.03 * ((index + row) % 2)),
                rim=0.25,
            )
    f.cut.fill(rect(-43, -41, 86, 6, 0.8), p(STONE, 0.06), lift=1.0)
    f.rest, f.half = -40.6, 39.0


def ruined_wall(f: Furniture, p: Papers) -> None:
    sand = 0xFFCFA97A
    f.cut.fill(polygon((-38, 0), (-38, -46), (-31, -44), (-26, -39), (24, -39), (30, -52), (37,
        -56), (38, 0)), p(sand), lift=1.2)  # fmt: skip
    for x, y, wide in ((-35, -34, 20), (-10, -35, 16), (10, -34, 22), (-30, -22, 17), (-8, -22, 22),
                       (18, -22, 15), (-34, -10, 22), (-6, -10, 18), (16, -10, 18)):  # fmt: skip
        f.cut.fill(rect(x, y, wide, 9.4, 0.8), p(sand, 0.04 if (x + 40) % 3 else -0.03), rim=0.25)
    f.rest, f.half = -38.8, 22.0


def blind(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-14, -98, 28, 3.4, 1), p(BRASS), lift=0.6)
    for index in range(9):
        f.cut.fill(
            rect(-13, -95 + index * 5.4, 26, 5, 0.4), p(0xFFD9C39A, -0.02 * (index % 2)), lift=0.4
        )
    f.rest, f.side, f.hides = -48.0, 12.0, True


def hook(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-17, -78, 34, 6, 1), p(WOOD, -0.02), lift=0.9)
    for x in (-12.0, 0.0, 12.0):
        f.cut.line(smooth([(x, -75), (x, -70.6), (x + 2.6, -69.4), (x + 3.2, -72)], closed=False),
                   p(IRON), 1.4)  # fmt: skip
    f.rest, f.half, f.hangs = -70.4, 15.0, True


def mooring_post(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-5.4, -52, 10.8, 52, 2), p(DARK_WOOD, 0.03), lift=1.1)
    f.cut.fill(oval(0, -52, 5.8, 2.2), p(PALE_WOOD), lift=0.3)
    for y in (-40.0, -37.0, -34.0):
        f.cut.line(smooth([(-5.8, y), (0, y + 1.6), (5.8, y)], closed=False), p(0xFFCDB07C), 1.9)
    f.cut.line(line((4, -44), (13, -46)), p(IRON), 1.8)
    f.rest, f.half, f.hangs = -45.4, 3.0, True


def branch(f: Furniture, p: Papers) -> None:
    f.cut.fill(limb([(-7, 0), (-6, -40), (-8, -82), (-5, -106)], (11, 8.4, 7, 5)), p(DARK_WOOD),
               lift=1.2)  # fmt: skip
    f.cut.fill(limb([(-7, -62), (6, -70), (24, -71), (34, -76)], (5, 4.2, 3, 1.2)), p(DARK_WOOD),
               lift=0.8)  # fmt: skip
    for x, y, r in ((30, -79, 8), (37, -74, 6.4), (20, -77, 6), (-12, -104, 12), (2, -108, 11)):
        f.cut.fill(oval(x, y, r, r * 0.8), p(0xFF5D8450, 0.02 * (x % 3)), lift=0.7)
    f.rest, f.half, f.hangs = -68.4, 10.0, True


def railing(f: Furniture, p: Papers) -> None:
    for x in (-26.0, -13.0, 0.0, 13.0, 26.0):
        f.cut.line(line((x, 0), (x, -44)), p(IRON), 1.7)
        f.cut.fill(polygon((x - 1.7, -44), (x, -49), (x + 1.7, -44)), p(IRON), rim=0)
    for y in (-41.0, -6.0):
        f.cut.line(line((-31, y), (31, y)), p(IRON), 2.0)
    f.rest, f.half, f.hangs = -40.0, 24.0, True


def signpost(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-2.4, -84, 4.8, 84, 0.8), p(WOOD, -0.05), lift=1.0)
    f.cut.fill(
        polygon((-24, -80), (2, -80), (2, -71), (-24, -71), (-29, -75.5)), p(PALE_WOOD), lift=0.8
    )
    f.cut.fill(polygon((-3, -68), (23, -68), (28, -63.5), (23, -59), (-3, -59)), p(PALE_WOOD,
        -0.04), lift=0.8)  # fmt: skip
    for y, x in ((-75.5, -18), (-63.5, 4)):
        f.cut.line(line((x, y), (x + 13, y)), p.line(PALE_WOOD), 1.0)
    f.cut.line(line((2, -52), (9, -54)), p(IRON), 1.5)
    f.rest, f.half, f.hangs = -53.0, 8.0, True


def fence_rail(f: Furniture, p: Papers) -> None:
    for x in (-30.0, 0.0, 30.0):
        f.cut.fill(polygon((x - 2.6, 0), (x - 2.6, -46), (x, -50), (x + 2.6, -46), (x + 2.6, 0)),
                   p(WOOD, -0.03), lift=0.9)  # fmt: skip
    for y in (-41.0, -20.0):
        f.cut.fill(rect(-37, y, 74, 5, 0.8), p(PALE_WOOD, -0.06), lift=0.8)
    f.rest, f.half, f.hangs = -40.6, 26.0, True
