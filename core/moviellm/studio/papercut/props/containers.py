"""Things that hold other things, open or shut."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Opening, Thing, Tones
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth


def chest(thing: Thing, t: Tones, looks: Looks) -> None:
    hollow = shade(t.dark, -0.12)
    if looks.open:
        lid = smooth([(-21, -22), (-20.4, -35), (-12, -39.6), (12, -39.6), (20.4, -35), (21, -22)],
                     tension=0.5)  # fmt: skip
        thing.rear.fill(lid, t.dark, lift=1.2)
        inner = smooth([(-18.6, -21), (-18, -32), (-11, -35.6), (11, -35.6), (18, -32), (18.6,
            -21)], tension=0.5)  # fmt: skip
        thing.rear.fill(inner, hollow, rim=0)
        thing.mouth = Opening(-20.6, 15.0)
    else:
        lid = smooth([(-22, -19), (-21, -26.6), (-13, -32), (13, -32), (21, -26.6), (22, -19)],
                     tension=0.5)  # fmt: skip
        thing.rear.fill(lid, t.light, lift=1.2)
        for x in (-12.5, 12.5):
            thing.rear.fill(rect(x - 1.7, -31.6, 3.4, 12.6, 0.4), t.metal, rim=0.25)
    body = thing.front if looks.open else thing.rear
    body.fill(rect(-21, -20, 42, 20, 0.8), t.main, lift=1.0)
    for y in (-13.4, -6.8):
        body.line(line((-20.4, y), (20.4, y)), alpha(t.dark, 0.9), 0.5)
    body.fill(rect(-22, -21, 44, 3.2, 0.6), t.dark, rim=0.3)
    for x in (-12.5, 12.5):
        body.fill(rect(x - 1.7, -20, 3.4, 20, 0.4), t.metal, rim=0.25)
    body.fill(rect(-3, -22, 6, 8, 1), t.brass, lift=0.4)
    body.fill(oval(0, -18.6, 1.1), t.ink, rim=0)
    body.fill(polygon((-0.6, -18.4), (0.6, -18.4), (0.9, -15.6), (-0.9, -15.6)), t.ink, rim=0)
    thing.grip = (0, -20)


def cupboard(thing: Thing, t: Tones, looks: Looks) -> None:
    rear = thing.rear
    rear.fill(rect(-18, -76, 36, 76, 0.8), t.main, lift=1.4)
    rear.fill(rect(-20, -79, 40, 5, 1), t.dark, lift=0.6)
    for x in (-15, 12):
        rear.fill(rect(x, -2, 4, 5, 0.6), t.dark)
    if looks.open:
        rear.fill(rect(-14.6, -71, 29.2, 64), shade(t.dark, -0.14), rim=0)
        rear.fill(rect(-14.6, -41, 29.2, 2.8), t.main, lift=0.5)
        for side in (-1, 1):
            door = polygon((side * 15, -71), (side * 25, -75), (side * 25, -2), (side * 15, -7))
            thing.front.fill(door, t.light, lift=1.0)
            thing.front.fill(oval(side * 22.6, -38, 1.2), t.brass)
        thing.mouth = Opening(-41.0, 13.0, 29.0)
        thing.front.fill(rect(-14.8, -9.6, 29.6, 3, 0.4), t.main)
    else:
        for side in (-1, 1):
            edge = -14.8 if side < 0 else 0.4
            rear.fill(rect(edge, -71, 14.4, 64, 0.5), t.light, lift=0.5)
            for y, high in ((-67, 28), (-36, 26)):
                rear.fill(rect(edge + 2.6, y, 9.2, high, 0.5), shade(t.main, -0.03), rim=0.3)
            rear.fill(oval(side * 2.6, -38, 1.2), t.brass)
    thing.grip = (0, -38)


def box(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.open:
        lid = polygon((-12, -13), (-10.4, -24), (10.4, -24), (12, -13))
        thing.rear.fill(lid, t.dark, lift=0.9)
        thing.rear.fill(polygon((-10.4, -13), (-9, -22.4), (9, -22.4), (10.4, -13)),
                        shade(t.dark, -0.13), rim=0)  # fmt: skip
        thing.mouth = Opening(-12.0, 8.6)
    body = thing.front if looks.open else thing.rear
    body.fill(rect(-12, -13, 24, 13, 0.8), t.main, lift=0.9)
    body.line(rect(-9.4, -9.4, 18.8, 7, 0.6), t.trim, 0.5)
    if not looks.open:
        body.fill(rect(-12.8, -16.4, 25.6, 5.4, 0.8), t.light, lift=0.7)
    body.fill(rect(-1.9, -13.4, 3.8, 4.6, 0.6), t.brass, rim=0.25)
    thing.grip = (0, -2)


def basket(thing: Thing, t: Tones, looks: Looks) -> None:
    thing.rear.line(arc(0, -13, 12.4, 15, 180, 180), t.dark, 1.8)
    if looks.open:
        thing.rear.fill(oval(0, -13, 14, 3.4), shade(t.dark, -0.16), rim=0)
        thing.mouth = Opening(-12.4, 10.0)
    else:
        thing.rear.fill(smooth([(-14.4, -13), (-8, -17.6), (8, -17.6), (14.4, -13), (0, -11)],
                               tension=0.7), t.light, lift=0.7)  # fmt: skip
    body = thing.front if looks.open else thing.rear
    body.fill(smooth([(-14, -13), (-11, 0), (11, 0), (14, -13)], tension=0.35), t.main, lift=0.9)
    for row, y in enumerate((-10.4, -7, -3.6)):
        for x in range(-5 + row % 2, 6, 2):
            body.line(line((x * 2.1 - 1, y), (x * 2.1 + 1.2, y)), alpha(t.dark, 0.95), 1.1)
    body.fill(rect(-15, -14.6, 30, 3, 1.4), t.light, lift=0.4)
    thing.grip = (0, -27)


def bag(thing: Thing, t: Tones, looks: Looks) -> None:
    thing.rear.line(arc(0, -17, 8, 9, 180, 180), t.dark, 1.7)
    if looks.open:
        thing.rear.fill(smooth([(-11, -16), (-9, -20.4), (9, -20.4), (11, -16)]),
                        shade(t.dark, -0.14), rim=0)  # fmt: skip
        thing.mouth = Opening(-16.4, 7.6)
    body = thing.front if looks.open else thing.rear
    body.fill(smooth([(-11, -17.6), (-14, -8), (-12, -0.4), (0, 0.4), (12, -0.4), (14, -8),
                      (11, -17.6)], tension=0.6), t.main, lift=0.9)  # fmt: skip
    if not looks.open:
        body.fill(smooth([(-11.4, -18.4), (-12, -10.6), (0, -7), (12, -10.6), (11.4, -18.4)],
                         tension=0.5), t.light, lift=0.7)  # fmt: skip
        body.fill(rect(-1.9, -10.4, 3.8, 4.6, 0.8), t.brass)
    body.fill(rect(-8.6, -6, 6.4, 5, 0.8), t.dark, rim=0.3)
    thing.grip = (0, -25.4)


def suitcase(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.open:
        thing.rear.fill(rect(-19, -34, 38, 17, 1.6), t.dark, lift=1.0)
        thing.rear.fill(rect(-17, -32, 34, 15, 1), shade(t.paper, -0.14), rim=0)
        thing.mouth = Opening(-18.0, 14.0)
        thing.front.fill(rect(-20, -18, 40, 18, 1.8), t.main, lift=1.0)
    else:
        thing.rear.line(arc(0, -25, 5.4, 5, 180, 180), t.dark, 1.9)
        thing.rear.fill(rect(-20, -25.6, 40, 25.6, 2.2), t.main, lift=1.0)
        thing.rear.line(line((-19.4, -18), (19.4, -18)), t.dark, 0.6)
    body = thing.front if looks.open else thing.rear
    top = -18.0 if looks.open else -25.6
    for side in (-1, 1):
        body.fill(rect(side * 12 - 1.8, top, 3.6, -top, 0.4), t.trim, rim=0.25)
        for y in (top, -3.6):
            body.fill(rect(side * 18.4 - 1.8, y, 3.6, 3.6, 1), t.brass, rim=0.2)
    body.fill(rect(-2.4, top - 0.6, 4.8, 3.6, 0.6), t.brass)
    thing.grip = (0, -29)


def barrel(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.open:
        thing.rear.fill(oval(0, -37, 13, 3.6), shade(t.dark, -0.16), rim=0.3)
        thing.mouth = Opening(-36.0, 9.6)
    body = thing.front if looks.open else thing.rear
    if not looks.open:
        body.fill(oval(0, -37.4, 13.4, 3.4), t.light, lift=0.6)
    staves = smooth([(-13.4, -37), (-17.4, -19), (-13.4, 0), (0, 1.6), (13.4, 0), (17.4, -19),
                     (13.4, -37), (0, -34.4)], tension=0.7)  # fmt: skip
    body.fill(staves, t.main, lift=1.1)
    for x in (-8.4, -2.8, 2.8, 8.4):
        bow = smooth([(x, -34.6), (x * 1.28, -18), (x, 1)], closed=False)
        body.line(bow, alpha(t.dark, 0.85), 0.5)
    for y, half in ((-29, 16), (-9, 16)):
        hoop = smooth([(-half, y), (0, y + 2.6), (half, y)], closed=False)
        body.line(hoop, t.metal, 2.1)
    thing.grip = (0, -19)
