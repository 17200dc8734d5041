"""The course that somebody takes from one key frame to the next."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

from moviellm.studio.papercut.puppet.blending import blend
from moviellm.studio.papercut.puppet.skeleton import Joints, Motion
from moviellm.studio.papercut.puppet.walking import Walk, stride_of
from moviellm.studio.puppets.figures import LOW, PosedFigure
from moviellm.studio.puppets.scenery import CHANGE

STEPS_A_SECOND = 1.9
_NARROW = 0.12
"""How broad a puppet is at least while it turns round, as a share."""

_WALKED = 1.2
"""Who is moved by more steps than this walks; less is a shift of weight, or the camera's doing."""

_SETTLE = 0.16
"""In which share of a walk its beginning and its end are one with standing."""


@dataclass(frozen=True)
class Course:
    """The way of one person between two moments.

    Attributes:
        start: How they are at the beginning.
        end: How they are at the end.
    """

    start: PosedFigure
    end: PosedFigure
    walk: Walk | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.walked:
            stride = stride_of(self.start.build)
            begin = 0.0 if self.start.walks else 0.5
            steps = max(0.5, round(self.distance / stride - 0.5 + begin) + 0.5 - begin)
            walk = Walk(self.start.build, self.start.stance, self.distance / steps, begin)
            object.__setattr__(self, "walk", walk)

    @property
    def distance(self) -> float:
        """How far they go, in units."""
        return abs(self.end.x - self.start.x) / self.start.unit

    @property
    def walked(self) -> bool:
        """Whether they go on their feet."""
        poses = {self.start.figure.pose, self.end.figure.pose}
        far = self.distance > _WALKED * stride_of(self.start.build)
        return far and not poses & LOW

    @property
    def seconds(self) -> float:
        """How long it takes at least."""
        if not self.walked:
            return 0.6 if self.start != self.end else 0.0
        return 0.2 + self.distance / stride_of(self.start.build) / STEPS_A_SECOND

    def at(self, share: float) -> tuple[PosedFigure, Motion]:
        """Return where they are and how they move after a share of the way, above 0, below 1."""
        eased = share if self.walked and self.start.walks else _ease(share)
        facing, broad = self._facing(share)
        joints = self._joints(share, eased)
        shown = self.end if share >= CHANGE else self.start
        figure = shown.figure.model_copy(update={"facing": facing})
        return (
            replace(
                shown,
                part=shown.part._replace(figure=figure),
                x=_mix(self.start.x, self.end.x, eased),
                foot=_mix(self.start.foot, self.end.foot, eased),
                unit=_mix(self.start.unit, self.end.unit, eased),
            ),
            Motion(joints=joints, broad=broad),
        )

    def _joints(self, share: float, eased: float) -> Joints:
        if self.walk is None:
            same = self.start.stance.front == self.end.stance.front
            if not same:
                return (self.start if share < 0.5 else self.end).joints
            return blend(self.start.joints, self.end.joints, eased)
        walking = self.walk.at(eased * self.distance)
        if not self.start.walks and not self.start.stance.front:
            walking = blend(self.start.joints, walking, share / _SETTLE)
        if not self.end.walks and not self.end.stance.front:
            walking = blend(walking, self.end.joints, (share - 1 + _SETTLE) / _SETTLE)
        return walking

    def _facing(self, share: float) -> tuple[str, float]:
        """Where they look, and how broad they are seen: they turn round like a card."""
        looks = [self.start.figure.facing, self.end.figure.facing]
        if self.walk is not None:
            along = "right" if self.end.x > self.start.x else "left"
            if share < 0.5:
                return _turn(looks[0], along, share / _SETTLE)
            return _turn(along, looks[1], (share - 1 + _SETTLE) / _SETTLE)
        if "lying" in (self.start.figure.pose, self.end.figure.pose):
            return looks[share >= CHANGE], 1.0
        front = self.start.stance.front != self.end.stance.front
        return _turn(looks[0], looks[1], share if front else (share - 0.1) / 0.4)


def _turn(one: str, other: str, share: float) -> tuple[str, float]:
    if one == other or share >= 1:
        return other, 1.0
    if share <= 0:
        return one, 1.0
    broad = max(_NARROW, abs(math.cos(math.pi * share)))
    return (one if share < 0.5 else other), broad


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)


def _mix(one: float, other: float, share: float) -> float:
    return one + (other - one) * share
