"""From one pose to another on the skeleton: limbs turn about joints, feet stay on the ground."""

from __future__ import annotations

import math
from dataclasses import replace

from moviellm.studio.papercut.puppet.skeleton import FOOT, Arm, Joints
from moviellm.studio.papercut.shapes import Point, between, turned


def blend(one: Joints, other: Joints, share: float) -> Joints:
    """The joints on the way from one pose to another.

    Args:
        one: Where they are at 0.
        other: Where they are at 1, of the same body.
        share: How much of the way is done, 0 to 1.
    """
    if share <= 0 or one == other:
        return one
    if share >= 1:
        return other
    near_leg = _limb(one.near_leg, other.near_leg, one.hip, other.hip, share)
    far_leg = _limb(one.far_leg, other.far_leg, one.hip, other.hip, share)
    drop = standing_drop(near_leg, far_leg)
    # What touches the ground at both ends need not be the same: the hip goes its own way there.
    slack = [_slack(joints) for joints in (one, other)]
    drop -= slack[0] + (slack[1] - slack[0]) * share
    hip = (one.hip[0] + (other.hip[0] - one.hip[0]) * share, drop)

    def placed(points: Arm) -> Arm:
        first, second, third = ((x + hip[0], y + hip[1]) for x, y in points)
        return first, second, third

    neck = between(_from(one.neck, one.hip), _from(other.neck, other.hip), share)
    return Joints(
        hip=hip,
        neck=(neck[0] + hip[0], neck[1] + hip[1]),
        lean=one.lean + (other.lean - one.lean) * share,
        head_turn=one.head_turn + (other.head_turn - one.head_turn) * share,
        near_arm=placed(_limb(one.near_arm, other.near_arm, one.hip, other.hip, share)),
        far_arm=placed(_limb(one.far_arm, other.far_arm, one.hip, other.hip, share)),
        near_leg=placed(near_leg),
        far_leg=placed(far_leg),
    )


def standing_drop(near_leg: Arm, far_leg: Arm) -> float:
    """Where the hip is when the lowest point of two legs, seen from the hip, is on the ground."""
    return -max(near_leg[2][1] + FOOT, far_leg[2][1] + FOOT, near_leg[1][1] + 3, far_leg[1][1] + 3)


def leaned(joints: Joints, degrees: float) -> Joints:
    """The same legs with the upper body turned forwards about the hip."""
    hip = joints.hip

    def about(point: Point) -> Point:
        x, y = turned(_from(point, hip), degrees)
        return x + hip[0], y + hip[1]

    near, far = joints.near_arm, joints.far_arm
    return replace(
        joints,
        neck=about(joints.neck),
        lean=joints.lean + degrees,
        head_turn=joints.head_turn + 0.35 * degrees,
        near_arm=(about(near[0]), about(near[1]), about(near[2])),
        far_arm=(about(far[0]), about(far[1]), about(far[2])),
    )


def gestured(joints: Joints, forearm: float, head: float) -> Joints:
    """The same pose with the near forearm turned about the elbow, and the head, in degrees."""
    shoulder, elbow, hand = joints.near_arm
    x, y = turned(_from(hand, elbow), forearm)
    return replace(
        joints,
        head_turn=joints.head_turn + head,
        near_arm=(shoulder, elbow, (elbow[0] + x, elbow[1] + y)),
    )


def _slack(joints: Joints) -> float:
    """How far a body hangs above the ground."""
    legs = [_seen_from(leg, joints.hip) for leg in (joints.near_leg, joints.far_leg)]
    return standing_drop(legs[0], legs[1]) - joints.hip[1]


def _limb(one: Arm, other: Arm, hip: Point, other_hip: Point, share: float) -> Arm:
    """An arm or leg on its way, seen from the hip."""
    root = between(_from(one[0], hip), _from(other[0], other_hip), share)
    middle = _segment(_from(one[1], one[0]), _from(other[1], other[0]), share)
    end = _segment(_from(one[2], one[1]), _from(other[2], other[1]), share)
    joint = (root[0] + middle[0], root[1] + middle[1])
    return root, joint, (joint[0] + end[0], joint[1] + end[1])


def _segment(one: Point, other: Point, share: float) -> Point:
    """A bone on its way: it turns the shorter way round."""
    start, length = math.atan2(one[1], one[0]), math.hypot(*one)
    angle = math.remainder(math.atan2(other[1], other[0]) - start, math.tau) * share + start
    length += (math.hypot(*other) - length) * share
    return length * math.cos(angle), length * math.sin(angle)


def _seen_from(points: Arm, hip: Point) -> Arm:
    return _from(points[0], hip), _from(points[1], hip), _from(points[2], hip)


def _from(point: Point, origin: Point) -> Point:
    return point[0] - origin[0], point[1] - origin[1]
