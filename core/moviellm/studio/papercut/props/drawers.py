"""What lies in drawers, on shelves and behind doors: play, sewing, brooms, and something to eat."""

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


def spectacles(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-5.6, 5.6):
        cut.fill(oval(x, -5, 4.4, 4.4), alpha(0xFFD5E6EA, 0.9), rim=0.2)
        cut.line(oval(x, -5, 4.4, 4.4), t.main, 1.4)
        cut.line(line((x - 2, -4), (x + 0.6, -7)), 0xE0FFFFFF, 0.8)
    cut.line(arc(0, -5.6, 1.6, 1.6, 190, 160), t.main, 1.2)
    for side in (-1, 1):
        cut.line(smooth([(side * 10, -5.6), (side * 13.4, -7), (side * 15, -4)], closed=False),
                t.main,
                 1.1)  # fmt: skip
    thing.grip = (-13, -5)


def scissors(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        blade = polygon((side * -1.2, -9), (side * 4.6, -24), (side * 1.6, -9))
        cut.fill(blade, shade(t.metal, 0.06 * side), lift=0.5)
        cut.line(oval(side * 4.2, -4.2, 3, 3.8), t.main, 1.9)
        cut.line(line((side * 2.4, -7.4), (side * -0.4, -11)), t.main, 1.9)
    cut.fill(oval(0, -11.2, 1.1), t.dark, rim=0.2)
    thing.grip = (0, -3)


def spool(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(5, -6), (9, -4), (8, -1), (13, -0.6)], closed=False), t.main, 0.7)
    cut.fill(rect(-5, -12, 10, 10, 1), t.main, lift=0.7)
    for y in (-10.2, -8.4, -6.6, -4.8):
        cut.line(line((-4.8, y + 0.7), (4.8, y - 0.5)), t.dark, 0.5)
    for y in (-14, -2.4):
        cut.fill(rect(-6.4, y, 12.8, 2.4, 0.8), t.wood, lift=0.4)
    cut.line(line((-2, -19), (3.4, -8)), t.metal, 0.8)
    thing.grip = (-5, -2)


def fan(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(0, -1), (-15, -11), (-9, -19), (0, -21.6), (9, -19), (15, -11)],
            tension=0.75),
             t.main, lift=0.8)  # fmt: skip
    cut.line(arc(0, -1, 11.4, 14.6, 205, 130), t.light, 1.4)
    for x, y in (
        (-11.4, -11.4),
        (-7.4, -15.6),
        (-2.6, -18),
        (2.6, -18),
        (7.4, -15.6),
        (11.4, -11.4),
    ):
        cut.line(line((0, -1), (x, y)), t.dark, 0.6)
    cut.fill(oval(0, -1.4, 1.5), t.brass, rim=0.2)
    thing.grip = (0, -2)


def bracelet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(oval(0, -6, 6.6, 5.2), t.dark, 2.6)
    cut.line(oval(0, -6, 6.6, 5.2), t.main, 1.6)
    for x, y in ((-5.4, -3), (0, -0.9), (5.4, -3)):
        cut.fill(oval(x, y, 1.7), t.accent, lift=0.3)
        cut.fill(oval(x - 0.4, y - 0.5, 0.5), 0xE0FFFFFF, rim=0)
    thing.grip = (0, -10)


