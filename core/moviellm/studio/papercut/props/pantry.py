"""What a pantry, a stall and a fair have to eat."""

from __future__ import annotations

from moviellm.studio.papercut.colour import shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth, union

_LEAF = 0xFF5E8F45


def banana(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-12, -12), (-9, -5), (-1, -1.4), (8, -3), (13, -9), (10.6, -9.6), (5, -7.4),
                     (-2, -7), (-8, -11), (-10, -14)], tension=0.8), t.dark, lift=0.5)  # fmt: skip
    cut.fill(smooth([(-13, -14), (-10, -5), (-2, 0), (7, -0.6), (13.4, -6), (13, -8), (6, -5),
                     (-1, -4.8), (-7, -9), (-10.6, -15)], tension=0.8), t.main,
             lift=0.7)  # fmt: skip
    cut.line(smooth([(-10.4, -10), (-4, -3.4), (6, -2.8)], closed=False), t.light, 0.8)
    cut.line(line((-11.8, -14.6), (-12, -18)), t.wood, 2.2)
    cut.fill(oval(13.4, -7, 1.1), t.ink, rim=0)
    thing.grip = (-11.6, -15)


def cherries(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, y in ((-5, -4.6), (5, -5)):
        cut.line(smooth([(x, y - 3), (x * 0.5, y - 9), (1.4, -18)], closed=False), _LEAF, 1.1)
    for x, y in ((-5, -4.6), (5, -5)):
        cut.fill(oval(x, y, 4.8), t.main, lift=0.6)
        cut.fill(oval(x - 1.6, y - 1.8, 1.2), 0xC0FFFFFF, rim=0)
    cut.fill(smooth([(1.4, -18), (7, -20), (12, -16), (6, -14.6)]), _LEAF, lift=0.4)
    cut.line(line((2, -17.6), (10, -16.4)), shade(_LEAF, -0.1), 0.5)
    thing.grip = (1.4, -17)


def carrot(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for end in ((17, -14), (20, -9), (19, -4)):
        cut.line(smooth([(8, -5.4), ((8 + end[0]) / 2, (end[1] - 5.4) / 2 - 1), end],
                 closed=False), _LEAF, 2.0)  # fmt: skip
    cut.fill(smooth([(-17, -1), (-6, -7.4), (6, -10), (10, -6), (8, -1), (-4, -0.4)],
             tension=0.7), t.main, lift=0.7)  # fmt: skip
    for x in (-8, -2, 4):
        cut.line(line((x, -3.4), (x + 1.4, -6)), t.dark, 0.8)
    thing.grip, thing.tilt = (8, -5), 60.0


def grapes(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((0, -18), (1.4, -23)), t.wood, 1.3)
    rows = ((-3, (0.0,)), (-6.6, (-2.6, 2.6)), (-10.4, (-4.8, 0, 4.8)), (-14.4, (-6.4, -2, 2.6,
            6.8)))  # fmt: skip
    for y, xs in rows:
        for x in xs:
            cut.fill(oval(x, y, 2.9), t.main, lift=0.4)
            cut.fill(oval(x - 0.9, y - 1, 0.8), t.light, rim=0)
    cut.fill(smooth([(0, -17), (-7, -16.4), (-11, -20), (-5, -23), (0, -21), (5, -23.4), (9, -19),
                     (6, -16.6)], tension=0.5), _LEAF, lift=0.5)  # fmt: skip
    thing.grip = (1, -21)


def pie(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-14, -7), (14, -7), (10.6, 0), (-10.6, 0)), t.metal, lift=0.7)
    for x in (-8.0, -4.0, 0.0, 4.0, 8.0):
        cut.line(line((x * 1.1, -6), (x * 0.9, -1)), shade(t.metal, -0.12), 0.8)
    cut.fill(smooth([(-15, -7), (-11, -12.6), (0, -15), (11, -12.6), (15, -7), (0, -5.4)],
             tension=0.7), t.main, lift=0.7)  # fmt: skip
    filling = 0xFFA8343E
    for x, y in ((-5, -10.4), (1, -11.4), (6.4, -9.8), (-1.4, -8.6)):
        cut.fill(polygon((x - 1.8, y), (x, y - 1.4), (x + 1.8, y), (x, y + 1.4)), filling, rim=0)
    cut.line(union([oval(-12 + index * 4, -6.8, 1.8) for index in range(7)]), t.dark, 0.9)
    thing.grip = (0, -2)


