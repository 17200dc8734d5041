"""A thing has one size wherever it is; an insert fills the picture with it and what it lies on."""

from __future__ import annotations

import pytest
from moviellm.film import Figure, Prop, VisibleProp
from moviellm.studio.papercut.cutout_cache import CutoutCache
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.catalogue import ARTISTS, make_thing
from moviellm.studio.papercut.props.life_size import LIFE_SIZE
from moviellm.studio.papercut.props.thing import Looks
from moviellm.studio.papercut.scene import CrowdLayout, SceneLayout, lay_out

_SIZE = (768, 432)
KINDS = sorted(ARTISTS)
FINGERTIP = frozenset({
    "ring", "brooch", "stamp", "badge", "egg", "coin", "gem", "strawberry", "whistle", "dice",
    "puzzle", "spool", "lightbulb", "mushroom", "pinecone", "cherries", "watch", "bracelet",
})  # fmt: skip
"""Kinds of thing that fit between two fingers."""

HANDY = sorted(ARTISTS.keys() - {"chest", "cupboard", "barrel", "bus"})


def laid_out(scene) -> SceneLayout:
    return lay_out(scene, *_SIZE, CutoutCache(), CrowdLayout())


def held_in(slate, kind: str, size: str, subject: str = "mara") -> SceneLayout:
    mara = Figure(person="mara", facing="right", holding=("thing",))
    thing = Prop(id="thing", name=kind, kind=kind)
    camera = {"size": size, "subject": subject}
    return laid_out(slate(camera=camera, depiction={"figures": (mara,)}, props=(thing,)))


def size_in_hand(scene: SceneLayout) -> tuple[float, float]:
    """Width and height of the held thing as it is drawn, in body units."""
    (one,) = scene.standing
    own = [piece for piece in one.actor.cut.pieces if piece.owner == "thing"]
    left, top, right, bottom = Cutout(own).bounds()
    return right - left, bottom - top


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_is_as_large_in_the_whole_place_as_in_a_full_shot(one_prop, kind):
    for size in ("wide", "full"):
        (item,) = (
            item for group in laid_out(one_prop(kind, size=size)).groups for item in group.items
        )
        assert item.scale == 1.0


@pytest.mark.parametrize("kind", HANDY)
def test_a_thing_is_as_large_in_a_hand_as_on_a_table(slate, one_prop, kind):
    lying = next(
        item for group in laid_out(one_prop(kind)).groups for item in group.items
    ).thing.size
    held = size_in_hand(held_in(slate, kind, "full"))
    assert 0.68 * max(lying) <= max(held) <= 1.1 * max(lying)


@pytest.mark.parametrize("kind", HANDY)
def test_near_by_a_thing_in_a_hand_is_no_larger_than_life(slate, kind):
    life = size_in_hand(held_in(slate, kind, "full"))
    for size, subject in (("medium", "mara"), ("close", "mara"), ("insert", "thing")):
        near = size_in_hand(held_in(slate, kind, size, subject))
        assert max(near) <= 1.02 * max(life)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spot", ["table", "floor"])
def test_an_insert_is_full_of_its_thing_and_shows_what_it_lies_on(one_prop, renderer, kind, spot):
    scene = one_prop(kind, spot=spot, size="insert")
    camera = scene.camera.model_copy(update={"subject": "thing"})
    scene = scene.model_copy(update={"camera": camera})
    (box,) = renderer.paint(scene)[1]
    assert box.visible > 0.9
    assert max(box.width / renderer.width, box.height / renderer.height) > 0.4
    groups = [group for group in laid_out(scene).groups if group.items]
    assert all(group.furniture.cut.pieces for group in groups)


def test_a_cloak_hangs_from_a_hook_and_lies_folded_on_a_crate(one_prop):
    sizes = {}
    for spot in ("hook", "table"):
        laid = laid_out(one_prop("cloak", spot=spot))
        sizes[spot] = next(i for g in laid.groups for i in g.items).thing.size
    assert sizes["hook"][1] > 40
    assert sizes["table"][1] < 16


@pytest.mark.parametrize("kind", ["apple", "ring", "coin", "bread", "cake", "bell", "goblet"])
def test_what_one_eats_and_wears_is_smaller_than_a_head(slate, kind):
    scene = held_in(slate, kind, "full")
    (one,) = scene.standing
    head = 2 * (one.actor.head[1] - one.actor.top)
    assert min(size_in_hand(scene)) < head


_ADULT, _WAIST, _HEAD = 100.0, 56.0, 27.0
"""Heights of an average adult's whole, of the waist, and of the head alone, in units."""

_DAY = Grade(palette_of("storybook"), "day", "clear", True)


def drawn(kind: str) -> tuple[float, float]:
    """Width and height of a kind of thing as it stands by itself."""
    return make_thing(Prop(id="it", name=kind, kind=kind), Looks(), _DAY).size


def test_every_kind_with_a_size_of_its_own_has_a_drawing():
    assert ARTISTS.keys() >= LIFE_SIZE.keys() | FINGERTIP


@pytest.mark.parametrize("kind", sorted(FINGERTIP))
def test_what_one_holds_between_two_fingers_is_much_smaller_than_a_head(kind):
    assert max(drawn(kind)) <= 0.6 * _HEAD


@pytest.mark.parametrize(
    ("kind", "least"),
    [("bus", _ADULT), ("tractor", _ADULT), ("horse", 0.7 * _ADULT), ("cow", 0.7 * _ADULT),
     ("car", 1.2 * _WAIST), ("motorbike", _WAIST), ("bicycle", _WAIST), ("cart", 1.2 * _WAIST)],
)  # fmt: skip
def test_what_one_rides_on_is_as_high_beside_people_as_in_life(kind, least):
    assert drawn(kind)[1] >= least


def test_in_a_near_picture_a_bus_goes_on_beyond_the_edges(slate):
    bus = Prop(id="bus", name="bus", kind="bus", fixed=True)
    scene = slate(
        camera={"size": "medium", "subject": "mara"},
        depiction={
            "figures": (Figure(person="mara", x=0.3),),
            "props": (VisibleProp(prop="bus", location="on:room.floor", x=0.6),),
        },
        props=(bus,),
    )
    laid = laid_out(scene)
    (item,) = (item for group in laid.groups for item in group.items)
    wide, high = (length * item.scale for length in item.thing.size)
    assert wide * laid.frame.unit > laid.frame.width
    assert high > 1.2 * _WAIST
