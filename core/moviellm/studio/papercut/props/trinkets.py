"""Things that a theme is about: instruments, arms, prizes, clothes, and what lay in an attic."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, union


def guitar(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.9, -49, 3.8, 27, 0.5), t.wood, lift=0.6)
    cut.fill(polygon((-3, -56), (3, -56), (2, -48), (-2, -48)), t.dark, lift=0.4)
    for y in (-54.4, -51.6):
        for x in (-3.4, 3.4):
            cut.fill(oval(x, y, 0.8), t.metal, rim=0)
    body = [(0, 0), (-10, -2), (-12, -9), (-8, -15.4), (-8.6, -21.6), (-4.6, -25.4), (0, -25),
            (4.6, -25.4), (8.6, -21.6), (8, -15.4), (12, -9), (10, -2)]  # fmt: skip
    cut.fill(smooth(body, tension=0.8), t.main, lift=0.9)
    cut.fill(oval(0, -15.6, 3.8), t.ink, rim=0.5)
    cut.fill(rect(-5, -6.4, 10, 1.9, 0.5), t.dark, rim=0.2)
    strings = [line((x, -5.4), (x * 0.8, -49)) for x in (-1.1, 0.0, 1.1)]
    cut.line(union(strings), t.paper, 0.35)
    thing.grip, thing.tilt = (0, -30), 24


def trumpet(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(17, -9), (10, -9), (-10, -9)], closed=False), t.main, 2.4)
    cut.line(arc(0, -6, 9, 3.8, 0, 359), t.main, 2.0)
    cut.fill(smooth([(-8, -10.4), (-13, -11.4), (-18, -16), (-19, -9), (-18, -2), (-13, -6.6),
                     (-8, -7.6)], tension=0.6), t.main, lift=0.8)  # fmt: skip
    cut.fill(oval(-18.4, -9, 1.5, 6.6), t.dark, rim=0.3)
    for x in (-3, 0.4, 3.8):
        cut.fill(rect(x - 1.2, -14, 2.4, 12.4, 0.6), t.light, lift=0.4)
        cut.fill(rect(x - 1.5, -16, 3, 1.7, 0.5), t.paper, rim=0.2)
    cut.fill(rect(16, -10.6, 3.2, 3.2, 0.6), t.dark, rim=0.2)
    thing.grip = (2, -5)


def drum(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-13, -17), (-13, -2.4), (0, 0.6), (13, -2.4), (13, -17)], tension=0.35),
            t.main,
             lift=0.9)  # fmt: skip
    zigzag = [(-12.6, -14.6), (-8.4, -3.4), (-4.2, -12.6), (0, -2), (4.2, -12.6), (8.4, -3.4),
              (12.6, -14.6)]  # fmt: skip
    cut.line(line(*zigzag), t.paper, 0.9)
    cut.line(smooth([(-13, -3), (0, 0), (13, -3)], closed=False), t.brass, 1.8)
    cut.fill(oval(0, -17, 13.2, 4), t.brass, lift=0.4)
    cut.fill(oval(0, -17.4, 12, 3.1), t.paper, rim=0)
    for start, end in (((-9, -17), (4, -25)), ((9, -18), (-3, -26))):
        cut.line(line(start, end), t.wood, 1.3)
        cut.fill(oval(start[0], start[1], 1.5), t.wood, rim=0.2)
    thing.grip = (-11, -8)


def newspaper(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    sheet, grey = mix(t.paper, t.main, 0.3), mix(t.ink, t.paper, 0.45)
    cut.fill(rect(-10.6, -23.4, 22, 23.4, 0.4), shade(sheet, -0.07), lift=0.5)
    cut.fill(rect(-11.4, -24, 22, 23.4, 0.4), sheet, lift=0.6)
    cut.line(line((-9, -20.8), (8.2, -20.8)), t.ink, 2.2)
    cut.line(line((-9.4, -18.4), (8.6, -18.4)), grey, 0.5)
    cut.fill(rect(-9.4, -16.8, 8, 6.8), grey, rim=0)
    cut.fill(smooth([(-9.4, -10), (-6.6, -14), (-4.4, -11.4), (-1.4, -10)]), sheet, rim=0)
    for y in (-16.2, -14.4, -12.6, -10.8):
        cut.line(line((0.4, y), (8.4, y)), grey, 0.6)
    for y in (-8, -6.2, -4.4, -2.6):
        cut.line(line((-9.2, y), (-1.6, y)), grey, 0.6)
        cut.line(line((0.4, y), (8.4, y)), grey, 0.6)
    thing.grip = (0, -2)


def trophy(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-6.4, -5, 12.8, 5, 0.6), t.wood, lift=0.5)
    cut.fill(rect(-3, -3.8, 6, 2.6, 0.3), t.brass, rim=0.2)
    cut.fill(polygon((-3.4, -5), (-1.2, -9.6), (1.2, -9.6), (3.4, -5)), t.dark, rim=0.25)
    for side in (-1, 1):
        cut.line(arc(side * 8, -18.6, 4, 5, 0, 359), t.main, 1.5)
    cut.fill(smooth([(-8, -25.4), (-7.4, -15), (-2, -9), (2, -9), (7.4, -15), (8, -25.4)],
            tension=0.5),
             t.main, lift=0.9)  # fmt: skip
    cut.fill(oval(0, -25.4, 8, 1.7), t.dark, rim=0.25)
    star = [(0, -21.6), (1, -18.8), (3.6, -18.6), (1.6, -16.8), (2.3, -14), (0, -15.6), (-2.3, -14),
            (-1.6, -16.8), (-3.6, -18.6), (-1, -18.8)]  # fmt: skip
    cut.fill(polygon(*star), t.light, rim=0)
    thing.grip = (0, -7)


def sword(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((-2, -14), (-1.7, -46), (0, -51), (1.7, -46), (2, -14)), t.metal, lift=0.8)
    cut.line(line((0, -15), (0, -46)), shade(t.metal, -0.13), 0.7)
    cut.fill(smooth([(-8.4, -14.6), (-8, -12), (8, -12), (8.4, -14.6), (0, -13.8)], tension=0.4),
             t.brass, lift=0.6)  # fmt: skip
    cut.fill(rect(-1.5, -12.6, 3, 9, 0.5), t.main, rim=0.25)
    for y in (-10.6, -8.4, -6.2):
        cut.line(line((-1.4, y), (1.4, y - 0.8)), t.dark, 0.5)
    cut.fill(oval(0, -2.4, 2.3), t.brass, lift=0.4)
    thing.grip, thing.tilt = (0, -8), 12


def hourglass(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    glass = alpha(0xFFDCE9EA, 0.92)
    for x in (-7, 7):
        cut.fill(rect(x - 0.9, -27, 1.8, 25, 0.4), t.wood, rim=0.2)
    bulbs = [(-5.4, -26), (-5, -20), (-0.9, -14.6), (-5, -9), (-5.4, -3), (5.4, -3), (5, -9),
             (0.9, -14.6), (5, -20), (5.4, -26)]  # fmt: skip
    cut.fill(smooth(bulbs, tension=0.5), glass, lift=0.5)
    cut.fill(smooth([(-4, -21), (0, -15.4), (4, -21)], tension=0.3), t.main, rim=0)
    cut.line(line((0, -15), (0, -6)), t.main, 0.7)
    cut.fill(smooth([(-5, -3), (-3.4, -5.6), (0, -7.6), (3.4, -5.6), (5, -3)], tension=0.5), t.main,
             rim=0)  # fmt: skip
    for y in (-29.4, -3):
        cut.fill(rect(-9, y, 18, 3, 0.8), t.wood, lift=0.5)
    thing.grip = (-7, -8)


def mirror(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.6, -14, 3.2, 14, 1.4), t.main, lift=0.5)
    cut.fill(oval(0, -1.4, 2.2), t.dark, rim=0.25)
    cut.fill(oval(0, -22, 8.4, 10.4), t.main, lift=0.8)
    cut.fill(oval(0, -22, 6.5, 8.4), 0xFFCFE0E4, rim=0.2)
    for start, end in (((-3.6, -18.6), (1, -27)), ((-0.4, -17.6), (3, -24))):
        cut.line(line(start, end), 0xE0FFFFFF, 1.1)
    for x, y in ((0, -32.6), (-8.4, -22), (8.4, -22)):
        cut.fill(oval(x, y, 1.3), t.accent, rim=0.2)
    thing.grip = (0, -6)


def globe(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-7, 0), (-5, -2.8), (5, -2.8), (7, 0)], tension=0.4), t.wood, lift=0.5)
    cut.fill(rect(-1.1, -6, 2.2, 4), t.wood, rim=0.2)
    cut.line(arc(0, -15.6, 11, 11, 60, 215), t.brass, 1.5)
    cut.fill(oval(0, -15.6, 9.4), t.main, lift=0.8)
    land = mix(0xFF7FA35E, t.main, 0.12)
    for shape in ([(-7, -18), (-3, -23), (1, -21), (-1, -17), (-4, -13.6)],
                  [(2.6, -14), (6.8, -15.6), (6, -9.6), (3, -9)],
                  [(-4.4, -10.4), (-1.4, -11), (-2, -7.4)]):  # fmt: skip
        cut.fill(smooth(shape, tension=0.9), land, rim=0)
    cut.line(arc(0, -15.6, 9.2, 3.4, 0, 180), alpha(t.paper, 0.7), 0.5)
    cut.fill(oval(4.4, -20, 1.1), t.accent, rim=0)
    thing.grip = (0, -4)


def balloon(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(0, -27), (1.6, -20), (-1.6, -12), (0, 0)], closed=False), t.ink, 0.6)
    cut.fill(smooth([(0, -27), (-8.4, -36), (-8.4, -46), (0, -51.6), (8.4, -46), (8.4, -36)],
                    tension=0.9), t.main, lift=0.9)  # fmt: skip
    cut.fill(polygon((-1.7, -25.4), (0, -27.6), (1.7, -25.4)), t.dark, rim=0.2)
    cut.fill(oval(-3.4, -43.6, 1.7, 3.4), t.light, rim=0)
    thing.grip = (0, -2)


def cauldron(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-8.0, 8.0):
        cut.fill(rect(x - 1.5, -3.4, 3, 3.4, 0.6), t.dark, rim=0.2)
    cut.line(arc(0, -16, 11, 11, 180, 180), t.metal, 1.3)
    cut.fill(smooth([(-12.4, -15), (-13, -8), (-7, -2), (7, -2), (13, -8), (12.4, -15)],
            tension=0.6),
             t.main, lift=1.0)  # fmt: skip
    cut.fill(oval(0, -15.6, 12.6, 3), t.light, rim=0.3)
    cut.fill(oval(0, -15.6, 10.6, 2.1), 0xFF6FA65A, rim=0)
    for x, y, r in ((-4, -16.6, 1.5), (1.4, -17.4, 2), (5, -16.2, 1.2)):
        cut.fill(oval(x, y, r), 0xFF8CC172, rim=0.2)
    thing.grip = (-9, -5)


def skull(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-4.4, -5, 8.8, 5, 1.4), t.main, lift=0.5)
    cut.fill(smooth([(-7.6, -8), (-8, -13.6), (0, -18.4), (8, -13.6), (7.6, -8), (4, -4.6), (-4,
            -4.6)],
                    tension=0.8), t.main, lift=0.8)  # fmt: skip
    for x in (-3.3, 3.3):
        cut.fill(oval(x, -9.6, 2.3, 2.5), t.ink, rim=0)
    cut.fill(polygon((-1.2, -5.4), (0, -7.8), (1.2, -5.4)), t.ink, rim=0)
    for x in (-2.4, 0, 2.4):
        cut.line(line((x, -3.2), (x, -0.6)), t.ink, 0.6)
    thing.grip = (-4, -1)


def egg(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(0, 0), (-6, -3.6), (-5.6, -10), (0, -15.4), (5.6, -10), (6, -3.6)],
            tension=0.9),
             t.main, lift=0.8)  # fmt: skip
    for x, y, r in ((-2.6, -9.4, 0.9), (1.6, -11.4, 0.7), (3, -6.6, 1), (-1.4, -4.4, 0.8),
                    (-3.8, -5.8, 0.5), (0.6, -7.4, 0.5)):  # fmt: skip
        cut.fill(oval(x, y, r), t.trim, rim=0)
    thing.grip = (0, -2)


def wand(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(limb([(0, 0), (0.6, -12), (-0.8, -27)], (2.2, 1.6, 1.1)), t.main, lift=0.6)
    cut.fill(rect(-1.3, -7, 2.8, 1.7, 0.4), t.brass, rim=0.2)
    star = [(-0.8, -34), (0.3, -30.6), (3.6, -30.4), (1, -28.4), (2, -25), (-0.8, -27), (-3.6, -25),
            (-2.6, -28.4), (-5.2, -30.4), (-1.9, -30.6)]  # fmt: skip
    cut.fill(polygon(*star), t.lamp, lift=0.5)
    thing.grip, thing.tilt = (0.2, -4), 16


def quill(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-1, -8), (-5, -15), (-3, -25), (3.4, -29), (5, -19), (2.4, -10)],
            tension=0.8),
             t.main, lift=0.6)  # fmt: skip
    for y in (-12, -16, -20):
        cut.line(line((0.2, y), (-3, y - 3.4)), t.dark, 0.5)
        cut.line(line((0.6, y - 1), (3.2, y - 4.6)), t.dark, 0.5)
    cut.line(smooth([(2.2, -26), (0.6, -14), (0, -2)], closed=False), t.dark, 0.9)
    cut.fill(polygon((-0.7, -4), (0.7, -4), (0, 0)), t.ink, rim=0)
    thing.grip, thing.tilt = (0.2, -6), 20


def anchor(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(oval(0, -39, 3.2), t.main, 1.9)
    cut.fill(rect(-1.9, -36, 3.8, 32, 0.8), t.main, lift=0.7)
    cut.fill(rect(-10, -31.4, 20, 3.4, 1.4), t.dark, lift=0.5)
    cut.line(arc(0, -14, 13.4, 11.4, 10, 160), t.main, 3.6)
    for side in (-1, 1):
        cut.fill(
            polygon((side * 9.4, -11), (side * 17, -11.4), (side * 14.4, -18.6)), t.main, lift=0.5
        )
    cut.line(smooth([(3, -39), (9, -36), (8, -29), (13, -25)], closed=False), t.wood, 1.3)
    thing.grip = (0, -30)


def shoe(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(smooth([(-13, -1.6), (-12.4, -4.8), (-5, -7), (0.6, -12.4), (3, -13), (8.4, -12.6),
                     (9, -6), (9.4, -1.6)], tension=0.55), t.main, lift=0.8)  # fmt: skip
    cut.fill(oval(5.4, -12.4, 3.6, 1.4), t.dark, rim=0.2)
    cut.fill(polygon((-13.4, -2), (3, -2), (3.6, -0.6), (9.6, -2), (9.6, 0), (4, 0), (-13, 0)),
            t.trim,
             rim=0.2)  # fmt: skip
    for x, y in ((-3.6, -7.6), (-1.6, -9.6), (0.4, -11.4)):
        cut.line(line((x - 1.2, y - 0.4), (x + 2.2, y + 1)), t.paper, 0.8)
    thing.grip = (6, -10)


def glove(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, tip, wide in (
        (-4.2, -15.4, 2.7),
        (-1.4, -18, 2.8),
        (1.5, -17.6, 2.8),
        (4.2, -15.2, 2.6),
    ):
        cut.fill(limb([(x * 0.8, -8), (x, tip)], (wide, wide * 0.9)), t.main, lift=0.4)
    cut.fill(limb([(4, -5), (8.6, -9.6)], (3.2, 2.6)), t.main, lift=0.4)
    cut.fill(smooth([(-5, -3), (-5.4, -10), (5, -10), (5.4, -3)], tension=0.4), t.main, lift=0.6)
    cut.fill(rect(-5.6, -4, 11.2, 4, 0.8), t.trim, rim=0.25)
    for x in (-2, 0, 2):
        cut.line(line((x, -9.4), (x, -6.2)), t.dark, 0.5)
    thing.grip = (0, -2)


def dress(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for side in (-1, 1):
        cut.fill(smooth([(side * 3.4, -41), (side * 9.4, -38), (side * 9, -32), (side * 5,
                -33)]), t.dark,
                 lift=0.5)  # fmt: skip
    cut.fill(smooth([(-16, -1.4), (-8, 0.4), (0, -1), (8, 0.4), (16, -1.4), (6.4, -24), (-6.4,
            -24)],
                    tension=0.6), t.main, lift=0.9)  # fmt: skip
    for x in (-8, -3, 3, 8):
        cut.line(line((x * 0.45, -23), (x, -3)), alpha(t.dark, 0.9), 0.7)
    cut.fill(smooth([(-6, -24), (-5.4, -38), (-2.6, -41.6), (0, -38.4), (2.6, -41.6), (5.4, -38),
                     (6, -24)], tension=0.5), t.main, lift=0.6)  # fmt: skip
    cut.fill(rect(-6.4, -26, 12.8, 3, 0.6), t.trim, rim=0.2)
    cut.fill(oval(0, -24.5, 1.7), t.brass, rim=0.2)
    thing.grip = (0, -36)


def pumpkin(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x, rx, tone in ((-6.4, 6, t.dark), (6.4, 6, t.dark), (-3, 5.4, t.main), (3, 5.4, t.main),
                        (0, 4.4, t.light)):  # fmt: skip
        cut.fill(oval(x, -7.6, rx, 7.6), tone, lift=0.5)
    cut.fill(limb([(0, -14), (0.6, -17.6), (3, -19)], (3, 2.2, 2)), 0xFF5F7A3A, lift=0.4)
    cut.line(smooth([(1, -15), (6, -17), (8, -14), (10.4, -15.6)], closed=False), 0xFF6F8A45, 0.8)
    thing.grip = (-6, -2)
