"""Machines that fit a table, toys of those that do not, and a bicycle."""

from __future__ import annotations

from moviellm.studio.papercut.colour import mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, arc, line, oval, polygon, rect, smooth, union


def _wheel(thing: Thing, x: float, y: float, radius: float, tyre: int, hub: int) -> None:
    thing.rear.fill(oval(x, y, radius), tyre, lift=0.4)
    thing.rear.fill(oval(x, y, radius * 0.5), hub, rim=0.2)


def robot(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        cut.fill(rect(side * 4 - 2.2, -7, 4.4, 6, 0.6), t.metal, lift=0.4)
        cut.fill(rect(side * 4 - 3.2, -2.4, 6.4, 2.4, 0.8), t.dark, rim=0.25)
        cut.fill(rect(side * 11 - 1.7, -19.4, 3.4, 11, 1.4), t.metal, lift=0.4)
        cut.line(arc(side * 11, -7, 2.2, 2.2, 130, 280), t.dark, 1.3)
    cut.fill(rect(-9, -20.6, 18, 14.4, 1.4), t.main, lift=0.9)
    cut.fill(rect(-6, -17.6, 12, 6.4, 0.6), t.light, rim=0.25)
    for x, tone in ((-3.4, 0xFFD0453C), (0, 0xFFF0C23C), (3.4, 0xFF5EB08A)):
        cut.fill(oval(x, -14.4, 1.2), tone, rim=0)
    cut.line(line((-5, -9), (5, -9)), t.dark, 0.7)
    cut.fill(rect(-2, -23, 4, 3, 0.3), t.metal, rim=0.2)
    cut.line(line((0, -33), (0, -37)), t.metal, 0.9)
    cut.fill(oval(0, -38, 1.5), t.accent, lift=0.3)
    cut.fill(rect(-7, -33.4, 14, 11, 1.6), t.main, lift=0.8)
    for x in (-3.2, 3.2):
        cut.fill(oval(x, -29, 2), t.lamp, rim=0.25)
        cut.fill(oval(x, -29, 0.8), t.ink, rim=0)
    for x in range(-3, 4, 2):
        cut.line(line((x, -25.6), (x, -24)), t.ink, 0.7)
    cut.line(line((-3.6, -24.8), (3.6, -24.8)), t.ink, 0.5)
    thing.grip = (-10, -14)


def computer(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-14, 0), (-12, -4), (12, -4), (14, 0)), t.light, lift=0.5)
    for y in (-2.8, -1.4):
        cut.line(line((-10.6, y), (10.6, y)), t.dark, 0.7)
    cut.fill(rect(-4, -7, 8, 3.4, 0.4), t.dark, rim=0.2)
    cut.fill(rect(-12, -25, 24, 18.6, 1.6), t.main, lift=0.9)
    cut.fill(rect(-9.6, -22.8, 19.2, 13.4, 1), t.ink, rim=0.25)
    glow = 0xFF79D9B4
    for y, wide in ((-20, 9.0), (-17.4, 13), (-14.8, 6.4)):
        cut.line(line((-7.6, y), (-7.6 + wide, y)), glow, 0.9)
    cut.fill(rect(-7.8, -12.8, 2.2, 1.4), glow, rim=0)
    cut.fill(oval(9.6, -8, 0.7), 0xFFD0453C, rim=0)
    thing.grip = (-11, -8)


def typewriter(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-7.6, -25, 15.2, 13, 0.4), t.paper, lift=0.5)
    for y, wide in ((-22, 9.0), (-19.8, 11), (-17.6, 7)):
        cut.line(line((-5.6, y), (-5.6 + wide, y)), mix(t.ink, t.paper, 0.4), 0.6)
    cut.fill(rect(-13.4, -14.6, 26.8, 3.6, 1.6), t.ink, lift=0.5)
    for x in (-14, 14):
        cut.fill(rect(x - 1.2, -15.6, 2.4, 5.4, 0.8), t.metal, rim=0.2)
    cut.fill(smooth([(-11.6, 0), (-13, -4), (-10.4, -12), (10.4, -12), (13, -4), (11.6, 0)],
                    tension=0.4), t.main, lift=0.9)  # fmt: skip
    for row, y in enumerate((-7.4, -4.8, -2.2)):
        for index in range(7):
            cut.fill(oval(-7.6 + index * 2.5 + row * 0.3, y, 0.95), t.paper, rim=0.15)
    cut.line(arc(0, -11, 5.6, 2.4, 180, 180), t.metal, 0.7)
    thing.grip = (-11, -5)


