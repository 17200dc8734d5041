"""Machines and instruments."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth


def compass(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.5, -15.4, 3, 3.4, 1), t.dark)
    cut.fill(oval(0, -6.8, 6.8), t.main, lift=0.7)
    cut.fill(oval(0, -6.8, 5.2), t.paper, rim=0.2)
    cut.fill(polygon((0, -11.4), (1.5, -6.8), (-1.5, -6.8)), 0xFFC0392B, rim=0)
    cut.fill(polygon((0, -2.2), (1.5, -6.8), (-1.5, -6.8)), t.ink, rim=0)
    cut.fill(oval(0, -6.8, 0.7), t.brass, rim=0)
    thing.grip = (0, -1)


def camera(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-4.6, -16.4, 9.2, 4, 1), t.dark, lift=0.4)
    cut.fill(rect(-10.4, -13.4, 20.8, 13.4, 1.8), t.main, lift=0.8)
    cut.fill(rect(-10.4, -10.8, 20.8, 7.8), t.trim, rim=0)
    cut.fill(oval(0, -6.8, 5.4), t.metal, lift=0.5)
    cut.fill(oval(0, -6.8, 3.9), 0xFF24303E, rim=0)
    cut.fill(oval(-1.3, -8, 1.1), 0xFF9FC4D8, rim=0)
    cut.fill(oval(7.6, -12.2, 1.1), t.accent, rim=0)
    thing.grip = (-7, -3)


def radio(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(line((9, -16), (15.4, -30)), t.metal, 0.9)
    cut.line(arc(0, -16.4, 8, 4.6, 180, 180), t.dark, 1.5)
    cut.fill(rect(-13, -16.6, 26, 16.6, 2.4), t.main, lift=0.9)
    cut.fill(oval(-5.6, -8.2, 5.8), t.dark, rim=0.3)
    for radius in (4.2, 2.4):
        cut.line(oval(-5.6, -8.2, radius), t.light, 0.5)
    cut.fill(rect(2.4, -13.4, 8.6, 4, 0.6), t.paper, rim=0.2)
    cut.line(line((5.4, -13), (5.4, -9.8)), 0xFFC0392B, 0.6)
    for x in (4.4, 9):
        cut.fill(oval(x, -5, 1.7), t.trim, lift=0.3)
    thing.grip = (0, -20)


def musicbox(thing: Thing, t: Tones, looks: Looks) -> None:
    if looks.open:
        thing.rear.fill(
            polygon((-8.6, -8), (-7.6, -17.6), (7.6, -17.6), (8.6, -8)), t.dark, lift=0.8
        )
        thing.rear.fill(polygon((-7.2, -8.4), (-6.4, -16.4), (6.4, -16.4), (7.2, -8.4)),
                        shade(t.paper, -0.05), rim=0)  # fmt: skip
        dancer = thing.rear
        dancer.fill(polygon((-3, -8.4), (0, -13), (3, -8.4)), t.accent, lift=0.4)
        dancer.fill(oval(0, -14, 1.3), t.paper, rim=0.2)
    body = thing.rear
    body.fill(rect(-9, -9, 18, 9, 0.8), t.main, lift=0.8)
    if not looks.open:
        body.fill(rect(-9.6, -11.4, 19.2, 3.6, 0.8), t.light, lift=0.5)
    body.fill(oval(0, -4.4, 2.2), t.brass, rim=0.25)
    for x in (-5.6, 5.6):
        body.fill(polygon((x, -6.6), (x + 1.7, -4.4), (x, -2.2), (x - 1.7, -4.4)), t.trim, rim=0)
    body.line(line((9, -5), (12, -5), (12, -7.6)), t.brass, 0.9)
    thing.grip = (-4, -1)


def violin(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(rect(-1.3, -38, 2.6, 18, 0.6), t.ink, lift=0.6)
    cut.fill(oval(0, -38.8, 2.2), t.dark, lift=0.3)
    body = [(0, -23), (-5.6, -22), (-7, -17.6), (-4.6, -13.4), (-8, -8), (-7, -1.6), (0, 0),
            (7, -1.6), (8, -8), (4.6, -13.4), (7, -17.6), (5.6, -22)]  # fmt: skip
    cut.fill(smooth(body, tension=0.85), t.main, lift=0.9)
    for side in (-1, 1):
        hole = smooth([(side * 3.8, -15), (side * 3.0, -12), (side * 4.2, -9)], closed=False)
        cut.line(hole, t.ink, 0.6)
    cut.fill(polygon((-1.6, -1.6), (-2.2, -7), (2.2, -7), (1.6, -1.6)), t.ink, rim=0)
    for x in (-0.7, 0.7):
        cut.line(line((x, -36), (x, -5)), alpha(t.paper, 0.85), 0.25)
    cut.line(line((12, -2), (15.4, -36)), t.wood, 1.0)
    cut.line(line((13, -2.4), (16.4, -35.6)), t.paper, 0.4)
    cut.fill(limb([(6, -5), (9, -4.4), (12.2, -4)], (1, 0.9, 0.9)), t.wood, rim=0)
    thing.grip, thing.tilt = (0, -27), 14.0
