"""Faces: brows, eyes, mouth and cheeks in a mood, drawn about a chin at the origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from moviellm.film import Appearance, Mood
from moviellm.studio.papercut.colour import alpha, lightness, mix, shade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.features import FEATURES, Features, Mouth, features_of
from moviellm.studio.papercut.puppet.skeleton import STILL, Gaze, Motion
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, arc, limb, line, oval, polygon, rect, smooth

Nose = Literal["small", "long", "round"]
NOSES: Mapping[str, Nose] = {"slight": "long", "average": "small", "stout": "round"}
_TEETH, _TONGUE = 0xFFFBF6EA, 0xFFD9776F


@dataclass(frozen=True, slots=True)
class Flesh:
    """The colours of a face."""

    skin: int
    hair: int
    ink: int

    @property
    def lip(self) -> int:
        """The colour of the mouth's line."""
        return mix(self.ink, 0xFF8A2836, 0.5 if lightness(self.skin) > 0.5 else 0.1)


def flushed(skin: int, mood: Mood) -> int:
    """The colour of a skin in a mood: red with anger, pale with fear; darker skins less."""
    tint = FEATURES[mood].tint * (0.3 + 0.6 * lightness(skin))
    if tint < 0:
        return shade(skin, -0.16 * tint, 1 + 1.3 * tint)
    return mix(skin, 0xFFD2402F, tint)


def draw_face(
    cut: Cutout, mood: Mood, flesh: Flesh, turn: float, look: Appearance, covered: bool,
    gaze: Gaze | None = None, motion: Motion = STILL,
) -> None:  # fmt: skip
    """Add brows, eyes, nose, mouth and cheeks.

    Args:
        cut: What to add them to.
        mood: The expression.
        flesh: Colours.
        turn: 0 seen from the front, 1 turned to +x.
        look: The appearance sheet; children have larger eyes, old people lines, and noses
            go with the build.
        covered: Something is worn on the forehead; brows stay below it.
        gaze: Where the eyes are; None where the mood has them.
        motion: Mouth and lids of who speaks and blinks.
    """
    f, age, nose = _looking(features_of(mood, look), gaze), look.age, NOSES[look.build]
    if covered:
        f = replace(f, brow=min(f.brow, 1.2) - 0.7)
    if motion.blink and not f.shut:
        f = replace(f, lid=1.0)
    big = 1.14 if age == "child" else 1.0
    level = -11.0 if age == "child" else -12.2
    near, far = -5.0 + 4.0 * turn, 5.0 + 3.9 * turn
    _cheeks(cut, flesh, f.blush, turn)
    if age == "old":
        _lines(cut, flesh, near, far, level)
    for x, side in ((near, -1.0), (far, 1.0)):
        size = big * (1.0 - 0.14 * turn * (side > 0))
        _eye(cut, f, flesh, (x, level), size, turn, side)
        _brow(cut, f, flesh, x, level - 4.6 * big, side, age)
    _nose(cut, flesh, turn, level, nose)
    mouth = replace(f, wide=f.wide * (1 - 0.14 * turn))
    if motion.mouth is None:
        _MOUTHS[f.mouth](cut, mouth, flesh, 3.9 * turn, -5.1)
    else:
        _speak(cut, mouth, flesh, (3.9 * turn, -5.1), motion.mouth)
    _drop(cut, f, near, level, turn)


def _looking(f: Features, gaze: Gaze | None) -> Features:
    """A face with its eyes on something; who looks down lets the lids fall."""
    if gaze is None:
        return f
    forwards, down = gaze
    lid = max(f.lid, 0.15) if down > 0 and f.open <= 1.1 else f.lid
    return replace(f, gaze=(1.25 * forwards, 1.5 * down), lid=lid)


def _cheeks(cut: Cutout, flesh: Flesh, blush: float, turn: float) -> None:
    if not blush:
        return
    rose = alpha(mix(flesh.skin, 0xFFD8503F, 0.6), blush * 0.75)
    for x, size in ((-6.6 + 3.4 * turn, 2.9), (6.9 + 2.1 * turn, 2.9 - 0.8 * turn)):
        cut.fill(oval(x, -7.4, size, size * 0.78), rose, rim=0)


