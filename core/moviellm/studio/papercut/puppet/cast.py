"""A figure of a depiction as one cut-out, with what it sits or lies on."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.body import Puppet
from moviellm.studio.papercut.puppet.layers import Outfit, make_layers
from moviellm.studio.papercut.puppet.skeleton import Hold, Stance
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, oval, polygon, rect, smooth


@dataclass(frozen=True, slots=True)
class Actor:
    """A figure cut out, or two who are in touch: feet (or what it lies on) on y = 0 about x = 0.

    Attributes:
        cut: Its pieces, owned by the persons, the held and the worn props; in body units.
        head: The middle of the face.
        top: The top of the head.
        lies: Whether it lies.
        bounds: Left, top, right and bottom of all pieces.
    """

    cut: Cutout
    head: Point
    top: float
    lies: bool
    bounds: tuple[float, float, float, float]


def make_actor(outfit: Outfit, grade: Grade, hold: Hold) -> Actor:
    """Cut a figure out with all that it holds and wears, and what it sits or lies on."""
    figure, stance = outfit.figure, stance_of(outfit, hold)
    lies = figure.pose == "lying"
    layers = make_layers(outfit, stance, grade)
    puppet, whole, matrix = layers.puppet, Cutout(), skia.Matrix()
    head = face_of(puppet)
    if figure.pose == "sitting":
        _seat(whole, puppet, grade)
    if lies:
        matrix = _laid_down(puppet.body)
        _bed(whole, head[1], grade)
    whole.add(layers.whole, matrix)
    broad = outfit.motion.broad
    if figure.facing == "left" or broad != 1.0:
        mirror = skia.Matrix.Scale(-broad if figure.facing == "left" else broad, 1)
        whole = Cutout().add(whole, mirror)
        matrix = skia.Matrix.Concat(mirror, matrix)
    face = matrix.mapXY(*head)
    top = face.y() - 13.5 * puppet.build.head
    return Actor(whole, (face.x(), face.y()), top, lies, whole.bounds())


def stance_of(outfit: Outfit, hold: Hold) -> Stance:
    """How a figure stands that touches nobody."""
    figure = outfit.figure
    lies = figure.pose == "lying"
    return Stance(
        figure.pose,
        figure.expression,
        "right" if lies and figure.facing == "front" else figure.facing,
        min(2, len(outfit.held)),
        hold,
        any(item.large for item in outfit.held),
        gaze=outfit.gaze,
        motion=outfit.motion,
    )


def face_of(puppet: Puppet) -> Point:
    """The middle of a puppet's face."""
    x, y = puppet.joints.neck
    return x, y - 13 * puppet.build.head


def _laid_down(cut: Cutout) -> skia.Matrix:
    _, top, _, bottom = cut.bounds()
    matrix = skia.Matrix()
    matrix.setTranslate((top + bottom) / -2, 0)
    matrix.preRotate(-90)
    low = Cutout().add(cut, matrix).bounds()[3]
    matrix.postTranslate(0, -3.0 - low)
    return matrix


def _seat(cut: Cutout, puppet: Puppet, grade: Grade) -> None:
    x, y = puppet.joints.hip
    top = y + 4.2
    if grade.indoors:
        wood = grade.near(0xFF8A5B3B)
        for dx in (-8.5, 6.0):
            cut.fill(rect(x + dx, top, 2.6, -top, 0.5), wood, lift=0.6)
        cut.fill(rect(x - 8, top * 0.45, 16, 2, 0.5), wood)
        cut.fill(rect(x - 11, top, 22, 4.2, 1.6), grade.near(0xFFA8714A), lift=0.9)
    else:
        rock = smooth([(x - 14, 0), (x - 12.6, top * 0.6), (x - 8, top), (x + 8, top + 0.6),
                       (x + 12, top * 0.55), (x + 13, 0)], tension=0.55)  # fmt: skip
        cut.fill(rock, grade.near(0xFF8E857C), lift=1.0)
        cut.fill(polygon((x - 8, top), (x + 8, top + 0.6), (x + 3, top * 0.66), (x - 5, top * 0.6)),
                 grade.near(0xFFA49A8F), rim=0)  # fmt: skip


def _bed(cut: Cutout, head: float, grade: Grade) -> None:
    half = -head * 0.62
    cut.fill(smooth([(-half - 12, -1), (-half - 10, -5.4), (0, -4), (half + 8, -5), (half + 12, -1),
                     (0, 1.2)], tension=0.6), grade.near(0xFFB9836A), lift=0.8)  # fmt: skip
    cut.fill(oval(-half - 2, -6.6, 12, 4.6), grade.near(0xFFF1E6D2), lift=0.7)
