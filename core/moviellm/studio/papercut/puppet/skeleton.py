"""How a puppet is jointed: its proportions, its poses, and where its joints come to lie.

Units: 100 is the height of an average adult. Feet stand on y = 0, up is negative, and +x is
where the puppet looks. Angles are degrees: 0 hangs down, 90 points forwards.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from moviellm.film import Appearance, Mood, Pose
from moviellm.studio.papercut.puppet.features import BEARINGS, Bearing
from moviellm.studio.papercut.shapes import Point, reach, turned

Facing = Literal["left", "right", "front"]
Hold = Literal["low", "high", "out", "aside", "beside", "handed"]
"""At the waist; at the breast; at the breast and away from the face; down at the side; raised at
the side, to be in a near picture; in the hand that touches somebody, a second thing at the side.
"""

Gaze = tuple[int, int]
"""Where eyes are directed: to +x and down, each -1, 0 or 1."""

Arm = tuple[Point, Point, Point]
"""Shoulder, elbow and hand."""

Leg = tuple[Point, Point, Point]
"""Hip, knee and foot."""


@dataclass(frozen=True, slots=True)
class Joints:
    """Where the joints of a posed puppet are. `near` is the side towards the viewer.

    Attributes:
        neck: Where the head turns.
        head_turn: How far the head is turned clockwise from upright, in degrees.
    """

    hip: Point
    neck: Point
    lean: float
    head_turn: float
    near_arm: Arm
    far_arm: Arm
    near_leg: Leg
    far_leg: Leg


@dataclass(frozen=True, slots=True)
class Motion:
    """What moves of somebody while a picture is shown.

    Attributes:
        joints: Where the joints are; None where the pose has them.
        mouth: How far the mouth of who speaks is open, 0 to 1; None where the mood has it.
        blink: Whether the eyes are shut for a moment.
        broad: How broad the whole figure is seen, below 1 while it turns round.
    """

    joints: Joints | None = None
    mouth: float | None = None
    blink: bool = False
    broad: float = 1.0


STILL = Motion()
"""Nothing moves."""


@dataclass(frozen=True, slots=True)
class Stance:
    """How somebody stands.

    Attributes:
        pose: What the body does.
        mood: What face and bearing show.
        facing: Left is made by mirroring what stands to the right.
        hands: How many hands hold something.
        hold: How high they hold it. Who has it aside has the far hand free for somebody else.
        both: Both hands hold one large thing.
        touch: Where the free hand is laid, seen from between the own feet; None where the pose
            has it.
        gaze: Where the eyes are; None where the mood has them.
        motion: What moves.
    """

    pose: Pose
    mood: Mood = "calm"
    facing: Facing = "front"
    hands: int = 0
    hold: Hold = "low"
    both: bool = False
    touch: Point | None = None
    gaze: Gaze | None = None
    motion: Motion = STILL

    @property
    def front(self) -> bool:
        """Whether they look to the viewer."""
        return self.facing == "front"

    @property
    def aside(self) -> bool:
        """Whether what is held is out of the way, in the near hand."""
        return self.hold in _SIDES and self.hands > 0

    @property
    def in_both_arms(self) -> bool:
        """Whether a large thing is in both arms; beside somebody else it is at the side."""
        return self.both and self.pose != "lying" and self.hold in ("low", "high", "out")


@dataclass(frozen=True, slots=True)
class Build:
    """Lengths of a body, in units.

    Attributes:
        head: Size of the head against an adult's.
        width: Breadth of the body against an average one.
        face: Breadth of the head against its height; an average one has 1.
        belly: How far the belly stands out beyond the hips, in units.
        stoop: How far the body is bent forwards, in degrees.
    """

    thigh: float
    shin: float
    torso: float
    upper_arm: float
    forearm: float
    head: float
    width: float
    stoop: float = 0.0
    face: float = 1.0
    belly: float = 0.0


_AGES = {
    "child": Build(12.0, 11.5, 19.5, 10.5, 10.0, 0.95, 0.8),
    "young": Build(19.5, 19.0, 27.0, 15.5, 14.5, 0.98, 0.93),
    "adult": Build(20.0, 19.0, 28.0, 16.0, 15.0, 1.0, 1.0),
    "old": Build(18.5, 17.5, 26.5, 15.5, 14.5, 1.0, 1.03, stoop=7.0),
}
_BUILDS = {"slight": (0.8, 0.92, -0.6), "average": (1.0, 1.0, 0.0), "stout": (1.28, 1.1, 3.4)}
"""Width, breadth of the face and belly of each build."""
FOOT = 3.2
"""Height of a shoe."""


def build_of(look: Appearance) -> Build:
    """The lengths that an appearance sheet asks for."""
    build = _AGES[look.age]
    tall = {"short": 0.89, "average": 1.0, "tall": 1.1}[look.height]
    wide, face, belly = _BUILDS[look.build]
    return replace(
        build,
        thigh=build.thigh * tall,
        shin=build.shin * tall,
        torso=build.torso * (1 + (tall - 1) * 0.8),
        upper_arm=build.upper_arm * tall,
        forearm=build.forearm * tall,
        width=build.width * wide,
        face=face,
        belly=belly * build.torso / 28.0,
    )


@dataclass(frozen=True, slots=True)
class Bend:
    """The angles of a pose: arms as (shoulder, elbow), legs as (hip, knee)."""

    near_arm: Point = (-5.0, 12.0)
    far_arm: Point = (6.0, 14.0)
    near_leg: Point = (-3.0, 1.0)
    far_leg: Point = (5.0, 2.0)
    lean: float = 0.0
    tilt: float = 0.0


POSES: dict[Pose, Bend] = {
    "standing": Bend(),
    "sitting": Bend((14, 44), (20, 40), (82, 84), (76, 80), lean=-2),
    "kneeling": Bend((12, 50), (26, 40), (4, 92), (88, 90), lean=3, tilt=3),
    "lying": Bend((3, 6), (8, 8), (-2, 0), (4, 2)),
    "walking": Bend((-26, 18), (30, 20), (-22, 16), (27, 6), lean=5),
    "reaching": Bend((84, 4), (12, 24), (-8, 2), (14, 10), lean=11, tilt=-4),
    "holding out": Bend((62, 22), (8, 30), (-4, 1), (8, 4), lean=5),
    "pointing": Bend((90, 0), (-6, 20), (-4, 1), (6, 2), lean=3),
    "talking": Bend((22, 96), (10, 38), (-4, 1), (6, 2), tilt=-3),
    "listening": Bend((10, 58), (16, 56), (-3, 1), (5, 2), lean=2, tilt=9),
    "looking": Bend((-14, 8), (-6, 18), (-6, 1), (8, 4), lean=8, tilt=-2),
    "opening": Bend((52, 26), (58, 18), (-8, 4), (16, 14), lean=15, tilt=5),
    "embracing": Bend((66, 34), (20, 44), (-4, 1), (8, 4), lean=1, tilt=2),
    "thinking": Bend((34, 122), (30, 66), (-3, 1), (5, 2), tilt=5),
}
_IDLE: frozenset[Pose] = frozenset({"standing", "looking", "listening"})
"""Poses in which the arms are free to show a mood."""

_SIDES: Mapping[Hold, Point] = {"aside": (-24.0, 10.0), "beside": (-62.0, 30.0)}
"""The arm of who keeps something out of the way."""

_BUSY: frozenset[Pose] = frozenset({"reaching", "holding out", "pointing", "opening"})


def bend_of(stance: Stance) -> Bend:
    """The angles of a pose in a mood, when hands hold something or do not."""
    pose, hands, hold, front = stance.pose, stance.hands, stance.hold, stance.front
    bend = _in_mood(POSES[pose], pose, BEARINGS[stance.mood], front)
    if stance.in_both_arms:
        high = 0.0 if hold == "low" else 16.0
        arms = ((16.0, -74.0 - high),) * 2 if front else ((22.0, 58.0 + high), (34.0, 48.0 + high))
        return replace(bend, near_arm=arms[0], far_arm=arms[1])
    if hold in _SIDES:
        return replace(bend, near_arm=_SIDES[hold]) if hands else bend
    if hold == "handed":
        return replace(bend, far_arm=_SIDES["beside"]) if hands > 1 else bend
    if hands and pose == "lying":
        return replace(
            bend, near_arm=(44.0, 58.0), far_arm=(14.0, 46.0) if hands > 1 else (8.0, 8.0)
        )
    if hands and pose not in ("holding out", "reaching"):
        carry = {"low": (24.0, 72.0), "high": (40.0, 64.0), "out": (64.0, 74.0)}[hold]
        second = pose in _BUSY
        if second:
            bend = replace(bend, far_arm=(carry[0] + 4, carry[1] - 8))
        else:
            bend = replace(bend, near_arm=carry)
        if hands > 1:
            low = (2.0, 84.0) if hold == "low" else (8.0, 106.0)
            bend = replace(bend, near_arm=low, far_arm=(58.0, 62.0))
    elif hands > 1:
        bend = replace(bend, far_arm=(16, 62))
    if front and pose in ("sitting", "kneeling"):
        bend = replace(bend, near_arm=bend.near_arm if hands else (14, -30))
    return bend


def _in_mood(bend: Bend, pose: Pose, bearing: Bearing, front: bool) -> Bend:
    if pose == "lying":
        return bend
    bend = replace(bend, lean=bend.lean + bearing.lean, tilt=bend.tilt + bearing.tilt)
    if pose not in _IDLE:
        return bend
    near, far = (bearing.front_arms,) * 2 if front else (bearing.near_arm, bearing.far_arm)
    return replace(bend, near_arm=near or bend.near_arm, far_arm=far or bend.far_arm)


def pose_joints(build: Build, stance: Stance) -> Joints:
    """Put a body into a pose, its lowest point on the ground; who moves is where they are."""
    if stance.motion.joints is not None:
        return stance.motion.joints
    front, bend = stance.front, bend_of(stance)
    stoop = 0.0 if stance.pose == "lying" else build.stoop
    lean = (bend.lean + stoop) * (0.25 if front else 1.0)
    near_hip, far_hip = ((4.6, 0.0), (-4.6, 0.0)) if front else ((-1.8, 0.0), (2.4, 0.0))
    near_hip, far_hip = _wide(near_hip, build), _wide(far_hip, build)
    near_leg = _leg(build, near_hip, bend.near_leg, 1 if front else 0)
    far_leg = _leg(build, far_hip, bend.far_leg, -1 if front else 0)
    drop = -max(near_leg[1][1] + FOOT, far_leg[1][1] + FOOT, near_leg[0][1] + 3, far_leg[0][1] + 3)
    near, far = _shoulders(build, front, lean, drop)
    near_arm = (near, *_arm(build, near, bend.near_arm, 1))
    far_arm = (far, *_arm(build, far, bend.far_arm, -1 if front else 1))
    if stance.touch is not None and stance.aside:
        far_arm = _reaching(build, far, stance.touch)
    elif stance.touch is not None:
        near_arm = _reaching(build, near, stance.touch)
    return Joints(
        hip=(0.0, drop),
        neck=_up(turned((0.6 if not front else 0.0, -build.torso - 0.5), lean), drop),
        lean=lean,
        head_turn=lean * 0.35 + bend.tilt * (0.7 if front else 1.0) + _nod(stance),
        near_arm=near_arm,
        far_arm=far_arm,
        near_leg=(_up(near_hip, drop), _up(near_leg[0], drop), _up(near_leg[1], drop)),
        far_leg=(_up(far_hip, drop), _up(far_leg[0], drop), _up(far_leg[1], drop)),
    )


def _nod(stance: Stance) -> float:
    """How far the head goes with the eyes, in degrees."""
    if stance.gaze is None or stance.pose == "lying":
        return 0.0
    forwards, down = stance.gaze
    return 3.0 * forwards if stance.front else 5.0 * down


def _shoulders(build: Build, front: bool, lean: float, drop: float) -> tuple[Point, Point]:
    span, top = 10.4 * build.width, -build.torso + 2.6
    near, far = ((span, 0.0), (-span, 0.0)) if front else ((-span * 0.5, 1.0), (span * 0.62, 0.4))
    return (
        _up(turned((near[0], top + near[1]), lean), drop),
        _up(turned((far[0], top + far[1]), lean), drop),
    )


def _reaching(build: Build, shoulder: Point, touch: Point) -> Arm:
    """An arm whose hand is laid on a point, or comes as near to it as it can; elbow down."""
    upper, fore = build.upper_arm, build.forearm
    dx, dy = touch[0] - shoulder[0], touch[1] - shoulder[1]
    far = min(max(math.hypot(dx, dy), abs(upper - fore) + 1.0), upper + fore - 0.2)
    towards = math.degrees(math.atan2(dx, dy))
    bent = math.degrees(math.acos((upper**2 + far**2 - fore**2) / (2 * upper * far)))
    return shoulder, reach(shoulder, towards - bent, upper), reach(shoulder, towards, far)


def _wide(point: Point, build: Build) -> Point:
    return point[0] * build.width, point[1]


def _up(point: Point, drop: float) -> Point:
    return point[0], point[1] + drop


def _arm(build: Build, shoulder: Point, bend: Point, side: int) -> tuple[Point, Point]:
    elbow = reach(shoulder, bend[0] * side, build.upper_arm)
    return elbow, reach(elbow, (bend[0] + bend[1]) * side, build.forearm)


def _leg(build: Build, hip: Point, bend: Point, side: int) -> tuple[Point, Point]:
    """Knee and ankle; ``side`` is not 0 when the puppet is seen from the front."""
    if not side:
        knee = reach(hip, bend[0], build.thigh)
        return knee, reach(knee, bend[0] - bend[1], build.shin)
    if bend[0] > 60:
        knee = reach(hip, 52 * side, build.thigh * 0.6)
        return knee, reach(knee, 4 * side, build.shin)
    if bend[1] > 60:
        knee = reach(hip, 24 * side, build.thigh * 0.95)
        return knee, reach(knee, 70 * side, build.shin * 0.42)
    knee = reach(hip, max(bend[0], -bend[0]) * 0.5 * side, build.thigh)
    return knee, reach(knee, 1.5 * side, build.shin)
