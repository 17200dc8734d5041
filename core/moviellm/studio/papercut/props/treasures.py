"""Small precious things."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, union


def ring(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(oval(0, -5.2, 4.2), t.main, 2.0)
    cut.line(arc(0, -5.2, 4.6, 4.6, 190, 90), t.light, 0.6)
    cut.fill(polygon((-3.2, -11), (-1.6, -13.6), (1.6, -13.6), (3.2, -11), (0, -8)), t.accent,
             lift=0.5)  # fmt: skip
    cut.fill(polygon((-1.4, -11), (0, -13.2), (1.4, -11)), shade(t.accent, 0.15), rim=0)
    thing.grip = (0, -2)


def necklace(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(arc(0, -13.5, 6.6, 9, 0, 359), t.trim, 0.7)
    spots = ((-6.4, -12), (-5.6, -8.4), (-3.4, -5.6), (3.4, -5.6), (5.6, -8.4), (6.4, -12),
             (-5.2, -17.8), (5.2, -17.8))  # fmt: skip
    for x, y in spots:
        cut.fill(oval(x, y, 1.5), t.main, lift=0.4)
    cut.fill(oval(0, -3, 2.9), t.main, lift=0.5)
    cut.fill(oval(-0.8, -3.8, 0.9), t.light, rim=0)
    thing.grip = (0, -21)


def watch(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    chain = smooth([(0, -15), (4, -18), (8, -15), (11, -17), (13, -13)], closed=False)
    cut.line(chain, t.dark, 0.9)
    cut.fill(rect(-1.4, -15.6, 2.8, 3, 0.8), t.dark)
    cut.fill(oval(0, -6.6, 6.6), t.main, lift=0.7)
    cut.fill(oval(0, -6.6, 5.0), t.paper, rim=0.2)
    for x, y in ((0, -10.6), (4, -6.6), (0, -2.6), (-4, -6.6)):
        cut.fill(oval(x, y, 0.5), t.ink, rim=0)
    cut.line(line((0, -6.6), (0, -9.8)), t.ink, 0.7)
    cut.line(line((0, -6.6), (2.6, -5.4)), t.ink, 0.7)
    thing.grip = (0, -1)


def coin(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -6, 6), t.main, lift=0.7)
    cut.line(oval(0, -6, 4.6), t.dark, 0.5)
    star = [(0, -9.6), (1, -7), (3.4, -6.8), (1.4, -5.2), (2.2, -2.6), (0, -4.2), (-2.2, -2.6),
            (-1.4, -5.2), (-3.4, -6.8), (-1, -7)]  # fmt: skip
    cut.fill(polygon(*star), t.dark, rim=0)
    thing.grip = (-2, -2)


def crown(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-9, 0), (-11, -12), (-5.6, -6.8), (0, -14.4), (5.6, -6.8), (11, -12), (9, 0)),
             t.main, lift=0.8)  # fmt: skip
    cut.fill(rect(-9.4, -3.4, 18.8, 3.6, 0.8), t.dark, rim=0.25)
    for x, y in ((-11, -12.6), (0, -15), (11, -12.6)):
        cut.fill(oval(x, y, 1.5), t.light, lift=0.3)
    for x, tone in ((-5, t.accent), (0, 0xFF3C6FA8), (5, t.accent)):
        cut.fill(oval(x, -1.6, 1.2), tone, rim=0)
    thing.grip = (-6, -1)


def gem(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-7, -7.4), (-4, -12), (4, -12), (7, -7.4), (0, 0)), t.main, lift=0.8)
    cut.fill(polygon((-4, -12), (0, -7.4), (4, -12)), t.light, rim=0)
    cut.fill(polygon((-7, -7.4), (-2.4, -7.4), (0, 0)), t.dark, rim=0)
    cut.fill(polygon((-2.4, -7.4), (2.4, -7.4), (0, 0)), shade(t.main, 0.05), rim=0)
    cut.fill(polygon((-3.2, -10.8), (-1.2, -11.2), (-2.6, -9)), 0xC8FFFFFF, rim=0)
    thing.grip = (0, -2)


def crystal(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, high, lean, tone in (
        (-4.2, 11, -3, t.dark),
        (4.4, 9.6, 3, t.dark),
        (0, 16.4, 0, t.main),
    ):
        cut.fill(polygon((x - 2.9, 0), (x - 3.3 + lean, -high * 0.74), (x + lean, -high),
                         (x + 3.3 + lean, -high * 0.74), (x + 2.9, 0)), tone, lift=0.6)  # fmt: skip
    cut.fill(polygon((-2.9, 0), (-3.3, -12.1), (-0.6, -11), (-0.6, 0)), t.light, rim=0)
    cut.line(line((1, -13), (1.4, -4)), 0xB0FFFFFF, 0.7)
    thing.grip = (0, -2)


def medal(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-4.4, -16.4), (-0.6, -16.4), (2, -8.6), (-1.4, -8.6)), t.accent, lift=0.5)
    cut.fill(polygon((4.4, -16.4), (0.6, -16.4), (-2, -8.6), (1.4, -8.6)), shade(t.accent, -0.08),
             lift=0.4)  # fmt: skip
    cut.fill(oval(0, -4.8, 4.8), t.main, lift=0.6)
    cut.line(oval(0, -4.8, 3.5), t.dark, 0.5)
    cut.fill(polygon((0, -7.6), (1.8, -4.8), (0, -2), (-1.8, -4.8)), t.light, rim=0.2)
    thing.grip = (0, -15)


def feather(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-1, -2), (-5.4, -9), (-3, -19), (3.6, -23.4), (5.4, -14), (2.4, -5)],
                    tension=0.9), t.main, lift=0.6)  # fmt: skip
    cut.fill(smooth([(0, -3), (5.0, -13), (3.4, -23)], tension=0.6), t.light, rim=0)
    cut.line(smooth([(-2, 0.6), (0, -6), (3.4, -22)], closed=False), t.trim, 0.6)
    for y in (-8.4, -13):
        cut.line(line((0.8, y), (-3.6, y - 1.6)), alpha(t.dark, 0.9), 0.45)
    thing.grip, thing.tilt = (-1.6, -0.6), 12.0


def shell(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    fan = [(0, 0), (-4, -1.2), (-8.4, -6), (-7, -11.4), (-2.6, -13.4), (2.6, -13.4), (7, -11.4),
           (8.4, -6), (4, -1.2)]  # fmt: skip
    cut.fill(smooth(fan, tension=0.8), t.main, lift=0.7)
    for x in (-5.6, -2, 2, 5.6):
        cut.line(line((x * 0.25, -1.4), (x, -11.6)), t.dark, 0.55)
    cut.fill(smooth([(-3.4, 0.4), (0, -2.4), (3.4, 0.4)]), t.light)
    thing.grip = (0, -1)


def figurine(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-5.6, -2.6, 11.2, 2.6, 0.8), t.dark, lift=0.5)
    cat = [(-3.8, -2.6), (-4.6, -7.4), (-2.4, -11), (-3.2, -15.8), (-1.2, -13.8), (1.2, -13.8),
           (3.2, -15.8), (2.8, -10.8), (4.4, -7), (4, -2.6)]  # fmt: skip
    cut.fill(smooth(cat, tension=0.55), t.main, lift=0.6)
    cut.line(limb([(3.6, -3.6), (6.4, -5.4), (5.4, -8.6)], (0.8, 0.8, 0.6)), t.main, 0.9)
    for x in (-1.2, 1.2):
        cut.fill(oval(x, -11.8, 0.45), t.ink, rim=0)
    cut.line(arc(0, -6.6, 2, 3, 200, 120), t.light, 0.5)
    thing.grip = (0, -2)


def mask(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    face = [(-9, -13), (-7, -18.6), (0, -20), (7, -18.6), (9, -13), (6.6, -4), (0, 0), (-6.6, -4)]
    cut.fill(smooth(face, tension=0.85), t.main, lift=0.8)
    for side in (-1, 1):
        eye = [(side * 1.6, -11.8), (side * 4, -13.8), (side * 6.6, -11.6), (side * 4, -10.4)]
        cut.fill(smooth(eye, tension=0.8), t.ink, rim=0)
        cut.fill(oval(side * 5, -7.4, 1.5), t.accent, rim=0)
    smile = [(-3.6, -5.6), (0, -4.4), (3.6, -5.6), (0, -2.4)]
    cut.fill(smooth(smile, tension=0.8), t.ink, rim=0)
    cut.fill(union([oval(x, -18.2, 0.9) for x in (-3, 0, 3)]), t.brass, rim=0)
    thing.grip = (-5.6, -3)
