"""Small carved figures of animals and beasts, each of one piece of wood or stone on its foot."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.studio.papercut.colour import shade
from moviellm.studio.papercut.props.thing import Artist, Looks, Thing, Tones
from moviellm.studio.papercut.shapes import Point, arc, limb, line, oval, polygon, rect, smooth


def _foot(thing: Thing, t: Tones, half: float = 8.0) -> None:
    """The plinth, and where a hand takes it."""
    thing.rear.fill(rect(-half, -2.6, half * 2, 2.6, 0.6), shade(t.wood, -0.04), lift=0.5)
    thing.grip = (-half * 0.5, -1)


def _cut(thing: Thing, tone: int, points: Sequence[Point], tension: float = 0.7) -> None:
    thing.rear.fill(smooth(points, tension=tension), tone, lift=0.6)


def dragon(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 9.4)
    cut = thing.rear
    cut.fill(polygon((-1, -13), (5, -25), (8, -20.6), (11.4, -23), (11.6, -17.4), (14.6, -17),
                     (7, -10)), t.light, lift=0.5)  # fmt: skip
    for tip in ((5, -25), (11.4, -23)):
        cut.line(line((2, -12.4), tip), t.dark, 0.5)
    tail = [(5, -5), (11, -3.6), (14.4, -6.4), (13, -10)]
    cut.fill(limb(tail, (4.6, 3, 1.8, 1.0)), t.main, lift=0.5)
    _cut(thing, t.main, [(-5, -2.6), (-6.4, -9), (-2, -14), (5, -12), (8.4, -6), (7, -2.6)])
    cut.fill(limb([(-3, -9), (-8, -15), (-6.4, -21)], (5.4, 4, 3.4)), t.main, lift=0.5)
    _cut(thing, t.main, [(-4.4, -24.4), (-9, -24), (-14, -20.6), (-13.4, -18.6), (-8, -19),
                         (-4, -20.4)])  # fmt: skip
    for x in (-4.4, -6.8):
        cut.fill(polygon((x, -23.4), (x + 3.4, -27.6), (x + 1.6, -22.6)), t.dark, rim=0.2)
    for x, y in ((-1, -18), (0.6, -14.6)):
        cut.fill(polygon((x - 3, y), (x + 0.6, y - 1.4), (x - 1.4, y + 2)), t.dark, rim=0)
    cut.fill(oval(-9, -22, 0.8), t.ink, rim=0)
    cut.line(arc(-2, -5.6, 3.4, 2.6, 200, 120), t.dark, 0.6)


def _hound(thing: Thing, t: Tones, tail: Sequence[Point], width: float) -> None:
    """A sitting wolf or fox without its tail's tip."""
    _foot(thing, t)
    cut = thing.rear
    cut.fill(limb(tail, (2.6, width, 1.4)), t.main, lift=0.5)
    _cut(thing, t.main, [(-4.4, -2.6), (-5, -9), (-3.4, -16), (1, -15), (5.6, -7.4), (6, -2.6)])
    for x in (-3.4, -0.4):
        cut.line(line((x, -8.6), (x, -3.2)), t.dark, 0.6)
    cut.fill(smooth([(2, -3), (2, -6.4), (5.4, -6.4), (6, -3)]), t.light, rim=0.2)
    cut.fill(polygon((-13.6, -15.4), (-6, -20.6), (-6.4, -25.4), (-3.6, -22), (-1.4, -25), (0, -19),
                     (-3, -13.6), (-8, -13.4)), t.main, lift=0.7)  # fmt: skip
    cut.fill(oval(-13, -15.2, 0.9), t.ink, rim=0)
    cut.fill(oval(-6.4, -18, 0.8), t.ink, rim=0)


def wolf(thing: Thing, t: Tones, looks: Looks) -> None:
    _hound(thing, t, [(5, -5), (9.4, -4.4), (11.6, -9)], 3.4)
    thing.rear.fill(polygon((-4.4, -13.6), (-1, -13), (-1.6, -8.6), (-2.8, -10.4), (-3.6, -8)),
                    t.light, rim=0)  # fmt: skip


