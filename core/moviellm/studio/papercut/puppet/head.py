"""The head: skull, ears, hair, beard, glasses and headwear about a face."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moviellm.film import Appearance, Mood
from moviellm.studio.papercut.colour import HAIR, NAMED, SKIN, alpha, mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.face import Flesh, draw_face, flushed
from moviellm.studio.papercut.puppet.hair import beard, hair_before, hair_behind
from moviellm.studio.papercut.puppet.headwear import headwear_before, headwear_behind
from moviellm.studio.papercut.puppet.skeleton import STILL, Gaze, Motion
from moviellm.studio.papercut.shapes import line, oval, smooth

SKULL = (
    (0.0, 0.4), (5.6, -0.9), (9.8, -5.2), (11.5, -12.5), (10.4, -20.2), (6.0, -25.0), (0.0, -26.4),
    (-6.0, -25.0), (-10.4, -20.2), (-11.5, -12.5), (-9.8, -5.2), (-5.6, -0.9),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeadCuts:
    """A head in the three layers between which the body and worn things are put."""

    behind: Cutout
    head: Cutout
    over: Cutout


def flesh_of(look: Appearance, grade: Grade) -> Flesh:
    """Skin, hair and ink of a person."""
    skin = grade.flesh(SKIN[look.skin])
    return Flesh(skin, grade.front(HAIR[look.hair_colour]), mix(grade.palette.ink, skin, 0.06))


def make_head(
    look: Appearance, mood: Mood, turn: float, grade: Grade, headwear: tuple[str, int] | None,
    gaze: Gaze | None = None, motion: Motion = STILL,
) -> HeadCuts:  # fmt: skip
    """Cut a head out, its chin at the origin.

    Args:
        look: The appearance sheet.
        mood: The expression.
        turn: 0 seen from the front, 1 turned to +x.
        grade: Gives the colours.
        headwear: Kind and colour of a worn prop that replaces the sheet's headwear.
        gaze: Where the eyes are; None where the mood has them.
        motion: Mouth and lids of who speaks and blinks.
    """
    flesh = flesh_of(look, grade)
    flesh = replace(flesh, skin=flushed(flesh.skin, mood))
    kind, colour = headwear or (look.headwear, grade.front(NAMED[look.headwear_colour]))
    behind, head, over = Cutout(), Cutout(), Cutout()
    covered = kind in ("hood", "scarf")
    style = "short" if covered and look.hair not in ("bald", "braid", "long") else look.hair
    hair_behind(behind, style, flesh.hair, turn)
    if headwear is None:
        headwear_behind(behind, kind, colour, turn)
    _skull(head, flesh, turn)
    beard(head, look.beard, flesh.hair, turn, flesh.skin)
    draw_face(head, mood, flesh, turn, look, kind != "none", gaze, motion)
    level = -11.0 if look.age == "child" else -12.2
    frame = mix(flesh.ink, 0xFF5A3A20, 0.35)
    if look.glasses:
        _temples(head, frame, turn, level)
    hair_before(head, style, flesh.hair, turn, look.age)
    if look.glasses:
        _glasses(head, frame, turn, level)
    headwear_before(over, kind, colour, turn)
    return HeadCuts(behind, head, over)


def _skull(cut: Cutout, flesh: Flesh, turn: float) -> None:
    ear = shade(flesh.skin, -0.05)
    cut.fill(oval(-11.3 + 1.2 * turn, -11.2, 2.3, 3.1), ear, rim=0.3)
    if not turn:
        cut.fill(oval(11.3, -11.2, 2.3, 3.1), ear, rim=0.3)
    points = [(x + (1.3 * turn if y > -8 else 0.0), y) for x, y in SKULL]
    cut.fill(smooth(points, tension=0.95), flesh.skin, lift=1.0, rim=0.4)


def _temples(cut: Cutout, frame: int, turn: float, level: float) -> None:
    """The arms of a pair of glasses; they go under the hair."""
    near, far = -5.0 + 4.0 * turn, 5.0 + 3.9 * turn
    cut.line(line((near - 3.9, level - 0.3), (-10.4, level - 1.4)), frame, 0.8)
    if not turn:
        cut.line(line((far + 3.9, level - 0.3), (10.4, level - 1.4)), frame, 0.8)


def _glasses(cut: Cutout, frame: int, turn: float, level: float) -> None:
    near, far = -5.0 + 4.0 * turn, 5.0 + 3.9 * turn
    for x, size in ((near, 3.9), (far, 3.9 - 0.6 * turn)):
        cut.fill(oval(x, level, size), alpha(0xFFEAF4FA, 0.22), rim=0)
        cut.line(oval(x, level, size), frame, 0.85)
    cut.line(line((near + 3.9, level - 0.4), (far - 3.9 + 0.6 * turn, level - 0.4)), frame, 0.8)
