"""Eight hair styles and three beards, in the coordinates of a head with its chin at the origin."""

from __future__ import annotations

import math

from moviellm.studio.papercut.colour import alpha, lightness, shade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.shapes import Point, limb, oval, smooth, union


def hair_behind(cut: Cutout, style: str, colour: int, turn: float) -> None:
    """Add what hangs behind the head."""
    dark = shade(colour, -0.05)
    if style == "long":
        back = -2.5 * turn
        cut.fill(smooth([
            (-11.8 + back, -20), (-6, -28.5), (4, -28.8), (11.4, -22), (12.2 - 3 * turn, -8),
            (11.4 - 4.5 * turn, 6), (7 - 5 * turn, 15.5), (-2 + back, 17.5), (-11.5 + back, 15.5),
            (-14 + back, 2), (-13.4 + back, -10),
        ]), dark, lift=1.6)  # fmt: skip
    elif style == "bob":
        cut.fill(smooth([
            (-12.6, -20), (-6, -28.4), (4, -28.6), (11.6, -22), (13 - 2 * turn, -10),
            (12.2 - 3 * turn, -1.5), (4, 1), (-6, 1.2), (-13.4 - turn, -0.6), (-14 - turn, -10),
        ]), dark, lift=1.6)  # fmt: skip
    elif style == "ponytail":
        x = -9.5 * turn - 1.0
        tail = [(x, -22), (x - 6.5, -21), (x - 9.5, -12), (x - 8.5, -2), (x - 10.5, 6)]
        cut.fill(limb(tail, (4.5, 6.2, 7.4, 6, 1.6)), dark, lift=1.6)
    elif style == "bun":
        cut.fill(oval(-8.2 * turn, -27.5 + 4.0 * turn, 5.6, 5.2), dark, lift=1.4)
    elif style == "braid" and turn:
        _braid(cut, colour, [(-9, -8), (-11.5, 0), (-11.8, 8), (-10.5, 16)])


def hair_before(cut: Cutout, style: str, colour: int, turn: float, age: str) -> None:
    """Add what lies on the head."""
    if style == "bald":
        if age == "old":
            _sides(cut, colour, turn)
        return
    if style == "curly":
        _curls(cut, colour, turn)
        return
    s = 2.6 * turn
    low = {"short": -11.0, "bob": -3.0, "long": -2.0}.get(style, -9.5)
    back = -12.3 - 0.8 * turn
    outline = [
        (back, low), (back - 0.7, -15), (-10.6, -23), (-4, -28), (4, -28.7), (10.2, -24.8),
        (12.1, -18), (11.7, -12.5),
    ]  # fmt: skip
    fringe: list[Point] = [
        (9.6 + s * 0.5, -17.5), (5.6 + s, -20.8), (0.4 + s, -18.6), (-4.4 + s, -20.9),
        (-8.2 + s * 1.2, -17.2), (-9.7 + s * 1.3, -11.5), (-9.9 + s * 0.9, low + 1.2),
    ]  # fmt: skip
    if style in ("long", "bun", "braid"):
        fringe[1:4] = [(6.6 + s, -20.2), (1.6 + s, -23.4), (-5.2 + s, -20.4)]
    cut.fill(smooth([*outline, *fringe], tension=0.75), colour, lift=1.0)
    _strands(cut, colour, s)
    if style == "braid" and not turn:
        _braid(cut, colour, [(9.5, -6), (12.2, 1), (12.4, 9), (11, 17)])
    if not turn:
        side = [(10.2, -18), (12.3, -13), (11.6, low), (9.9, low + 1), (10.2, -12)]
        cut.fill(smooth(side, tension=0.75), colour, rim=0)


def _strands(cut: Cutout, colour: int, s: float) -> None:
    tone = alpha(shade(colour, 0.1), 0.55)
    for x in (-6.5, -1.0, 5.0):
        curve = [(x + s * 0.4, -20.8), (x * 0.75 + s * 0.4, -24.4), (x * 0.3 + 1, -27)]
        cut.line(smooth(curve, closed=False), tone, 0.45)