def fox(thing: Thing, t: Tones, looks: Looks) -> None:
    _hound(thing, t, [(5, -4.6), (12, -5), (12.6, -15)], 6.4)
    thing.rear.fill(smooth([(10.6, -13), (12.6, -18), (14.2, -12.4), (12.4, -11)]), t.light, rim=0)


def lion(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 9.4)
    cut = thing.rear
    cut.line(smooth([(8, -6), (13, -8), (12.4, -14)], closed=False), t.main, 1.4)
    cut.fill(oval(12.4, -15, 1.8, 2.2), t.dark, rim=0.2)
    _cut(thing, t.main, [(-8, -2.6), (-8, -6), (-3, -12), (5, -12), (9.4, -7), (9, -2.6)])
    for x in (-7.0, 5.0):
        cut.fill(rect(x - 2, -5.4, 4, 3, 1), t.light, rim=0.25)
    mane = [(-12, -15), (-11, -20), (-6.6, -22.4), (-1.6, -20.4), (0, -15.4), (-2, -10.4),
            (-6.4, -8.4), (-10.6, -10.6)]  # fmt: skip
    _cut(thing, t.dark, mane, 1.0)
    cut.fill(oval(-6.4, -15.2, 4, 4.4), t.main, lift=0.4)
    for x in (-8, -4.8):
        cut.fill(oval(x, -16.4, 0.6), t.ink, rim=0)
    cut.fill(polygon((-7.4, -14), (-5.4, -14), (-6.4, -12.6)), t.ink, rim=0)


def bear(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t)
    cut = thing.rear
    _cut(thing, t.main, [(-6.4, -2.6), (-7.4, -9), (-5, -15.6), (1, -17), (6, -13), (7.4, -6),
                         (6.4, -2.6)])  # fmt: skip
    cut.fill(limb([(-4, -12), (-8, -9), (-8.4, -6)], (4, 3.4, 3)), t.dark, lift=0.4)
    cut.fill(limb([(3, -12), (1, -8), (-1.4, -7)], (4.2, 3.6, 3)), t.dark, lift=0.4)
    for x in (-6.4, 0.8):
        cut.fill(oval(x, -23, 1.9), t.dark, rim=0.2)
    cut.fill(oval(-2.8, -19, 5.2, 4.8), t.main, lift=0.6)
    cut.fill(oval(-4.4, -17.4, 2.8, 2.2), t.light, rim=0.2)
    cut.fill(oval(-5.4, -18, 0.9), t.ink, rim=0)
    for x in (-5.4, -1.8):
        cut.fill(oval(x, -20.6, 0.7), t.ink, rim=0)


def elephant(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 9.4)
    cut = thing.rear
    for x in (-3.4, 5):
        cut.fill(rect(x - 2.2, -8, 4.4, 5.6, 0.8), t.dark, lift=0.3)
    _cut(
        thing, t.main, [(-6, -5), (-7, -13), (-1, -18), (6, -17), (9.4, -11), (8.8, -5), (2, -6.4)]
    )
    for x in (-1, 7.4):
        cut.fill(rect(x - 2.2, -8, 4.4, 5.6, 0.8), t.main, lift=0.3)
    trunk = [(-8, -15), (-12.4, -11), (-12.6, -5.4), (-15, -4.6)]
    cut.fill(limb(trunk, (6, 3.8, 2.6, 2)), t.main, lift=0.5)
    cut.fill(oval(-6.8, -16.4, 5, 4.8), t.main, lift=0.5)
    cut.fill(
        smooth([(-5, -20), (0.4, -20), (1.4, -13), (-2.6, -10.6), (-5, -13)]), t.light, lift=0.5
    )
    cut.fill(smooth([(-9, -12.6), (-13, -9.4), (-8, -11)]), t.paper, rim=0.2)
    cut.fill(oval(-8.4, -17, 0.7), t.ink, rim=0)