def icecream(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-5.4, -14), (5.4, -14), (0, 0)), 0xFFD9A05A, lift=0.6)
    for dx in (-2.6, 0.4, 3.4):
        cut.line(line((dx - 1.8, -13.4), (dx * 0.3 + 0.6, -4)), 0xFFB67C3C, 0.6)
        cut.line(line((dx + 1.8, -13.4), (dx * 0.3 - 0.6, -4)), 0xFFB67C3C, 0.6)
    cut.fill(oval(0, -17.4, 6.6, 5.6), t.main, lift=0.6)
    cut.fill(smooth([(-6.6, -16), (-5, -12.4), (-2.4, -14), (0, -11.8), (2.8, -14), (5, -12.6),
                     (6.6, -16)], tension=0.8), t.main, rim=0.2)  # fmt: skip
    cut.fill(oval(0, -24, 5, 4.6), t.paper, lift=0.5)
    cut.fill(oval(0.6, -29, 1.9), 0xFFC13A3F, lift=0.3)
    cut.fill(oval(-1.8, -25.4, 1.1), 0xFFFFFFFF, rim=0)
    thing.grip = (0, -7)


def pretzel(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    loop = smooth([(-3, -2), (5, -9), (11, -15), (7, -20), (0, -16.6), (-7, -20), (-11, -15),
                   (-5, -9), (3, -2)], closed=False, tension=0.9)  # fmt: skip
    foot = smooth([(-10.6, -14), (-9, -5), (-3, -2), (3, -2), (9, -5), (10.6, -14)],
                  closed=False, tension=0.9)  # fmt: skip
    cut.line(foot, t.dark, 4.6)
    cut.line(loop, t.dark, 4.6)
    cut.line(foot, t.main, 3.6)
    cut.line(loop, t.main, 3.6)
    for x, y in ((-9, -16.6), (9, -16.6), (-7.6, -5), (7.4, -5.4), (0, -2.4), (-4, -19), (4, -19)):
        cut.fill(rect(x - 0.6, y - 0.6, 1.3, 1.3), 0xFFFDF8EC, rim=0)
    thing.grip = (0, -3)


def melon(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(-3, -11, 14, 11), t.main, lift=0.9)
    for bend in (-9.4, -3.2, 3.0):
        stripe = smooth([(-3, -21.6), (-3 + bend, -16), (-3 + bend, -6), (-3, -0.6)], closed=False)
        cut.line(stripe, t.dark, 1.6)
    cut.fill(arc(11, -9, 10, 9, 0, 180), t.dark, lift=0.7)
    cut.fill(arc(11, -9, 8.6, 7.6, 0, 180), 0xFFF3EAD0, rim=0)
    cut.fill(arc(11, -9, 7.6, 6.6, 0, 180), 0xFFD8443F, rim=0)
    for x in (7.4, 11, 14.6):
        cut.fill(oval(x, -6.8, 0.6, 0.9), t.ink, rim=0)
    thing.grip = (0, -2)


def strawberry(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(0, 0), (-6, -5), (-7, -10.4), (-3.4, -13), (0, -12), (3.4, -13), (7, -10.4),
                     (6, -5)], tension=0.85), t.main, lift=0.7)  # fmt: skip
    for x, y in ((-4, -9), (0, -8), (4, -9), (-2.4, -5.2), (2.4, -5.2), (0, -2.6)):
        cut.fill(oval(x, y, 0.5, 0.8), 0xFFF3D98A, rim=0)
    cut.fill(smooth([(0, -11), (-3, -10.6), (-6.4, -13.6), (-2, -13.6), (0, -17), (2, -13.6),
                     (6.4, -13.6), (3, -10.6)], tension=0.4), _LEAF, lift=0.4)  # fmt: skip
    thing.grip = (0, -13)
