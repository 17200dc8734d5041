"""Tools, and long things that are held by the middle."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, rect, smooth


def key(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-0.2, -4.6, 11, 2.0, 0.4), t.main, lift=0.6)
    cut.fill(rect(7.2, -3.4, 1.7, 3.4, 0.3), t.main)
    cut.fill(rect(9.6, -3.4, 1.6, 2.6, 0.3), t.main)
    cut.line(oval(-4.2, -3.6, 3.1), t.main, 1.9)
    cut.line(arc(-4.2, -3.6, 3.5, 3.5, 190, 90), t.light, 0.5)
    thing.grip, thing.tilt = (-4.4, -2.6), -50.0


def rope(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index, (y, rx) in enumerate(((-3, 11.4), (-6.4, 10.2), (-9.6, 9.2))):
        cut.line(oval(0, y, rx, 3.2), (t.dark, t.main, t.light)[index], 2.5)
    for x in (-8, -3, 3, 8):
        cut.line(line((x - 0.6, -9.6), (x + 0.8, -7.4)), alpha(t.trim, 0.8), 0.5)
    cut.line(smooth([(9, -7), (13, -4), (14.4, 0)], closed=False), t.main, 2.3)
    thing.grip = (-9, -9)


def hammer(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.4, -22, 2.8, 22, 1), t.wood, lift=0.7)
    head = [(-8.6, -26.6), (-3, -27.4), (5.4, -26.6), (8.8, -23.6), (3, -21.4), (-3, -21.4),
            (-8.6, -21.2)]  # fmt: skip
    cut.fill(smooth(head, tension=0.35), t.main, lift=0.7)
    cut.fill(rect(-9.6, -27.2, 3, 6.4, 0.6), t.dark)
    thing.grip = (0, -6)


def spade(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.5, -58, 3, 42, 1), t.wood, lift=0.8)
    cut.fill(rect(-5.4, -61, 10.8, 3.4, 1.4), t.wood, lift=0.5)
    blade = [(-7, -20), (7, -20), (7.2, -9), (0, 0), (-7.2, -9)]
    cut.fill(smooth(blade, tension=0.4), t.main if t.main != t.wood else t.metal, lift=0.9)
    cut.line(line((0, -18), (0, -7)), t.dark, 0.7)
    thing.grip = (0, -36)


def axe(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, 0), (0.8, -24), (0, -46)], (3.2, 2.6, 3)), t.wood, lift=0.8)
    blade = [(-1, -46), (8, -50), (14, -47.6), (13.4, -35.6), (8, -36.8), (-1, -39.4)]
    cut.fill(smooth(blade, tension=0.45), t.main, lift=0.8)
    cut.fill(smooth([(11, -48.8), (14, -47.6), (13.4, -35.6), (10.6, -36.4)], tension=0.3), t.metal,
             rim=0.2)  # fmt: skip
    cut.fill(rect(-3.4, -46.4, 5, 7.4, 0.6), t.dark)
    thing.grip = (0.6, -18)


def wrench(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.8, -18, 3.6, 16, 1), t.main, lift=0.7)
    jaw = [(-5.6, -26), (-2, -25.4), (-1.8, -21.6), (1.8, -21.6), (2, -25.4), (5.6, -26),
           (5.4, -19.4), (0, -16.6), (-5.4, -19.4)]  # fmt: skip
    cut.fill(smooth(jaw, tension=0.35), t.main, lift=0.6)
    cut.fill(oval(0, -2.6, 3.4), t.main, lift=0.4)
    cut.fill(oval(0, -2.6, 1.3), t.trim, rim=0)
    cut.line(line((0, -16), (0, -6.4)), t.dark, 0.7)
    thing.grip = (0, -8)


def ladle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(-1, -6), (0, -18), (2.4, -24), (4.6, -22.4)], closed=False), t.main, 1.9)
    cut.fill(smooth([(-7.4, -6.6), (-5.4, -1), (0, 0.4), (4.4, -1), (6, -6.6)], tension=0.7),
        t.main, lift=0.8)  # fmt: skip
    cut.fill(oval(-0.7, -6.6, 6.6, 1.7), t.dark, rim=0.25)
    thing.grip = (0, -18)


def brush(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, 0), (0, -8), (0, -14)], (1.0, 2.1, 1.7)), t.main, lift=0.6)
    cut.fill(rect(-1.5, -17.4, 3, 3.6, 0.4), t.brass)
    cut.fill(smooth([(-1.7, -17), (-2.1, -20.4), (0, -24.4), (2.1, -20.4), (1.7, -17)]), t.accent)
    thing.grip, thing.tilt = (0, -5), 16.0


def oar(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.4, -70, 2.8, 52, 1), t.main, lift=0.8)
    cut.fill(smooth([(-1.6, -26), (-4.6, -18), (-4.4, -2), (0, 0), (4.4, -2), (4.6, -18),
                     (1.6, -26)], tension=0.6), t.main, lift=0.8)  # fmt: skip
    cut.fill(rect(-4.5, -10, 9, 3, 0.4), t.accent, rim=0)
    cut.fill(rect(-2, -71, 4, 7, 1.4), t.dark)
    thing.grip = (0, -40)


def bell(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.5, -18.4, 3, 7, 1.2), t.wood, lift=0.5)
    cut.fill(oval(0, -0.8, 1.9), t.dark, lift=0.3)
    cut.fill(smooth([(-7.4, -1.6), (-5.2, -4.4), (-4.4, -10), (0, -12.4), (4.4, -10), (5.2, -4.4),
                     (7.4, -1.6), (0, -0.6)], tension=0.7), t.main, lift=0.7)  # fmt: skip
    cut.line(line((-5.4, -3.6), (5.4, -3.6)), t.dark, 0.6)
    cut.line(smooth([(-3, -9), (-3.6, -5)], closed=False), t.light, 0.8)
    thing.grip = (0, -16)


def telescope(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-19, -6.4, 12, 5, 0.8), t.brass, lift=0.7)
    cut.fill(rect(-8, -7.4, 13, 7, 0.8), t.main, lift=0.7)
    cut.fill(rect(4, -8.4, 14, 9, 1), t.dark, lift=0.7)
    for x, high in ((-9, 7.6), (3.2, 9.4), (16.4, 10.4)):
        cut.fill(rect(x, -3.9 - high / 2, 2.2, high, 0.6), t.brass, rim=0.25)
    cut.line(line((-6, -5.8), (3, -5.8)), t.light, 0.6)
    thing.grip, thing.tilt = (-2, -1), -24.0


def magnifier(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.4, -8.4, 2.8, 8.4, 1.2), t.wood, lift=0.6)
    cut.fill(oval(0, -13.8, 5.6), alpha(0xFFDCEFF4, 0.85), lift=0.4, rim=0)
    cut.line(oval(0, -13.8, 5.6), t.main, 1.7)
    cut.line(arc(0, -13.8, 3.6, 3.6, 190, 70), 0xE0FFFFFF, 0.8)
    thing.grip = (0, -3)


def umbrella(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, -40), (0, -6), (1.2, -1.2), (4.6, -1.2), (5.2, -5)], closed=False), t.wood,
             1.9)  # fmt: skip
    dome = [(-23, -34), (-19, -45), (-8, -52), (0, -53.4), (8, -52), (19, -45), (23, -34),
            (17, -37), (11.4, -34.4), (5.8, -37), (0, -34.4), (-5.8, -37), (-11.4, -34.4),
            (-17, -37)]  # fmt: skip
    cut.fill(smooth(dome, tension=0.7), t.main, lift=1.1)
    for x in (-11.4, 0.0, 11.4):
        rib = smooth([(0, -53), (x * 0.8, -45), (x, -34.6)], closed=False)
        cut.line(rib, t.dark, 0.7)
    cut.fill(rect(-0.7, -57, 1.4, 4.4, 0.6), t.dark)
    cut.fill(smooth([(-11.4, -35), (-8.6, -46), (0, -53), (-2, -44), (0, -35), (-5.8, -37.4)],
                    tension=0.6), shade(t.main, 0.05), rim=0)  # fmt: skip
    thing.grip = (0, -8)