def telephone(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-11, 0), (-9.6, -4), (-5.4, -10.6), (5.4, -10.6), (9.6, -4), (11, 0)],
                    tension=0.5), t.main, lift=0.9)  # fmt: skip
    for x in (-3.6, 3.6):
        cut.fill(rect(x - 1.2, -13.6, 2.4, 3.6, 0.4), t.metal, rim=0.2)
    cut.fill(smooth([(-14, -11.4), (-13.4, -15.4), (-8, -17.2), (8, -17.2), (13.4, -15.4),
                     (14, -11.4), (9.4, -11), (7.6, -14), (-7.6, -14), (-9.4, -11)], tension=0.6),
             t.dark, lift=0.7)  # fmt: skip
    cut.fill(oval(0, -5.4, 4.6), t.brass, rim=0.3)
    cut.fill(oval(0, -5.4, 3.8), t.paper, rim=0)
    for dx, dy in ((0, -2.6), (2.3, -1.3), (2.3, 1.3), (0, 2.6), (-2.3, 1.3), (-2.3, -1.3)):
        cut.fill(oval(dx, -5.4 + dy, 0.7), t.ink, rim=0)
    cut.fill(oval(0, -5.4, 1.2), t.main, rim=0.2)
    thing.grip = (-10, -15)


def wall_clock(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-8.4, 8.4):
        cut.fill(rect(x - 1.6, -3, 3.2, 3, 0.5), t.dark, rim=0.2)
    cut.fill(smooth([(-11, -2), (-11, -15), (-6.6, -24), (0, -27), (6.6, -24), (11, -15), (11, -2)],
                    tension=0.45), t.main, lift=0.9)  # fmt: skip
    cut.fill(oval(0, -28, 1.7), t.brass, lift=0.3)
    cut.fill(oval(0, -14, 7.6), t.brass, lift=0.4)
    cut.fill(oval(0, -14, 6.5), t.paper, rim=0.2)
    for x, y in ((0, -19.2), (5.2, -14), (0, -8.8), (-5.2, -14)):
        cut.fill(oval(x, y, 0.6), t.ink, rim=0)
    cut.line(line((0, -14), (0, -18.2)), t.ink, 0.8)
    cut.line(line((0, -14), (3.2, -12)), t.ink, 0.8)
    cut.fill(rect(-6, -5.2, 12, 2, 0.6), t.light, rim=0.2)
    thing.grip = (-9, -4)


def bicycle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-22, 22):
        cut.line(oval(x, -15, 14), t.ink, 2.6)
        spokes = [line((x - 13, -15), (x + 13, -15)), line((x, -28), (x, -2)),
                  line((x - 9, -24), (x + 9, -6)), line((x + 9, -24), (x - 9, -6))]  # fmt: skip
        cut.line(union(spokes), t.metal, 0.6)
        cut.fill(oval(x, -15, 1.9), t.metal, rim=0.2)
    frame = [
        line((22, -15), (12, -40)),
        line((22, -15), (0, -14)),
        line((0, -14), (10, -36)),
        line((0, -14), (-14, -36)),
        line((10, -36), (-14, -36)),
        line((-22, -15), (-14, -38)),
    ]
    cut.line(union(frame), t.main, 2.8)  # fmt: skip
    cut.line(line((-14, -36), (-12.6, -46)), t.metal, 2.2)
    cut.line(smooth([(-20, -44), (-16, -48), (-9, -47), (-6, -42)], closed=False), t.ink, 2.4)
    cut.fill(smooth([(7, -41), (8, -44), (19, -44), (17, -40.4)], tension=0.6), t.ink, lift=0.5)
    cut.fill(oval(0, -14, 4.2), t.metal, lift=0.4)
    cut.line(line((0, -14), (5, -6.4)), t.ink, 1.5)
    cut.line(line((2.4, -6), (7.6, -6)), t.ink, 1.8)
    cut.fill(oval(-17.4, -41, 2.4), t.lamp, rim=0.3)
    thing.grip = (0, -30)


