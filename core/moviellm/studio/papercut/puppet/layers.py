"""Somebody with all that they hold and wear, in the layers between which others can come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moviellm.film import Figure, Person, Prop
from moviellm.studio.papercut.colour import NAMED
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.thing import Thing
from moviellm.studio.papercut.puppet.bag import sling_bag
from moviellm.studio.papercut.puppet.body import Puppet, make_puppet
from moviellm.studio.papercut.puppet.skeleton import STILL, Gaze, Hold, Motion, Stance
from moviellm.studio.papercut.puppet.weather_wear import WRAPS, wrap_up
from moviellm.studio.papercut.puppet.worn import HEADWEAR, wear_behind, wear_over, wear_plume
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, between

_STEP: Point = (9.0, 10.0)
"""Where in a hand a second thing is beside the first."""

_FACE, _CHIN, _SINKS = 8.0, 1.5, 4.0
"""Half the breadth of a face from brow to mouth, how high its chin is above the neck, and how far
before it something is that is wholly lowered; in units of an adult's head.
"""


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
class Outfit:
    """A figure with all that is seen on it."""

    figure: Figure
    person: Person
    held: Sequence[Held] = ()
    worn: Sequence[Prop] = ()
    gaze: Gaze | None = None
    motion: Motion = STILL

    @property
    def hat(self) -> Prop | None:
        """What is worn on the head."""
        return next((prop for prop in self.worn if prop.kind in HEADWEAR), None)


@dataclass(slots=True)
class Layers:
    """The pieces of a figure from back to front, owned by the person and by what they carry.

    Attributes:
        rear: What is behind the body: cloak, hair, the far arm of one seen from the side.
        body: Body and head.
        arm: The near arm.
        worn: What is worn over body and arm.
        held: What the near hand holds, with the fingers over it.
    """

    puppet: Puppet
    rear: Cutout = field(default_factory=Cutout)
    body: Cutout = field(default_factory=Cutout)
    arm: Cutout = field(default_factory=Cutout)
    worn: Cutout = field(default_factory=Cutout)
    held: Cutout = field(default_factory=Cutout)

    @property
    def whole(self) -> Cutout:
        """All of it, for somebody on their own."""
        parts = (self.rear, self.body, self.arm, self.worn, self.held)
        return Cutout([piece for part in parts for piece in part.pieces])


def make_layers(outfit: Outfit, stance: Stance, grade: Grade) -> Layers:
    """Cut a figure out with all that it holds and wears."""
    hat, who = outfit.hat, outfit.person.id
    headwear = None if hat is None else (HEADWEAR[hat.kind], grade.front(NAMED[hat.colour]))
    look, wear = outfit.person.appearance, outfit.figure.dressed_for
    puppet = make_puppet(look, stance, grade, headwear, wear)
    layers = Layers(puppet)
    for prop in outfit.worn:
        wear_behind(layers.rear, puppet, prop, grade)
    layers.rear.add(puppet.rear, owner=who)
    layers.body.add(puppet.body, owner=who).add(puppet.head, owner=who)
    layers.body.add(puppet.over, owner=who if hat is None else hat.id)
    if hat is not None:
        wear_plume(layers.body, puppet, hat, grade)
    for prop in outfit.worn:
        if prop is not hat:
            wear_over(layers.body if prop.kind == "mask" else layers.worn, puppet, prop, grade)
    if not WRAPS.intersection(prop.kind for prop in outfit.worn):
        wrap_up(layers.worn, puppet, outfit.person, wear, grade)
    if outfit.figure.bag:
        sling_bag(layers.worn, puppet, who, grade)
    layers.arm.add(puppet.arm, owner=who)
    _fill_hands(layers, outfit, stance)
    return layers


def _fill_hands(layers: Layers, outfit: Outfit, stance: Stance) -> None:
    """Put the smaller half of what is held into the near hand, the rest into the far one."""
    puppet, who = layers.puppet, outfit.person.id
    hold: Hold = "low" if stance.pose == "reaching" else stance.hold
    held = [replace(item, grip=_grip(item, hold)) for item in outfit.held]
    order = sorted(held, key=lambda item: max(item.thing.size) * item.scale)
    half = len(order) if stance.aside else (len(order) + 1) // 2
    near, far = order[:half], order[half:]
    if far:
        behind = layers.body if stance.front else layers.rear
        _hold(behind, far, puppet, puppet.joints.far_arm[2], mirrored=stance.front)
        behind.add(puppet.far_fingers, owner=who)
    if near:
        step = (-10.0, -4.0) if stance.aside else _STEP
        hand = puppet.joints.near_arm[2]
        if stance.in_both_arms:
            hand = between(hand, puppet.joints.far_arm[2], 0.5)
        _hold(layers.held, near, puppet, hand, step=step)
        layers.held.add(puppet.near_fingers, owner=who)
    if stance.in_both_arms:
        layers.held.add(puppet.far_fingers, owner=who)


def _grip(item: Held, hold: Hold) -> Point:
    """Near the camera things are held up by their feet, so that they are in the picture."""
    x, y = item.thing.grip
    high = item.thing.size[1]
    if hold in ("low", "aside", "handed"):
        return x, y
    return x, (-0.14 * high if y < -0.6 * high else max(y, -0.3 * high))


def _hold(
    cut: Cutout,
    items: Sequence[Held],
    puppet: Puppet,
    hand: Point,
    mirrored: bool = False,
    step: Point = _STEP,
) -> None:
    for index, item in enumerate(items):
        matrix = skia.Matrix()
        matrix.setTranslate(
            hand[0] + (1.2 + index * step[0]) * (-1 if mirrored else 1), hand[1] + index * step[1]
        )
        matrix.preScale(-item.scale if mirrored else item.scale, item.scale)
        matrix.preRotate(item.thing.tilt)
        matrix.preTranslate(-item.grip[0], -item.grip[1])
        held = Cutout().add(item.thing.whole, matrix, item.id)
        down = _below_face(held, puppet, hand)
        cut.add(held, skia.Matrix.Translate(0, down) if down else None)


def _below_face(held: Cutout, puppet: Puppet, hand: Point) -> float:
    """How far something is lowered so that it hides no face: at most until it hangs from the hand.

    What a moving arm brings before a face sinks as it comes there.
    """
    left, top, right, _ = held.bounds()
    (x, chin), size = puppet.joints.neck, puppet.build.head
    before = min(right - x, x - left) + _FACE * size
    if before <= 0.0:
        return 0.0
    return min(1.0, before / _SINKS) * max(0.0, min(chin - _CHIN * size - top, hand[1] - top))
