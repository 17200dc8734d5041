"""Faces: every mood by brows, eyes and mouth, drawn about a chin at the origin."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moviellm.film import Mood
from moviellm.studio.papercut.colour import alpha, lightness, mix, shade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.shapes import arc, limb, line, oval, smooth


@dataclass(frozen=True, slots=True)
class Features:
    """What a mood does to a face.

    Attributes:
        brow: How far the brows are raised.
        slope: How far their inner ends are raised (worry) or lowered (anger).
        uneven: How far one brow is above the other.
        open: How wide the eyes are open.
        gaze: Where the pupils are, forwards and down.
        pupil: Size of the pupils.
        smile: How the mouth curves: positive is a smile.
        mouth: How wide it is.
        gap: How far it is open.
        blush: How red the cheeks are.
    """

    brow: float = 0.0
    slope: float = 0.0
    uneven: float = 0.0
    open: float = 1.0
    gaze: tuple[float, float] = (0.25, 0.0)
    pupil: float = 1.0
    smile: float = 0.7
    mouth: float = 3.6
    gap: float = 0.0
    blush: float = 0.3


MOOD_FEATURES: dict[Mood, Features] = {
    "calm": Features(),
    "happy": Features(brow=0.7, open=0.95, smile=2.3, mouth=4.6, gap=2.4, blush=0.55),
    "sad": Features(brow=0.2, slope=1.5, open=0.72, gaze=(0.1, 0.6), smile=-1.6, mouth=3.4),
    "angry": Features(brow=-1.0, slope=-2.0, open=0.78, smile=-1.4, mouth=3.8, gap=0.9, blush=0.5),
    "afraid": Features(brow=1.5, slope=1.7, open=1.28, pupil=0.72, smile=-1.1, mouth=3.6, gap=1.8,
                       blush=0.0),
    "surprised": Features(brow=2.3, open=1.35, pupil=0.8, smile=0.0, mouth=2.1, gap=3.8),
    "determined": Features(brow=-0.7, slope=-1.0, open=0.8, smile=-0.1, mouth=4.0),
    "tender": Features(brow=0.7, slope=0.6, open=0.62, gaze=(0.2, 0.4), smile=1.5, mouth=3.6,
                       blush=0.6),
    "suspicious": Features(brow=-0.4, slope=-0.6, uneven=1.7, open=0.6, gaze=(0.9, 0.0),
                           smile=-0.4, mouth=3.2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flesh:
    """The colours of a face."""

    skin: int
    hair: int
    ink: int


def draw_face(cut: Cutout, mood: Mood, flesh: Flesh, turn: float, age: str, covered: bool) -> None:
    """Add brows, eyes, nose, mouth and cheeks.

    Args:
        cut: What to add them to.
        mood: The expression.
        flesh: Colours.
        turn: 0 seen from the front, 1 turned to +x.
        age: Of the appearance sheet; children have larger eyes, old people lines.
        covered: Something is worn on the forehead; brows stay below it.
    """
    f = MOOD_FEATURES[mood]
    if covered:
        f = replace(f, brow=min(f.brow, 0.9) - 0.7)
    big = 1.14 if age == "child" else 1.0
    level = -11.0 if age == "child" else -12.2
    near, far = -5.0 + 4.0 * turn, 5.0 + 3.9 * turn
    _cheeks(cut, flesh, f.blush, turn)
    if age == "old":
        _lines(cut, flesh, near, far, level)
    for x, side in ((near, -1.0), (far, 1.0)):
        size = big * (1.0 - 0.14 * turn * (side > 0))
        _eye(cut, f, flesh, x, level, size, turn)
        _brow(cut, f, flesh, x, level - 4.6 * big, side, age)
    _nose(cut, flesh, turn, level)
    _mouth(cut, f, flesh, 3.9 * turn, -4.9)


def _cheeks(cut: Cutout, flesh: Flesh, blush: float, turn: float) -> None:
    if not blush:
        return
    rose = alpha(mix(flesh.skin, 0xFFD8503F, 0.55), blush * 0.75)
    for x, size in ((-6.6 + 3.4 * turn, 2.7), (6.9 + 2.1 * turn, 2.7 - 0.8 * turn)):
        cut.fill(oval(x, -7.2, size, size * 0.78), rose, rim=0)


def _eye(
    cut: Cutout, f: Features, flesh: Flesh, x: float, y: float, size: float, turn: float
) -> None:
    height, width = 2.2 * f.open * size, 1.85 * size
    white = mix(0xFFFDFBF4, flesh.skin, 0.12)
    cut.fill(oval(x, y, width, height), white, rim=0)
    gaze = f.gaze[0] * 0.8 * (turn if turn else (0.0 if f.gaze[0] < 0.5 else 1.0))
    rim = min(height, 1.75 * size * f.pupil)
    pupil = oval(x + gaze, y + f.gaze[1] * 0.5, min(width, 1.42 * size * f.pupil), rim)
    cut.fill(pupil, flesh.ink, rim=0)
    spark = 0.52 * size
    cut.fill(oval(x + gaze + 0.5, y - height * 0.34 + f.gaze[1] * 0.3, spark), 0xF0FFFFFF, rim=0)
    lid = arc(x, y, width + 0.25, height + 0.2, 196, 148)
    cut.line(lid, alpha(flesh.ink, 0.9), 0.75)


def _brow(
    cut: Cutout, f: Features, flesh: Flesh, x: float, y: float, side: float, age: str
) -> None:
    y -= f.brow + (f.uneven if side > 0 else 0.0)
    inner, outer = x - side * 2.3, x + side * 2.7
    rise = f.slope
    bow = [(inner, y - rise), ((inner + outer) / 2, y - 0.75 - rise * 0.25), (outer, y + 0.35)]
    dark = mix(flesh.hair, flesh.ink, 0.45 if age != "old" else 0.15)
    cut.fill(limb(bow, (1.1, 1.25, 0.5)), dark, rim=0)


def _nose(cut: Cutout, flesh: Flesh, turn: float, level: float) -> None:
    tone = shade(flesh.skin, -0.13, 1.1)
    x = 4.0 * turn
    if turn:
        bridge = smooth([(x + 0.5, level + 2.6), (x + 2.3, level + 4.5), (x + 1.9, level + 5.4),
                         (x + 0.2, level + 5.2)], closed=False)  # fmt: skip
        cut.line(bridge, tone, 0.85)
    else:
        cut.line(arc(x, level + 4.1, 1.5, 1.1, 10, 160), tone, 0.95)


def _mouth(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half, lip = (
        f.mouth / 2,
        mix(flesh.ink, 0xFF8A2836, 0.55 if lightness(flesh.skin) > 0.5 else 0.1),
    )
    bow = f.smile * 0.55
    if f.gap < 0.5:
        curve = smooth([(x - half, y - bow), (x, y + bow * 0.8), (x + half, y - bow)], closed=False)
        cut.line(curve, lip, 0.9)
        return
    top, low = y - bow * 0.4, y + bow * 0.5 + f.gap * 0.62
    if f.smile == 0.0:
        mouth = oval(x, y + 0.2, half, f.gap * 0.55)
    else:
        mouth = smooth(
            [(x - half, y - bow), (x, top), (x + half, y - bow), (x + half * 0.55, low - 0.3),
             (x - half * 0.55, low - 0.3)], tension=0.8,
        )  # fmt: skip
    cut.fill(mouth, mix(lip, flesh.ink, 0.3), rim=0)
    if f.smile > 1:
        cut.fill(oval(x, low - 0.75, half * 0.45, 0.6), 0xFFD9776F, rim=0)


def _lines(cut: Cutout, flesh: Flesh, near: float, far: float, level: float) -> None:
    tone = alpha(shade(flesh.skin, -0.16), 0.7)
    for x, side in ((near, -1.0), (far, 1.0)):
        cut.line(arc(x, level + 2.5, 2.4, 1.4, 30, 120), tone, 0.5)
        cut.line(line((x + side * 3.2, level - 0.4), (x + side * 4.4, level - 0.9)), tone, 0.45)
