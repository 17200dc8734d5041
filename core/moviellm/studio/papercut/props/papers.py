"""Things made of paper: maps, letters, books, pictures, tickets."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union


def map_(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index, tone in enumerate((t.main, t.dark, t.main)):
        x = -13.5 + index * 9
        slant = 1.8 if index % 2 else -1.8
        cut.fill(polygon((x, -18 + slant), (x + 9, -18 - slant), (x + 9, 0 - slant), (x,
            0 + slant)), shade(tone, 0.05 if index % 2 else 0.0), lift=0.7)  # fmt: skip
    route = smooth([(-10.5, -4), (-6, -9), (-1, -6), (3, -12), (8, -9.5)], closed=False)
    cut.line(route, shade(t.trim, -0.1), 0.8)
    coast = smooth([(-11, -14), (-5, -13), (-2.4, -15.6), (4, -14.4), (10.6, -15.2)], closed=False)
    cut.line(coast, alpha(mix(t.trim, 0xFF3F7A80, 0.6), 0.9), 0.9)
    for ends in (((7, -11), (10.4, -7.6)), ((10.4, -11), (7, -7.6))):
        cut.line(line(*ends), 0xFFC0392B, 1.2)
    thing.grip = (-11.5, -4)


def folded_letter(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-8, -11, 16, 11, 0.5), t.main, lift=0.7)
    cut.line(line((-7.6, -10.4), (0, -4.8), (7.6, -10.4)), t.dark, 0.6)
    cut.line(line((-7.6, -0.6), (-2.6, -5.4)), alpha(t.dark, 0.7), 0.45)
    cut.line(line((7.6, -0.6), (2.6, -5.4)), alpha(t.dark, 0.7), 0.45)
    cut.fill(oval(0, -5.0, 1.9), 0xFFB3302F, lift=0.4)
    thing.grip = (-5, -2)


def sheet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-6, -15.6), (5.6, -16), (6.4, -0.4), (-6.4, 0)), t.main, lift=0.7)
    for y, wide in ((-12.6, 3.4), (-10, 4.2), (-7.4, 4.4), (-4.8, 2.6)):
        cut.line(line((-4.4, y), (wide, y - 0.2)), alpha(t.trim, 0.9), 0.65)
    cut.fill(oval(3, -13, 1.5), t.accent, rim=0)
    thing.grip = (-4, -2)


def blueprint(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-11, -16, 22, 16, 0.6), t.main, lift=0.8)
    pale = shade(t.main, 0.32)
    cut.line(rect(-7, -12.6, 9, 9), pale, 0.6)
    cut.line(oval(-2.5, -8, 2.6), pale, 0.5)
    cut.line(line((4, -12), (9, -12), (9, -4), (4, -8)), pale, 0.5)
    cut.line(line((-9, -2), (9, -2)), pale, 0.4)
    cut.fill(rect(-12, -17, 3, 18, 1.4), t.light, lift=0.5)
    thing.grip = (-9.5, -4)


def book(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-7.6, -20, 15.6, 20, 0.8), t.dark, lift=0.9)
    cut.fill(rect(-6.4, -19.4, 14.2, 18.8, 0.4), t.paper, rim=0.2)
    cut.fill(rect(-8, -20.2, 14.6, 20.2, 0.8), t.main, lift=0.5)
    cut.fill(rect(-8, -20.2, 3.2, 20.2, 0.8), t.dark, rim=0.2)
    cut.line(rect(-3.4, -18, 8.4, 15.8, 0.6), t.brass, 0.5)
    cut.fill(polygon((0.8, -13.6), (3.4, -10), (0.8, -6.4), (-1.8, -10)), t.brass, rim=0.2)
    thing.grip = (-3, -3)


def diary(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-5.4, -14, 11.4, 14, 0.8), t.paper, lift=0.7)
    cut.fill(rect(-6, -14.4, 11, 14.4, 1), t.main, lift=0.4)
    cut.fill(rect(-6, -8.6, 11.6, 2.4), t.trim, rim=0.2)
    cut.fill(rect(3, -9.2, 3.2, 3.6, 0.6), t.brass, rim=0.2)
    thing.grip = (-2, -2)


def photograph(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-6.6, -15, 13.2, 15, 0.4), t.paper, lift=0.8)
    cut.fill(rect(-5.4, -13.8, 10.8, 10.4), t.main, rim=0)
    cut.fill(smooth([(-5.4, -3.4), (-5.4, -6.4), (-1, -8), (5.4, -5.6), (5.4, -3.4)], tension=0.5),
             t.dark, rim=0)  # fmt: skip
    for x, tone in ((-1.6, t.trim), (1.9, t.trim)):
        cut.fill(oval(x, -9.4, 1.5), tone, rim=0)
        cut.fill(smooth([(x - 2, -3.4), (x - 1.6, -7), (x + 1.6, -7), (x + 2, -3.4)]), tone, rim=0)
    thing.grip = (-4, -1.5)


def painting(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-17, -28, 34, 28, 0.8), t.brass, lift=1.2)
    cut.fill(rect(-15, -26, 30, 24), shade(t.brass, -0.14), rim=0)
    cut.fill(rect(-14, -25, 28, 22), shade(t.main, 0.2), rim=0)
    cut.fill(oval(6, -19, 3), t.lamp, rim=0)
    for y, tone in ((-13, t.light), (-10, t.main), (-7, t.dark)):
        hill = smooth([(-14, -3), (-14, y), (-5, y - 3.4), (4, y + 1), (14, y - 2), (14, -3)],
                      tension=0.6)  # fmt: skip
        cut.fill(hill, tone, rim=0.2)
    cut.line(rect(-16, -27, 32, 26, 0.4), shade(t.brass, 0.1), 0.5)
    thing.grip = (-15, -6)


def ticket(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    body = union([rect(-8, -8.4, 16, 8.4, 1.6)])
    cut.fill(body, t.main, lift=0.7)
    cut.line(line((4, -7.6), (4, -0.8)), t.trim, 0.5)
    for y, wide in ((-6, 2), (-4, 0.6)):
        cut.line(line((-5.6, y), (wide, y)), t.trim, 0.7)
    cut.fill(oval(6, -4.2, 1.0), t.trim, rim=0)
    thing.tilt, thing.grip = -12.0, (-6, -2)


def packet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-6, -14, 12, 14, 1.2), t.main, lift=0.8)
    cut.fill(rect(-6, -14, 12, 3, 0.6), t.dark, rim=0.2)
    cut.fill(rect(-4.2, -9.6, 8.4, 7.8, 0.8), t.paper, rim=0.2)
    cut.line(line((0, -2.6), (0, -6)), 0xFF4C7A45, 0.8)
    for side in (-1, 1):
        leaf = smooth([(0, -5.4), (side * 2.6, -8.6), (side * 3, -5.8)])
        cut.fill(leaf, 0xFF5E9350, rim=0)
    thing.grip = (-3, -2)