def brooch(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for dx, dy in ((0, -6), (5.4, -1.8), (3.4, 4.6), (-3.4, 4.6), (-5.4, -1.8)):
        cut.fill(oval(dx, -8 + dy * 0.8, 3), t.main, lift=0.4)
    cut.fill(oval(0, -8, 4.2), t.brass, lift=0.4)
    cut.fill(oval(0, -8, 2.7), t.accent, rim=0.25)
    cut.fill(oval(-0.8, -8.8, 0.7), 0xE0FFFFFF, rim=0)
    thing.grip = (0, -3)


def scroll(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    paper, grey = mix(t.paper, t.main, 0.35), mix(t.ink, t.paper, 0.4)
    cut.fill(rect(-9, -24, 18, 21, 0.4), paper, lift=0.7)
    for y, wide in ((-20, 13.0), (-17.4, 11), (-14.8, 13), (-12.2, 8), (-9.6, 12)):
        cut.line(line((-6.4, y), (-6.4 + wide, y)), grey, 0.7)
    for y in (-25.4, -3):
        cut.fill(rect(-10.4, y, 20.8, 3.2, 1.6), shade(paper, -0.07), lift=0.5)
        for x in (-11.6, 10):
            cut.fill(rect(x, y + 0.6, 1.8, 2, 0.6), t.wood, rim=0.2)
    cut.fill(oval(4.4, -6.6, 2), t.accent, lift=0.3)
    thing.grip = (-6, -2)


def chessking(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-6, -3, 12, 3, 0.8), t.dark, lift=0.5)
    cut.fill(smooth([(-4.6, -3), (-2.6, -8), (-3.4, -15), (3.4, -15), (2.6, -8), (4.6, -3)],
            tension=0.5),
             t.main, lift=0.7)  # fmt: skip
    cut.fill(rect(-4.2, -16, 8.4, 1.7, 0.6), t.light, rim=0.2)
    cut.fill(polygon((-3.4, -16), (-5, -21), (5, -21), (3.4, -16)), t.main, lift=0.5)
    cut.line(union([line((0, -27), (0, -21)), line((-2.2, -24.8), (2.2, -24.8))]), t.light, 1.5)
    thing.grip = (0, -5)


def dice(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, y, turn in ((-5.4, 0.0, 0), (5.2, 0.0, 1)):
        cut.fill(polygon((x - 4.4, y - 8), (x - 2.4, y - 10.6), (x + 6, y - 10.6), (x + 4.4,
                y - 8)),
                 t.light, lift=0.4)  # fmt: skip
        cut.fill(rect(x - 4.4, y - 8.4, 8.8, 8.4, 1.2), t.main, lift=0.6)
        spots = ((-2.2, -6.4), (0, -4.2), (2.2, -2)) if turn else ((-2.2, -6.4), (2.2, -6.4), (-2.2,
            -2), (2.2, -2), (0, -4.2))  # fmt: skip
        for dx, dy in spots:
            cut.fill(oval(x + dx, y + dy, 0.85), t.ink, rim=0)
    thing.grip = (0, -2)


def cards(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    corners = ((-4.6, -2), (4.6, -2), (4.6, -16), (-4.6, -16))
    for lean, tone in ((-26.0, t.main), (0.0, t.paper), (26.0, t.paper)):
        card = [turned(corner, lean, (0, 1)) for corner in corners]
        cut.fill(polygon(*card), tone, lift=0.8, rim=0.5)
        if tone == t.main:
            back = ((-1.4, -13), (0.6, -9), (-1.4, -5), (-3.4, -9))
            cut.fill(polygon(*(turned(point, lean, (0, 1)) for point in back)), t.light, rim=0)
    cut.fill(polygon((-3.2, -14.4), (-2.4, -13), (-3.2, -11.6), (-4, -13)), t.ink, rim=0)
    heart = [(0, -6), (-3, -9.4), (-1.6, -11.4), (0, -10), (1.6, -11.4), (3, -9.4)]
    cut.fill(smooth([turned(point, 26.0, (0, 1)) for point in heart]), 0xFFC8372D, rim=0)
    thing.grip = (0, -1)


def top(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-0.9, -20, 1.8, 8, 0.6), t.wood, lift=0.3)
    cut.fill(smooth([(-9, -11.4), (-6.4, -14), (6.4, -14), (9, -11.4), (0.6, 0), (-0.6, 0)],
            tension=0.5),
             t.main, lift=0.8)  # fmt: skip
    cut.fill(polygon((-8.6, -10.6), (8.6, -10.6), (6.6, -7.6), (-6.6, -7.6)), t.paper, rim=0)
    cut.fill(polygon((-4, -4.6), (4, -4.6), (2, -2), (-2, -2)), t.accent, rim=0)
    cut.fill(oval(0, -20.4, 1.7), t.accent, rim=0.2)
    thing.grip = (0, -16)


def snowglobe(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-8, 0), (-6.4, -4.4), (6.4, -4.4), (8, 0)], tension=0.4), t.main, lift=0.6)
    cut.fill(oval(0, -12, 8.6), 0xFFD4E5EC, lift=0.7)
    cut.fill(smooth([(-7, -6.6), (-3, -8.4), (3, -7.8), (7, -6.6), (0, -3.8)]), 0xFFF8F8F4, rim=0)
    cut.fill(polygon((-4.6, -7.6), (-2.4, -13.6), (-0.2, -7.6)), 0xFF4C8A4A, rim=0.15)
    cut.fill(rect(1, -11, 4, 3.6), 0xFFC8504A, rim=0.15)
    cut.fill(polygon((0.4, -10.8), (3, -13.4), (5.6, -10.8)), 0xFF7A4E32, rim=0.15)
    for x, y in (
        (-4, -16),
        (0.6, -17.6),
        (4, -15.4),
        (-1, -14.6),
        (2.4, -13.8),
        (-6, -12),
        (6, -11),
    ):
        cut.fill(oval(x, y, 0.55), 0xFFFFFFFF, rim=0)
    cut.line(arc(-1, -12.6, 6.4, 6.4, 190, 60), 0xE0FFFFFF, 0.8)
    thing.grip = (0, -2)


