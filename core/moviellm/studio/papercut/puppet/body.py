"""The whole puppet: legs, garment, arms and head put together around its joints."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.film import Appearance, Mood, Pose
from moviellm.studio.papercut.colour import NAMED, mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.face import Flesh
from moviellm.studio.papercut.puppet.garments import DRESSES, Cloth, Dress, skirt, torso
from moviellm.studio.papercut.puppet.head import HeadCuts, flesh_of, make_head
from moviellm.studio.papercut.puppet.skeleton import (
    Build,
    Facing,
    Hold,
    Joints,
    build_of,
    pose_joints,
)
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, between, limb, oval, rect, smooth


@dataclass(frozen=True, slots=True)
class Puppet:
    """A posed puppet in layers, so that held and worn things can be put between them.

    All layers are in body units, looking to +x (or to the viewer), feet on y = 0.

    Attributes:
        rear: Far arm and what hangs behind the body.
        body: Legs, garment, neck.
        head: The face and hair.
        over: What is worn on the head by the sheet.
        arm: The near arm.
        near_fingers: Fingers over what the near hand holds.
        far_fingers: The same for the far hand.
    """

    build: Build
    joints: Joints
    rear: Cutout
    body: Cutout
    head: Cutout
    over: Cutout
    arm: Cutout
    near_fingers: Cutout
    far_fingers: Cutout
    head_matrix: skia.Matrix
    torso_matrix: skia.Matrix
    front: bool


def make_puppet(
    look: Appearance,
    pose: Pose,
    mood: Mood,
    facing: Facing,
    grade: Grade,
    hands: int = 0,
    hold: Hold = "low",
    headwear: tuple[str, int] | None = None,
    both: bool = False,
) -> Puppet:
    """Cut a person out in a pose.

    Args:
        look: The appearance sheet.
        pose: What the body does.
        mood: What the face shows.
        facing: Left is made by mirroring what this returns.
        grade: Gives the colours.
        hands: How many hands hold something.
        hold: How high they hold it.
        headwear: Kind and colour of a worn prop in place of the sheet's headwear.
        both: Both hands hold one thing.
    """
    build = build_of(look)
    joints = pose_joints(build, pose, facing, hands, hold, mood, both=both)
    front = facing == "front"
    flesh, cloth, dress = flesh_of(look, grade), _cloth(look, grade), DRESSES[look.garment]
    heads = make_head(look, mood, 0.0 if front else 1.0, grade, headwear)
    head_matrix = _matrix(joints.neck, joints.head_turn, build.head)
    torso_matrix = _matrix(joints.hip, joints.lean, 1.0)
    rear, body, head, over, arm = Cutout(), Cutout(), Cutout(), Cutout(), Cutout()
    rear.add(heads.behind, head_matrix)
    far = (joints.far_shoulder, joints.far_elbow, joints.far_hand)
    near = (joints.near_shoulder, joints.near_elbow, joints.near_hand)
    sleeve = cloth.linen if look.garment == "apron" else cloth.main
    if not front:
        _arm(rear, far, build, dress, shade(sleeve, -0.055), flesh)
    _legs(body, joints, build, grade.front(NAMED[look.legwear_colour]), grade)
    if dress.hem:
        skirt(body, joints, build, dress, cloth)
    _neck(body, joints, build, flesh)
    upper = Cutout()
    torso(upper, look.garment, build, cloth, 0.0 if front else 1.0)
    body.add(upper, torso_matrix)
    if look.garment == "apron":
        skirt(body, joints, build, Dress(0.44, 0.2, dress.sleeve), cloth)
    if front:
        _arm(body, far, build, dress, sleeve, flesh)
    head.add(heads.head, head_matrix)
    over.add(heads.over, head_matrix)
    _arm(arm, near, build, dress, sleeve, flesh)
    if pose == "pointing":
        tip = _beyond(near[1], near[2], 5.4)
        arm.fill(limb([near[2], tip], (2.2, 1.5)), flesh.skin, rim=0.25)
    return Puppet(
        build,
        joints,
        rear,
        body,
        head,
        over,
        arm,
        _fingers(near, flesh),
        _fingers(far, flesh),
        head_matrix,
        torso_matrix,
        front,
    )


def _matrix(at: Point, turn: float, scale: float) -> skia.Matrix:
    matrix = skia.Matrix()
    matrix.setTranslate(*at)
    matrix.preRotate(turn)
    matrix.preScale(scale, scale)
    return matrix


def _cloth(look: Appearance, grade: Grade) -> Cloth:
    main = grade.front(NAMED[look.garment_colour])
    dark = look.garment_colour in ("black", "navy")
    trim = shade(main, 0.14 if dark else -0.13)
    linen = grade.front(0xFFF6ECD9 if look.garment_colour not in ("white", "cream") else 0xFFC9B79A)
    return Cloth(main, trim, linen, grade.palette.ink)


def _legs(cut: Cutout, joints: Joints, build: Build, colour: int, grade: Grade) -> None:
    boot = grade.front(mix(0xFF4A3226, colour, 0.18))
    wide = build.width
    for hip, knee, foot, tone in (
        (joints.far_hip, joints.far_knee, joints.far_foot, -0.06),
        (joints.near_hip, joints.near_knee, joints.near_foot, 0.0),
    ):
        ends = (10.0 * wide, 7.6 * wide, 5.4 * wide)
        cut.fill(
            limb(
                [hip, between(hip, knee, 0.5), knee, foot],
                (ends[0], ends[0] * 0.94, ends[1], ends[2]),
            ),
            shade(colour, tone),
            lift=0.8,
        )
        cut.fill(_shoe(knee, foot, hip), shade(boot, tone), lift=0.6)


def _shoe(knee: Point, foot: Point, hip: Point) -> skia.Path:
    flat = abs(foot[1] - knee[1]) > abs(foot[0] - knee[0]) * 0.8
    if flat:
        out = 1.0 if foot[0] >= hip[0] - 9 else -1.0
        x, y = foot
        return smooth([(x - 3.6 * out, y - 2), (x + 2 * out, y - 2.4), (x + 7.2 * out, y + 0.6),
            (x + 7.6 * out, y + 3.1), (x - 3.4 * out, y + 3.1)], tension=0.75)  # fmt: skip
    side = 1.0 if foot[0] > knee[0] else -1.0
    x, y = foot
    return smooth([(x - 1.5 * side, y - 3), (x + 2.6 * side, y - 3.2), (x + 4.2 * side, y + 1.2),
                   (x + 3.4 * side, y + 4.2), (x - 1.2 * side, y + 2.8)], tension=0.75)  # fmt: skip


def _neck(cut: Cutout, joints: Joints, build: Build, flesh: Flesh) -> None:
    x, y = joints.neck
    cut.fill(
        rect(x - 3.3 * build.head, y - 4, 6.6 * build.head, 8, 2), shade(flesh.skin, -0.09), rim=0
    )


def _arm(
    cut: Cutout,
    points: tuple[Point, Point, Point],
    build: Build,
    dress: Dress,
    sleeve: int,
    flesh: Flesh,
) -> None:
    shoulder, elbow, hand = points
    wide = 0.5 + build.width * 0.5
    top, end = dress.sleeve[0] * wide, dress.sleeve[1] * wide
    wrist = between(elbow, hand, 0.86)
    _hand(cut, elbow, hand, flesh, 0.72 + 0.28 * build.head * min(1.0, build.width + 0.1))
    cut.fill(
        limb(
            [shoulder, between(shoulder, elbow, 0.55), elbow, between(elbow, wrist, 0.5), wrist],
            (top, top * 0.98, (top + end) / 2, end * 1.02, end),
        ),
        sleeve,
        lift=1.0,
    )
    dark = shade(sleeve, -0.1)
    cut.fill(
        limb([between(elbow, wrist, 0.9), between(elbow, hand, 0.88)], (end * 0.96, end)),
        dark,
        rim=0,
    )


def _hand(cut: Cutout, elbow: Point, hand: Point, flesh: Flesh, size: float) -> None:
    palm = _beyond(elbow, hand, 1.2)
    cut.fill(oval(palm[0], palm[1], 3.1 * size, 3.3 * size), flesh.skin, lift=0.5)
    thumb = _beyond(elbow, hand, 2.6)
    cut.fill(
        oval(thumb[0] + 1.9 * size, thumb[1] - 1.9 * size, 1.2 * size, 1.7 * size),
        flesh.skin,
        rim=0.25,
    )


def _fingers(points: tuple[Point, Point, Point], flesh: Flesh) -> Cutout:
    cut = Cutout()
    x, y = _beyond(points[1], points[2], 1.2)
    for index in range(3):
        cut.fill(oval(x + 0.3, y - 1.9 + index * 1.9, 2.4, 1.1), flesh.skin, lift=0.3, rim=0.25)
    return cut


def _beyond(before: Point, end: Point, by: float) -> Point:
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return end[0] + dx / length * by, end[1] + dy / length * by


__all__ = ["HeadCuts", "Puppet", "make_puppet"]
