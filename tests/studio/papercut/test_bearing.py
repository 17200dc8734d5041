"""People hold things as people do, are seen under their hats, and differ while they are calm."""

from __future__ import annotations

from typing import get_args

import pytest
from moviellm.film import Appearance, Mood, Prop
from moviellm.studio.papercut.colour import mix
from moviellm.studio.papercut.contents import fill_thing
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.thing import Looks
from moviellm.studio.papercut.puppet.features import FEATURES, features_of
from moviellm.studio.papercut.puppet.head import flesh_of, make_head
from moviellm.studio.papercut.puppet.skeleton import Stance, build_of, pose_joints
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.slate_index import SeenProp

DAY = Grade(palette_of("storybook"), "day", "clear", False)
MOODS = get_args(Mood)


def arms_of(hands: int):
    joints = pose_joints(build_of(Appearance()), Stance("lying", facing="right", hands=hands))
    return joints.near_arm, joints.far_arm


def test_whoever_lies_and_holds_one_thing_leaves_the_other_arm_down():
    (_, free), (_, holding) = arms_of(0), arms_of(1)
    assert holding == free


@pytest.mark.parametrize("hands", [1, 2])
def test_whoever_lies_holds_things_over_the_breast_and_not_over_the_face(hands):
    near, far = arms_of(hands)
    for shoulder, _, hand in (near, far)[:hands]:
        assert hand[0] > shoulder[0]
        assert hand[1] > shoulder[1]


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("kind", ["hat", "cap", "crown", "helmet"])
@pytest.mark.parametrize("turn", [0.0, 1.0])
def test_a_brim_hides_no_brow(kind, mood, turn):
    look = Appearance(hair="bald", beard="none")
    worn = make_head(look, mood, turn, DAY, (kind, 0xFF884422))
    brows = brows_of(worn.head, look)
    assert len(brows) == 2
    for brow in brows:
        hidden = skia.Path()
        for piece in (one for one in worn.over.pieces if not one.stroke):
            part = skia.Op(brow.path, piece.path, skia.PathOp.kIntersect_PathOp)
            hidden = skia.Op(hidden, part, skia.PathOp.kUnion_PathOp)
        assert area(hidden) < 0.35 * area(brow.path)


def brows_of(head: Cutout, look: Appearance):
    """The pieces in the colour of the brows, which is no other's on a bald head."""
    flesh = flesh_of(look, DAY)
    return [piece for piece in head.pieces if piece.colour == mix(flesh.hair, flesh.ink, 0.55)]


def area(path: skia.Path) -> float:
    box = path.computeTightBounds()
    return 0.0 if path.isEmpty() else box.width() * box.height()


def people():
    return [
        Appearance(age=age, hair=hair, hair_colour=tone, garment_colour=colour)
        for age in ("young", "old")
        for hair, tone in (("short", "black"), ("braid", "blond"), ("curly", "auburn"))
        for colour in ("red", "teal", "plum", "olive")
    ]


def test_calm_people_differ_in_their_faces_and_each_keeps_the_same():
    faces = [features_of("calm", look) for look in people()]
    assert len(set(faces)) >= 6
    assert faces == [features_of("calm", look) for look in people()]


@pytest.mark.parametrize("mood", sorted(set(MOODS) - {"calm"}))
def test_every_other_mood_is_one_face_and_nobody_s_calm_one(mood):
    assert {features_of(mood, look) for look in people()} == {FEATURES[mood]}
    assert FEATURES[mood] not in {features_of("calm", look) for look in people()}


def seen_in_wardrobe(kind: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a thing in an open wardrobe."""
    inner = SeenProp(Prop(id="inner", name=f"old {kind}", kind=kind), Looks(), 0.5, ())
    wardrobe = Prop(id="outer", name="old cupboard", kind="cupboard", container=True, opens=True)
    whole = fill_thing(SeenProp(wardrobe, Looks(open=True), 0.5, (inner,)), DAY).rear
    return Cutout([piece for piece in whole.pieces if piece.owner == "inner"]).bounds()


@pytest.mark.parametrize("kind", ["brush", "vase", "book", "broom"])
def test_things_rest_on_the_shelf_of_an_open_wardrobe(kind):
    left, top, right, bottom = seen_in_wardrobe(kind)
    assert abs(bottom - -41.0) < 1.0
    assert top > -72
    assert (right - left > bottom - top) == (kind in ("brush", "broom"))


def test_in_a_near_crowd_things_are_held_below_the_faces(renderer, slate):
    vase = Prop(id="vase", name="tall vase", kind="vase", size="medium")

    def above_feet(*others: str) -> float:
        figures = (
            {"person": "mara", "x": 0.2, "facing": "right", "holding": ("vase",)},
            *({"person": who, "x": 0.6 + 0.2 * i} for i, who in enumerate(others)),
        )
        made = slate(
            camera={"size": "medium", "subject": "mara"}, props=(vase,),
            cast=tuple(slate().cast[0].model_copy(update={"id": f["person"]}) for f in figures),
            depiction={"figures": figures},
        )  # fmt: skip
        boxes = {box.entity: box for box in renderer.paint(made)[1]}
        return (boxes["vase"].y - boxes["mara"].y) / boxes["vase"].height

    assert above_feet("ivo", "noa") > above_feet("ivo") + 0.2
