"""Animals: drawn from the side, they look to the left; dogs and horses mind who is beside them."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.studio.papercut.colour import lightness, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, arc, limb, line, oval, polygon, rect, smooth


def _legs(thing: Thing, far: Sequence[float], near: Sequence[float], top: float, wide: float,
          tones: tuple[int, int]) -> None:  # fmt: skip
    """Straight legs down to the ground: the far pair darker, then the near one."""
    for xs, tone in ((far, tones[0]), (near, tones[1])):
        for x in xs:
            leg = limb([(x, top), (x + 0.4, top * 0.45), (x, -1)], (wide * 1.5, wide, wide * 0.9))
            thing.rear.fill(leg, tone, lift=0.4)
            thing.rear.fill(
                smooth([(x - wide * 0.8, 0), (x - wide * 0.6, -2.4), (x + wide * 0.5, -2.4),
                        (x + wide * 0.55, 0)], tension=0.5), shade(tone, -0.1),
                                rim=0.2)  # fmt: skip


def _eye(thing: Thing, t: Tones, x: float, y: float, size: float = 1.1) -> None:
    dark = lightness(t.main) < 0.35
    thing.rear.fill(oval(x, y, size), 0xFFF6EFDC if dark else t.ink, rim=0)
    if dark:
        thing.rear.fill(oval(x - size * 0.15, y, size * 0.55), t.ink, rim=0)


def _coat(thing: Thing, points: Sequence[Point], tone: int, tension: float = 0.75) -> None:
    thing.rear.fill(smooth(points, tension=tension), tone, lift=0.9)


def dog(thing: Thing, t: Tones, looks: Looks) -> None:
    """Sits by somebody; stands on its own."""
    cut = thing.rear
    if looks.company:
        cut.line(smooth([(12, -3), (20, -5), (26, -14)], closed=False), t.main, 3.6)
        _coat(thing, [(15, 0), (16, -10), (6, -24), (-6, -32), (-16, -26), (-14, -10), (-10, 0)],
              t.main)  # fmt: skip
        _coat(thing, [(1, 0), (0, -8), (8, -14), (16, -8), (16, 0)], t.dark)
        for x in (-13.0, -8.0):
            cut.fill(limb([(x, -20), (x, -1.4)], (5.4, 4.2)), t.main, lift=0.4)
    else:
        cut.line(smooth([(20, -30), (28, -36), (30, -45)], closed=False), t.main, 3.6)
        _legs(thing, (-11, 15), (-15, 19), -22, 4.6, (t.dark, t.main))
        _coat(thing, [(-18, -20), (-19, -31), (-8, -36), (10, -34.6), (21, -32), (22, -22),
                      (12, -18), (-4, -16)], t.main)  # fmt: skip
    _dog_head(thing, t)
    thing.grip, thing.jaws = (0, -30), (-31.0, -38.0)


def _dog_head(thing: Thing, t: Tones) -> None:
    cut = thing.rear
    _coat(thing, [(-13, -26), (-22, -30), (-25, -40), (-17, -46), (-9, -38)], t.main)
    _coat(thing, [(-15, -47.6), (-24, -49), (-34, -42.6), (-35, -38.6), (-27, -36.8), (-18, -37.6),
                  (-13, -41)], t.main)  # fmt: skip
    cut.fill(oval(-34.2, -41.4, 1.9, 1.6), t.ink, rim=0)
    _eye(thing, t, -25.4, -43.6)
    cut.fill(smooth([(-18.6, -48), (-13, -47), (-11.4, -38), (-15, -35.6), (-18, -40)]), t.dark,
             lift=0.6)  # fmt: skip
    cut.line(arc(-17.4, -31.4, 7.4, 4, 30, 130), t.accent, 2.2)


def cat(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(smooth([(9, -3), (17, -3), (19, -10), (15.4, -15)], closed=False), t.main, 3.2)
    _coat(thing, [(-8, 0), (-8.6, -9), (-6, -18), (2, -20), (9, -12), (11, -4), (10, 0)], t.main)
    for x in (-5.6, -1.4):
        cut.fill(limb([(x, -12), (x, -1.2)], (3.6, 3.2)), t.light, lift=0.3)
    for y in (-14.6, -10.6, -6.6):
        cut.line(arc(7, y, 3.6, 1.6, 180, 90), t.dark, 0.9)
    head = [(-11.6, -21), (-12, -30.6), (-8.4, -27.8), (-3.6, -27.8), (0, -30.6), (0.6, -21.4),
            (-5.6, -17.6)]  # fmt: skip
    cut.fill(smooth(head, tension=0.5), t.main, lift=0.8)
    for x in (-10.3, -1.5):
        cut.fill(polygon((x - 0.9, -26.4), (x + 0.9, -26.4), (x, -28.8)), t.accent, rim=0)
    for x in (-8.4, -3):
        _eye(thing, t, x, -23.6, 1.15)
    cut.fill(polygon((-6.6, -21.4), (-4.8, -21.4), (-5.7, -20.2)), t.accent, rim=0)
    for side in (-1, 1):
        for tip in (-21.2, -19.6):
            cut.line(line((-5.7 + side * 2, -20.4), (-5.7 + side * 8.2, tip)), t.dark, 0.35)
    thing.grip, thing.jaws = (0, -12), (-5.7, -19.6)


def rabbit(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(11.4, -5, 3), shade(t.light, 0.08), lift=0.4)
    _coat(thing, [(-7, 0), (-8, -8), (-1, -14), (8, -12.4), (12, -5), (10.6, 0)], t.main)
    cut.fill(oval(5.4, -4.4, 5.4, 4.4), t.light, lift=0.4)
    for x, tone in ((-7.2, t.dark), (-10.4, t.main)):
        ear = [(x - 1.4, -17), (x - 2, -26), (x + 0.4, -29.4), (x + 2.4, -25), (x + 1.6, -17)]
        cut.fill(smooth(ear), tone, lift=0.5)
    cut.line(line((-10.2, -18.6), (-10.2, -26.4)), t.accent, 1.2)
    cut.fill(oval(-9.4, -13.6, 5.4, 5), t.main, lift=0.7)
    _eye(thing, t, -11.2, -14.6, 1.0)
    cut.fill(oval(-14.4, -13, 0.8), t.accent, rim=0)
    cut.fill(limb([(-6, -6), (-8, -1)], (3.4, 2.8)), t.light, lift=0.3)
    thing.grip = (2, -8)


def hen(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    for x in (-2, 3):
        cut.line(line((x, -6), (x, 0)), t.brass, 1.1)
        cut.line(line((x - 2.6, -0.4), (x + 1.4, -0.4)), t.brass, 0.9)
    _coat(thing, [(-9, -16), (-7.6, -7.4), (1, -4.6), (9, -8.4), (15, -18), (11.4, -17.6),
                  (11.6, -21), (6, -14.6), (-2, -15.4), (-4.4, -23)], t.main)  # fmt: skip
    cut.fill(smooth([(-3, -12.4), (4, -13.6), (9.4, -10), (3, -7)]), t.dark, lift=0.5)
    cut.fill(oval(-7, -22, 4, 4.2), t.main, lift=0.5)
    cut.fill(smooth([(-9.4, -25.4), (-9, -28.6), (-7.2, -26.8), (-5.8, -29), (-4.6, -26),
                     (-5, -24.8)], tension=0.4), 0xFFC8372D, rim=0.2)  # fmt: skip
    cut.fill(smooth([(-10, -19.6), (-10.6, -16.8), (-8.6, -17.4)]), 0xFFC8372D, rim=0.2)
    cut.fill(polygon((-10.6, -23.2), (-14, -21.6), (-10.4, -20.8)), t.brass, rim=0.2)
    _eye(thing, t, -8, -23)
    thing.grip = (2, -10)


def horse(thing: Thing, t: Tones, looks: Looks) -> None:
    """Raises its head when somebody is beside it; grazes on its own."""
    cut, mane = thing.rear, shade(t.dark, -0.1)
    cut.line(smooth([(31, -58), (40, -54), (40, -34), (37, -24)], closed=False), mane, 5.2)
    _legs(thing, (-19, 22), (-24, 28), -42, 6.0, (t.dark, t.main))
    _coat(thing, [(-29, -44), (-28, -60), (-12, -64), (6, -61), (24, -65), (34, -58), (34, -44),
                  (22, -38), (2, -36), (-18, -36)], t.main)  # fmt: skip
    head = Thing()
    _horse_head(head, t, mane)
    cut.add(head.rear, None if looks.company else skia.Matrix.RotateDeg(-104, (-18, -54)))
    thing.grip = (0, -50)


def _horse_head(thing: Thing, t: Tones, mane: int) -> None:
    cut = thing.rear
    _coat(thing, [(-16, -44), (-30, -48), (-37, -70), (-41, -84), (-32, -93), (-24, -84),
                  (-12, -62)], t.main)  # fmt: skip
    cut.fill(polygon((-33, -90), (-31.4, -100), (-27.6, -91)), t.dark, lift=0.4)
    _coat(thing, [(-30, -94), (-39, -92), (-54, -74), (-55.6, -67), (-49, -64.6), (-38, -74),
                  (-30, -81)], t.main)  # fmt: skip
    cut.fill(smooth([(-53, -73), (-56.4, -67), (-50, -64), (-47.6, -68.6)]), t.light, rim=0)
    cut.fill(oval(-53.4, -69, 0.9), t.ink, rim=0)
    _eye(thing, t, -39.6, -85, 1.5)
    cut.fill(smooth([(-34, -97), (-28, -93), (-20, -82), (-11, -64), (-17, -66), (-25, -78),
                     (-31, -88)], tension=0.6), mane, lift=0.5)  # fmt: skip


def cow(thing: Thing, t: Tones, looks: Looks) -> None:
    cut, patch = thing.rear, shade(t.ink, 0.02)
    cut.line(smooth([(35, -54), (41, -46), (40, -30)], closed=False), t.dark, 2.2)
    cut.fill(oval(40, -27, 2.6, 3.6), patch, rim=0.2)
    _legs(thing, (-20, 23), (-25, 29), -34, 6.6, (t.dark, t.main))
    cut.fill(oval(18, -30, 6.4, 4.4), 0xFFE9A7A0, lift=0.3)
    _coat(thing, [(-30, -38), (-31, -56), (-18, -61), (8, -58), (28, -61), (37, -54), (36, -38),
                  (24, -32), (0, -30), (-20, -30)], t.main, 0.6)  # fmt: skip
    for spot in ([(2, -57), (14, -58), (18, -47), (8, -40), (-2, -46)],
                 [(26, -59), (36, -54), (35, -44), (28, -46)],
                 [(-26, -57), (-15, -58), (-14, -48), (-23, -46)]):  # fmt: skip
        cut.fill(smooth(spot, tension=0.8), patch, rim=0)
    for x, side in ((-32, -1), (-41, 1)):
        cut.fill(smooth([(x, -66), (x - side * 6, -67), (x - side * 8, -63.6), (x, -62)]), t.dark,
                 lift=0.3)  # fmt: skip
        cut.line(arc(x - side * 2.4, -69.4, 3, 4, 200 if side > 0 else 250, 90), t.paper, 1.7)
    _coat(thing, [(-30, -68), (-42, -69), (-47, -58), (-47, -48), (-38, -45.6), (-30, -52)], t.main)
    cut.fill(smooth([(-47.6, -54), (-48, -47), (-38, -44.6), (-33, -50), (-40, -54)]), 0xFFE9A7A0,
             rim=0.2)  # fmt: skip
    for x in (-45, -40):
        cut.fill(oval(x, -49.6, 0.9), t.ink, rim=0)
    _eye(thing, t, -40.6, -61, 1.4)
    thing.grip = (0, -46)


def sheep(thing: Thing, t: Tones, looks: Looks) -> None:
    cut, face = thing.rear, 0xFF4A4048
    _legs(thing, (-8, 11), (-12, 15), -16, 3.4, (shade(face, -0.03), face))
    fleece = [(-18, -18), (-21, -25), (-17, -31), (-12, -37), (-4, -37), (3, -40), (10, -36.6),
              (17, -36), (20, -29), (22, -22), (17, -16), (10, -12.6), (2, -15), (-5, -12),
              (-12, -15)]  # fmt: skip
    _coat(thing, fleece, t.main, 1.0)
    for x, y in ((-10, -27), (-1, -31), (8, -28), (14, -23), (2, -21), (-8, -20)):
        cut.line(arc(x, y, 3.4, 2.6, 200, 190), t.dark, 0.8)
    cut.fill(smooth([(-19, -41), (-27, -39), (-31, -30), (-28, -26), (-20, -29), (-15.6, -35)]),
             face, lift=0.7)  # fmt: skip
    cut.fill(smooth([(-18, -38), (-11, -38), (-11.4, -34.4), (-17, -34)]), shade(face, 0.06),
             lift=0.4)  # fmt: skip
    cut.fill(smooth([(-26, -41), (-22, -45), (-16, -43), (-16, -38.6), (-21, -39)], tension=1.0),
             t.main, lift=0.4)  # fmt: skip
    cut.fill(oval(-25.4, -35.6, 1.3), 0xFFF6EFDC, rim=0)
    cut.fill(oval(-25.7, -35.6, 0.7), t.ink, rim=0)
    thing.grip = (0, -24)


def goat(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(polygon((17, -36), (23, -41), (21, -33)), t.dark, lift=0.4)
    _legs(thing, (-9, 12), (-13, 16), -22, 3.6, (t.dark, t.main))
    _coat(thing, [(-17, -22), (-17, -34), (-4, -38), (10, -36), (19, -36), (20, -26), (10, -20),
                  (-6, -18)], t.main)  # fmt: skip
    _coat(thing, [(-9, -28), (-19, -32), (-23, -44), (-16, -48), (-7, -37)], t.main)
    for dx, tone in ((1.6, t.dark), (0, shade(t.wood, -0.05))):
        cut.line(
            smooth([(-17 + dx, -52), (-14 + dx, -59), (-7 + dx, -62)], closed=False), tone, 2.2
        )
    _coat(thing, [(-14, -52.6), (-22, -53), (-31, -43), (-29, -39.6), (-22, -41), (-14, -45)],
          t.main)  # fmt: skip
    cut.fill(polygon((-26, -40.6), (-22, -40.8), (-25, -32)), t.light, rim=0.2)
    cut.fill(smooth([(-14, -50), (-7, -48), (-8, -45), (-14, -46)]), t.dark, lift=0.4)
    _eye(thing, t, -21.4, -48.6, 1.2)
    thing.grip, thing.jaws = (0, -28), (-29.5, -41.0)


def collar(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(oval(0, -10, 8, 5.4), t.dark, 3.4)
    cut.line(oval(0, -10, 8, 5.4), t.main, 2.6)
    for x, y in ((-7.2, -12.4), (-4, -14.8), (4, -14.8), (7.2, -12.4)):
        cut.fill(oval(x, y, 0.8), t.brass, rim=0)
    cut.fill(rect(-2.4, -17.2, 4.8, 4, 0.8), t.metal, lift=0.4)
    cut.fill(oval(0, -2.8, 2.8), t.brass, lift=0.5)
    cut.fill(oval(0, -2.8, 1.0), t.ink, rim=0)
    thing.grip = (-7, -10)


def horseshoe(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    shoe = [(-7.4, 0), (-8.4, -7), (-6, -13.4), (0, -15.6), (6, -13.4), (8.4, -7), (7.4, 0),
            (4.2, 0), (4.8, -7), (3.2, -10.6), (0, -12), (-3.2, -10.6), (-4.8, -7),
            (-4.2, 0)]  # fmt: skip
    cut.fill(smooth(shoe, tension=0.5), t.main, lift=0.8)
    for x, y in ((-6.4, -3.4), (-6.4, -8), (6.4, -3.4), (6.4, -8), (-3, -12.8), (3, -12.8)):
        cut.fill(oval(x, y, 0.7), t.ink, rim=0)
    thing.grip = (0, -13)
