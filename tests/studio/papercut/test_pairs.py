"""Two who touch each other are drawn together, with what they hold out of the way."""

from __future__ import annotations

from itertools import product

import pytest
from moviellm.film import Appearance, Camera, Figure, Person, Prop
from moviellm.studio.papercut.renderer import Renderer

CANDLE = Prop(id="candle", name="candle", kind="candle", lights=True)
BAG = Prop(id="bag", name="red bag", kind="bag", colour="red", container=True)
BODIES = (
    Appearance(age="child", height="short", build="slight"),
    Appearance(age="old", build="stout", height="tall", headwear="hat", garment="coat"),
    Appearance(hair="long", garment="robe"),
)
TOUCHES = (("embracing", "embracing"), ("holding out", "holding out"), ("holding out", "reaching"))


@pytest.fixture(scope="module")
def small():
    return Renderer(384, 216)


def two(slate, size, poses, bodies, held=((), ()), facing=("right", "left")):
    """A slate of two people of these bodies, with a burning candle and a bag to hold."""
    cast = tuple(
        Person(id=name, name=name, appearance=body)
        for name, body in zip(("mara", "ivo"), bodies, strict=True)
    )
    figures = tuple(
        Figure(person=person.id, pose=pose, x=x, facing=side, holding=holding)
        for person, pose, x, side, holding in zip(
            cast, poses, (0.35, 0.65), facing, held, strict=True
        )
    )
    props = tuple(p for p in (CANDLE, BAG) if any(p.id in holding for holding in held))
    facts = ("lit(candle)=yes",) if CANDLE in props else ()
    subject = None if size == "wide" else "mara"
    return slate(camera=Camera(size=size, subject=subject), cast=cast, props=props,
                 depiction={"figures": figures, "facts": facts})  # fmt: skip


def boxes(renderer, slate):
    return {box.entity: box for box in renderer.paint(slate)[1]}


def middle(box):
    return box.x + box.width / 2


@pytest.mark.parametrize("size", ["wide", "full", "medium"])
@pytest.mark.parametrize("bodies", list(product(BODIES, BODIES)))
@pytest.mark.parametrize("poses", TOUCHES)
def test_two_of_any_size_touch_and_both_are_seen(small, slate, size, bodies, poses):
    seen = boxes(small, two(slate, size, poses, bodies))
    mara, ivo = seen["mara"], seen["ivo"]
    assert middle(mara) < middle(ivo)
    assert ivo.x <= mara.x + mara.width
    assert min(mara.visible, ivo.visible) >= 0.35


@pytest.mark.parametrize("size", ["wide", "full", "medium"])
@pytest.mark.parametrize("holds", [(("candle",), ()), ((), ("candle",)), (("candle",), ("bag",)),
                                   (("candle", "bag"), ())])  # fmt: skip
@pytest.mark.parametrize("poses", TOUCHES[:2])
def test_what_is_held_is_no_hindrance_and_not_in_a_face(small, slate, size, holds, poses):
    bodies = (BODIES[2], BODIES[1])
    seen = boxes(small, two(slate, size, poses, bodies, holds))
    mara, ivo, candle = seen["mara"], seen["ivo"], seen["candle"]
    assert middle(mara) < middle(ivo)
    assert ivo.x <= mara.x + mara.width
    assert candle.visible >= 0.3
    chins = [box.y + 0.27 * (box.height if size != "medium" else 216) for box in (mara, ivo)]
    assert candle.y > min(chins)


def test_embracing_is_nearer_than_shaking_hands(small, slate):
    bodies = (BODIES[2], BODIES[2])

    near, far = (
        middle(seen["ivo"]) - middle(seen["mara"])
        for seen in (boxes(small, two(slate, "full", poses, bodies)) for poses in TOUCHES[:2])
    )
    assert 0 < near < 0.6 * far


def test_who_look_away_from_each_other_are_drawn_for_themselves(small, slate):
    bodies = (BODIES[2], BODIES[2])
    away = two(slate, "full", TOUCHES[0], bodies, facing=("left", "right"))
    seen = boxes(small, away)
    assert seen["mara"].x + seen["mara"].width < seen["ivo"].x
