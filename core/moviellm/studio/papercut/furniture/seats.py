"""Spots of the kind `bench`: seats, and what is low and long."""

from __future__ import annotations

from moviellm.studio.papercut.furniture.piece import (
    BRASS,
    DARK_WOOD,
    IRON,
    PALE_WOOD,
    WOOD,
    Furniture,
    Papers,
)
from moviellm.studio.papercut.shapes import limb, line, oval, polygon, rect, smooth


def bench(f: Furniture, p: Papers) -> None:
    for x in (-26.0, 22.0):
        f.cut.fill(rect(x, -20, 4, 20, 0.6), p(WOOD, -0.06), lift=0.8)
    f.cut.fill(rect(-30, -23, 60, 4.4, 1), p(PALE_WOOD, -0.02), lift=1.0)
    f.rest, f.half, f.side = -22.6, 28.0, 24.0


def garden_bench(f: Furniture, p: Papers) -> None:
    for y in (-43.0, -36.6, -30.2):
        f.cut.fill(rect(-31, y, 62, 4.4, 1), p(PALE_WOOD, -0.03), lift=0.7)
    for x in (-29.0, 25.0):
        f.cut.fill(rect(x, -44, 4, 44, 1), p(IRON), lift=0.7)
        f.cut.fill(rect(x - 1, -27, 6, 2.6, 1), p(IRON), rim=0.3)
    f.cut.fill(rect(-31, -22, 62, 4.4, 1), p(PALE_WOOD), lift=0.9)
    f.rest, f.half, f.side = -21.8, 27.0, 24.0


def chair(f: Furniture, p: Papers) -> None:
    f.cut.fill(rect(-11, -50, 22, 28, 3), p(WOOD, -0.04), lift=0.9)
    f.cut.fill(rect(-8, -47, 16, 14, 2), p(0xFFB0473C), rim=0.4)
    for x in (-11.0, 8.0):
        f.cut.fill(rect(x, -22, 3, 22, 0.6), p(WOOD, -0.07), lift=0.7)
    f.cut.fill(rect(-13, -25, 26, 4.4, 1.4), p(0xFFB0473C, -0.04), lift=0.8)
    f.rest, f.half, f.side = -24.6, 11.0, 11.0


def throne(f: Furniture, p: Papers) -> None:
    back = [(-16, -20), (-17, -66), (-12, -72), (-8, -68), (0, -82), (8, -68), (12, -72), (17, -66),
            (16, -20)]  # fmt: skip
    f.cut.fill(polygon(*back), p(BRASS, -0.05), lift=1.2)
    f.cut.fill(smooth([(-11, -22), (-11, -60), (0, -68), (11, -60), (11, -22)], tension=0.4),
               p(0xFF9E2F3C), lift=0.5)  # fmt: skip
    for side in (-1, 1):
        f.cut.fill(rect(side * 17 - 3, -38, 6, 38, 1.4), p(BRASS, -0.08), lift=0.8)
        f.cut.fill(oval(side * 17, -39, 4), p(BRASS), lift=0.5)
    f.cut.fill(rect(-18, -24, 36, 9, 2), p(0xFF9E2F3C, 0.04), lift=0.8)
    f.cut.fill(rect(-22, -5, 44, 5, 0.8), p(BRASS, -0.1), lift=0.7)
    f.rest, f.half, f.side = -23.4, 14.0, 18.0


def plush_seat(f: Furniture, p: Papers) -> None:
    f.cut.fill(smooth([(-22, -18), (-23, -58), (-16, -63), (16, -63), (23, -58), (22, -18)],
        tension=0.3), p(0xFF7E3B44), lift=1.2)  # fmt: skip
    for x in (-11, 0, 11):
        f.cut.line(line((x, -58), (x, -26)), p(0xFF5F2B36), 0.7)
    f.cut.fill(rect(-25, -25, 50, 12, 4), p(0xFF96484F), lift=1.0)
    f.cut.fill(rect(-23, -14, 46, 14, 1), p(DARK_WOOD), lift=0.6)
    f.rest, f.half, f.side = -24.6, 21.0, 23.0


def bunk(f: Furniture, p: Papers) -> None:
    for x in (-34.0, 30.0):
        f.cut.fill(rect(x, -34, 4, 34, 1), p(0xFF7C8AA6), lift=0.8)
    f.cut.fill(rect(-35, -20, 70, 6, 1.4), p(0xFF66738C), lift=0.8)
    f.cut.fill(rect(-33, -27, 66, 8.4, 3), p(0xFFD8DEE6), lift=0.7)
    f.cut.fill(rect(-31, -32, 18, 7, 3), p(0xFFF4F4F0), lift=0.6)
    f.cut.fill(rect(-4, -28.4, 38, 12, 2), p(0xFF8E5C78), lift=0.6)
    f.rest, f.half, f.side = -28.0, 28.0, 30.0


def driftwood(f: Furniture, p: Papers) -> None:
    f.cut.fill(limb([(-38, -4), (-20, -10), (4, -12), (26, -9), (40, -14)], (7, 13, 14, 11, 4)),
               p(0xFFBBA78C), lift=1.1)  # fmt: skip
    f.cut.fill(limb([(-12, -13), (-20, -24), (-27, -28)], (5, 3.4, 1.4)), p(0xFFBBA78C, -0.04),
               lift=0.7)  # fmt: skip
    f.cut.line(smooth([(-26, -9), (0, -12), (22, -9)], closed=False), p.line(0xFFBBA78C), 0.6)
    f.rest, f.half, f.side = -17.4, 18.0, 26.0


def trough(f: Furniture, p: Papers) -> None:
    for x in (-24.0, 18.0):
        f.cut.fill(polygon((x, 0), (x + 3, -14), (x + 6, 0)), p(WOOD, -0.08), lift=0.6)
    f.cut.fill(polygon((-33, -24), (33, -24), (28, -8), (-28, -8)), p(WOOD), lift=1.1)
    f.cut.fill(rect(-35, -26.6, 70, 4, 1), p(PALE_WOOD, -0.04), lift=0.8)
    f.cut.fill(rect(-31, -26, 62, 2, 1), p(0xFF8FB9C0), rim=0)
    f.rest, f.half, f.side = -25.8, 28.0, 26.0
