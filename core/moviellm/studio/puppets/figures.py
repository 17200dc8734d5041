"""The people of a composed key frame, one by one: how they stand and where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moviellm.film import Figure
from moviellm.studio.papercut.cutout_cache import CutoutCache, Part
from moviellm.studio.papercut.layout import Berth
from moviellm.studio.papercut.puppet.cast import stance_of
from moviellm.studio.papercut.puppet.pair import stand_together
from moviellm.studio.papercut.puppet.skeleton import (
    Build,
    Hold,
    Joints,
    Motion,
    Stance,
    build_of,
    pose_joints,
)
from moviellm.studio.papercut.scene import PlacedFigure, SceneLayout

LOW = frozenset({"sitting", "kneeling", "lying"})
"""Poses in which nobody walks."""


@dataclass(frozen=True, slots=True)
class PosedFigure:
    """Somebody in a picture.

    Attributes:
        part: Who it is, with all that they carry.
        hold: How high they hold it.
        x: Where they are, in pixels.
        foot: Where their feet are, in pixels.
        unit: Pixels a body unit.
    """

    part: Part
    hold: Hold
    stance: Stance
    build: Build
    joints: Joints
    x: float
    foot: float
    unit: float

    @property
    def figure(self) -> Figure:
        return self.part.figure

    @property
    def walks(self) -> bool:
        """Whether they are walking to one side."""
        return self.figure.pose == "walking" and self.figure.facing != "front"

    def posed(self, **changes: object) -> PosedFigure:
        """The same person in the same place with other words of their figure."""
        figure = self.figure.model_copy(update=changes)
        stance = replace(
            self.stance, pose=figure.pose, facing=figure.facing, touch=None, hold=self.hold
        )
        return replace(
            self,
            part=self.part._replace(figure=figure),
            stance=stance,
            joints=pose_joints(self.build, stance),
        )


def posed_figures(scene: SceneLayout, cutouts: CutoutCache) -> dict[str, PosedFigure]:
    """All people of a scene, those in touch each for themselves, from back to front."""
    found: dict[str, PosedFigure] = {}
    for one in scene.standing:
        for standing in _apart(one, scene, cutouts):
            found[standing.figure.person] = standing
    return found


def _apart(one: PlacedFigure, scene: SceneLayout, cutouts: CutoutCache) -> list[PosedFigure]:
    outfits, unit = cutouts.outfits(one.parts, scene.grade), scene.frame.unit
    if len(outfits) == 1:
        stance, build = stance_of(outfits[0], one.hold), build_of(outfits[0].person.appearance)
        joints = pose_joints(build, stance)
        x, foot = one.berth.x, one.foot
        return [PosedFigure(one.parts[0], one.hold, stance, build, joints, x, foot, unit)]
    both = stand_together(outfits[0], outfits[1], one.hold)
    return [
        PosedFigure(
            part,
            who.stance.hold,
            who.stance,
            who.build,
            who.joints,
            one.berth.x + who.x * unit,
            one.foot - who.lift * unit,
            unit,
        )
        for part, who in zip(one.parts, both, strict=True)
    ]


def placed(
    standing: PosedFigure, scene: SceneLayout, cutouts: CutoutCache, motion: Motion
) -> PlacedFigure:
    """Cut somebody out as they move, and put them where they are."""
    part = standing.part._replace(motion=motion)
    actor, key = cutouts.actor([part], scene.grade, standing.hold)
    left, _, right, _ = actor.bounds
    return PlacedFigure(
        [part], standing.hold, actor, key, Berth(standing.x, -left, right), standing.foot
    )
