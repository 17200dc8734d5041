"""What a house has in its cupboards and on its shelves."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, union


def iron(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(-6, -11), (-7, -19), (2, -22), (10, -20), (11, -11)], closed=False), t.ink,
             3.4)  # fmt: skip
    cut.fill(smooth([(-15, -3), (-10, -10), (0, -13), (13, -12), (15, -3)], tension=0.5), t.main,
             lift=0.8)  # fmt: skip
    cut.fill(polygon((-17, 0), (-15, -3.6), (15.6, -3.6), (16, 0)), t.metal, lift=0.5)
    cut.fill(oval(3, -7.6, 2.4), t.brass, rim=0.25)
    thing.grip = (3, -20)


def pillow(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-20, 0), (-18.4, -9), (-20, -18), (-9, -19.4), (9, -19.4), (20, -18),
                     (18.4, -9), (20, 0), (8, 0.4), (-8, 0.4)], tension=0.7), t.main,
             lift=1.1)  # fmt: skip
    cut.line(smooth([(-16, -3), (-15, -9), (-16, -15), (0, -16), (16, -15), (15, -9), (16, -3),
                     (0, -2.4)], tension=0.7), t.dark, 0.9)  # fmt: skip
    for x in (-1, 1):
        cut.line(smooth([(x * 17, -16), (x * 12, -12), (x * 9, -11)], closed=False), t.dark, 0.8)
        for y in (0, -18):
            cut.fill(oval(x * 20.4, y, 1.8), t.accent, lift=0.3)
    cut.fill(oval(0, -9, 1.7), t.accent, lift=0.3)
    thing.grip = (0, -2)


def cup(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -1.2, 10, 1.8), t.paper, lift=0.4)
    cut.line(arc(7, -8, 4, 4, 280, 190), t.main, 1.9)
    cut.fill(smooth([(-7.6, -13), (-6.4, -4), (-3, -1.6), (3, -1.6), (6.4, -4), (7.6, -13)],
             tension=0.4), t.main, lift=0.7)  # fmt: skip
    cut.fill(oval(0, -13, 7.6, 1.8), t.light, rim=0.25)
    cut.fill(oval(0, -12.8, 6.2, 1.2), 0xFF6B4630, rim=0)
    cut.line(smooth([(-6.6, -8), (0, -6.6), (6.6, -8)], closed=False), t.trim, 1.3)
    thing.grip = (8, -8)


def plate(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((-5, 0), (-3, -6)), t.wood, 1.8)
    cut.line(line((5, 0), (3, -6)), t.wood, 1.8)
    cut.fill(oval(0, -14, 13, 12.6), t.paper, lift=0.9)
    cut.line(oval(0, -14, 11.2, 10.8), t.main, 2.2)
    cut.line(oval(0, -14, 7.4, 7.2), t.dark, 0.6)
    for dx, dy in ((0, -3.2), (2.8, 1.6), (-2.8, 1.6)):
        cut.fill(oval(dx, -14 + dy, 2.2), t.main, rim=0)
    cut.fill(oval(0, -14, 1.4), t.accent, rim=0)
    thing.grip = (0, -3)


def jug(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(6, -24), (14, -23), (14, -12), (8, -8)], closed=False), t.dark, 2.6)
    cut.fill(smooth([(-7, 0), (-11, -8), (-9, -16), (-6, -20), (-7, -26), (-12, -29), (6, -28),
                     (6, -20), (9, -16), (11, -8), (7, 0)], tension=0.55), t.main,
             lift=0.9)  # fmt: skip
    cut.line(smooth([(-10, -13), (0, -11), (10, -13)], closed=False), t.light, 2.2)
    cut.line(smooth([(-10.4, -9.4), (0, -7.4), (10.4, -9.4)], closed=False), t.trim, 1.0)
    cut.line(line((-5, -18), (-6, -11)), alpha(0xFFFFFFFF, 0.55), 1.1)
    thing.grip = (13, -18)


def lamp(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -1.6, 8, 2), t.brass, lift=0.5)
    cut.fill(smooth([(-2, -2), (-4, -8), (-1.4, -13), (-1.4, -19), (1.4, -19), (1.4, -13), (4, -8),
                     (2, -2)], tension=0.7), t.brass, lift=0.5)  # fmt: skip
    cloth = mix(t.main, t.lamp, 0.55) if looks.lit else t.main
    if looks.lit:
        cut.glow(0, -22, 34, t.lamp, 0.6)
    cut.fill(polygon((-6.4, -33), (6.4, -33), (12.6, -17), (-12.6, -17)), cloth, lift=0.8)
    for x in (-3, 3):
        cut.line(line((x, -32), (x * 2, -17.6)), shade(cloth, -0.07), 0.8)
    cut.line(line((-12, -18), (12, -18)), t.trim, 1.2)
    cut.line(line((7, -17), (7, -11)), t.brass, 0.6)
    cut.fill(oval(7, -10.4, 1), t.brass, rim=0)
    thing.grip = (0, -10)


def rollingpin(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        cut.fill(limb([(side * 13, -5), (side * 22, -5)], (3.4, 4.4)), t.dark, lift=0.5)
    cut.fill(rect(-15, -9.6, 30, 9.2, 2.4), t.main, lift=0.9)
    cut.line(line((-12, -7.4), (12, -7.4)), t.light, 1.3)
    for x in (-7, 1, 9):
        cut.line(line((x, -4), (x + 3, -3.8)), t.dark, 0.6)
    thing.grip, thing.tilt = (-20, -5), -50.0


def pan(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(9, -7), (20, -9), (31, -11.4)], (2.8, 2.8, 4)), t.wood, lift=0.6)
    cut.fill(oval(-2, -9, 13, 3.4), shade(t.main, -0.1), lift=0.5)
    cut.fill(oval(-3, -9.2, 6, 1.8), 0xFFF8F2E4, rim=0.2)
    cut.fill(oval(-3.6, -9.8, 2.4, 1.4), 0xFFEFB532, rim=0)
    cut.fill(smooth([(-15, -9), (-12, -1), (-8, 0), (4, 0), (8, -1), (11, -9), (-2, -6.4)],
             tension=0.45), t.main, lift=0.9)  # fmt: skip
    cut.line(line((-11, -4), (-8, -2)), t.light, 0.9)
    thing.grip, thing.tilt = (25, -10), 0.0


def birdcage(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-15, -4), (-15, -26), (-9, -37), (0, -41), (9, -37), (15, -26), (15, -4)],
             tension=0.6), alpha(0xFFF3ECD8, 0.55), rim=0)  # fmt: skip
    cut.line(line((-9, -14), (9, -14)), t.wood, 1.6)
    cut.fill(smooth([(-6, -16), (-5, -23), (0, -24), (7, -16), (11, -12), (2, -13.4)]), t.accent,
             lift=0.5)  # fmt: skip
    cut.fill(oval(-4.4, -23.4, 3.4), t.accent, lift=0.3)
    cut.fill(polygon((-7.4, -24), (-10.6, -22.6), (-7.4, -21.8)), 0xFFE0A12F, rim=0)
    cut.fill(oval(-5.2, -24.2, 0.7), t.ink, rim=0)
    bars = [smooth([(x, -4), (x, -25), (x * 0.6, -35), (0, -41)], closed=False, tension=0.7)
            for x in (-15, -9, -3, 3, 9, 15)]  # fmt: skip
    cut.line(union(bars), t.main, 1.0)
    cut.line(line((-15, -25), (15, -25)), t.main, 1.2)
    cut.line(oval(0, -43.4, 2.6), t.main, 1.4)
    cut.fill(rect(-17, -5, 34, 5, 1.4), t.main, lift=0.7)
    thing.grip = (0, -44)


def comb(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index in range(9):
        x = -10.6 + index * 2.65
        cut.fill(rect(x - 0.75, -9, 1.5, 9, 0.6), t.main, rim=0.15)
    cut.fill(smooth([(-13, -8), (-12, -13), (-6, -14), (0, -17.4), (6, -14), (12, -13), (13, -8)],
             tension=0.45), t.main, lift=0.6)  # fmt: skip
    for x in (-6, 0, 6):
        cut.fill(oval(x, -11, 1.5), t.accent, rim=0.25)
    cut.line(line((-11.4, -8.8), (11.4, -8.8)), t.dark, 0.8)
    thing.grip = (10, -11)


def boots(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for dx, tone in ((7.0, t.dark), (-5.0, t.main)):
        cut.fill(smooth([(dx - 2, -25), (dx + 7, -25), (dx + 7, -4), (dx + 7, -2), (dx - 12, -2),
                         (dx - 13, -6), (dx - 8, -9.4), (dx - 3, -11)], tension=0.35), tone,
                 lift=0.8)  # fmt: skip
        cut.fill(rect(dx - 13.4, -2.6, 20.8, 2.8, 0.8), t.ink, rim=0.2)
        cut.fill(rect(dx - 3, -27, 11, 4, 1.2), shade(tone, 0.07), lift=0.4)
        for y in (-12, -15.6, -19.2):
            cut.line(line((dx - 3, y), (dx + 1.4, y + 0.8)), t.paper, 0.8)
    thing.grip = (2, -26)


def piggybank(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(12, -12), (16, -15), (14.4, -17.4), (17, -18.4)], closed=False), t.dark, 1.3)
    for x in (-8, -4, 5, 9):
        cut.fill(rect(x - 1.9, -6, 3.8, 6, 1), t.dark, lift=0.3)
    cut.fill(oval(0, -11, 13.4, 9), t.main, lift=0.9)
    cut.fill(polygon((-9, -17), (-8.6, -23.4), (-3, -19)), t.dark, lift=0.4)
    cut.fill(oval(-13.4, -10.4, 2.8, 3.6), t.light, lift=0.4)
    for y in (-11.4, -9.2):
        cut.fill(oval(-13.8, y, 0.6), t.ink, rim=0)
    cut.fill(oval(-8.4, -13.6, 1.1), t.ink, rim=0)
    cut.fill(rect(-2, -20, 8, 1.5, 0.6), t.ink, rim=0)
    cut.fill(oval(2, -22.6, 3.4), t.brass, lift=0.4)
    cut.fill(oval(3.4, -9, 3), t.light, rim=0)
    thing.grip = (0, -3)
