"""Boxes are exact: the tight bounds of what can be seen of somebody or something."""

from __future__ import annotations

import numpy as np
import pytest
from moviellm.film import Figure, VisibleProp
from moviellm.studio.papercut.boxes import boxes_of
from moviellm.studio.papercut.cutout_cache import CutoutCache
from moviellm.studio.papercut.renderer import Renderer
from moviellm.studio.papercut.scene import CrowdLayout, lay_out

_SIZE = (512, 288)


def _dyed(slate, entity):
    """Where an entity is seen when its paper is dyed magenta; and its box, told by the painter."""
    scene = lay_out(slate, *_SIZE, CutoutCache(), CrowdLayout())
    cuts = [one.actor.cut for one in scene.standing]
    cuts += [part for group in scene.groups for item in group.items
             for part in (item.thing.whole,)]  # fmt: skip
    for cut in cuts:
        for piece in cut.pieces:
            if piece.owner == entity:
                piece.colour = piece.colour & 0xFF000000 | 0xFF00FF
                piece.rim = 0.0
            piece.lift = 0.0
    renderer = Renderer(*_SIZE)
    placed = tuple(renderer.place(scene))
    pixels = renderer.render(scene, placed).astype(int)
    blue, green, red = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    magenta = (np.minimum(red, blue) > 105) & (green < 0.42 * np.minimum(red, blue))
    box = {box.entity: box for box in boxes_of(placed, *_SIZE)}[entity]
    return magenta, box


@pytest.mark.parametrize("entity", ["mara", "ivo", "map", "hat", "chest", "key"])
def test_a_box_is_the_tight_bounds_of_what_is_seen(full_scene, entity):
    day = full_scene.depiction.model_copy(
        update={
            "light": "day",
            "props": tuple(
                prop.model_copy(update={"facts": ()}) if prop.prop == "candle" else prop
                for prop in full_scene.depiction.props
            ),
        }
    )
    magenta, box = _dyed(full_scene.model_copy(update={"depiction": day}), entity)
    rows, columns = np.flatnonzero(magenta.any(axis=1)), np.flatnonzero(magenta.any(axis=0))
    assert abs(box.x - columns[0]) <= 2
    assert abs(box.y - rows[0]) <= 2
    assert abs(box.x + box.width - 1 - columns[-1]) <= 2
    assert abs(box.y + box.height - 1 - rows[-1]) <= 2


def test_visible_is_the_share_that_is_neither_covered_nor_cut_off(slate, one_person, renderer):
    whole = renderer.paint(one_person("full"))[1][0]
    bust = renderer.paint(one_person("close"))[1][0]
    assert whole.visible > 0.97
    assert 0.3 < bust.visible < 0.8


def test_what_covers_takes_away_from_what_is_covered(full_scene, renderer):
    boxes = {box.entity: box for box in renderer.paint(full_scene)[1]}
    assert boxes["key"].visible < 1.0
    assert boxes["chest"].visible < 1.0
    key, chest = boxes["key"], boxes["chest"]
    assert chest.x <= key.x
    assert key.x + key.width <= chest.x + chest.width


def test_light_and_soft_shadow_belong_to_no_box(one_prop, renderer):
    dark = one_prop("candle", "lit(thing)=no", lights=True)
    lit = one_prop("candle", "lit(thing)=yes", lights=True)
    (dark_box,), (lit_box,) = renderer.paint(dark)[1], renderer.paint(lit)[1]
    assert lit_box.width == dark_box.width
    assert lit_box.height - dark_box.height < 0.25 * dark_box.height


def test_boxes_stay_inside_the_picture(slate, renderer):
    scene = slate(
        depiction={
            "figures": (
                Figure(person="mara", x=0.0, pose="pointing", facing="left"),
                Figure(person="ivo", x=1.0, pose="walking", facing="right"),
            ),
            "props": (),
        }
    )
    for box in renderer.paint(scene)[1]:
        assert box.x + box.width <= renderer.width
        assert box.y + box.height <= renderer.height
        assert box.visible > 0.9


def test_nobody_and_nothing_else_has_a_box(full_scene, renderer):
    boxes = renderer.paint(full_scene)[1]
    assert {box.entity for box in boxes} == {"mara", "ivo", "map", "hat", "chest", "key", "candle"}
    assert len(boxes) == 7


def test_a_hidden_thing_looks_out_of_its_hiding_place(one_prop, renderer):
    (box,) = renderer.paint(one_prop("map", spot="stove"))[1]
    assert 0.4 < box.visible < 0.95


def test_what_is_under_the_counter_looks_out_of_the_counter(one_prop, renderer):
    scene = one_prop("map", spot="stove", size="wide")
    counter, under = scene.place.spots[0], scene.place.spots[-1]
    spots = (
        counter.model_copy(update={"name": "counter", "x": 0.4}),
        under.model_copy(update={"name": "counter", "preposition": "under", "x": 0.8}),
    )
    place = scene.place.model_copy(update={"spots": spots})
    (box,) = renderer.paint(scene.model_copy(update={"place": place}))[1]
    assert 0.4 < box.visible < 0.95
    assert box.x < 0.7 * renderer.width


@pytest.mark.parametrize("size", ["wide", "full", "medium"])
@pytest.mark.parametrize("kind", ["key", "coin", "book", "vase", "painting"])
@pytest.mark.parametrize("cover", ["trapdoor", "carpet", "loose board", "rose bush", "flagstone"])
def test_what_is_under_a_cover_looks_out_over_it(one_prop, renderer, cover, kind, size):
    scene = one_prop(kind, spot="stove", size=size)
    under = scene.place.spots[-1].model_copy(
        update={"name": cover, "preposition": "under", "kind": "floor"}
    )
    place = scene.place.model_copy(update={"spots": (*scene.place.spots[:-1], under)})
    (box,) = renderer.paint(scene.model_copy(update={"place": place}))[1]
    assert 0.3 < box.visible < 0.97


@pytest.mark.parametrize("spot", ["stove", "curtain", "stairs", "armchair", "barrels", "boulder"])
def test_near_by_one_sees_behind_what_a_thing_goes(one_prop, spot):
    scene = one_prop("map", spot="stove", size="medium")
    behind = scene.place.spots[-1].model_copy(update={"name": spot})
    place = scene.place.model_copy(update={"spots": (*scene.place.spots[:-1], behind)})
    laid = lay_out(
        scene.model_copy(update={"place": place}), 768, 432, CutoutCache(), CrowdLayout()
    )
    (group,) = laid.groups
    left, _, right, _ = group.furniture.cut.bounds()
    unit = laid.frame.unit
    seen = min(768, group.x + right * unit) - max(0, group.x + left * unit)
    assert seen > 0.5 * min(right - left, 50) * unit


def test_a_thing_without_its_container_is_still_seen(slate, renderer, one_prop):
    scene = one_prop("key")
    lost = VisibleProp(prop="thing", location="in:nowhere", x=0.5)
    depiction = scene.depiction.model_copy(update={"props": (lost,)})
    (box,) = renderer.paint(scene.model_copy(update={"depiction": depiction}))[1]
    assert box.visible > 0.9
