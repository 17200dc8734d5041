"""The picture shows what the depiction says: poses, faces, states, light, place and people."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import get_args

import numpy as np
import pytest
from moviellm.film import Appearance, Figure, Place, VisibleProp, VisibleSpot
from moviellm.film.models.facts import LIGHTS, MOODS, WEATHERS
from moviellm.film.models.storyboard import Pose
from moviellm.studio.papercut.backdrop.catalogue import BACKDROPS, LIKE, scenery_of
from moviellm.studio.papercut.palette import PALETTES
from moviellm.studio.papercut.props.catalogue import ARTISTS
from moviellm.studio.papercut.renderer import Renderer


def _difference(one, other):
    return abs(one.astype(int) - other.astype(int)).max(axis=2) > 24


@pytest.mark.parametrize("pose", get_args(Pose))
@pytest.mark.parametrize("size", ["wide", "full", "medium", "close", "insert"])
def test_every_pose_is_seen_in_every_size(renderer, one_person, pose, size):
    for facing in ("left", "right", "front"):
        (box,) = renderer.paint(one_person(size, pose=pose, facing=facing))[1]
        assert box.visible >= 0.3
        assert box.height > 20


def test_poses_look_different(renderer, one_person):
    pictures = {pose: renderer.paint(one_person("full", pose=pose, facing="right"))[0]
                for pose in get_args(Pose)}  # fmt: skip
    for one, other in combinations(pictures, 2):
        assert _difference(pictures[one], pictures[other]).sum() > 60, (one, other)


@pytest.mark.parametrize(("size", "pose", "least"), [("wide", "standing", 250),
                         ("full", "sitting", 100), ("close", "talking", 1_200)])  # fmt: skip
@pytest.mark.parametrize("facing", ["left", "front"])
def test_moods_differ_at_a_glance_in_a_small_picture(one_person, facing, size, pose, least):
    small = Renderer(384, 216)
    faces = {}
    for mood in MOODS:
        slate = one_person(size, expression=mood, facing=facing, pose=pose)
        faces[mood] = small.paint(slate)[0].astype(int)
    for one, other in combinations(faces, 2):
        clearly = abs(faces[one] - faces[other]).max(axis=2) > 48
        assert clearly.sum() > least, (one, other)


@pytest.mark.parametrize("weather", ["snow", "fog", "storm"])
def test_weather_is_drawn_where_a_place_sees_the_sky_and_nowhere_else(slate, weather):
    small = Renderer(192, 108)

    def painted(kind, weather):
        place = {"id": "room", "name": "x", "kind": kind, "indoors": True, "spots": ()}
        return small.paint(slate(place=place, depiction={"weather": weather}))[0]

    kinds = [kind for kind, (_, indoors) in BACKDROPS.items() if indoors]
    for kind in kinds:
        changed = _difference(painted(kind, "clear"), painted(kind, weather)).sum()
        seen = Place(id="room", name="x", kind=kind).sees_sky
        assert changed > 40 if seen else changed < 10, (kind, changed)


def test_kinds_like_a_place_without_windows_have_none():
    for like, kinds in LIKE.items():
        drawn, indoors = BACKDROPS[like]
        for kind in kinds if indoors else ():
            place = Place(id="room", name="x", kind=kind)
            if scenery_of(place) is drawn:
                assert place.sees_sky == Place(id="room", name="x", kind=like).sees_sky, kind


def test_left_and_right_are_mirrored(renderer, one_person):
    right = renderer.paint(one_person("full", pose="pointing", facing="right", x=0.5))[1][0]
    left = renderer.paint(one_person("full", pose="pointing", facing="left", x=0.5))[1][0]
    middle = renderer.width / 2
    assert right.x + right.width - middle > middle - right.x
    assert middle - left.x > left.x + left.width - middle


def test_people_stand_where_the_depiction_says(renderer, one_person):
    for x in (0.2, 0.5, 0.8):
        (box,) = renderer.paint(one_person("wide", x=x))[1]
        assert abs((box.x + box.width / 2) / renderer.width - x) < 0.03


def test_people_who_would_hide_each_other_step_aside(renderer, slate):
    scene = slate(depiction={"figures": (
        Figure(person="mara", x=0.5), Figure(person="ivo", x=0.5))})  # fmt: skip
    mara, ivo = (next(b for b in renderer.paint(scene)[1] if b.entity == who)
                 for who in ("mara", "ivo"))  # fmt: skip
    assert mara.visible > 0.9
    assert ivo.visible > 0.9


@pytest.mark.parametrize("kind", ARTISTS)
def test_every_kind_of_prop_is_seen_lying_held_and_near(renderer, one_prop, slate, kind):
    for size in ("wide", "full", "insert"):
        (box,) = renderer.paint(one_prop(kind, size=size))[1]
        assert box.visible > 0.6, size
    lying = one_prop(kind)
    for size in ("full", "medium", "close"):
        held = slate(
            camera={"size": size, "subject": "mara"},
            depiction={"figures": (Figure(person="mara", holding=("thing",), facing="right"),)},
            props=lying.props,
        )
        boxes = {box.entity: box for box in renderer.paint(held)[1]}
        assert boxes["thing"].visible >= 0.3, size
        assert boxes["mara"].visible >= 0.3, size


@pytest.mark.parametrize("spot", ["table", "shelf", "floor", "hook", "sill", "bench", "stove"])
@pytest.mark.parametrize("size", ["wide", "full", "medium", "insert"])
def test_a_prop_is_seen_on_every_kind_of_spot(renderer, one_prop, spot, size):
    (box,) = renderer.paint(one_prop("book", spot=spot, size=size))[1]
    assert box.visible > 0.4


@pytest.mark.parametrize(
    ("kind", "no", "yes"),
    [
        ("chest", "open(thing)=no", "open(thing)=yes"),
        ("box", "open(thing)=no", "open(thing)=yes"),
        ("musicbox", "open(thing)=no", "open(thing)=yes"),
        ("lantern", "lit(thing)=no", "lit(thing)=yes"),
        ("radio", "lit(thing)=no", "lit(thing)=yes"),
        ("vase", "whole(thing)=no", "whole(thing)=yes"),
        ("violin", "whole(thing)=no", "whole(thing)=yes"),
    ],
)
def test_what_changes_in_a_prop_changes_its_looks(renderer, one_prop, kind, no, yes):
    extra = {"container": kind in ("chest", "box"), "opens": "open" in no, "lights": "lit" in no}
    before, after = (renderer.paint(one_prop(kind, fact, **extra))[0] for fact in (no, yes))
    assert _difference(before, after).sum() > 30


def test_worn_props_change_the_person_they_are_worn_by(renderer, slate, one_prop):
    for kind in ("hat", "crown", "helmet", "mask", "scarf", "cloak", "necklace", "medal"):
        worn = slate(
            camera={"size": "medium", "subject": "mara"},
            depiction={"figures": (Figure(person="mara", wearing=("thing",)),)},
            props=one_prop(kind, wearable=True).props,
        )
        mara, thing = (next(b for b in renderer.paint(worn)[1] if b.entity == who)
                       for who in ("mara", "thing"))  # fmt: skip
        assert thing.visible > 0.3, kind
        assert mara.x <= thing.x + thing.width
        assert thing.x <= mara.x + mara.width


def test_what_is_in_a_container_is_seen_in_its_opening(renderer, full_scene):
    boxes = {box.entity: box for box in renderer.paint(full_scene)[1]}
    assert boxes["key"].visible >= 0.4


@pytest.mark.parametrize("kind", BACKDROPS)
def test_every_kind_of_place_has_its_own_look(slate, kind):
    renderer = Renderer(256, 144)
    indoors = BACKDROPS[kind][1]
    place = {"kind": kind, "name": kind, "indoors": indoors, "spots": ()}
    day, night = (
        renderer.paint(slate(place=place, depiction={"light": light}))[0]
        for light in ("day", "night")
    )
    plain = slate(place={**place, "kind": "room" if indoors else "field", "name": "x"})
    assert _difference(day, night).mean() > 0.2
    if kind not in ("parlour", "meadow"):
        assert _difference(day, renderer.paint(plain)[0]).mean() > 0.15


def test_light_and_weather_are_seen_outdoors_and_through_windows(slate):
    renderer = Renderer(256, 144)
    for kind, indoors in (("harbour", False), ("kitchen", True)):
        place = {"kind": kind, "indoors": indoors, "spots": ()}
        pictures = [
            renderer.paint(slate(place=place, depiction={"light": light, "weather": weather}))[0]
            for light in LIGHTS
            for weather in WEATHERS
        ]
        for one, other in combinations(pictures, 2):
            assert _difference(one, other).sum() > 20


def test_every_style_has_its_own_palette(slate, renderer):
    tones = [
        renderer.paint(slate(style={"keyword": keyword}))[0].reshape(-1, 4)[:, :3].mean(axis=0)
        for keyword in PALETTES
    ]
    for one, other in combinations(tones, 2):
        assert abs(one - other).max() > 4


def test_the_same_sheet_gives_the_same_colours_in_every_frame(renderer, slate):
    def coat(x, pose):
        person = Appearance(garment="coat", garment_colour="crimson")
        scene = slate(
            camera={"size": "full"},
            cast=({"id": "mara", "name": "Mara", "appearance": person},),
            depiction={"figures": (Figure(person="mara", x=x, pose=pose, facing="right"),)},
        )
        pixels, boxes = renderer.paint(scene)
        box = boxes[0]
        y, x = box.y + int(box.height * 0.55), box.x + box.width // 2
        return np.median(pixels[y - 6 : y + 6, x - 4 : x + 4].reshape(-1, 4), axis=0)[:3]

    tones = [coat(x, pose) for x in (0.3, 0.7) for pose in ("standing", "talking", "looking")]
    for one, other in combinations(tones, 2):
        assert abs(one - other).max() < 26


def test_props_on_one_spot_lie_side_by_side(renderer, one_prop):
    scene = one_prop("apple")
    more = [scene.props[0].model_copy(update={"id": f"apple{i}"}) for i in range(4)]
    seen = [VisibleProp(prop=prop.id, location="on:room.table", x=0.3) for prop in more]
    depiction = scene.depiction.model_copy(update={"props": tuple(seen)})
    boxes = renderer.paint(scene.model_copy(update={"depiction": depiction, "props": tuple(more)}))[
        1
    ]
    spans = sorted((box.x, box.x + box.width) for box in boxes)
    assert all(end <= start + 1 for (_, end), (start, _) in pairwise(spans))


def test_a_spot_that_is_asked_for_is_drawn_in_nearer_shots(renderer, one_person):
    plain = one_person("medium", x=0.25, facing="right")
    depiction = plain.depiction.model_copy(
        update={"spots": (VisibleSpot(spot="room.stove", x=0.75),)}
    )
    before, after = (
        renderer.paint(slate)[0]
        for slate in (plain, plain.model_copy(update={"depiction": depiction}))
    )
    changed = np.flatnonzero(_difference(before, after).any(axis=0))
    assert changed.size > 40
    assert abs(changed.mean() / renderer.width - 0.75) < 0.12
