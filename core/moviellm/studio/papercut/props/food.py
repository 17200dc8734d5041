"""Food, drink, and what they come in."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, union


def apple(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(0, -8.3), (-3.1, -9.4), (-5.5, -6.6), (-4.4, -1.6), (-1.6, 0), (0, -0.5),
                     (1.6, 0), (4.4, -1.6), (5.5, -6.6), (3.1, -9.4)], tension=0.9), t.main,
             lift=0.6)  # fmt: skip
    cut.fill(smooth([(-3.7, -7.3), (-2.3, -8.3), (-2.7, -5), (-3.9, -4.2)]), t.light, rim=0)
    cut.line(line((0, -8.3), (0.6, -10.9)), t.wood, 0.9)
    cut.fill(smooth([(0.6, -9.8), (3.1, -12), (4.7, -10.5), (2.7, -9.2)]), 0xFF5E8F45, rim=0.2)
    thing.grip = (0, -1)


def bread(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-14, -3), (-12.6, -9.4), (-5, -12.6), (5, -12.6), (12.6, -9.4), (14, -3),
                     (10, 0), (-10, 0)], tension=0.75), t.main, lift=0.9)  # fmt: skip
    for x in (-7.4, -1, 5.4):
        slash = smooth([(x - 1.4, -5), (x + 0.4, -9.6), (x + 3.4, -10.8), (x + 1.6, -6)])
        cut.fill(slash, t.light, rim=0)
    cut.line(line((-10.6, -1.6), (10.6, -1.6)), alpha(t.dark, 0.7), 0.8)
    thing.grip = (-6, -1)


def cake(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -1.2, 14, 2.2), t.paper, lift=0.5)
    cut.fill(rect(-11, -9, 22, 8, 1.2), t.dark, lift=0.7)
    cut.fill(rect(-8.4, -15.6, 16.8, 7.4, 1.2), t.main, lift=0.6)
    drip = smooth([(-8.8, -15), (-8, -11.6), (-5.8, -13), (-3.4, -10.8), (-0.8, -13), (2, -11.2),
                   (4.6, -13), (7.4, -11.4), (8.8, -15), (0, -17.6)], tension=0.9)  # fmt: skip
    cut.fill(drip, t.paper, rim=0.2)
    for x in (-5, 0, 5):
        cut.fill(oval(x, -17.2, 1.5), 0xFFC13A3F, lift=0.3)
    cut.fill(union([oval(x, -4.6, 0.9) for x in (-8, -4, 0, 4, 8)]), t.paper, rim=0)
    thing.grip = (0, -1)


def bottle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.7, -26, 3.4, 5, 0.8), t.wood, lift=0.3)
    cut.fill(smooth([(-5.4, 0), (-5.6, -12), (-4.4, -15.4), (-2, -18), (-1.9, -24), (1.9, -24),
                     (2, -18), (4.4, -15.4), (5.6, -12), (5.4, 0)], tension=0.5), t.main,
             lift=0.8)  # fmt: skip
    cut.fill(rect(-5.2, -10.6, 10.4, 6.6, 0.4), t.paper, rim=0.2)
    cut.line(line((-3.2, -7.4), (3.2, -7.4)), t.dark, 0.6)
    cut.line(line((-3.8, -13), (-3.4, -14.8)), t.light, 0.9)
    thing.grip = (0, -4)


def potion(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    glass = alpha(mix(t.main, 0xFFEAF4F4, 0.72), 0.92)
    cut.fill(rect(-1.7, -17.4, 3.4, 3.6, 0.8), t.wood)
    cut.fill(smooth([(-1.8, -14.6), (-2, -11), (-6.8, -6), (-5.6, -0.8), (0, 0.2), (5.6, -0.8),
        (6.8, -6), (2, -11), (1.8, -14.6)], tension=0.75), glass, lift=0.7)  # fmt: skip
    cut.fill(smooth([(-6.2, -6.4), (-5.4, -1.2), (0, -0.4), (5.4, -1.2), (6.2, -6.4), (0, -5.4)],
                    tension=0.7), t.main, rim=0)  # fmt: skip
    for x, y, r in ((-2, -3, 0.9), (1.8, -4, 0.7), (0.4, -1.8, 0.6)):
        cut.fill(oval(x, y, r), t.light, rim=0)
    cut.fill(rect(-2.4, -15, 4.8, 1.7, 0.6), t.brass, rim=0)
    thing.grip = (0, -3)


def goblet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -1.2, 5.4, 1.6), t.main, lift=0.6)
    cut.fill(rect(-1.2, -9, 2.4, 8, 0.4), t.dark)
    cut.fill(oval(0, -6.4, 2), t.main)
    cut.fill(smooth([(-7, -20), (-6.4, -12.6), (0, -8.4), (6.4, -12.6), (7, -20)], tension=0.6),
             t.main, lift=0.7)  # fmt: skip
    cut.fill(oval(0, -20, 7, 1.7), t.dark, rim=0.3)
    for x in (-3.4, 0, 3.4):
        cut.fill(oval(x, -14.6, 1.0), t.accent, rim=0)
    thing.grip = (0, -5)


def teapot(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(arc(-10, -8.6, 4.4, 5.4, 90, 180), t.dark, 2.0)
    spout = limb([(8, -6), (12.6, -9.4), (15, -14.4)], (4.6, 3, 2.2))
    cut.fill(spout, t.main, lift=0.6)
    cut.fill(oval(0, -7.8, 10.4, 8.0), t.main, lift=0.8)
    cut.fill(smooth([(-6, -14.4), (0, -17.6), (6, -14.4), (0, -13.2)], tension=0.8), t.light,
             lift=0.4)  # fmt: skip
    cut.fill(oval(0, -18, 1.4), t.dark)
    for x, y in ((-3.6, -7), (0, -9.4), (3.6, -7), (0, -5)):
        cut.fill(oval(x, y, 1.4), t.paper, rim=0)
    cut.fill(oval(0, -7.2, 1.0), t.accent, rim=0)
    thing.grip = (-13.4, -6)


def vase(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-4.6, -25), (-3.6, -20.6), (-8.6, -13), (-7, -4), (-4.6, 0), (4.6, 0),
                     (7, -4), (8.6, -13), (3.6, -20.6), (4.6, -25)], tension=0.7), t.main,
             lift=0.9)  # fmt: skip
    cut.fill(oval(0, -25, 4.8, 1.3), t.dark, rim=0.3)
    cut.line(
        smooth([(-8, -13), (-4, -11), (0, -13), (4, -11), (8, -13)], closed=False), t.paper, 0.9
    )
    cut.line(line((-7, -7.6), (7, -7.6)), t.trim, 0.8)
    cut.fill(union([oval(x, -16.4, 0.9) for x in (-3.6, 0, 3.6)]), t.paper, rim=0)
    thing.grip = (0, -21)


def fish(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-9, -5.4), (-16, -10.4), (-14, -5.4), (-16, -0.4)), t.dark, lift=0.6)
    cut.fill(smooth([(-11, -5.4), (-3, -10.6), (7, -9.6), (14, -5.2), (7, -1.2), (-3, -0.4)],
                    tension=0.85), t.main, lift=0.8)  # fmt: skip
    cut.fill(smooth([(-2, -10), (2, -13.4), (5, -9.8)], tension=0.4), t.dark, rim=0.2)
    cut.line(arc(8.6, -5.4, 2.6, 4, 110, 140), t.dark, 0.6)
    for x in (-5, -1, 3):
        cut.line(arc(x, -5.4, 1.8, 2.6, 120, 120), shade(t.dark, 0.04), 0.5)
    cut.fill(oval(10.6, -6.6, 0.9), t.ink, rim=0)
    thing.grip = (-12, -4)