def _eye(
    cut: Cutout, f: Features, flesh: Flesh, at: tuple[float, float], size: float, turn: float,
    side: float,
) -> None:  # fmt: skip
    x, y = at
    if f.shut:
        lash = arc(x, y - 0.6, 2.5 * size, 1.9 * size, 8, 164)
        cut.line(lash, alpha(flesh.ink, 0.95), 1.15)
        return
    wider = 1.0 + (0.22 if f.uneven and side > 0 else 0.0)
    height, width = 2.6 * f.open * size * wider, 2.35 * size
    white = oval(x, y, width, height)
    cut.fill(white, mix(0xFFFDFBF4, flesh.skin, 0.12), rim=0)
    round_ = 1.5 * size * f.pupil
    across, down = x + f.gaze[0] * 0.9 * size, y + f.gaze[1] * 0.6 * size
    pupil = oval(across, down, round_, min(height, round_ * 1.2))
    cut.fill(skia.Op(pupil, white, skia.PathOp.kIntersect_PathOp), flesh.ink, rim=0)
    cut.fill(oval(across + 0.45, down - round_ * 0.5, 0.5 * size), 0xF0FFFFFF, rim=0)
    covers = f.lid * (0.4 if f.uneven and side > 0 else 1.0)
    if covers:
        _lid(cut, flesh, oval(x, y, width + 0.4, height + 0.4), covers, f.slope * side * 0.5)
    else:
        lash = arc(x, y, width + 0.25, height + 0.2, 196, 148)
        cut.line(lash, alpha(flesh.ink, 0.9), 0.8)


def _lid(cut: Cutout, flesh: Flesh, eye: skia.Path, covers: float, slope: float) -> None:
    """Let the upper lid fall over an eye: aslant, as the brow is."""
    box = eye.getBounds()
    edge = box.top() + covers * box.height()
    ends = ((box.left() - 0.2, edge + slope * 0.5), (box.right() + 0.2, edge - slope * 0.5))
    above = polygon((box.left() - 1, box.top() - 1), (box.right() + 1, box.top() - 1),
                    ends[1], ends[0])  # fmt: skip
    lid = skia.Op(eye, above, skia.PathOp.kIntersect_PathOp)
    cut.fill(lid, shade(flesh.skin, -0.05), rim=0)
    cut.line(line(*ends), alpha(flesh.ink, 0.9), 0.85)


def _brow(
    cut: Cutout, f: Features, flesh: Flesh, x: float, y: float, side: float, age: str
) -> None:
    y -= f.brow + (f.uneven if side > 0 else 0.0)
    inner, outer = x - side * 2.6, x + side * 2.9
    rise = f.slope * (-0.2 if f.uneven and side > 0 else 1.0)
    bow = [(inner, y - rise), ((inner + outer) / 2, y - 0.75 - rise * 0.25), (outer, y + 0.35)]
    dark = mix(flesh.hair, flesh.ink, 0.55 if age != "old" else 0.3)
    cut.fill(limb(bow, (1.2, 1.4, 0.55)), dark, rim=0)


def _nose(cut: Cutout, flesh: Flesh, turn: float, level: float, nose: Nose) -> None:
    tone = shade(flesh.skin, -0.13, 1.1)
    x = 4.0 * turn
    if nose == "round":
        bulb = oval(x + 0.9 * turn, level + 4.3, 1.9, 1.6)
        cut.fill(bulb, mix(flesh.skin, 0xFFD8503F, 0.2), rim=0)
        cut.line(arc(x + 0.9 * turn, level + 4.3, 1.9, 1.6, 0, 180), tone, 0.8)
    elif turn:
        out = 3.2 if nose == "long" else 2.3
        bridge = smooth([(x + 0.5, level + (1.2 if nose == "long" else 2.6)),
                         (x + out, level + 4.6), (x + out - 0.4, level + 5.5),
                         (x + 0.2, level + 5.2)], closed=False)  # fmt: skip
        cut.line(bridge, tone, 0.85)
    elif nose == "long":
        side = smooth([(x - 0.7, level + 0.8), (x - 1.1, level + 4.4), (x, level + 5.2),
                       (x + 1.2, level + 4.7)], closed=False)  # fmt: skip
        cut.line(side, tone, 0.85)
    else:
        cut.line(arc(x, level + 4.1, 1.5, 1.1, 10, 160), tone, 0.95)