def fish(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 7.0)
    cut = thing.rear
    cut.line(line((0, -8), (0, -2.6)), t.brass, 1.3)
    cut.fill(polygon((7, -12), (13.4, -17.4), (12, -11.6), (13, -6.4)), t.dark, lift=0.4)
    _cut(thing, t.main, [(-12.6, -11.4), (-6, -17.4), (3, -17), (9, -12), (3, -7), (-6, -6.4)], 0.9)
    cut.fill(smooth([(-3, -17), (2, -21), (5, -16)]), t.dark, rim=0.2)
    for x in (-2.6, 1, 4.4):
        cut.line(arc(x, -11.8, 1.8, 3.2, 290, 140), t.dark, 0.6)
    cut.line(arc(-7.6, -11.8, 2, 4, 300, 120), t.dark, 0.6)
    cut.fill(oval(-9.2, -12.8, 0.9), t.ink, rim=0)


def snake(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 9.0)
    cut = thing.rear
    for y, half, tone in ((-4.8, 8.4, t.dark), (-8.4, 6.6, t.main), (-11.6, 4.8, t.dark)):
        cut.fill(oval(0, y, half, 2.6), tone, lift=0.5)
    cut.fill(limb([(2, -12), (3.4, -17), (-1, -21), (-5, -22)], (3.4, 3, 3, 3.4)), t.main, lift=0.5)
    cut.fill(oval(-6, -22.2, 3.4, 2.4), t.main, lift=0.4)
    cut.line(line((-9, -21.8), (-12, -21)), t.accent, 0.6)
    cut.fill(oval(-6.6, -22.8, 0.7), t.ink, rim=0)


def butterfly(thing: Thing, t: Tones, looks: Looks) -> None:
    _foot(thing, t, 6.0)
    cut = thing.rear
    cut.line(line((0, -8), (0, -2.6)), t.brass, 1.2)
    for side in (-1, 1):
        upper = [(0, -15), (side * 5, -23), (side * 12, -23), (side * 11, -15), (side * 4, -12.6)]
        lower = [(0, -12), (side * 7, -12.6), (side * 8.4, -7), (side * 4, -5.6)]
        cut.fill(smooth(lower, tension=0.8), t.dark, lift=0.4)
        cut.fill(smooth(upper, tension=0.8), t.main, lift=0.5)
        cut.fill(oval(side * 8, -19, 1.9), t.light, rim=0)
        cut.line(smooth([(0, -19), (side * 1.6, -24), (side * 3.4, -25)], closed=False), t.ink, 0.5)
    cut.fill(limb([(0, -20), (0, -13), (0, -7)], (1.8, 2.4, 1.4)), t.ink, rim=0.2)


def statuette(thing: Thing, t: Tones, looks: Looks) -> None:
    """Somebody in a long robe with a raised hand."""
    _foot(thing, t, 6.0)
    cut = thing.rear
    cut.fill(limb([(2.6, -15), (6.4, -17.4), (6.6, -23)], (2.8, 2.2, 1.8)), t.dark, lift=0.4)
    _cut(thing, t.main, [(-5, -2.6), (-3.8, -10), (-3.4, -16.6), (0, -18), (3.4, -16.6), (3.8, -10),
                         (5, -2.6)], 0.5)  # fmt: skip
    cut.fill(limb([(-2.8, -15.4), (-4.4, -11), (-0.6, -9)], (2.8, 2.4, 1.9)), t.light, lift=0.4)
    for x in (-2, 1, 3):
        cut.line(line((x * 0.6, -8), (x, -3.2)), t.dark, 0.5)
    cut.fill(oval(0, -20.6, 2.7, 3), t.main, lift=0.5)
    cut.line(arc(0, -20.8, 2.9, 3.2, 180, 180), t.dark, 1.0)


CARVINGS: dict[str, Artist] = {
    "dragon": dragon, "wolf": wolf, "fox": fox, "lion": lion, "bear": bear, "elephant": elephant,
    "fish": fish, "snake": snake, "butterfly": butterfly, "tiger": lion, "whale": fish,
    "statuette": statuette,
}  # fmt: skip
"""What a figurine is of, by a word of its name."""
