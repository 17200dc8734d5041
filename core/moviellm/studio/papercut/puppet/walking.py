"""A walk: one foot stands on the ground while the body goes over it, the other swings forward."""

from __future__ import annotations

import math
from dataclasses import replace

from moviellm.studio.papercut.puppet.skeleton import (
    FOOT,
    POSES,
    STILL,
    Arm,
    Build,
    Joints,
    Leg,
    Stance,
    bend_of,
    pose_joints,
)
from moviellm.studio.papercut.shapes import Point, reach

_STRIDE = 0.82
"""A step as a share of the length of a leg: more, and the foot behind would lose the ground."""

_LIFT, _BOB = 4.2, 1.1
"""How high a foot swings and how much the hip rises over the foot that stands, in units."""

_SWING = 24.0
"""How far arms swing, in degrees."""


def stride_of(build: Build) -> float:
    """How long a step is, in units."""
    return _STRIDE * (build.thigh + build.shin)


class Walk:
    """A walk of one body, by how far it has come.

    Args:
        build: The body.
        stance: How it stands; the walk has its hands, mood and looks, seen from the side.
        stride: How long each step is, in units.
        start: Which share of the first step is done at the beginning: 0 as the pose `walking`
            has it, 0.5 with both feet under the body.
    """

    def __init__(self, build: Build, stance: Stance, stride: float, start: float = 0.0) -> None:
        facing = "right" if stance.front else stance.facing
        self._stance = replace(stance, pose="walking", facing=facing, touch=None, motion=STILL)
        self._build, self._stride, self._start = build, stride, start
        self._still = pose_joints(build, self._stance)
        still = self._still
        self._front = still.far_leg[2][0] - still.far_leg[0][0]
        self._free = bend_of(self._stance).near_arm == POSES["walking"].near_arm

    def at(self, distance: float) -> Joints:
        """Return the joints after so many units."""
        done = max(0.0, distance / self._stride + self._start)
        step, share = int(done), done - int(done)
        legs = [self._planted(share), self._swung(share, first=step == 0)]
        far, near = legs if step % 2 == 0 else legs[::-1]
        still, rise = self._still, _BOB * math.sin(math.pi * share)
        hip = (still.hip[0], min(still.hip[1] - rise, -FOOT - 1.0))
        joints = replace(
            still,
            hip=hip,
            neck=(still.neck[0], still.neck[1] - rise),
            near_leg=self._leg(_raised(still.near_leg[0], rise), near),
            far_leg=self._leg(_raised(still.far_leg[0], rise), far),
            near_arm=_lifted(still.near_arm, rise),
            far_arm=_lifted(still.far_arm, rise),
        )
        return self._swinging(joints, done) if self._free else joints

    def _planted(self, share: float) -> Point:
        """Where the foot that stands is, seen from its hip across and from the ground up."""
        return self._front - share * self._stride, 0.0

    def _swung(self, share: float, *, first: bool) -> Point:
        """Where the foot that swings is; in the first step it begins where the pose has it."""
        x, lift = self._front - self._stride, 0.0
        if first and not self._start:
            leg = self._still.near_leg
            x, lift = leg[2][0] - leg[0][0], -leg[2][1] - FOOT
        ahead = share * share * (3 - 2 * share)
        up = lift * (1 - share) + _LIFT * math.sin(math.pi * share)
        return x + (self._front - x) * ahead, up

    def _leg(self, hip: Point, foot: Point) -> Leg:
        """Bend a leg, knee forwards, so that its foot is where it should be."""
        thigh, shin = self._build.thigh, self._build.shin
        ankle = (hip[0] + foot[0], -FOOT - max(0.0, foot[1]))
        dx, dy = ankle[0] - hip[0], ankle[1] - hip[1]
        far = min(max(math.hypot(dx, dy), abs(thigh - shin) + 0.5), thigh + shin - 0.05)
        towards = math.degrees(math.atan2(dx, dy))
        bent = math.degrees(math.acos((thigh**2 + far**2 - shin**2) / (2 * thigh * far)))
        return hip, reach(hip, towards + bent, thigh), reach(hip, towards, far)

    def _swinging(self, joints: Joints, done: float) -> Joints:
        swing = _SWING * math.cos(math.pi * done)
        near, far = joints.near_arm[0], joints.far_arm[0]
        return replace(
            joints, near_arm=self._arm(near, 2.0 - swing), far_arm=self._arm(far, 4.0 + swing)
        )

    def _arm(self, shoulder: Point, angle: float) -> Arm:
        elbow = reach(shoulder, angle, self._build.upper_arm)
        return shoulder, elbow, reach(elbow, angle + 19.0, self._build.forearm)


def _raised(point: Point, rise: float) -> Point:
    return point[0], point[1] - rise


def _lifted(arm: Arm, rise: float) -> Arm:
    return _raised(arm[0], rise), _raised(arm[1], rise), _raised(arm[2], rise)
