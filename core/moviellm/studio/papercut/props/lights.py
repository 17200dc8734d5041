"""Things that are lit."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.props.thing import Looks, Thing, Tones
from moviellm.studio.papercut.shapes import arc, line, oval, rect, smooth


def flame(thing: Thing, t: Tones, x: float, y: float, size: float) -> None:
    """Add a flame with its foot at a point, and the light it sheds."""
    thing.rear.glow(x, y - size, size * 9, t.lamp, 0.62)
    for share, tone in ((1.0, mix(t.lamp, 0xFFF08A2C, 0.7)), (0.62, t.lamp), (0.3, 0xFFFFF6DC)):
        high, half = size * 2.1 * share, size * 0.62 * share
        thing.rear.fill(smooth([(x, y), (x - half, y - high * 0.3), (x + half * 0.12, y - high),
            (x + half, y - high * 0.34)], tension=0.9), tone, rim=0)  # fmt: skip


def lantern(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.line(arc(0, -21, 5.2, 6, 180, 180), t.dark, 1.1)
    glass = mix(t.lamp, 0xFFFFFFFF, 0.25) if looks.lit else mix(t.metal, t.ink, 0.35)
    cut.fill(rect(-5.6, -17, 11.2, 14, 1), glass, lift=0.8)
    if looks.lit:
        flame(thing, t, 0, -5, 3.0)
    else:
        cut.fill(rect(-0.5, -6.4, 1, 2.6), t.ink, rim=0)
    for x in (-5.6, 0.0, 5.6):
        cut.fill(rect(x - 0.6, -17, 1.2, 14), t.main, rim=0.2)
    cut.fill(smooth([(-7, -16.4), (-4.4, -21), (4.4, -21), (7, -16.4)], tension=0.4), t.main,
             lift=0.6)  # fmt: skip
    cut.fill(rect(-7, -3.6, 14, 3.8, 0.8), t.main, lift=0.5)
    cut.fill(oval(0, -21.6, 1.5), t.dark)
    thing.grip = (0, -27)


def candle(thing: Thing, t: Tones, looks: Looks) -> None:
    cut = thing.rear
    cut.fill(oval(0, -1.6, 7, 1.9), t.brass, lift=0.6)
    cut.line(arc(7, -3, 2, 2, 0, 359), t.brass, 0.9)
    cut.fill(rect(-2.5, -13, 5, 11.6, 0.8), t.main, lift=0.5)
    cut.fill(smooth([(-2.5, -13), (-2.7, -9), (-1.2, -8.2), (-0.4, -12)]), t.light, rim=0)
    cut.line(line((0, -13), (0.2, -15)), t.ink, 0.5)
    if looks.lit:
        flame(thing, t, 0, -13.8, 2.7)
    else:
        cut.line(smooth([(0.4, -15.8), (1.2, -17.4), (0.2, -18.8)], closed=False),
                 alpha(shade(t.metal, 0.1), 0.75), 0.5)  # fmt: skip
    thing.grip = (0, -3)