def _curls(cut: Cutout, colour: int, turn: float) -> None:
    ring = []
    for index in range(11):
        angle = math.radians(168 + index * (20.5 - 2.6 * turn))
        ring.append(oval(math.cos(angle) * 11.6 - turn, -15 + math.sin(angle) * 11.6, 4.2))
    for x, y, r in ((-10.8 - turn, -9.0, 3.4), (11.2 - turn * 2, -13 - 3 * turn, 2.6),
                    (0, -24, 5.6), (-6, -22, 4.6), (6, -23, 4.4)):  # fmt: skip
        ring.append(oval(x, y, r))
    cut.fill(union(ring), colour, lift=1.0, rim=0)
    light = alpha(shade(colour, 0.1), 0.6)
    for x, y in ((-6.5, -24), (1.0, -26), (7.5, -23), (-10.5, -16)):
        cut.line(smooth([(x - 1.8, y), (x, y - 1.6), (x + 1.8, y)], closed=False), light, 0.5)


def _sides(cut: Cutout, colour: int, turn: float) -> None:
    cut.fill(oval(-11.2 - turn * 0.4, -11.5, 2.2, 3.8), colour)
    if not turn:
        cut.fill(oval(11.2, -11.5, 2.2, 3.8), colour)


def _braid(cut: Cutout, colour: int, spine: list[Point]) -> None:
    for index, (x, y) in enumerate(spine):
        cut.fill(
            oval(x, y, 3.7 - index * 0.45, 4.6 - index * 0.3),
            shade(colour, -0.02 * index),
            lift=0.8,
        )
    cut.fill(oval(spine[-1][0], spine[-1][1] + 4.8, 1.6, 2.4), shade(colour, -0.08))


_BLACKEST = 0.25
"""How light a beard is at least: blacker ones are a mask."""


def _apart_from(skin: int, colour: int) -> int:
    """The colour of a beard that a skin of the same lightness does not swallow."""
    light = lightness(colour)
    darker = min(0.16, max(0.0, light - _BLACKEST)) if abs(lightness(skin) - light) < 0.16 else 0.0
    return shade(colour, -darker)


def beard(cut: Cutout, style: str, colour: int, turn: float, skin: int) -> None:
    """Add stubble, a moustache or a full beard; the mouth is drawn over it."""
    s = 3.4 * turn
    if style == "stubble":
        cut.fill(smooth(_jaw(s, -7.0), tension=0.8), alpha(shade(colour, -0.02), 0.26), rim=0)
    elif style == "full":
        colour = _apart_from(skin, colour)
        long = [(x, y + (2.2 if y > 0 else 0.0)) for x, y in _jaw(s, -4.2)]
        cut.fill(smooth(long, tension=0.8), colour, lift=0.7)
        cut.fill(oval(s, -4.7, 4.6, 2.5), skin, rim=0)
        _locks(cut, colour, s)
    if style in ("moustache", "full"):
        for side in (-1, 1):
            half = [(s, -7.3), (s + side * 2.6, -7.4), (s + side * 5.2, -5.6 + (style == "full"))]
            cut.fill(limb(half, (1.5, 2.2, 0.5)), shade(colour, 0.04), rim=0.2)


def _jaw(s: float, cheek: float) -> list[Point]:
    """What grows on a jaw, as high as the cheeks, with whiskers up to the ears."""
    return [
        (-11 + s * 0.3, -11.5), (-10.9, -5), (-7.2 + s * 0.2, 1.0), (0.6 + s * 0.4, 2.6),
        (7.6 + s * 0.2, 0.8), (11.1 + s * 0.1, -5), (11 + s * 0.1, -10.5),
        (9.2 + s * 0.5, cheek - 0.4), (4.6 + s, cheek - 0.6), (s, cheek + 0.1),
        (-4.6 + s, cheek - 0.6), (-8.6 + s * 0.8, cheek),
    ]  # fmt: skip


def _locks(cut: Cutout, colour: int, s: float) -> None:
    """Locks, by which a beard is hair and no cloth before a face."""
    tone = alpha(shade(colour, 0.13), 0.7)
    for x, y in ((-7.6, -2.6), (-3.6, 1.2), (1.2, 1.8), (5.4, 0.4), (8.4, -2.8)):
        lock = [(x - 1.2 + s * 0.5, y - 1.0), (x + s * 0.5, y + 0.8), (x + 1.4 + s * 0.5, y - 0.6)]
        cut.line(smooth(lock, closed=False), tone, 0.5)
