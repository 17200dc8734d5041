"""Spots of the kind `table`: whatever things are put down on at the height of the hand."""

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
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth


def table(f: Furniture, p: Papers) -> None:
    for x in (-24.0, 20.0):
        f.cut.fill(rect(x, -32, 4, 32, 0.6), p(WOOD, -0.06), lift=0.8)
    f.cut.fill(rect(-26, -32.6, 52, 5.4, 0.6), p(WOOD, -0.03), lift=0.8)
    f.cut.fill(rect(-29, -36, 58, 4.4, 1), p(PALE_WOOD), lift=1.0)
    f.cut.line(line((-20, -34), (6, -34)), alpha(p.line(PALE_WOOD), 0.6), 0.4)
    f.rest, f.half = -35.4, 27.0


def round_table(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-9, 0), (-2, -4), (-2, -30), (2, -30), (2, -4), (9, 0)], tension=0.3),
               p(WOOD, -0.05), lift=0.8)  # fmt: skip
    f.cut.fill(smooth([(-25, -34), (-23, -24), (-15, -28), (-8, -23), (0, -28), (8, -23), (15, -28),
                       (23, -24), (25, -34)], tension=0.8), p(0xFFF0E2C8), lift=0.9)  # fmt: skip
    f.cut.fill(oval(0, -34.4, 26, 3.0), p(0xFFF6EBD6), lift=0.6)
    f.rest, f.half = -34.4, 22.0


def desk(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-27, -31, 14, 31, 0.8), p(WOOD, -0.04), lift=0.9)
    f.cut.fill(rect(23, -31, 4, 31, 0.6), p(WOOD, -0.06), lift=0.8)
    for y in (-28.0, -18.6, -9.2):
        f.cut.fill(rect(-25.4, y, 10.8, 7.6, 0.6), p(WOOD, 0.03), rim=0.3)
        f.cut.fill(oval(-20, y + 3.8, 0.9), p(BRASS), rim=0)
    f.cut.fill(rect(-30, -35.4, 60, 4.6, 0.8), p(DARK_WOOD, 0.05), lift=1.0)
    f.rest, f.half = -35.0, 27.0


def workbench(f: Furniture, p: Papers) -> None:
    for x in (-28.0, 21.0):
        f.cut.fill(rect(x, -30, 7, 30, 0.6), p(WOOD, -0.06), lift=0.9)
    f.cut.fill(rect(-27, -12, 54, 4, 0.6), p(WOOD, -0.03), lift=0.6)
    f.cut.fill(rect(-33, -35, 66, 6.4, 0.8), p(PALE_WOOD, -0.03), lift=1.1)
    f.cut.fill(rect(-36, -34, 7, 9, 1), p(IRON), lift=0.6)
    f.cut.line(line((-40, -29.6), (-30, -29.6)), p(IRON, 0.1), 1.3)
    for x in (-18, 2, 20):
        f.cut.line(line((x, -32.6), (x + 7, -32)), alpha(p.line(PALE_WOOD), 0.7), 0.4)
    f.rest, f.half = -34.6, 30.0


def lab_bench(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-31, -31, 62, 31, 0.8), p(0xFFB9C6C4), lift=1.0)
    for x in (-29.4, -9.4, 10.6):
        f.cut.fill(rect(x, -28, 18.6, 25, 0.6), p(0xFFCBD6D3), rim=0.3)
        f.cut.fill(rect(x + 7, -26, 4.6, 1.5, 0.6), p(IRON), rim=0)
    f.cut.fill(rect(-34, -35, 68, 4.6, 0.8), p(0xFF4E5A60), lift=1.0)
    f.rest, f.half = -34.6, 30.0


def counter(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-34, -36, 68, 36, 0.8), p(WOOD, -0.03), lift=1.1)
    for x in (-31, -10, 11):
        f.cut.fill(rect(x, -32, 19, 27, 1), p(WOOD, 0.03), rim=0.35)
    f.cut.fill(rect(-37, -40, 74, 5, 1), p(DARK_WOOD, 0.04), lift=1.1)
    f.rest, f.half = -39.6, 33.0


def crate(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-18, -28, 36, 28, 0.6), p(PALE_WOOD, -0.07), lift=1.1)
    for y in (-27.4, -18.0, -8.6):
        f.cut.fill(rect(-18.4, y, 36.8, 8, 0.5), p(PALE_WOOD, -0.02), rim=0.3)
    for x in (-18.4, 14.4):
        f.cut.fill(rect(x, -28, 4, 28, 0.4), p(PALE_WOOD, -0.06), lift=0.4)
    f.rest, f.half = -27.8, 17.0


def rock(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-30, 1), (-29, -12), (-24, -25), (-8, -28), (12, -27), (25, -24.6),
                       (30, -11), (31, 1)], tension=0.45), p(STONE), lift=1.2)  # fmt: skip
    f.cut.fill(smooth([(-24, -24.6), (-8, -28), (12, -27), (25, -24.4), (10, -21.6), (-10, -21.4)],
                      tension=0.6), p(STONE, 0.07), rim=0.3)  # fmt: skip
    f.cut.line(line((-16, -12), (-9, -8), (-11, -3)), p.line(STONE), 0.6)
    f.cut.line(line((14, -16), (18, -10)), p.line(STONE), 0.6)
    f.rest, f.half = -25.4, 21.0