def teddy(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        cut.fill(oval(side * 6.4, -2.6, 3.6, 3), t.main, lift=0.5)
        cut.fill(oval(side * 6.8, -2.2, 1.8, 1.5), t.light, rim=0)
        cut.fill(limb([(side * 4.6, -11), (side * 8.6, -7)], (3.6, 3.4)), t.main, lift=0.4)
        cut.fill(oval(side * 5, -22.4, 2.7), t.main, lift=0.4)
        cut.fill(oval(side * 5, -22.4, 1.4), t.light, rim=0)
    cut.fill(oval(0, -7, 6.2, 6.6), t.main, lift=0.6)
    cut.fill(oval(0, -6.4, 3.8, 4.2), t.light, rim=0.2)
    cut.fill(oval(0, -17.4, 6.4, 5.8), t.main, lift=0.6)
    cut.fill(oval(0, -15.4, 2.9, 2.2), t.light, rim=0.2)
    cut.fill(oval(0, -16.4, 0.9, 0.7), t.ink, rim=0)
    for x in (-2.7, 2.7):
        cut.fill(oval(x, -18.8, 0.8), t.ink, rim=0)
    cut.fill(polygon((-3.6, -13), (0, -11.6), (-3.6, -10)), t.accent, rim=0.2)
    cut.fill(polygon((3.6, -13), (0, -11.6), (3.6, -10)), t.accent, rim=0.2)
    thing.grip = (7, -8)


def flute(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, 0), (0, -16), (0, -30)], (2.8, 2.8, 3)), t.main, lift=0.7)
    for y in (-30.0, -22.0, -4.0):
        cut.fill(rect(-2, y, 4, 1.6, 0.5), t.brass, rim=0.2)
    for y in (-18, -15.4, -12.8, -10.2, -7.6):
        cut.fill(oval(0, y, 0.8), t.ink, rim=0)
    cut.fill(oval(0, -26.4, 1.1, 0.8), t.ink, rim=0)
    thing.grip, thing.tilt = (0, -6), 34


def harp(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    strings = [line((-7 + i * 2.6, -3 - i * 0.4), (-7 + i * 2.6, -34 + i * 3.4)) for i in range(7)]
    cut.line(union(strings), t.paper, 0.5)
    cut.fill(limb([(-10, -1), (-9, -20), (-12, -38)], (3.4, 2.8, 3)), t.main, lift=0.7)
    cut.fill(
        limb([(-11.4, -37), (-4, -36), (3, -27), (10.6, -13)], (3.4, 3, 3, 2.6)), t.main, lift=0.6
    )
    cut.fill(limb([(-9, -1.8), (2, -4), (11, -12)], (4.6, 5, 3.4)), t.dark, lift=0.6)
    cut.fill(oval(-12.4, -38.6, 2.6), t.brass, lift=0.4)
    thing.grip = (-9, -14)


def rod(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, 0), (2, -26), (10, -54)], closed=False), t.main, 1.7)
    cut.line(smooth([(10, -54), (14, -40), (12.4, -20)], closed=False), t.ink, 0.4)
    cut.fill(oval(12.4, -19, 1.5, 2.1), 0xFFC8372D, rim=0.2)
    cut.line(arc(12.4, -14.4, 1.4, 1.8, 300, 230), t.metal, 0.7)
    cut.fill(rect(-1.5, -12, 3, 11, 1), t.dark, lift=0.4)
    cut.fill(oval(2.4, -13.6, 2.5), t.metal, lift=0.3)
    thing.grip = (0, -7)


def bucket(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(arc(0, -17, 9.4, 9.6, 180, 180), t.metal, 1.1)
    cut.fill(polygon((-9.8, -17.4), (9.8, -17.4), (7, 0), (-7, 0)), t.main, lift=0.9)
    for y in (-13.4, -4.2):
        cut.line(line((-9.2 + (y + 17) * -0.1, y), (9.2 + (y + 17) * 0.1, y)), t.dark, 1.1)
    cut.fill(oval(0, -17.4, 9.8, 2.2), t.dark, rim=0.3)
    thing.grip = (0, -25)


def broom(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, -14), (0.4, -50)], (1.9, 1.7)), t.wood, lift=0.6)
    cut.fill(smooth([(-8.4, 0), (-4.6, -9), (-2.2, -16), (2.2, -16), (4.6, -9), (8.4, 0), (0, 0.6)],
                    tension=0.5), t.main, lift=0.8)  # fmt: skip
    for x in (-5.6, -2.8, 0, 2.8, 5.6):
        cut.line(line((x * 0.3, -12), (x, -0.6)), t.dark, 0.5)
    for y in (-14, -11.6):
        cut.line(line((-2.8, y), (2.8, y)), t.accent, 1.0)
    thing.grip = (0.2, -32)


