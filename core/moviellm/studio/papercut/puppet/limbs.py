"""Legs, arms and hands, cut along the joints of a posed puppet."""

from __future__ import annotations

from moviellm.studio.papercut.colour import mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.face import Flesh
from moviellm.studio.papercut.puppet.garments import Dress
from moviellm.studio.papercut.puppet.skeleton import Arm, Build, Joints
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, between, limb, oval, smooth


def legs(cut: Cutout, joints: Joints, build: Build, colour: int, grade: Grade) -> None:
    """Add both legs, the far one first."""
    boot = grade.front(mix(0xFF4A3226, colour, 0.18))
    wide = build.width
    for (hip, knee, foot), tone in (
        (joints.far_leg, -0.06),
        (joints.near_leg, 0.0),
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


def arm(
    cut: Cutout, points: Arm, build: Build, dress: Dress, sleeve: int, flesh: Flesh,
    rolled: bool = False,
) -> None:  # fmt: skip
    """Add an arm in its sleeve, with its hand; the sleeve may be rolled up to the elbow."""
    shoulder, elbow, hand = points
    wide = 0.5 + build.width * 0.5
    top, end = dress.sleeve[0] * wide, dress.sleeve[1] * wide
    wrist = between(elbow, hand, 0.86)
    _hand(cut, elbow, hand, flesh, 0.72 + 0.28 * build.head * min(1.0, build.width + 0.1))
    if rolled:
        bare = (end * 0.78, end * 0.74, end * 0.66)
        forearm = [elbow, between(elbow, wrist, 0.5), wrist]
        cut.fill(limb(forearm, bare), flesh.skin, lift=0.6)
        upper = [shoulder, between(shoulder, elbow, 0.55), elbow]
        cut.fill(limb(upper, (top, top * 0.98, (top + end) / 2)), sleeve, lift=1.0)
        cuff = limb([between(shoulder, elbow, 0.86), elbow], ((top + end) / 2, (top + end) / 2))
        cut.fill(cuff, shade(sleeve, -0.1), rim=0)
        return
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
    palm = beyond(elbow, hand, 1.2)
    cut.fill(oval(palm[0], palm[1], 3.1 * size, 3.3 * size), flesh.skin, lift=0.5)
    thumb = beyond(elbow, hand, 2.6)
    cut.fill(
        oval(thumb[0] + 1.9 * size, thumb[1] - 1.9 * size, 1.2 * size, 1.7 * size),
        flesh.skin,
        rim=0.25,
    )


def fingers(points: Arm, flesh: Flesh) -> Cutout:
    """The fingers that lie over what a hand holds."""
    cut = Cutout()
    x, y = beyond(points[1], points[2], 1.2)
    for index in range(3):
        cut.fill(oval(x + 0.3, y - 1.9 + index * 1.9, 2.4, 1.1), flesh.skin, lift=0.3, rim=0.25)
    return cut


def beyond(before: Point, end: Point, by: float) -> Point:
    """A point further on along a line."""
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return end[0] + dx / length * by, end[1] + dy / length * by
