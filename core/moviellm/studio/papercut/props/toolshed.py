"""Tools of gardens, workshops, laboratories and of whoever keeps watch."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import (
    arc,
    limb,
    line,
    oval,
    polygon,
    rect,
    smooth,
    turned,
    union,
)


def microscope(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-11, -3, 22, 3, 1.2), t.main, lift=0.6)
    cut.line(smooth([(7, -3), (12, -12), (9, -23), (0, -26)], closed=False), t.main, 4.2)
    cut.fill(rect(-9, -11, 15, 2.2, 0.6), t.dark, lift=0.5)
    cut.fill(oval(-3, -6, 2.6, 2), 0xFFCFE4EA, rim=0.3)
    tube = [turned(p, -14, (-3, -22)) for p in ((-6.4, -34), (0.4, -34), (0.4, -17), (-6.4, -17))]
    cut.fill(polygon(*tube), t.metal, lift=0.7)
    tip = [turned(p, -14, (-3, -22)) for p in ((-5, -17), (-1, -17), (-1.8, -12.6), (-4.2, -12.6))]
    cut.fill(polygon(*tip), t.brass, rim=0.25)
    eye = [turned(p, -14, (-3, -22)) for p in ((-5.4, -38), (-0.6, -38), (-0.2, -34), (-5.8, -34))]
    cut.fill(polygon(*eye), t.ink, rim=0.2)
    cut.fill(oval(9.6, -13, 2.4), t.brass, rim=0.25)
    thing.grip = (10, -14)


def thermometer(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-5.6, -30, 11.2, 30, 3), t.main, lift=0.8)
    cut.fill(rect(-1.9, -27, 3.8, 20, 1.9), 0xFFF4F6F2, rim=0.25)
    cut.fill(oval(0, -5.6, 3.4), 0xFFC8372D, rim=0.25)
    cut.fill(rect(-1, -18, 2, 12), 0xFFC8372D, rim=0)
    for index in range(6):
        y = -25.4 + index * 3
        cut.line(line((2.8, y), (4.6 if index % 2 else 3.9, y)), t.paper, 0.7)
    thing.grip = (0, -1)


def magnet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    shoe = smooth([(-9, 0), (-9, -10), (-6.4, -15), (0, -17.4), (6.4, -15), (9, -10), (9, 0),
                   (3.8, 0), (3.8, -8.6), (0, -11.6), (-3.8, -8.6), (-3.8, 0)],
                  tension=0.5)  # fmt: skip
    cut.fill(shoe, t.main, lift=0.8)
    for x in (-9.2, 3.6):
        cut.fill(rect(x, -4.4, 5.6, 4.6, 0.3), t.metal, rim=0.25)
    cut.line(arc(0, -9.4, 7, 6, 200, 70), t.light, 0.9)
    thing.grip = (0, -15)


def lightbulb(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    if looks.lit:
        cut.glow(0, -15, 30, t.lamp, 0.65)
    glass = mix(t.lamp, 0xFFFFFFFF, 0.4) if looks.lit else mix(0xFFEAF0EC, t.main, 0.22)
    cut.fill(smooth([(-3.4, -6), (-4.2, -9.6), (-8, -14), (-7.4, -21), (0, -25), (7.4, -21),
                     (8, -14), (4.2, -9.6), (3.4, -6)], tension=0.8), glass, lift=0.6)  # fmt: skip
    cut.line(line((-2, -8), (-3, -15), (-1, -13), (1, -15.6), (3, -13), (2, -8)), t.ink, 0.7)
    cut.line(arc(-0.4, -16.6, 5.6, 6, 190, 60), 0xE0FFFFFF, 1.1)
    for y in (-6, -4, -2.2):
        cut.fill(rect(-3.6, y, 7.2, 1.7, 0.6), t.metal, rim=0.2)
    cut.fill(oval(0, -0.4, 1.6, 0.8), t.ink, rim=0)
    thing.grip = (0, -3)


def cog(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    teeth = [turned((0, -11 - (11 if index % 4 < 2 else 8.2)), index * 11.25 - 5, (0, -11))
             for index in range(32)]  # fmt: skip
    cut.fill(polygon(*teeth), t.main, lift=0.9)
    cut.line(oval(0, -11, 6), t.dark, 1.1)
    cut.fill(oval(0, -11, 3), t.ink, rim=0.3)
    for angle in (0.0, 90.0, 180.0, 270.0):
        cut.fill(oval(*turned((0, -16.4), angle + 45, (0, -11)), 0.9), t.dark, rim=0)
    thing.grip = (0, -2)


def screwdriver(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-20, -4.2, 20, 2.2, 0.4), t.metal, lift=0.5)
    cut.fill(polygon((-20, -4.2), (-23, -5), (-23, -1.2), (-20, -2)), t.metal, rim=0.2)
    cut.fill(smooth([(0, -5.4), (3, -6.4), (14, -6), (17, -3.2), (14, -0.4), (3, 0), (0, -0.8)],
             tension=0.5), t.main, lift=0.7)  # fmt: skip
    for y in (-4.6, -2.8):
        cut.line(line((3, y), (13, y)), t.light, 0.7)
    thing.grip, thing.tilt = (8, -3), 50.0


def rake(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.4, -62, 2.8, 52, 1), t.wood, lift=0.8)
    cut.fill(polygon((-1.4, -14), (1.4, -14), (4, -9), (-4, -9)), t.main, rim=0.25)
    cut.fill(rect(-12, -10.4, 24, 3.2, 1), t.main, lift=0.6)
    for index in range(7):
        x = -10.8 + index * 3.6
        cut.line(smooth([(x, -8), (x, -3), (x - 0.6, -0.6)], closed=False), t.main, 1.5)
    thing.grip = (0, -38)


def pitchfork(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.4, -64, 2.8, 44, 1), t.wood, lift=0.8)
    cut.fill(rect(-2.2, -26, 4.4, 8, 0.8), t.main, lift=0.4)
    for side in (-1, 1):
        prong = smooth([(0, -19), (side * 7, -17.6), (side * 8, -11), (side * 7.4, -1)],
                       closed=False)  # fmt: skip
        cut.line(prong, t.main, 2.0)
    cut.line(line((0, -20), (0, -1)), t.main, 2.0)
    cut.line(line((0, -60), (0, -32)), shade(t.wood, 0.08), 0.7)
    thing.grip = (0, -42)


def ladder(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index in range(7):
        y = -7.0 - index * 9.4
        half = 8.6 - index * 0.32
        cut.fill(rect(-half, y, half * 2, 2.4, 0.6), t.light, lift=0.4)
    for side in (-1, 1):
        pole = polygon((side * 11.2, 0), (side * 8, 0), (side * 5.8, -72), (side * 8.4, -72))
        cut.fill(pole, t.main, lift=0.8)
    thing.grip = (-8, -34)


def wateringcan(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(-8, -5), (-16, -14), (-21, -20)], (4.4, 2.8, 2.4)), t.dark, lift=0.6)
    cut.fill(polygon((-18.6, -22.6), (-24.4, -17.4), (-26.8, -21.6), (-21.6, -26.2)), t.metal,
             lift=0.5)  # fmt: skip
    cut.line(smooth([(-6, -18), (0, -27), (10, -24), (13, -14), (10, -6)], closed=False), t.dark,
             2.0)  # fmt: skip
    cut.fill(polygon((-8.6, -18), (8.6, -18), (10.4, 0), (-10.4, 0)), t.main, lift=0.9)
    cut.fill(oval(0, -18, 8.6, 2), shade(t.main, -0.18), rim=0.25)
    for y in (-13, -4):
        cut.line(line((-9.4, y), (9.4, y)), t.dark, 0.9)
    cut.line(line((-5.6, -11.4), (-6, -6)), t.light, 1.1)
    thing.grip = (4, -25)


def flashlight(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    if looks.lit:
        cut.glow(-16, -5, 26, t.lamp, 0.75)
        cut.fill(polygon((-14, -9), (-38, -17), (-38, 4), (-14, -1)), alpha(t.lamp, 0.34), rim=0)
    cut.fill(rect(-6, -7.6, 22, 5.6, 1.4), t.main, lift=0.7)
    cut.fill(polygon((-14, -10), (-6, -7.6), (-6, -2), (-14, 0.2)), t.dark, lift=0.6)
    bulb = t.lamp if looks.lit else 0xFFCFE0E2
    cut.fill(oval(-14, -4.9, 1.9, 5), bulb, rim=0.3)
    cut.fill(rect(-1, -8.6, 5, 2, 0.8), 0xFFC8372D, rim=0.2)
    for x in (7, 9.4, 11.8):
        cut.line(line((x, -7), (x, -2.6)), t.dark, 0.8)
    thing.grip = (8, -4.6)


def binoculars(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(-9, -15), (-14, -4), (0, -0.6), (14, -4), (9, -15)], closed=False), t.dark,
             1.1)  # fmt: skip
    for side in (-1, 1):
        x = side * 6.4
        cut.fill(polygon((x - 3, -22), (x + 3, -22), (x + 5.4, -5), (x - 5.4, -5)), t.main,
                 lift=0.8)  # fmt: skip
        cut.fill(rect(x - 3.6, -25, 7.2, 3.8, 1), t.ink, rim=0.25)
        cut.fill(rect(x - 6, -6.4, 12, 4, 1.2), t.ink, rim=0.25)
        cut.fill(oval(x, -2.6, 5, 1.6), 0xFF9CC3D0, rim=0.25)
        cut.line(line((x - 3, -9), (x - 2, -19)), t.light, 0.9)
    cut.fill(rect(-2.4, -17, 4.8, 5, 0.8), t.brass, lift=0.4)
    thing.grip = (0, -12)


def megaphone(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(7, -9), (9, -1.4)], (3.6, 3.2)), t.ink, lift=0.5)
    cut.fill(polygon((-15, -22), (8, -14), (8, -7), (-15, 0)), t.main, lift=0.9)
    cut.fill(rect(7, -14.6, 9, 8, 1.4), t.dark, lift=0.5)
    cut.fill(oval(-15, -11, 3.6, 11.4), t.light, rim=0.4)
    cut.fill(oval(-14.6, -11, 2.2, 8.2), t.ink, rim=0)
    cut.line(line((-8, -18), (-8, -4)), t.paper, 2.0)
    thing.grip = (8.4, -4)


def whistle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(7, -6), (13, -8), (15, -2), (10, -0.8)], closed=False), t.accent, 1.3)
    body = union([oval(2, -6, 6), rect(-12, -12, 14, 6, 0.8)])
    cut.fill(body, t.main, lift=0.7, rim=0)
    cut.fill(rect(-13.4, -12.4, 4, 6.6, 0.8), t.dark, rim=0.25)
    cut.fill(polygon((-5, -12.4), (0.6, -12.4), (-1.6, -9), (-5, -9)), t.ink, rim=0)
    cut.fill(oval(2, -6, 2.4), t.dark, rim=0.25)
    cut.line(oval(7.6, -7, 1.8), t.metal, 1.0)
    thing.grip = (7, -6)
