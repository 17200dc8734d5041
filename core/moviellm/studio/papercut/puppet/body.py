"""The whole puppet: legs, garment, arms and head put together around its joints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moviellm.film import Appearance, DressedFor
from moviellm.studio.papercut.colour import NAMED, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.garments import DRESSES, Cloth, Dress, skirt, torso
from moviellm.studio.papercut.puppet.head import HeadCuts, flesh_of, make_head
from moviellm.studio.papercut.puppet.limbs import arm, beyond, fingers, legs
from moviellm.studio.papercut.puppet.skeleton import Build, Joints, Stance, build_of, pose_joints
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, limb, rect


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
    stance: Stance,
    grade: Grade,
    headwear: tuple[str, int] | None = None,
    wear: DressedFor = "any",
) -> Puppet:
    """Cut a person out in a pose.

    Args:
        look: The appearance sheet.
        stance: How they stand.
        grade: Gives the colours.
        headwear: Kind and colour of a worn prop in place of the sheet's headwear.
        wear: What they are dressed for: a coat of the garment's colour over it and mittens in the
            cold, sleeves rolled up in the heat.
    """
    cutter = _Cutter(look, stance, grade, wear)
    joints, build = cutter.joints, cutter.build
    heads = make_head(look, stance.mood, cutter.turn, grade, headwear, stance.gaze, stance.motion)
    head_matrix = _matrix(joints.neck, joints.head_turn, build.head, build.face)
    torso_matrix = _matrix(joints.hip, joints.lean)
    return Puppet(
        build,
        joints,
        rear=cutter.rear(heads, head_matrix),
        body=cutter.body(torso_matrix),
        head=Cutout().add(heads.head, head_matrix),
        over=Cutout().add(heads.over, head_matrix),
        arm=cutter.near_arm(),
        near_fingers=fingers(joints.near_arm, cutter.hands),
        far_fingers=fingers(joints.far_arm, cutter.hands),
        head_matrix=head_matrix,
        torso_matrix=torso_matrix,
        front=stance.front,
    )


class _Cutter:
    """Cuts the layers of one puppet."""

    def __init__(self, look: Appearance, stance: Stance, grade: Grade, wear: DressedFor) -> None:
        self.look, self.stance, self.grade = look, stance, grade
        self.build = build_of(look)
        self.joints = pose_joints(self.build, stance)
        self.turn = 0.0 if stance.front else 1.0
        self.flesh = flesh_of(look, grade)
        mittens = grade.front(NAMED[look.legwear_colour])
        self.hands = replace(self.flesh, skin=mittens) if wear == "cold" else self.flesh
        self.rolled = wear == "heat"
        self.cloth = _cloth(look, grade)
        self.garment = "winter coat" if wear == "cold" else look.garment
        self.dress = DRESSES[self.garment]
        self.sleeve = self.cloth.linen if self.garment == "apron" else self.cloth.main

    def rear(self, heads: HeadCuts, head_matrix: skia.Matrix) -> Cutout:
        """What hangs behind the head, and the far arm of somebody seen from the side."""
        cut = Cutout().add(heads.behind, head_matrix)
        if not self.stance.front:
            self._arm(cut, far=True, sleeve=shade(self.sleeve, -0.055))
        return cut

    def body(self, torso_matrix: skia.Matrix) -> Cutout:
        """Legs, garment and neck, and the far arm of somebody seen from the front."""
        cut, look = Cutout(), self.look
        trousers = self.grade.front(NAMED[look.legwear_colour])
        legs(cut, self.joints, self.build, trousers, self.grade)
        for dress in sorted({DRESSES[look.garment], self.dress}, key=lambda one: -one.hem):
            if dress.hem:
                skirt(cut, self.joints, self.build, dress, self.cloth, self.stance.front)
        self._neck(cut)
        upper = Cutout()
        torso(upper, self.garment, self.build, self.cloth, self.turn)
        cut.add(upper, torso_matrix)
        if self.garment == "apron":
            hanging = Dress(0.44, 0.2, self.dress.sleeve)
            skirt(cut, self.joints, self.build, hanging, self.cloth, self.stance.front)
        if self.stance.front:
            self._arm(cut, far=True, sleeve=self.sleeve)
        return cut

    def near_arm(self) -> Cutout:
        """The arm towards the viewer, with a finger where it points."""
        cut = Cutout()
        self._arm(cut, far=False, sleeve=self.sleeve)
        if self.stance.pose == "pointing":
            _, elbow, hand = self.joints.near_arm
            finger = limb([hand, beyond(elbow, hand, 5.4)], (2.2, 1.5))
            cut.fill(finger, self.hands.skin, rim=0.25)
        return cut

    def _arm(self, cut: Cutout, *, far: bool, sleeve: int) -> None:
        points = self.joints.far_arm if far else self.joints.near_arm
        arm(cut, points, self.build, self.dress, sleeve, self.hands, self.rolled)

    def _neck(self, cut: Cutout) -> None:
        (x, y), size = self.joints.neck, self.build.head
        cut.fill(rect(x - 3.3 * size, y - 4, 6.6 * size, 8, 2), shade(self.flesh.skin, -0.09),
                 rim=0)  # fmt: skip


def _matrix(at: Point, turn: float, scale: float = 1.0, broad: float = 1.0) -> skia.Matrix:
    matrix = skia.Matrix()
    matrix.setTranslate(*at)
    matrix.preRotate(turn)
    matrix.preScale(scale * broad, scale)
    return matrix


def _cloth(look: Appearance, grade: Grade) -> Cloth:
    main = grade.front(NAMED[look.garment_colour])
    dark = look.garment_colour in ("black", "navy")
    trim = shade(main, 0.14 if dark else -0.13)
    linen = grade.front(0xFFF6ECD9 if look.garment_colour not in ("white", "cream") else 0xFFA9B7C0)
    return Cloth(main, trim, linen, grade.palette.ink)
