"""Vehicles: they stand by, seen from the side, and would drive to the left."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.studio.papercut.colour import mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import Point, arc, line, oval, polygon, rect, smooth

_GLASS = 0xFFBFD8DC


def _tyre(thing: Thing, t: Tones, x: float, radius: float) -> None:
    """A wheel with a rubber tyre and a hub cap."""
    rubber = mix(t.ink, 0xFF3A3A40, 0.6)
    thing.rear.fill(oval(x, -radius, radius), rubber, lift=0.6)
    thing.rear.fill(oval(x, -radius, radius * 0.56), t.metal, rim=0.3)
    thing.rear.fill(oval(x, -radius, radius * 0.2), t.ink, rim=0)


def _spoked(thing: Thing, x: float, radius: float, tone: int, width: float) -> None:
    """A wheel of wood or wire."""
    thing.rear.line(oval(x, -radius, radius - width / 2), tone, width)
    for end in ((1.0, 0.0), (0.0, 1.0), (0.7, 0.7), (0.7, -0.7)):
        dx, dy = end[0] * radius * 0.9, end[1] * radius * 0.9
        thing.rear.line(line((x - dx, -radius - dy), (x + dx, -radius + dy)), tone, width * 0.42)
    thing.rear.fill(oval(x, -radius, radius * 0.22), tone, rim=0.25)


def _panes(thing: Thing, xs: Sequence[float], y: float, wide: float, high: float) -> None:
    for x in xs:
        thing.rear.fill(rect(x, y, wide, high, 1.6), _GLASS, rim=0.3)
        thing.rear.line(line((x + 2, y + high - 2), (x + wide * 0.5, y + 2)), 0xB0FFFFFF, 0.9)


def car(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    roof = [(-22, -30), (-12, -46), (-2, -49.6), (20, -49), (29, -44), (36, -30)]
    cut.fill(smooth(roof, tension=0.55), t.main, lift=1.1)
    cut.fill(smooth([(-15, -31), (-8, -43), (4, -45), (4, -31)], tension=0.35), _GLASS, rim=0.3)
    cut.fill(smooth([(8, -31), (8, -45), (20, -44), (28, -31)], tension=0.35), _GLASS, rim=0.3)
    cut.line(line((-9, -33), (-4, -42)), 0xB0FFFFFF, 1.0)
    body: list[Point] = [(-52, -10), (-53, -20), (-46, -26), (-22, -31), (36, -31), (50, -26),
                         (53, -18), (52, -10)]  # fmt: skip
    cut.fill(smooth(body, tension=0.45), t.main, lift=1.2)
    for x in (-32, 32):
        cut.fill(arc(x, -10, 13.6, 13.6, 180, 180), t.dark, rim=0)
        _tyre(thing, t, x, 10.4)
    cut.line(line((6, -30), (6, -12)), t.dark, 0.8)
    cut.line(line((-15, -12), (-13, -30)), t.dark, 0.8)
    cut.line(line((-2, -24), (3, -24)), t.metal, 1.5)
    cut.line(line((-46, -21.4), (48, -21.4)), t.light, 1.0)
    cut.fill(oval(-48.6, -20.6, 3.6), t.lamp, rim=0.4)
    cut.fill(oval(50, -20.6, 2.2, 2.8), 0xFFC8372D, rim=0.2)
    for x in (-55, 43):
        cut.fill(rect(x, -12.4, 12, 3.6, 1.6), t.metal, lift=0.4)
    thing.grip = (0, -24)


def bus(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-60, -62, 118, 54, 6), t.main, lift=1.4)
    cut.fill(rect(-60, -62, 118, 8, 4), t.light, rim=0.3)
    cut.fill(rect(-60.4, -27, 118.8, 4.2), t.paper, rim=0.2)
    _panes(thing, (-31, -13, 5, 23, 40), -50, 14.6, 18)
    cut.fill(smooth([(-59.4, -31), (-59, -50), (-52, -51), (-49, -50), (-49, -31)], tension=0.25),
             _GLASS, rim=0.3)  # fmt: skip
    cut.fill(rect(-46.4, -51, 11.6, 40, 1), t.dark, rim=0.3)
    for x in (-45.4, -40.2):
        cut.fill(rect(x, -49, 4.4, 34, 0.8), _GLASS, rim=0.2)
    cut.fill(rect(-57, -60.6, 24, 5.4, 1), t.ink, rim=0.2)
    cut.line(line((-53, -57.8), (-38, -57.8)), t.lamp, 1.3)
    for x in (-24, 34):
        cut.fill(arc(x, -9, 13, 13.4, 180, 180), t.dark, rim=0)
        _tyre(thing, t, x, 10)
    cut.fill(oval(-57.6, -19, 2.2, 3.2), t.lamp, rim=0.4)
    cut.fill(rect(-63, -12, 9, 4, 1.6), t.metal, lift=0.4)
    thing.grip = (0, -30)


def motorbike(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-27, 25):
        cut.line(oval(x, -13, 10.8), mix(t.ink, 0xFF3A3A40, 0.6), 4.4)
        for end in ((8, 0), (0, 8), (5.6, 5.6), (5.6, -5.6)):
            cut.line(line((x - end[0], -13 - end[1]), (x + end[0], -13 + end[1])), t.metal, 0.7)
        cut.fill(oval(x, -13, 2.6), t.metal, rim=0.2)
    cut.line(line((-27, -13), (-18, -37)), t.metal, 2.8)
    cut.line(line((-18, -30), (-4, -14), (14, -14), (25, -13)), t.ink, 3.0)
    cut.line(smooth([(2, -9), (16, -6), (33, -9)], closed=False), t.metal, 3.0)
    cut.fill(rect(-10, -23, 17, 14, 3), t.metal, lift=0.6)
    for y in (-20, -17, -14):
        cut.line(line((-8, y), (5, y)), shade(t.metal, -0.14), 0.8)
    cut.fill(smooth([(-17, -33), (-13, -40), (0, -40), (8, -32), (0, -25), (-12, -26)]), t.main,
             lift=0.8)  # fmt: skip
    cut.fill(smooth([(4, -33), (12, -36), (28, -34), (34, -37), (32, -30), (14, -28)]), t.ink,
             lift=0.6)  # fmt: skip
    cut.fill(smooth([(14, -24), (24, -30), (35, -26), (38, -18), (30, -24), (20, -20)]), t.main,
             lift=0.5)  # fmt: skip
    cut.fill(smooth([(-38, -20), (-32, -28), (-22, -27), (-17, -20), (-27, -24)]), t.main, lift=0.5)
    cut.line(smooth([(-19, -37), (-19, -45), (-10, -47), (-7, -44)], closed=False), t.ink, 2.4)
    cut.fill(oval(-23.4, -38, 4.6), t.metal, lift=0.5)
    cut.fill(oval(-25, -38, 3.2, 3.8), t.lamp, rim=0.2)
    thing.grip = (0, -30)


def scooter(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-20, 20):
        cut.line(oval(x, -6.4, 5), t.ink, 2.8)
        cut.fill(oval(x, -6.4, 1.8), t.metal, rim=0.2)
    cut.line(line((-20, -6.4), (-13, -52)), t.metal, 2.2)
    cut.line(line((-16, -32), (-13.6, -48)), t.main, 3.4)
    cut.fill(smooth([(-15.4, -12), (-10, -7.4), (14, -7.4), (20, -9), (16, -4), (-10, -4)],
             tension=0.4), t.main, lift=0.8)  # fmt: skip
    cut.line(line((-21, -51), (-6, -53)), t.ink, 3.0)
    cut.fill(smooth([(12, -10), (20, -15), (28, -10), (24, -11), (18, -11)]), t.dark, lift=0.4)
    cut.fill(oval(-15.6, -45, 2.4), t.lamp, rim=0.3)
    thing.grip = (-13, -50)


def cart(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((-30, -25), (-58, -18)), t.wood, 3.4)
    for x, y, size in ((-16, -46, 8.0), (-2, -49, 9), (13, -47, 8.6), (24, -44, 6)):
        cut.fill(smooth([(x - size * 1.3, y + 8), (x - size * 0.7, y - size * 0.7), (x, y - size),
                         (x + size * 0.8, y - size * 0.6), (x + size * 1.3, y + 8)]), 0xFFDDBB62,
                 lift=0.5)  # fmt: skip
        for dx in (-4, 1, 5):
            cut.line(line((x + dx - 3, y + 4), (x + dx + 1, y - 4)), 0xFFC09A40, 0.7)
    cut.fill(polygon((-36, -44), (38, -44), (32, -20), (-30, -20)), t.main, lift=1.2)
    for y in (-37, -29):
        cut.line(line((-33, y), (34, y)), t.dark, 0.8)
    for x in (-30, 2, 31):
        cut.line(line((x, -43), (x * 0.9, -21)), t.dark, 1.6)
    _spoked(thing, 2, 19, t.wood, 3.4)
    cut.fill(rect(-40, -20, 3, 20, 1), t.wood, lift=0.4)
    thing.grip = (0, -30)


def rowboat(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    inner = smooth([(-52, -27), (0, -22), (50, -25), (40, -17), (-40, -17)], tension=0.5)
    cut.fill(inner, shade(t.dark, -0.06), rim=0)
    for x in (-22, 14):
        cut.fill(polygon((x - 8, -23), (x + 8, -23), (x + 6, -18), (x - 6, -18)), t.wood, lift=0.4)
    oar = [(-4, -27), (24, -33), (44, -37.4)]
    cut.line(line(*oar), t.wood, 2.4)
    cut.fill(smooth([(42, -38.6), (58, -43.4), (60, -39.4), (44, -35)], tension=0.5), t.wood,
             lift=0.4)  # fmt: skip
    hull = [(-55, -28), (-30, -21.6), (0, -19.4), (30, -21), (51, -26), (45, -8), (34, 0), (-34, 0),
            (-48, -10)]  # fmt: skip
    cut.fill(smooth(hull, tension=0.45), t.main, lift=1.2)
    for y, half in ((-13.4, 45.0), (-7.0, 40.0)):
        cut.line(smooth([(-half, y - 3), (0, y), (half - 3, y - 2)], closed=False), t.dark, 0.9)
    rail = smooth([(-55, -28), (-30, -21.6), (0, -19.4), (30, -21), (51, -26)], closed=False)
    cut.line(rail, t.paper, 2.2)
    cut.line(oval(-8, -20, 1.8), t.brass, 1.1)
    thing.grip = (0, -20)


def wheelbarrow(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((12, -16), (17, 0)), t.wood, 2.8)
    cut.line(line((-24, -9), (14, -17), (38, -29)), t.wood, 3.2)
    cut.fill(smooth([(-18, -33), (-8, -39), (2, -37), (9, -41), (17, -33)], tension=0.9),
             0xFF6B5138, lift=0.6)  # fmt: skip
    for x in (-8, 3, 10):
        cut.line(smooth([(x, -37), (x - 1, -43), (x + 2, -46)], closed=False), 0xFF5E8F45, 1.1)
        cut.fill(oval(x + 2, -46, 2.4, 1.5), 0xFF5E8F45, rim=0.2)
    cut.fill(polygon((-30, -34), (24, -34), (12, -15), (-18, -12)), t.main, lift=1.1)
    cut.line(line((-28, -32.4), (22, -32.4)), t.light, 1.2)
    _spoked(thing, -25, 9.6, t.ink, 2.6)
    cut.line(line((31, -26), (38, -29)), t.ink, 3.8)
    thing.grip = (34, -28)


def pram(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(18, -30), (26, -36), (33, -48)], closed=False), t.metal, 2.2)
    cut.line(line((30, -49), (36, -47)), t.ink, 3.0)
    cut.line(smooth([(-18, -8), (-10, -20), (10, -20), (18, -8)], closed=False), t.metal, 1.8)
    cut.fill(smooth([(-24, -36), (-22, -24), (-12, -17), (12, -17), (22, -25), (24, -36)],
             tension=0.6), t.main, lift=1.0)  # fmt: skip
    hood = [(-25, -35), (-23, -50), (-12, -58), (0, -58), (-3, -36)]
    cut.fill(smooth(hood, tension=0.6), t.dark, lift=0.9)
    for end in ((-13, -57.4), (-21, -51)):
        cut.line(line((-4, -37), end), t.light, 0.9)
    cut.fill(smooth([(-4, -37), (6, -42), (20, -40), (23, -35), (10, -33)]), t.paper, lift=0.5)
    for x in (-18, 18):
        _spoked(thing, x, 8.4, t.ink, 1.8)
    thing.grip = (32, -48)


def sledge(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    runner = smooth([(30, -1), (0, -1), (-22, -1.6), (-31, -7), (-30, -14), (-24, -15)],
                    closed=False)  # fmt: skip
    for x in (-14, 4, 22):
        cut.line(line((x, -12), (x, -2)), t.dark, 2.4)
    cut.line(runner, t.metal, 2.4)
    cut.fill(polygon((-20, -17), (32, -17), (30, -11.6), (-22, -11.6)), t.main, lift=0.9)
    cut.line(line((-20, -14.2), (30, -14.2)), t.dark, 0.9)
    cut.line(smooth([(-25, -14), (-36, -16), (-42, -9), (-39, -4)], closed=False), t.brass, 1.2)
    cut.fill(smooth([(2, -17), (4, -22), (26, -22), (30, -17)], tension=0.5), t.accent, lift=0.5)
    thing.grip = (-24, -14)


def tractor(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((-22, -37), (-22, -58)), t.ink, 2.8)
    for x, y, size in ((-21.0, -63.0, 3.0), (-17.0, -68.0, 4.0), (-11.0, -74.0, 5.0)):
        cut.fill(oval(x, y, size), 0xB0E4E2DC, rim=0)
    for x in (6.0, 31.0):
        cut.line(line((x, -30), (x, -66)), t.ink, 2.0)
    cut.fill(rect(1, -69, 36, 4.4, 1.6), t.main, lift=0.7)
    cut.line(line((2, -40), (-4, -50)), t.ink, 1.8)
    cut.line(oval(-5, -50.6, 1.6, 4.6), t.ink, 1.6)
    cut.fill(smooth([(14, -36), (15, -44), (24, -44), (26, -36)], tension=0.4), t.ink, lift=0.5)
    cut.fill(smooth([(-46, -16), (-46, -36), (-40, -39), (-2, -41), (4, -36), (34, -36), (34, -18)],
             tension=0.25), t.main, lift=1.1)  # fmt: skip
    for y in (-33, -28.6, -24.2, -19.8):
        cut.line(line((-43, y), (-35, y)), t.dark, 1.4)
    cut.line(line((-30, -34), (-6, -35)), t.light, 1.2)
    cut.fill(oval(-45.6, -34, 3), t.lamp, rim=0.3)
    _tyre(thing, t, -33, 11.4)
    rubber = mix(t.ink, 0xFF3A3A40, 0.6)
    cut.line(oval(21, -21.4, 19.6), rubber, 4.2)
    _tyre(thing, t, 21, 21)
    cut.fill(smooth([(-4, -34), (4, -45), (22, -49), (40, -41), (36, -41), (20, -44), (6, -40)]),
             t.dark, lift=0.6)  # fmt: skip
    thing.grip = (0, -30)