def _line_mouth(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half, bow = f.wide / 2, f.smile * 0.5
    curve = [(x - half, y - bow), (x, y + bow * 0.8), (x + half, y - bow)]
    cut.line(smooth(curve, closed=False, tension=0.9), flesh.lip, 1.05)


def _aside(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half = f.wide / 2
    curve = [(x - half * 0.3, y + 0.7), (x + half * 0.5, y + 0.3), (x + half * 1.1, y - 1.5)]
    cut.line(smooth(curve, closed=False), flesh.lip, 1.1)


def _laugh(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half, top = f.wide / 2, y - 0.9
    outline = [(x - half, top - 0.8), (x, top + 0.2), (x + half, top - 0.8),
               (x + half * 0.66, top + f.gap * 0.72), (x, top + f.gap),
               (x - half * 0.66, top + f.gap * 0.72)]  # fmt: skip
    mouth = smooth(outline, tension=0.8)
    cut.fill(mouth, mix(flesh.lip, flesh.ink, 0.4), rim=0)
    for part, colour in (
        (rect(x - half * 0.74, top - 2, half * 1.48, 3.0), _TEETH),
        (oval(x, top + f.gap, half * 0.5, f.gap * 0.34), _TONGUE),
    ):
        cut.fill(skia.Op(mouth, part, skia.PathOp.kIntersect_PathOp), colour, rim=0)


def _round(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    cut.fill(oval(x, y + 0.5, f.wide / 2, f.gap / 2), mix(flesh.lip, flesh.ink, 0.4), rim=0)
    cut.fill(oval(x, y + f.gap * 0.33, f.wide * 0.28, f.gap * 0.14), _TONGUE, rim=0)


def _snarl(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half, gap = f.wide / 2, f.gap / 2
    mouth = smooth([(x - half * 0.72, y - gap * 0.7), (x, y - gap),
        (x + half * 0.72, y - gap * 0.7), (x + half, y + gap * 1.1), (x, y + gap * 0.5),
        (x - half, y + gap * 1.1)], tension=0.6)  # fmt: skip
    _bare(cut, mouth, flesh, x, half)


def _chatter(cut: Cutout, f: Features, flesh: Flesh, x: float, y: float) -> None:
    half, gap = f.wide / 2, f.gap / 2
    steps = [(x + half * (share - 1), 0.55 * (-1) ** index)
             for index, share in enumerate((0.0, 0.5, 1.0, 1.5, 2.0))]  # fmt: skip
    over = [(px, y - gap + dy) for px, dy in steps]
    under = [(px, y + gap + dy) for px, dy in reversed(steps)]
    _bare(cut, smooth([*over, *under], tension=0.7), flesh, x, half)


def _bare(cut: Cutout, mouth: skia.Path, flesh: Flesh, x: float, half: float) -> None:
    """Show teeth in a mouth."""
    cut.fill(mouth, _TEETH, rim=0)
    box = mouth.getBounds()
    for share in (-0.5, 0.0, 0.5):
        tooth = line((x + half * share, box.top() + 0.5), (x + half * share, box.bottom() - 0.9))
        cut.line(tooth, alpha(flesh.lip, 0.55), 0.4)
    cut.line(mouth, flesh.lip, 0.95)


def _speak(cut: Cutout, f: Features, flesh: Flesh, at: Point, wide_open: float) -> None:
    """A mouth that speaks, from closed lips to an open vowel, its corners as the mood has them."""
    (x, y), half, gap = at, max(2.1, f.wide * (0.44 - 0.1 * wide_open)), 4.6 * wide_open
    corner = y - 0.35 * f.smile
    if gap < 0.5:
        lips = [(x - half, corner), (x, y + 0.2), (x + half, corner)]
        cut.line(smooth(lips, closed=False, tension=0.9), flesh.lip, 1.1)
        return
    mouth = smooth([
        (x - half, corner + 0.3), (x, y - 0.5 - 0.2 * gap), (x + half, corner + 0.3),
        (x + half * 0.66, y + 0.62 * gap), (x, y + 0.86 * gap), (x - half * 0.66, y + 0.62 * gap),
    ], tension=0.8)  # fmt: skip
    cut.fill(mouth, mix(flesh.lip, flesh.ink, 0.4), rim=0)
    teeth = rect(x - half * 0.7, y - 2.0 - 0.2 * gap, half * 1.4, 2.2 + 0.12 * gap)
    cut.fill(skia.Op(mouth, teeth, skia.PathOp.kIntersect_PathOp), _TEETH, rim=0)
    if gap > 2.4:
        tongue = oval(x, y + 0.86 * gap, half * 0.5, gap * 0.28)
        cut.fill(skia.Op(mouth, tongue, skia.PathOp.kIntersect_PathOp), _TONGUE, rim=0)


_MOUTHS: Mapping[Mouth, Callable[[Cutout, Features, Flesh, float, float], None]] = {
    "line": _line_mouth,
    "laugh": _laugh,
    "round": _round,
    "snarl": _snarl,
    "chatter": _chatter,
    "aside": _aside,
}


def _drop(cut: Cutout, f: Features, near: float, level: float, turn: float) -> None:
    """Hang a tear below the near eye, or sweat beside it."""
    if f.drop == "none":
        return
    x, y = (near - 0.6, level + 4.6) if f.drop == "tear" else (-9.2 + 0.6 * turn, level - 3.4)
    drop = smooth([(x, y - 2.2), (x + 1.25, y + 0.5), (x, y + 1.7), (x - 1.25, y + 0.5)],
                  tension=0.75)  # fmt: skip
    cut.fill(drop, 0xFF9FD3EE, rim=0.3)
    cut.fill(oval(x - 0.3, y + 0.5, 0.35), 0xE0FFFFFF, rim=0)


def _lines(cut: Cutout, flesh: Flesh, near: float, far: float, level: float) -> None:
    tone = alpha(shade(flesh.skin, -0.16), 0.7)
    for x, side in ((near, -1.0), (far, 1.0)):
        cut.line(arc(x, level + 2.7, 2.5, 1.4, 30, 120), tone, 0.5)
        cut.line(line((x + side * 3.2, level - 0.4), (x + side * 4.4, level - 0.9)), tone, 0.45)
