"""Curiosities: arms of old, finds of the woods, and what a detective puts on the table."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.lights import flame
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import (
    arc,
    line,
    oval,
    polygon,
    rect,
    smooth,
    turned,
    union,
)


def shield(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    form = smooth([(-17, -40), (0, -43), (17, -40), (16, -20), (10, -8), (0, 0), (-10, -8),
                   (-16, -20)], tension=0.45)  # fmt: skip
    cut.fill(form, t.main, lift=1.1)
    cut.fill(polygon((-15.4, -30), (15.6, -30), (15.2, -22), (-15.2, -22)), t.paper, rim=0)
    cut.fill(rect(-3.6, -41, 7.2, 38), t.paper, rim=0)
    cut.line(form, t.brass, 2.2)
    cut.fill(oval(0, -26, 6), t.brass, lift=0.5)
    cut.fill(oval(-1.6, -27.6, 1.8), 0xB0FFFFFF, rim=0)
    thing.grip = (0, -22)


def bow(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((8, -55), (8, -1)), t.paper, 0.8)
    stave = smooth([(8, -55), (-2, -49), (-8, -38), (-6, -30), (-8, -22), (-2, -7), (8, -1)],
                   closed=False, tension=0.9)  # fmt: skip
    cut.line(stave, t.main, 3.0)
    cut.line(line((-6.2, -35), (-6.2, -25)), t.dark, 4.0)
    cut.line(line((-17, -30), (12, -30)), t.wood, 1.5)
    cut.fill(polygon((-22, -30), (-15.6, -33), (-15.6, -27)), t.metal, lift=0.3)
    for dy in (-2.6, 2.6):
        cut.fill(polygon((9, -30), (15, -30 + dy * 1.6), (17, -30 + dy * 1.6), (13, -30)),
                 t.accent, rim=0.2)  # fmt: skip
    thing.grip = (-6, -30)


def sceptre(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.5, -30, 3, 29, 0.8), t.main, lift=0.6)
    cut.fill(oval(0, -1.6, 3, 2), t.dark, rim=0.25)
    for y in (-10, -20):
        cut.fill(rect(-2.6, y, 5.2, 2.2, 0.8), t.dark, rim=0.25)
    for side in (-1, 1):
        cut.line(smooth([(side * 1.4, -29), (side * 7, -33), (side * 5.4, -40), (0, -42)],
                 closed=False), t.main, 1.7)  # fmt: skip
    cut.fill(oval(0, -35, 4.4), t.accent, lift=0.5)
    cut.fill(oval(-1.4, -36.4, 1.2), 0xD0FFFFFF, rim=0)
    cut.line(union([line((0, -47), (0, -42)), line((-2, -45), (2, -45))]), t.main, 1.4)
    thing.grip = (0, -14)


def crystalball(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.glow(0, -15, 24, t.light, 0.4)
    for side in (-1, 1):
        cut.fill(smooth([(side * 3, -5), (side * 9, -8), (side * 8, -1), (side * 9, 0),
                         (side * 4, 0)], tension=0.5), t.brass, lift=0.5)  # fmt: skip
    cut.fill(rect(-7.6, -5.6, 15.2, 3, 1.2), t.brass, lift=0.4)
    cut.fill(oval(0, -15.4, 11), mix(t.main, 0xFFEAF4FA, 0.45), lift=0.8)
    cut.fill(smooth([(-7, -12), (-2, -18), (3, -14), (7, -17), (6, -10), (-1, -8)]), t.main, rim=0)
    cut.line(arc(0, -15.4, 8.4, 8.4, 190, 70), 0xE8FFFFFF, 1.6)
    for x, y in ((4, -20), (-3, -13), (5.4, -12)):
        cut.fill(oval(x, y, 0.8), 0xF0FFFFFF, rim=0)
    thing.grip = (0, -3)


def oillamp(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(arc(12, -9, 5.4, 4.6, 230, 260), t.main, 1.9)
    cut.fill(polygon((-5, -3), (5, -3), (7.4, 0), (-7.4, 0)), t.dark, lift=0.4)
    cut.fill(smooth([(-22, -13.4), (-12, -9.6), (-6, -12.6), (6, -12.6), (12, -9), (6, -3.4),
                     (-5, -3), (-12, -6)], tension=0.6), t.main, lift=0.8)  # fmt: skip
    cut.fill(smooth([(-6, -12.4), (-3, -16), (3, -16), (6, -12.4)], tension=0.6), t.light, lift=0.4)
    cut.fill(oval(0, -17.4, 1.7), t.dark, rim=0.2)
    cut.line(smooth([(-8, -8), (0, -6.4), (8, -8)], closed=False), t.dark, 1.0)
    cut.fill(oval(0, -7, 1.6), t.accent, rim=0.2)
    if looks.lit:
        flame(thing, t, -21.4, -14, 2.6)
    thing.grip = (13, -9)


def fossil(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-13, -1), (-15, -10), (-8, -20), (3, -22), (12, -17), (14, -6), (9, 0),
                     (-6, 0)], tension=0.45), t.main, lift=0.9)  # fmt: skip
    shell, groove = shade(t.paper, -0.05), shade(t.dark, -0.16)
    cut.fill(oval(0, -10.6, 8.6), shell, lift=0.3)
    spiral = [turned((0, -10.6 - 8.4 * (1 - index / 17)), index * 48.0, (0, -10.6))
              for index in range(17)]  # fmt: skip
    cut.line(smooth(spiral, closed=False, tension=1.0), groove, 1.3)
    for index in range(15):
        ends = (turned((0, -10.6 - reach), index * 24.0, (0, -10.6)) for reach in (6.2, 8.4))
        cut.line(line(*ends), groove, 0.7)
    thing.grip = (0, -2)


def nest(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -10, 12.6, 3.4), t.dark, rim=0)
    for x, tone in ((-5.0, 0xFFBFDCD8), (1.0, 0xFFD4E7E0), (6.0, 0xFFBFDCD8)):
        cut.fill(oval(x, -12, 3.4, 4.2), tone, lift=0.4)
    cut.fill(smooth([(-15, -10), (-11, -2), (-5, 0), (5, 0), (11, -2), (15, -10), (8, -8), (0, -7),
                     (-8, -8)], tension=0.6), t.main, lift=0.9)  # fmt: skip
    for x, y, dx, dy in ((-14, -8, 12, 3.4), (-10, -3, 13, -3), (-3, -6.4, 14, 1),
                         (2, -2, 11, -4.4), (-16.4, -10, 8, -1), (8, -9, 9, -2)):  # fmt: skip
        cut.line(line((x, y), (x + dx, y + dy)), t.dark, 0.9)
        cut.line(line((x + 1, y - 1.6), (x + dx - 2, y + dy + 1)), t.light, 0.6)
    thing.grip = (0, -1)


def pinecone(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((0, -17), (1, -21)), t.wood, 1.8)
    cut.fill(oval(0, -9, 6.4, 8.6), t.dark, lift=0.7)
    for row, (y, xs) in enumerate(((-14.6, (-2.2, 2.2)), (-11.6, (-4, 0, 4)), (-8, (-4.8, -1.6, 1.6,
            4.8)), (-4.6, (-3.6, 0, 3.6)), (-1.8, (-1.6, 1.6)))):  # fmt: skip
        for x in xs:
            scale = smooth([(x - 2.1, y - 0.6), (x, y + 2.2), (x + 2.1, y - 0.6), (x, y - 1.8)])
            cut.fill(scale, shade(t.main, 0.03 * (row % 2)), rim=0.3)
    cut.fill(smooth([(1, -19), (9, -21), (12, -18), (5, -17.6)]), 0xFF4F7B48, rim=0.2)
    thing.grip = (0, -17)


def cactus(thing: Thing, t: Tones, looks: Looks) -> None:
    cut, pot = thing.rear, 0xFFB8623C
    for side, low, high in ((-1, -18.0, -28.0), (1, -15.0, -23.0)):
        arm = smooth([(0, low), (side * 8, low), (side * 9, high)], closed=False, tension=0.8)
        cut.line(arm, t.dark, 5.0)
    cut.fill(smooth([(-4.6, -9), (-5.4, -24), (-3.4, -33), (0, -35), (3.4, -33), (5.4, -24),
                     (4.6, -9)], tension=0.6), t.main, lift=0.8)  # fmt: skip
    for x in (-2.0, 2.0):
        cut.line(line((x, -11), (x, -31)), t.dark, 0.7)
    for x, y in ((-4, -14), (0, -18), (4, -22), (-3.6, -26), (0.4, -30), (3.6, -14), (8.6, -20)):
        cut.line(line((x - 1, y - 1), (x + 1, y + 1)), t.paper, 0.5)
        cut.line(line((x - 1, y + 1), (x + 1, y - 1)), t.paper, 0.5)
    cut.fill(union([oval(dx, -35.6, 1.7) for dx in (-1.7, 1.7)]), 0xFFE0607A, rim=0.2)
    cut.fill(polygon((-8, -10), (8, -10), (6, 0), (-6, 0)), pot, lift=0.7)
    cut.fill(rect(-9, -12, 18, 3.6, 0.8), shade(pot, 0.06), lift=0.4)
    thing.grip = (0, -4)


def stamp(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    holes = [oval(x, y, 1.0) for x in (-8.0, -4.8, -1.6, 1.6, 4.8, 8.0) for y in (-20.0, 0.0)]
    holes += [oval(x, y, 1.0) for x in (-9.0, 9.0) for y in (-17.0, -13.6, -10.2, -6.8, -3.4)]
    cut.fill(union([rect(-9, -20, 18, 20, 0), *holes]), t.paper, lift=0.6, rim=0)
    cut.fill(rect(-6.8, -17.6, 13.6, 15.2), t.main, rim=0)
    cut.fill(oval(0, -10.6, 3, 3.6), t.light, rim=0)
    cut.fill(smooth([(-5, -2.6), (-4, -6.6), (0, -7.8), (4, -6.6), (5, -2.6)]), t.light, rim=0)
    cut.fill(polygon((-3, -14), (-3, -17), (-1.4, -15.4), (0, -17.4), (1.4, -15.4), (3, -17),
                     (3, -14)), t.brass, rim=0)  # fmt: skip
    for radius in (4.0, 5.8):
        cut.line(arc(8, -17, radius, radius, 60, 130), alpha(t.ink, 0.7), 0.6)
    thing.grip = (0, -1)


def handcuffs(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(-6, -13), (0, -17), (6, -13)], closed=False), t.dark, 1.6)
    for x, y in ((-3, -16), (0, -17), (3, -16)):
        cut.line(oval(x, y, 1.8, 1.3), t.metal, 0.9)
    for side in (-1, 1):
        cut.line(oval(side * 9, -7, 6.2), t.main, 2.6)
        cut.line(arc(side * 9, -7, 6.4, 6.4, 200, 70), t.light, 0.8)
        cut.fill(rect(side * 6.4 - 2.6, -14.4, 5.2, 4.4, 0.8), t.dark, lift=0.4)
        cut.fill(oval(side * 6.4, -12.2, 0.8), t.ink, rim=0)
    thing.grip = (0, -16)


def badge(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    star = [turned((0, -10 - (10.4 if index % 2 == 0 else 5.4)), index * 36.0, (0, -10))
            for index in range(10)]  # fmt: skip
    cut.fill(polygon(*star), t.main, lift=0.8)
    for point in star[::2]:
        cut.fill(oval(*point, 1.6), t.main, lift=0.3)
    cut.line(oval(0, -10, 4.6), t.dark, 0.9)
    cut.fill(oval(0, -10, 3.2), t.light, rim=0)
    cut.line(line((-1.8, -10), (1.8, -10)), t.dark, 0.9)
    thing.grip = (0, -2)


def banknotes(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for lift, tone in ((0.0, t.dark), (2.6, t.main), (5.2, t.main)):
        note = polygon((-14, -lift), (14, -lift), (12, -8 - lift), (-12, -8 - lift))
        cut.fill(note, tone, lift=0.4)
        cut.line(line((-13, -0.9 - lift), (13, -0.9 - lift)), t.light, 0.6)
    cut.fill(oval(0, -9.4, 4.2, 2), t.light, rim=0.2)
    cut.line(line((0, -10.8), (0, -8)), t.dark, 0.9)
    cut.fill(polygon((-9.4, -13.2), (-5.6, -13.2), (-5.8, 0), (-10, 0)), t.paper, lift=0.3)
    thing.grip = (10, -4)