def modelboat(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-6, 6):
        cut.fill(polygon((x - 2.4, 0), (x, -4), (x + 2.4, 0)), t.wood, rim=0.2)
    cut.line(line((0, -6), (0, -31)), t.wood, 1.3)
    cut.fill(smooth([(1, -29), (12.4, -12.4), (1, -10.4)], tension=0.4), t.paper, lift=0.6)
    cut.fill(smooth([(-1, -26), (-9.4, -12), (-1, -10.4)], tension=0.4), t.paper, lift=0.6)
    cut.fill(polygon((0, -31.4), (6, -29.8), (0, -28)), t.accent, rim=0.2)
    cut.fill(
        smooth([(-14, -9), (-10, -2.6), (9, -2.6), (14.4, -9.6)], tension=0.4), t.main, lift=0.9
    )
    cut.line(smooth([(-13, -7.6), (0, -6.8), (13, -8)], closed=False), t.light, 0.8)
    for x in (-6, 0, 6):
        cut.fill(oval(x, -5, 0.9), t.brass, rim=0)
    thing.grip = (-8, -3)


def modelcar(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-7, -8), (-4.6, -13), (4, -13), (7.4, -8)], tension=0.4), t.dark, lift=0.5)
    for x in (-2.4, 2.6):
        cut.fill(rect(x - 1.9, -11.8, 3.9, 3.4, 0.6), 0xFFBFD8DC, rim=0.2)
    cut.fill(smooth([(-12.4, -3), (-12.4, -7), (-7, -8.6), (7, -8.6), (12.4, -6.4), (12.4, -3)],
                    tension=0.4), t.main, lift=0.8)  # fmt: skip
    cut.fill(oval(-11.4, -5.4, 1.1), t.lamp, rim=0.2)
    cut.line(line((0.2, -8), (0.2, -3.4)), t.dark, 0.5)
    for x in (-7, 7):
        _wheel(thing, x, -2.8, 2.8, t.ink, t.metal)
    cut.line(arc(12.6, -6.4, 1.8, 1.8, 200, 250), t.brass, 0.8)
    thing.grip = (0, -4)


def modelplane(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-0.8, -6, 1.6, 6), t.wood, rim=0.2)
    cut.fill(rect(-5.6, -1.8, 11.2, 1.8, 0.6), t.wood, lift=0.4)
    cut.fill(polygon((9, -11.4), (14.4, -18), (15, -11)), t.dark, lift=0.4)
    cut.fill(smooth([(-14, -10.4), (-10, -13.8), (4, -13.4), (14, -11.6), (14, -9.8), (-6, -7),
                     (-13, -7.8)], tension=0.5), t.main, lift=0.8)  # fmt: skip
    cut.fill(polygon((-4, -9.4), (3, -9.4), (9, -3.6), (4.4, -3.6)), t.accent, lift=0.5)
    cut.fill(smooth([(-7, -13.2), (-5, -16), (-1, -15.6), (0.4, -13)]), 0xFFBFD8DC, rim=0.25)
    cut.fill(oval(-14.4, -9.6, 1.2), t.ink, rim=0)
    cut.line(line((-14.6, -15), (-14.2, -4.2)), t.wood, 1.2)
    thing.grip = (0, -4)


def modelrocket(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        fin = smooth(
            [(side * 4, -12), (side * 9.6, -5), (side * 9, 0), (side * 4, -4.6)], tension=0.4
        )
        cut.fill(fin, t.accent, lift=0.5)
    cut.fill(rect(-2.8, -4.4, 5.6, 3, 0.4), t.metal, rim=0.2)
    body: list[Point] = [
        (-4.4, -4),
        (-6, -14),
        (-4.6, -24),
        (0, -33),
        (4.6, -24),
        (6, -14),
        (4.4, -4),
    ]
    hull = smooth(body, tension=0.6)
    cut.fill(hull, t.main, lift=0.9)
    nose = skia.Op(hull, rect(-8, -40, 16, 16), skia.PathOp.kIntersect_PathOp)
    cut.fill(nose, shade(t.accent, -0.02), rim=0)
    cut.fill(oval(0, -18, 2.9), t.metal, rim=0.3)
    cut.fill(oval(0, -18, 2), 0xFFBFD8DC, rim=0)
    cut.line(line((-5.2, -8.4), (5.2, -8.4)), t.trim, 1.1)
    cut.fill(polygon((-0.9, -10), (0.9, -10), (1.1, 0), (-1.1, 0)), t.accent, rim=0.2)
    thing.grip = (0, -6)
