"""Two who are in touch, cut out as one: in each other's arms, hand in hand, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from moviellm.film import Figure
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.cast import Actor, face_of
from moviellm.studio.papercut.puppet.layers import Layers, Outfit, make_layers
from moviellm.studio.papercut.puppet.skeleton import (
    Build,
    Hold,
    Joints,
    Stance,
    build_of,
    pose_joints,
)
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point

Touch = Literal["embrace", "shake", "hand over"]
_TOUCHES: dict[tuple[str, str], Touch] = {
    ("embracing", "embracing"): "embrace",
    ("holding out", "holding out"): "shake",
    ("holding out", "reaching"): "hand over",
    ("reaching", "holding out"): "hand over",
}
_HANDS = 2
_CHEST = 9.8
"""From the middle of an average body to its chest, seen from the side, in units."""
_HEAD = 20.0
"""How wide a face is."""
_APART: dict[Touch, float] = {"shake": 47.0, "hand over": 52.0}
"""How far apart two adults stand."""
_NEARER = 0.5
"""How much of a difference in height is taken away near the camera."""


class Stood(NamedTuple):
    """One of two: how they stand, how far above their feet and beside the middle they are seen."""

    outfit: Outfit
    stance: Stance
    build: Build
    joints: Joints
    lift: float = 0.0
    x: float = 0.0

    @property
    def shoulder(self) -> float:
        """How high the near shoulder is."""
        return self.joints.near_arm[0][1] - self.lift

    @property
    def arm(self) -> float:
        """How long an arm is."""
        return self.build.upper_arm + self.build.forearm


def in_touch(figures: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """The figures, those who touch each other as pairs; the left one of a pair comes first."""
    left = sorted(figures, key=lambda figure: figure.x)
    found: list[tuple[Figure, ...]] = []
    while left:
        one = left.pop(0)
        other = next((other for other in left if touch_of(one, other)), None)
        if other is not None:
            left.remove(other)
        found.append((one,) if other is None else (one, other))
    return found


def touch_of(left: Figure, right: Figure) -> Touch | None:
    """How two figures touch each other: only if each looks to where the other is.

    Who holds more than two things has no hand to spare for one more.
    """
    if left.facing != "right" or right.facing != "left":
        return None
    touch = _TOUCHES.get((left.pose, right.pose))
    if touch == "hand over" and max(len(left.holding), len(right.holding)) > _HANDS:
        return None
    return touch


def make_pair(left: Outfit, right: Outfit, grade: Grade, hold: Hold) -> Actor:
    """Cut two who touch each other out as one, about the middle between their feet.

    Near the camera, where no feet are seen, the smaller one stands a little higher.
    """
    one, other = stand_together(left, right, hold)
    cuts = [make_layers(who.outfit, who.stance, grade) for who in (one, other)]
    matrices = (skia.Matrix.Translate(one.x, -one.lift), _turned_round(other.x, other.lift))
    whole = _interleaved(cuts, matrices)
    faces = [m.mapXY(*face_of(c.puppet)) for c, m in zip(cuts, matrices, strict=True)]
    tops = [f.y() - 13.5 * c.puppet.build.head for c, f in zip(cuts, faces, strict=True)]
    head = ((faces[0].x() + faces[1].x()) / 2, min(face.y() for face in faces))
    return Actor(whole, head, min(tops), False, whole.bounds())


def stand_together(left: Outfit, right: Outfit, hold: Hold) -> tuple[Stood, Stood]:
    """Put two who touch each other in their places, a hand of each where it meets the other."""
    touch = touch_of(left.figure, right.figure)
    assert touch is not None
    one, other = _levelled(_stand(left, touch, hold), _stand(right, touch, hold), hold)
    apart = _apart(touch, one, other)
    met = _touched(touch, one, other, apart)
    return _touching(one, met[0], -apart / 2), _touching(other, met[1], apart / 2)


def _touching(who: Stood, met: Point, x: float) -> Stood:
    stance = replace(who.stance, touch=(met[0], met[1] + who.lift))
    return who._replace(stance=stance, joints=pose_joints(who.build, stance), x=x)


def _stand(outfit: Outfit, touch: Touch, hold: Hold) -> Stood:
    """Put one of two into a stance, with all that would be in the way at their side."""
    pose, mood = outfit.figure.pose, outfit.figure.expression
    given = touch == "hand over" and pose == "reaching"
    hands = min(2, len(outfit.held))
    side: Hold = "aside" if hold == "low" else "beside"
    stance = Stance(pose, mood, "right", hands, "handed" if given else side, gaze=outfit.gaze,
                    motion=outfit.motion)  # fmt: skip
    build = build_of(outfit.person.appearance)
    return Stood(outfit, stance, build, pose_joints(build, stance))


def _levelled(one: Stood, other: Stood, hold: Hold) -> tuple[Stood, Stood]:
    lower = one.joints.neck[1] - other.joints.neck[1]
    if hold == "low":
        return one, other
    lift = _NEARER * abs(lower)
    return one._replace(lift=lift * (lower > 0)), other._replace(lift=lift * (lower < 0))


def _apart(touch: Touch, one: Stood, other: Stood) -> float:
    if touch == "embrace":
        chests = (
            sum(_CHEST * who.build.width + max(0.0, who.build.belly) for who in (one, other)) + 1.5
        )
        return max(chests, _cheek_to_cheek(one, other))
    return _APART[touch] * (one.arm + other.arm) / 62.0


def _cheek_to_cheek(one: Stood, other: Stood) -> float:
    """How far apart two must stand for both faces to be seen; none if one is over the other."""
    necks = one.joints.neck[0] + other.joints.neck[0]
    return necks + (0.0 if abs(one.shoulder - other.shoulder) > _HEAD else _HEAD)


def _touched(touch: Touch, one: Stood, other: Stood, apart: float) -> tuple[Point, Point]:
    """Where each lays the free hand, seen from between the own feet."""
    if touch == "embrace":
        return (apart + 2.5, other.shoulder + 5.0), (apart + 1.0, one.shoulder + 13.0)
    level = (one.shoulder + other.shoulder) / 2 + (12.0 if touch == "shake" else 16.0)
    middle = apart * one.arm / (one.arm + other.arm)
    slack = 0.0 if touch == "shake" else 1.5
    return (middle + slack, level), (apart - middle + slack, level)


def _turned_round(x: float, lift: float) -> skia.Matrix:
    matrix = skia.Matrix.Translate(x, -lift)
    matrix.preScale(-1, 1)
    return matrix


def _interleaved(cuts: Sequence[Layers], matrices: Sequence[skia.Matrix]) -> Cutout:
    """The layers of both from back to front: backs, bodies, what is worn, arms, what is held."""
    whole = Cutout()
    both = list(zip(cuts, matrices, strict=True))
    for cut, matrix in reversed(both):
        whole.add(cut.rear, matrix)
    for cut, matrix in reversed(both):
        whole.add(cut.body, matrix).add(cut.worn, matrix)
    for cut, matrix in reversed(both):
        whole.add(cut.arm, matrix)
    for cut, matrix in reversed(both):
        whole.add(cut.held, matrix)
    return whole
