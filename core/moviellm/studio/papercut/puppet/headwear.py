"""What a puppet wears on its head, in the coordinates of a head with its chin at the origin."""

from __future__ import annotations

from moviellm.studio.papercut.colour import shade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union

_BRIMMED = frozenset({"cap", "hat", "crown", "helmet"})
_ABOVE_BROWS = 1.9
"""How much higher than on the brows a brim sits, so that raised brows are seen under it."""


def headwear_behind(cut: Cutout, kind: str, colour: int, turn: float) -> None:
    """Add what goes round the back of the head."""
    if kind == "hood":
        cut.fill(smooth([
            (-13.6 - turn, -6), (-14.4 - turn, -17), (-9 - turn, -28), (-1 - turn, -32.5), (8, -28),
            (13.4, -18), (13 - turn, -5), (8, 4), (-9, 5),
        ], tension=0.8), shade(colour, -0.1), lift=1.4)  # fmt: skip
    elif kind == "scarf":
        cut.fill(smooth([
            (-12.8, -8), (-13.2, -18), (-8, -27.5), (2, -29), (10.8, -24), (12.6, -14),
            (11.2, -3), (5, 3.5), (-7, 4),
        ], tension=0.85), shade(colour, -0.08), lift=1.2)  # fmt: skip


def headwear_before(cut: Cutout, kind: str, colour: int, turn: float) -> None:
    """Add what lies over hair and forehead."""
    drawers = {"cap": _cap, "hat": _hat, "scarf": _scarf, "hood": _hood, "crown": _crown,
               "helmet": _helmet}  # fmt: skip
    if kind in drawers:
        worn = Cutout()
        drawers[kind](worn, colour, turn)
        cut.add(worn, skia.Matrix.Translate(0, -_ABOVE_BROWS if kind in _BRIMMED else 0))


def _cap(cut: Cutout, colour: int, turn: float) -> None:
    crown = [(-13 - turn, -18.5), (-11.8, -26), (-4, -31), (5, -30.8), (11.6, -26), (12.6, -19),
             (4, -21), (-5, -21)]  # fmt: skip
    cut.fill(smooth(crown, tension=0.8), colour, lift=1.1)
    reach = 10.0 * turn
    brim = [(-9.4 + reach, -20.4), (0 + reach, -22.4), (9.8 + reach * 0.8, -20.4),
            (6.5 + reach, -18.4), (-4 + reach, -18.4)]  # fmt: skip
    cut.fill(smooth(brim, tension=0.8), shade(colour, -0.12), lift=0.8)
    cut.fill(oval(0, -30.8, 1.3, 0.8), shade(colour, -0.12))


def _hat(cut: Cutout, colour: int, turn: float) -> None:
    s = turn * 1.2
    crown = [(-9.4 + s, -22.3), (-9 + s, -30.3), (-6 + s, -36.7), (0 + s, -35.5), (6 + s, -36.9),
             (9.2 + s, -30.3), (9.8 + s, -22.3)]  # fmt: skip
    cut.fill(smooth(crown, tension=0.75), colour, lift=0.8)
    band = [(-9.6 + s, -22.3), (-9.2 + s, -26.5), (s, -27.7), (9.4 + s, -26.5), (9.8 + s, -22.3)]
    cut.fill(smooth(band, tension=0.6), shade(colour, -0.2), rim=0.2)
    brim = [(-17.5 + s, -20.9), (-9 + s, -24.3), (0 + s, -24.9), (9 + s, -24.3), (17.8 + s, -21.1),
            (9 + s, -19.5), (0 + s, -18.9), (-9 + s, -19.5)]  # fmt: skip
    cut.fill(smooth(brim, tension=0.8), shade(colour, -0.04), lift=1.2)


def _scarf(cut: Cutout, colour: int, turn: float) -> None:
    s = 2.4 * turn
    front = [
        (-12.6, -6), (-13.4, -17), (-8.4, -26.8), (2, -29.2), (10.8, -24.6), (12.8 - turn, -15),
        (10.6 + s * 0.4, -17.6), (4 + s, -21.6), (-4.6 + s, -20.6), (-8.6 + s, -14), (-8.4 + s, -4),
        (-3, 1.6), (-8, 4.6),
    ]  # fmt: skip
    cut.fill(smooth(front, tension=0.8), colour, lift=1.0)
    if not turn:
        side = [(10.4, -17), (12.8, -14), (11.8, -4), (6, 4), (2, 2), (8.4, -4), (9.2, -12)]
        cut.fill(smooth(side, tension=0.8), colour, rim=0.2)
    knot = union([polygon((-2 + s, 1.6), (-6 + s, 7.4), (0 + s, 5)),
                  polygon((0 + s, 1.6), (5 + s, 7), (0.4 + s, 5.2))])  # fmt: skip
    cut.fill(knot, shade(colour, -0.07), lift=0.6)
    dots = union([oval(x, y, 0.8) for x, y in ((-9, -20), (-3, -25), (4, -25.6), (9, -21))])
    cut.fill(dots, shade(colour, 0.2), rim=0)


def _hood(cut: Cutout, colour: int, turn: float) -> None:
    s = 2.8 * turn
    outer = [(-12.6 - turn, 2), (-14.6 - turn, -10), (-11 - turn, -24), (-2, -32), (8, -28.6),
             (13 - turn * 0.6, -19), (12.6 - turn, -6), (9.5, 2)]  # fmt: skip
    inner = [(8.6 + s * 0.5, -3), (10 + s * 0.4, -13), (5 + s, -21.6), (-3 + s, -22),
             (-8.8 + s, -15), (-8.8 + s, -5), (-4 + s, 2.4)]  # fmt: skip
    cut.fill(smooth([*outer, *inner], tension=0.75), colour, lift=1.2)


def _crown(cut: Cutout, colour: int, turn: float) -> None:
    s = turn * 0.8
    points = [(-10 + s, -20), (-12 + s, -31), (-6.4 + s, -26.4), (s, -33.4), (6.4 + s, -26.4),
              (12 + s, -31), (10 + s, -20)]  # fmt: skip
    cut.fill(polygon(*points), colour, lift=1.0)
    cut.fill(rect(-10.3 + s, -22.6, 20.6, 3.4, 1), shade(colour, -0.1), rim=0.25)
    for x, y in ((-12, -31.4), (0, -33.8), (12, -31.4)):
        cut.fill(oval(x + s, y, 1.5), shade(colour, 0.12))
    for x in (-6, 0, 6):
        cut.fill(oval(x + s, -20.9, 1.1), 0xFFB4303C, rim=0)


def _helmet(cut: Cutout, colour: int, turn: float) -> None:
    s = turn * 1.4
    shell = [(-13.4, -12), (-13.6, -21), (-7.4, -29.6), (1 + s, -31), (9.6, -28), (13.4, -20),
        (13, -16), (5 + s, -20), (-4 + s, -20.2), (-9.8 + s, -16.4), (-10.8, -6)]  # fmt: skip
    cut.fill(smooth(shell, tension=0.75), colour, lift=1.2)
    cut.line(line((s * 0.7, -30.6), (s, -18.8)), shade(colour, -0.16), 1.3)
    rim = smooth([(-10.2 + s, -16), (-4 + s, -20), (5 + s, -19.8), (12.6, -16)], closed=False)
    cut.line(rim, shade(colour, 0.1), 1.2)
