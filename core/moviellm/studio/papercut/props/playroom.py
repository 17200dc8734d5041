"""What is played with and played on."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth


def yoyo(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, -13), (4, -20), (-2, -24), (3, -28)], closed=False), t.paper, 0.9)
    cut.line(oval(4, -29.4, 1.6), t.paper, 0.9)
    cut.fill(oval(1.6, -7, 7.4), t.dark, lift=0.6)
    cut.fill(oval(0, -7.2, 7.2), t.main, lift=0.6)
    cut.line(oval(0, -7.2, 4.6), t.light, 1.3)
    cut.fill(oval(0, -7.2, 2), t.accent, rim=0.2)
    thing.grip = (3, -28)


def rockinghorse(thing: Thing, t: Tones, looks: Looks) -> None:
    cut, mane = thing.rear, t.accent
    for x in (-11, 12):
        cut.fill(limb([(x * 0.8, -17), (x * 1.2, -5)], (5, 3.6)), t.dark, lift=0.5)
    cut.line(smooth([(15, -25), (22, -22), (22, -12)], closed=False), mane, 3.6)
    cut.fill(smooth([(-14, -17), (-14, -26), (0, -27), (14, -28), (17, -20), (8, -14), (-6, -14)]),
             t.main, lift=0.9)  # fmt: skip
    cut.fill(smooth([(-6, -22), (-13, -26), (-17, -38), (-11, -43), (-4, -34)]), t.main, lift=0.6)
    cut.fill(smooth([(-10, -44), (-17, -42), (-26, -35), (-25, -31), (-17, -33), (-11, -37)]),
             t.main, lift=0.6)  # fmt: skip
    cut.fill(polygon((-13, -42), (-12, -48), (-9, -42)), t.dark, rim=0.2)
    cut.fill(smooth([(-12, -45), (-7, -42), (-3, -30), (-7, -32), (-10, -38)]), mane, lift=0.4)
    cut.fill(oval(-17.4, -38.4, 1.1), t.ink, rim=0)
    cut.fill(smooth([(-5, -27), (-4, -31), (7, -31), (9, -27), (7, -22), (-3, -22)]), t.accent,
             lift=0.5)  # fmt: skip
    cut.line(smooth([(-26, -9), (-15, -2.6), (0, -1), (15, -2.6), (26, -9)], closed=False), t.wood,
             3.2)  # fmt: skip
    thing.grip = (2, -26)


def marionette(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, y in ((-9.0, -17), (9.0, -17), (0.0, -35)):
        cut.line(line((x * 0.8, -53), (x, y)), alpha(t.paper, 0.9), 0.6)
    cut.line(line((-11, -53), (11, -53)), t.wood, 2.4)
    cut.line(line((-4, -56), (4, -50)), t.wood, 2.0)
    for side in (-1, 1):
        cut.fill(limb([(side * 3, -24), (side * 7, -21), (side * 9.4, -16)], (3, 2.6, 2.6)), t.dark,
                 lift=0.4)  # fmt: skip
        cut.fill(oval(side * 9.6, -15, 1.8), 0xFFEBC79C, rim=0.2)
        cut.fill(limb([(side * 2.4, -13), (side * 3.4, -7), (side * 3, -2)], (3.4, 2.8, 2.6)),
                 t.accent, lift=0.4)  # fmt: skip
        cut.fill(oval(side * 4.4, -1.2, 3, 1.5), t.ink, rim=0.2)
    cut.fill(smooth([(-4, -26), (4, -26), (6.4, -12), (-6.4, -12)], tension=0.4), t.main, lift=0.7)
    for y in (-22, -18):
        cut.fill(oval(0, y, 0.9), t.paper, rim=0)
    cut.fill(oval(0, -31, 5, 5.4), 0xFFEBC79C, lift=0.5)
    cut.fill(polygon((-5.4, -33.6), (0, -42), (5.4, -33.6)), t.main, lift=0.4)
    for x in (-1.9, 1.9):
        cut.fill(oval(x, -31.4, 0.8), t.ink, rim=0)
    cut.line(arc(0, -29.6, 2, 1.6, 20, 140), t.ink, 0.6)
    cut.fill(oval(0, -30.2, 0.9), 0xFFC8504A, rim=0)
    thing.grip = (0, -53)


def modeltrain(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-16, -15, 20, 10, 3), t.main, lift=0.7)
    cut.fill(rect(3, -21, 13, 16, 1), t.dark, lift=0.6)
    cut.fill(rect(1.6, -23.4, 16, 3.4, 1), t.accent, lift=0.4)
    cut.fill(rect(6, -18, 7, 6, 0.8), 0xFFBFD8DC, rim=0.25)
    cut.fill(polygon((-14, -23), (-7.4, -23), (-9, -14.6), (-12.4, -14.6)), t.ink, lift=0.4)
    cut.fill(oval(-3, -15.4, 2.6, 2.2), t.brass, rim=0.2)
    for x in (-9.4, -2.6):
        cut.line(line((x, -14.6), (x, -5.4)), t.brass, 0.9)
    cut.fill(polygon((-16, -6), (-21, -1), (-16, -1)), t.accent, rim=0.25)
    cut.fill(rect(-16, -6, 32, 2.4), t.ink, rim=0)
    for x, radius in ((-11.6, 3.4), (-3.6, 3.4), (9, 4.4)):
        cut.fill(oval(x, -radius, radius), t.accent, lift=0.4)
        cut.fill(oval(x, -radius, radius * 0.36), t.brass, rim=0)
    thing.grip = (-4, -10)


def pinwheel(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((0, 0), (0, -26)), t.wood, 1.9)
    for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        x, y = dx * 12.0, dy * 12.0
        tone = t.main if dx else t.accent
        wing = polygon((0, -26), (x + y * 0.75, -26 + y - x * 0.75), (x * 1.02, -26 + y * 1.02))
        cut.fill(polygon((0, -26), (x, -26 + y), (x * 0.5 - y * 0.5, -26 + y * 0.5 + x * 0.5)),
                 shade(tone, -0.1), rim=0.2)  # fmt: skip
        cut.fill(wing, tone, lift=0.5)
    cut.fill(oval(0, -26, 1.6), t.brass, lift=0.3)
    thing.grip = (0, -7)


def skates(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for dx, tone in ((6.0, t.dark), (-6.0, t.main)):
        for x in (dx - 8, dx + 3):
            cut.line(line((x, -6), (x, -1.6)), t.metal, 1.3)
        cut.line(smooth([(dx - 13, -3.6), (dx - 11, -1), (dx + 7, -1)], closed=False), t.metal, 1.8)
        cut.fill(smooth([(dx - 2, -22), (dx + 6.4, -23), (dx + 5.6, -6), (dx - 11, -6),
                         (dx - 11.4, -9), (dx - 6, -12), (dx - 2, -14)], tension=0.4), tone,
                 lift=0.7)  # fmt: skip
        for y in (-13.4, -16.4, -19.4):
            cut.line(line((dx - 2, y), (dx + 1.8, y + 1)), t.paper, 0.9)
        cut.fill(rect(dx - 2.6, -24.4, 9.6, 3.4, 1.2), t.paper, lift=0.3)
    thing.grip = (1, -22)


def puzzle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    piece = skia.Op(rect(-9, -17, 18, 17, 0.8), oval(-8, -8.4, 3.6), skia.PathOp.kDifference_PathOp)
    for x, y in ((0.0, -19.4), (11.4, -8.4)):
        piece = skia.Op(piece, oval(x, y, 3.8), skia.PathOp.kUnion_PathOp)
    piece = skia.Op(piece, oval(0, -1.2, 3.6), skia.PathOp.kDifference_PathOp)
    cut.fill(piece, t.main, lift=0.9, rim=0.5)
    cut.line(smooth([(-5, -14), (-2, -11), (2, -13), (6, -10)], closed=False), t.light, 1.6)
    cut.fill(oval(4.4, -5.4, 1.6), t.accent, rim=0)
    thing.grip = (-7, -2)


def accordion(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for index in range(7):
        x = -9.0 + index * 2.8
        tone = t.paper if index % 2 else t.dark
        cut.fill(polygon((x, -25), (x + 3, -23.4), (x + 3, -2), (x, -0.6)), tone, lift=0.3)
    cut.fill(rect(-19, -28, 10.6, 28, 1.8), t.main, lift=0.9)
    cut.fill(rect(10, -28, 9, 28, 1.8), t.main, lift=0.9)
    cut.fill(rect(-18, -26, 3.8, 24, 0.6), t.paper, rim=0.2)
    for y in (-23, -19.6, -16.2, -12.8, -9.4, -6):
        cut.fill(rect(-18, y, 2.4, 1.3), t.ink, rim=0)
    for y in (-23, -18, -13, -8):
        cut.fill(oval(14.6, y, 1.2), t.brass, rim=0)
    cut.line(smooth([(-14, -28), (-9, -33), (-2, -28)], closed=False), t.ink, 1.6)
    cut.line(line((-11, -25), (-11, -4)), t.brass, 1.0)
    thing.grip = (14, -12)


def harmonica(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-13, -9, 26, 9, 1.6), t.metal, lift=0.7)
    cut.fill(rect(-13.6, -6.6, 27.2, 4.4, 0.8), t.main, rim=0.25)
    for index in range(8):
        cut.fill(rect(-11.6 + index * 3, -5.6, 1.8, 2.4, 0.2), t.ink, rim=0)
    cut.line(line((-9, -7.8), (9, -7.8)), 0xD0FFFFFF, 0.7)
    thing.grip = (-11, -4)


def record(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(5, -13, 11.6), shade(t.ink, 0.02), lift=0.6)
    for radius in (9.6, 7.6):
        cut.line(oval(5, -13, radius), shade(t.ink, 0.16), 0.6)
    cut.fill(oval(5, -13, 4), t.accent, rim=0.2)
    cut.fill(rect(-15, -25, 21, 25, 0.6), t.main, lift=0.8)
    cut.fill(oval(-5, -14, 6), t.light, rim=0)
    cut.line(line((-3.4, -9.6), (-3.4, -19), (1, -20.4)), t.ink, 1.2)
    cut.fill(oval(-5.2, -9.6, 2.2, 1.7), t.ink, rim=0)
    cut.line(line((-12.6, -3), (-2, -3)), t.trim, 1.1)
    thing.grip = (-6, -1)


def gramophone(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(10, -13), (17, -20), (15, -30), (6, -32)], closed=False), t.brass, 2.8)
    horn = [(8, -34), (-3, -40), (-16, -47), (-21, -38), (-20, -25), (-8, -27), (6, -29.6)]
    cut.fill(smooth(horn, tension=0.6), t.main, lift=1.0)
    cut.fill(smooth([(-16, -47.4), (-22, -42), (-23, -30), (-19.6, -24.6), (-16, -30), (-15, -41)],
             tension=0.9), t.dark, rim=0.3)  # fmt: skip
    for end in ((-8, -42), (-6, -28)):
        cut.line(line((6, -31.6), end), t.light, 0.8)
    cut.fill(rect(-15, -12, 30, 10, 1), t.wood, lift=0.9)
    cut.fill(rect(-17, -3, 34, 3, 0.8), shade(t.wood, -0.06), lift=0.4)
    cut.fill(rect(-11, -9, 22, 4.4, 0.4), shade(t.wood, 0.07), rim=0.2)
    cut.fill(oval(-2, -13, 11, 1.9), t.ink, lift=0.3)
    cut.fill(oval(-2, -13.2, 3, 0.7), t.accent, rim=0)
    cut.line(line((15, -7), (20, -7), (20, -11)), t.metal, 1.2)
    thing.grip = (0, -7)