def stump(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-24, 1), (-17, -5), (-15, -26), (15, -26), (17, -5), (25, 1)], tension=0.5),
               p(DARK_WOOD, 0.04), lift=1.2)  # fmt: skip
    f.cut.fill(oval(0, -26.4, 15.4, 4.0), p(PALE_WOOD), lift=0.4)
    for radius in (11.0, 6.6, 2.6):
        f.cut.line(oval(0, -26.4, radius, radius * 0.26), p.line(PALE_WOOD), 0.45)
    f.cut.line(line((-7, -18), (-8.4, -6)), p.line(DARK_WOOD), 0.7)
    f.rest, f.half = -26.2, 13.0


def barrel(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-13, -33), (-17, -17), (-13, 0.6), (13, 0.6), (17, -17), (13, -33)],
                      tension=0.7), p(WOOD), lift=1.1)  # fmt: skip
    for y in (-26.0, -8.0):
        f.cut.line(smooth([(-15.4, y), (0, y + 2.2), (15.4, y)], closed=False), p(IRON), 2.0)
    f.cut.fill(oval(0, -33, 13.4, 3.0), p(PALE_WOOD), lift=0.5)
    f.rest, f.half = -33.0, 12.0


def pedestal(f: Furniture, p: Papers) -> None:
    marble = 0xFFE4DFD4
    f.cut.fill(rect(-15, -5, 30, 5, 0.6), p(marble, -0.06), lift=1.0)
    f.cut.fill(polygon((-11, -5), (-9.4, -34), (9.4, -34), (11, -5)), p(marble), lift=0.9)
    for x in (-5, 0, 5):
        f.cut.line(line((x, -31), (x * 1.15, -7)), p.line(marble), 0.5)
    f.cut.fill(rect(-14, -38.4, 28, 5, 0.8), p(marble, 0.02), lift=0.8)
    f.rest, f.half = -38.0, 13.0


def column(f: Furniture, p: Papers) -> None:
    sand = 0xFFD9B98C
    f.cut.fill(rect(-17, -5, 34, 6, 0.8), p(sand, -0.08), lift=1.1)
    f.cut.fill(polygon((-12.6, -5), (-12, -30), (-8, -33), (-2, -30.6), (5, -34), (12, -31),
        (12.6, -5)), p(sand), lift=1.0)  # fmt: skip
    for x in (-7, -2, 3, 8):
        f.cut.line(line((x, -28), (x, -6)), p.line(sand), 0.7)
    f.rest, f.half = -31.0, 12.0


def stall(f: Furniture, p: Papers) -> None:
    for x in (-32.0, 29.0):
        f.cut.fill(rect(x, -90, 3, 90, 0.6), p(WOOD, -0.05), lift=0.9)
    f.cut.fill(rect(-34, -34, 68, 12, 0.6), p(WOOD), lift=1.0)
    for x in range(-30, 31, 12):
        f.cut.fill(rect(x - 2, -33, 1.2, 10), p(WOOD, -0.06), rim=0)
    f.cut.fill(rect(-36, -37, 72, 4.2, 0.8), p(PALE_WOOD), lift=0.8)
    for index in range(6):
        x = -39 + index * 13
        tone = p(0xFFC9473A if index % 2 else 0xFFF3E6CB)
        f.cut.fill(smooth([(x + 2, -97), (x + 15, -97), (x + 13, -82), (x + 6.5, -78.6), (x, -82)],
                          tension=0.45), tone, lift=0.8)  # fmt: skip
    f.rest, f.half = -36.6, 31.0


def console(f: Furniture, p: Papers) -> None:
    f.cut.fill(polygon((-34, 0), (-38, -31), (38, -31), (34, 0)), p(0xFF55617A), lift=1.1)
    f.cut.fill(rect(-41, -36, 82, 5.6, 2), p(0xFF7C8AA6), lift=1.0)
    lamps = (0xFFE8604C, 0xFFF2C14E, 0xFF58C9B9, 0xFF8FD14F)
    for row, y in enumerate((-24.0, -16.0)):
        for index in range(7):
            x = -27 + index * 9
            f.cut.fill(rect(x - 2, y - 1.6, 4, 3.2, 0.8), p(lamps[(index + row) % 4]), rim=0.2)
    f.cut.line(arc(0, -8, 12, 4, 180, 180), p(0xFF9FB0CC), 0.8)
    f.rest, f.half = -35.4, 36.0


def long_table(f: Furniture, p: Papers) -> None:
    for x in (-40.0, 33.0):
        f.cut.fill(
            polygon((x, 0), (x + 1.6, -31), (x + 5.4, -31), (x + 7, 0)), p(DARK_WOOD), lift=0.9
        )
    f.cut.fill(rect(-46, -36, 92, 5.4, 1), p(WOOD), lift=1.1)
    f.cut.fill(smooth([(-14, -36), (-13, -20), (-7, -23), (0, -19), (7, -23), (13, -20), (14, -36)],
                      tension=0.5), p(0xFFA63A32), lift=0.6)  # fmt: skip
    f.cut.line(line((-12, -23), (12, -23)), p(BRASS), 0.9)
    f.rest, f.half = -35.6, 42.0


def folding_table(f: Furniture, p: Papers) -> None:
    f.cut.line(line((-14, -33), (2, -4)), p(IRON), 2.0)
    f.cut.fill(rect(-3, -33, 5, 33, 0.6), p(IRON, -0.04), lift=0.7)
    f.cut.fill(rect(-27, -36.4, 54, 4.6, 1.2), p(PALE_WOOD), lift=1.0)
    f.cut.line(line((-27, -33), (27, -33)), p(BRASS), 0.9)
    f.rest, f.half = -36.0, 25.0
