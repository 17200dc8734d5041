"""Soft, bright and living things that people keep."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, turned


def doll(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        cut.fill(limb([(side * 2, -5), (side * 3, 0)], (2.8, 2.4)), t.paper, lift=0.4)
        cut.fill(limb([(side * 3, -12.6), (side * 7.4, -9.4)], (2.6, 2.2)), t.paper, lift=0.4)
    cut.fill(polygon((-7, -3), (-2.8, -14), (2.8, -14), (7, -3)), t.main, lift=0.6)
    cut.fill(oval(0, -18.6, 4.8), t.paper, lift=0.6)
    hair = [
        (-5.2, -18),
        (-4.6, -23),
        (0, -24.6),
        (4.6, -23),
        (5.2, -18),
        (2.4, -21.4),
        (-2.4, -21.4),
    ]
    cut.fill(smooth(hair, tension=0.8), t.wood, rim=0.25)
    for x in (-1.7, 1.7):
        cut.fill(oval(x, -18.6, 0.6), t.ink, rim=0)
    cut.line(arc(0, -17.4, 1.5, 1.2, 20, 140), 0xFFB04A4A, 0.5)
    cut.fill(rect(-3, -8.4, 2.4, 2.4), t.trim, rim=0.2)
    thing.grip = (0, -9)


def flower(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, 0), (0.6, -7), (0, -13)], closed=False), 0xFF4F7A42, 1.2)
    cut.fill(smooth([(0.4, -4), (4.6, -8), (5, -4.6)]), 0xFF5E8F4C, rim=0.25)
    for index in range(6):
        x, y = turned((0, -18.6), index * 60, (0, -15))
        cut.fill(oval(x, y, 2.7), shade(t.main, 0.03 * (index % 2)), lift=0.3)
    cut.fill(oval(0, -15, 2.1), t.brass if t.main != t.brass else t.dark, lift=0.2)
    thing.grip = (0.4, -2)


def kite(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, -14), (4, -9), (-2, -4), (3, 0)], closed=False), t.dark, 0.7)
    for x, y in ((3.2, -9.6), (-1, -4.6)):
        cut.fill(polygon((x - 2.6, y - 1.4), (x + 2.6, y + 1.4), (x + 2.6, y - 1.4), (x - 2.6,
            y + 1.4)), t.accent, rim=0.2)  # fmt: skip
    cut.fill(polygon((0, -50), (13, -33), (0, -13), (-13, -33)), t.main, lift=1.0)
    cut.fill(polygon((0, -50), (13, -33), (0, -33)), t.light, rim=0)
    cut.fill(polygon((0, -33), (0, -13), (-13, -33)), t.dark, rim=0)
    cut.line(line((0, -49.6), (0, -13.4)), t.wood, 0.7)
    cut.line(line((-12.6, -33), (12.6, -33)), t.wood, 0.7)
    thing.grip = (-4, -24)


def blanket(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index, tone in enumerate((t.dark, t.main, t.light)):
        y = -index * 5.4
        cut.fill(rect(-16 + index * 0.5, y - 6, 32 - index, 6.4, 2.8), tone, lift=0.7)
    for x in (-9, -1, 7):
        cut.fill(rect(x, -16.6, 3.4, 5.6, 0.4), t.accent, rim=0)
    for x in range(-14, 15, 4):
        cut.line(line((x, 0), (x, 2)), t.main, 0.7)
    thing.grip = (-10, -3)


def hat(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-8.4, -3), (-8, -10), (-4.4, -14.4), (0, -13.4), (4.4, -14.6), (8, -10),
                     (8.4, -3)], tension=0.7), t.main, lift=0.7)  # fmt: skip
    cut.fill(rect(-8.6, -6, 17.2, 3.6, 0.6), t.trim, rim=0.2)
    cut.fill(smooth([(-16, -1.6), (-8, -4), (8, -4), (16, -1.6), (0, 1)], tension=0.7), t.main,
             lift=0.8)  # fmt: skip
    thing.grip = (-12, -1)


def scarf(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.folded:
        _folded(thing, t, 11.0, 9.0)
        for x in (-8.0, -5.6, -3.2):
            thing.rear.line(line((x, 0), (x, 2)), t.trim, 0.7)
        return
    cut = thing.rear
    cut.fill(limb([(-6, -18), (-7.4, -9), (-6, 0)], (6.4, 6.8, 6.4)), t.dark, lift=0.6)
    cut.fill(limb([(5, -18), (7.4, -9), (6.4, -3)], (6.4, 6.8, 6.4)), t.main, lift=0.6)
    cut.fill(smooth([(-10, -16), (-8, -21.4), (0, -22.6), (8, -21.4), (10, -16), (0, -14.4)],
                    tension=0.8), t.main, lift=0.7)  # fmt: skip
    for x, y in ((-7, -6), (6.6, -8.6)):
        cut.fill(rect(x - 3.2, y, 6.6, 2), t.trim, rim=0)
    thing.grip = (0, -18)


def _folded(thing: Thing, t: Tones, half: float, high: float) -> None:
    """Something soft, laid together."""
    cut = thing.rear
    for index, tone in enumerate((t.dark, t.main, t.main)):
        y = -index * high * 0.34
        cut.fill(
            rect(-half + index * 0.6, y - high * 0.4, 2 * half - index * 1.2, high * 0.42, 2.2),
            tone, lift=0.6,
        )  # fmt: skip
    cut.fill(smooth([(half * 0.2, -high), (half * 0.9, -high * 0.9), (half * 0.8, -high * 0.2),
                     (half * 0.3, -high * 0.12)], tension=0.6), t.light, lift=0.4)  # fmt: skip
    thing.grip = (-half * 0.5, -1)


def cloak(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.folded:
        _folded(thing, t, 15.0, 13.0)
        thing.rear.fill(oval(-9, -12, 1.7), t.brass, lift=0.3)
        return
    cut = thing.rear
    cut.fill(smooth([(-5, -40), (-11, -34), (-16, -4), (-8, -1), (0, -3), (8, -1), (16, -4),
                     (11, -34), (5, -40)], tension=0.6), t.main, lift=1.0)  # fmt: skip
    for x in (-7.4, 0, 7.4):
        cut.line(line((x * 0.5, -33), (x, -5)), alpha(t.dark, 0.9), 0.8)
    cut.fill(smooth([(-7, -37), (-5.4, -44), (0, -46.4), (5.4, -44), (7, -37), (0, -34.4)],
                    tension=0.8), t.dark, lift=0.6)  # fmt: skip
    cut.fill(oval(0, -35.4, 1.9), t.brass, lift=0.3)
    thing.grip = (-4, -38)


def helmet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-10.6, 0), (-11, -8), (-6.4, -15.6), (0, -17.4), (6.4, -15.6), (11, -8),
                     (10.6, 0)], tension=0.75), t.main, lift=0.9)  # fmt: skip
    cut.fill(smooth([(-6.4, -6.4), (0, -8.4), (6.4, -6.4), (5.4, -2.6), (0, -1.6), (-5.4, -2.6)],
                    tension=0.7), t.ink, rim=0.3)  # fmt: skip
    cut.line(line((0, -17), (0, -8.4)), t.dark, 1.1)
    cut.line(arc(0, -8, 8.4, 7, 200, 60), t.light, 0.7)
    thing.grip = (-7, -1)


def parcel(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-9, -14, 18, 14, 0.8), t.main, lift=0.8)
    cut.line(line((0, -14), (0, 0)), t.trim, 1.0)
    cut.line(line((-9, -7.6), (9, -7.6)), t.trim, 1.0)
    for side in (-1, 1):
        cut.fill(smooth([(0, -14), (side * 5, -18.4), (side * 6, -14.6)]), t.trim, rim=0.25)
    thing.grip = (-5, -1)


def ball(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -8, 8), t.main, lift=0.8)
    cut.fill(smooth([(-8, -8), (0, -11), (8, -8), (0, -5)], tension=0.8), t.trim, rim=0)
    cut.fill(oval(-3, -12, 1.6), t.light, rim=0)
    thing.grip = (0, -1)


def stick(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, 0), (0.8, -20), (-0.6, -44)], (2.6, 2.4, 3)), t.main, lift=0.8)
    cut.fill(oval(-0.6, -46, 3.2), t.light, lift=0.5)
    cut.fill(rect(-1.7, -39, 3.4, 2.4, 0.4), t.brass, rim=0.2)
    thing.grip = (0.4, -16)


def pet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(8, -6), (14, -10), (13, -17)], closed=False), t.main, 2.4)
    cut.fill(
        smooth([(-9, 0), (-9, -8), (0, -12.4), (9, -9), (9, 0)], tension=0.7), t.main, lift=0.8
    )
    head = [(-15, -15), (-14.6, -21), (-11, -18.6), (-7, -18.6), (-4, -21.4), (-3.4, -14), (-9, -9)]
    cut.fill(smooth(head, tension=0.6), t.main, lift=0.7)
    for x in (-11.6, -6.8):
        cut.fill(oval(x, -14.6, 0.9), t.ink, rim=0)
    cut.fill(oval(-9.2, -12.4, 0.9), t.accent, rim=0)
    thing.grip = (-2, -2)