def saw(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    blade = [(-6, -2.4), (-19, -4.4), (-19, -7.4), (-6, -11)]
    teeth = [
        point
        for i in range(13)
        for point in ((-6 - i, -2.4 - i * 0.15), (-6.5 - i, -1.2 - i * 0.15))
    ]
    cut.fill(polygon(*blade[2:], *teeth, blade[1]), t.metal, lift=0.6)
    handle = smooth(
        [(-7, -1.4), (-7, -11.6), (-1, -13.6), (4.6, -10), (3.4, -2), (-2, 0)], tension=0.7
    )
    cut.fill(handle, t.main, lift=0.7)
    cut.fill(oval(-1, -6.8, 2.5, 3.2), t.dark, rim=0.25)
    for y in (-9.4, -4):
        cut.fill(oval(-5.2, y, 0.8), t.brass, rim=0)
    thing.grip = (1, -6)


def cheese(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-11, 0), (11, 0), (11, -8), (-11, -3)), t.main, lift=0.8)
    cut.fill(polygon((-11, -3), (11, -8), (6, -12.6)), t.light, lift=0.4)
    for x, y, r in ((-4, -2.4, 1.3), (2.4, -3.4, 1.8), (7.4, -2.4, 1.1), (8, -6.2, 0.9)):
        cut.fill(oval(x, y, r), t.dark, rim=0)
    thing.grip = (0, -1)


def pear(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, -15), (0.6, -17.6), (2, -19)], closed=False), t.wood, 1.1)
    cut.fill(smooth([(1, -17), (5, -19.6), (7.4, -17), (4, -15.6)]), 0xFF5F8A40, rim=0.2)
    cut.fill(smooth([(0, 0), (-6.4, -3), (-5.6, -8), (-2.8, -12.6), (0, -16), (2.8, -12.6), (5.6,
            -8),
                     (6.4, -3)], tension=0.85), t.main, lift=0.8)  # fmt: skip
    cut.fill(oval(-2.6, -6, 1.2, 2.4), t.light, rim=0)
    thing.grip = (0, -2)


def mushroom(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-3.4, 0), (-2.4, -5), (-2.6, -9), (2.6, -9), (2.4, -5), (3.4, 0)],
            tension=0.5),
             t.paper, lift=0.5)  # fmt: skip
    cut.fill(smooth([(-10, -7.6), (-8, -13), (0, -17), (8, -13), (10, -7.6), (0, -8.6)],
            tension=0.8),
             t.main, lift=0.8)  # fmt: skip
    for x, y, r in ((-5, -10.6, 1.5), (0.4, -13.6, 1.8), (5.2, -10.8, 1.3), (-1.4, -10, 0.9)):
        cut.fill(oval(x, y, r), t.paper, rim=0)
    thing.grip = (0, -3)


def honey(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-7, 0), (-8, -4), (-8, -12), (-5.4, -15), (5.4, -15), (8, -12), (8, -4),
            (7, 0)],
                    tension=0.4), t.main, lift=0.8)  # fmt: skip
    cut.fill(rect(-5.4, -11, 10.8, 7, 0.8), t.paper, rim=0.25)
    for x, y in ((-1.9, -8.4), (1.9, -8.4), (0, -6.2)):
        cut.fill(polygon((x - 1.5, y), (x - 0.8, y - 1.3), (x + 0.8, y - 1.3), (x + 1.5, y),
                (x + 0.8, y + 1.3),
                         (x - 0.8, y + 1.3)), t.dark, rim=0)  # fmt: skip
    cut.fill(smooth([(-7.4, -14), (-6.4, -18.4), (6.4, -18.4), (7.4, -14), (0, -13)],
            tension=0.4), t.accent,
             lift=0.5)  # fmt: skip
    cut.line(line((-6.6, -15.4), (6.6, -15.4)), t.wood, 0.9)
    thing.grip = (0, -2)


def flag(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-0.9, -42, 1.8, 42, 0.6), t.wood, lift=0.5)
    cut.fill(smooth([(0.6, -40), (9, -42), (17, -38), (24, -40), (24, -25), (16, -23), (9, -27),
            (0.6, -25)],
                    tension=0.5), t.main, lift=0.7)  # fmt: skip
    cut.fill(smooth([(0.6, -35), (9, -37), (17, -33), (24, -35), (24, -30), (16, -28), (9, -32),
            (0.6, -30)],
                    tension=0.5), t.paper, rim=0)  # fmt: skip
    cut.fill(oval(0, -43, 1.7), t.brass, rim=0.2)
    thing.grip = (0, -12)
