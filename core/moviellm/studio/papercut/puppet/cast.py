"""A figure of a depiction as one cut-out: the puppet with what it holds and wears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moviellm.film import Figure, Person, Prop
from moviellm.studio.papercut.colour import NAMED
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.puppet.bag import sling_bag
from moviellm.studio.papercut.puppet.body import Puppet, make_puppet
from moviellm.studio.papercut.puppet.skeleton import Hold
from moviellm.studio.papercut.puppet.worn import HEADWEAR, wear_behind, wear_over, wear_plume
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, between, oval, polygon, rect, smooth


@dataclass(frozen=True, slots=True)
class Held:
    """A prop in a hand: its id, how it looks, how much larger than life, where it is held.

    A large one is held in both.
    """

    id: str
    thing: Thing
    scale: float = 1.0
    large: bool = False
    grip: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Actor:
    """A figure cut out, feet (or what it lies on) on y = 0 about x = 0, in body units.

    Attributes:
        cut: Its pieces, owned by the person, the held and the worn props.
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


def make_actor(
    figure: Figure,
    person: Person,
    held: Sequence[Held],
    worn: Sequence[Prop],
    grade: Grade,
    hold: Hold,
) -> Actor:
    """Cut a figure out with all that it holds and wears."""
    hat = next((prop for prop in worn if prop.kind in HEADWEAR), None)
    headwear = None
    if hat is not None:
        headwear = (HEADWEAR[hat.kind], grade.front(NAMED[hat.colour]))
    lies = figure.pose == "lying"
    facing = "right" if lies and figure.facing == "front" else figure.facing
    puppet = make_puppet(
        person.appearance,
        figure.pose,
        figure.expression,
        facing,
        grade,
        min(2, len(held)),
        hold,
        headwear,
        any(item.large for item in held),
    )
    grips = [replace(item, grip=_grip(item, hold)) for item in held]
    cut = _assemble(puppet, person.id, grips, worn, hat, grade)
    if figure.bag:
        sling_bag(cut, puppet, person.id, grade)
    seat = Cutout()
    if figure.pose == "sitting":
        _seat(seat, puppet, grade)
    whole = Cutout([*seat.pieces, *cut.pieces])
    neck, size = puppet.joints.neck, puppet.build.head
    head = (neck[0], neck[1] - 13 * size)
    matrix = skia.Matrix()
    if lies:
        matrix = _laid_down(puppet.body)
        whole = Cutout()
        _bed(whole, head[1], grade)
        whole.add(cut, matrix)
    if figure.facing == "left":
        mirror = skia.Matrix.Scale(-1, 1)
        whole = Cutout().add(whole, mirror)
        matrix = skia.Matrix.Concat(mirror, matrix)
    face = matrix.mapXY(*head)
    return Actor(whole, (face.x(), face.y()), face.y() - 13.5 * size, lies, whole.bounds())


def _grip(item: Held, hold: Hold) -> Point:
    """Near the camera things are held up by their feet, so that they are in the picture."""
    x, y = item.thing.grip
    high = item.thing.size[1]
    if hold == "low":
        return x, y
    return x, (-0.14 * high if y < -0.6 * high else max(y, -0.3 * high))


def _assemble(
    puppet: Puppet,
    who: str,
    held: Sequence[Held],
    worn: Sequence[Prop],
    hat: Prop | None,
    grade: Grade,
) -> Cutout:
    cut = Cutout()
    order = sorted(held, key=lambda item: max(item.thing.size) * item.scale)
    near, far = order[: (len(order) + 1) // 2], order[(len(order) + 1) // 2 :]
    for prop in worn:
        wear_behind(cut, puppet, prop, grade)
    cut.add(puppet.rear, owner=who)
    if not puppet.front:
        _hold(cut, far, puppet.joints.far_hand, False)
        if far:
            cut.add(puppet.far_fingers, owner=who)
    cut.add(puppet.body, owner=who)
    others = [prop for prop in worn if prop is not hat]
    cut.add(puppet.head, owner=who)
    cut.add(puppet.over, owner=hat.id if hat is not None else who)
    if hat is not None:
        wear_plume(cut, puppet, hat, grade)
    for prop in others:
        if prop.kind == "mask":
            wear_over(cut, puppet, prop, grade)
    if puppet.front and far:
        _hold(cut, far, puppet.joints.far_hand, True)
        cut.add(puppet.far_fingers, owner=who)
    cut.add(puppet.arm, owner=who)
    for prop in others:
        if prop.kind != "mask":
            wear_over(cut, puppet, prop, grade)
    large = any(item.large for item in near)
    if near:
        hands = puppet.joints.near_hand, puppet.joints.far_hand
        _hold(cut, near, between(*hands, 0.5) if large else hands[0], False)
        cut.add(puppet.near_fingers, owner=who)
    if large:
        cut.add(puppet.far_fingers, owner=who)
    return cut


def _hold(cut: Cutout, items: Sequence[Held], hand: Point, mirrored: bool) -> None:
    for item in items:
        matrix = skia.Matrix()
        matrix.setTranslate(hand[0] + 1.2 * (-1 if mirrored else 1), hand[1])
        matrix.preScale(-item.scale if mirrored else item.scale, item.scale)
        matrix.preRotate(item.thing.tilt)
        matrix.preTranslate(-item.grip[0], -item.grip[1])
        cut.add(item.thing.whole, matrix, item.id)


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
