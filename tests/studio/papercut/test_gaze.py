"""Eyes are on what somebody looks at; clothes go with the weather; animals look at people."""

from __future__ import annotations

import pytest
from moviellm.film import Appearance, Figure, Place, Prop, VisibleProp
from moviellm.film.seasons import dressed_for
from moviellm.studio.papercut.gaze import gaze_of
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.puppet.body import make_puppet
from moviellm.studio.papercut.puppet.garments import DRESSES
from moviellm.studio.papercut.puppet.skeleton import Stance
from moviellm.studio.papercut.slate_index import SlateIndex

CUP = Prop(id="cup", name="cup", kind="cup")
DOG = Prop(id="dog", name="dog", kind="dog", size="large", fixed=True)


def figures(**mara):
    return (
        Figure.model_validate({"person": "mara", "x": 0.3, **mara}),
        Figure(person="ivo", x=0.7, facing="left", holding=("cup",)),
    )


@pytest.mark.parametrize(
    ("facing", "looks_at", "gaze"),
    [
        ("right", "ivo", (1, 0)),
        ("left", "ivo", (-1, 0)),
        ("front", "cup", (1, 1)),
        ("right", "room.floor", (1, 1)),
        ("right", None, None),
    ],
)
def test_eyes_are_on_what_a_figure_looks_at(slate, facing, looks_at, gaze):
    seen = figures(facing=facing, looks_at=looks_at)
    index = SlateIndex(slate(depiction={"figures": seen}, props=(CUP,)))
    assert gaze_of(seen[0], index) == gaze


def test_a_gaze_is_seen_in_a_small_picture(renderer, slate):
    pictures = [
        renderer.paint(slate(depiction={"figures": figures(facing="front", looks_at=one)},
                             props=(CUP,)))[0]
        for one in (None, "ivo")
    ]  # fmt: skip
    assert (pictures[0] != pictures[1]).any(axis=2).sum() > 4


@pytest.mark.parametrize(
    ("season", "weather", "indoors", "wear"),
    [
        ("winter", "clear", False, "cold"),
        ("summer", "snow", False, "cold"),
        ("autumn", "rain", False, "rain"),
        ("summer", "clear", False, "heat"),
        ("winter", "snow", True, "any"),
    ],
)
def test_people_dress_for_season_and_weather(season, weather, indoors, wear):
    place = Place(id="it", name="it", kind="street", indoors=indoors, description=f"in {season}")
    assert dressed_for(Appearance(garment="shirt"), place, weather) == wear


@pytest.mark.parametrize("kind", ["mountain pass", "icefield", "Glacier"])
def test_people_wear_coats_where_snow_lies_in_every_season(kind):
    place = Place(id="it", name="it", kind=kind, indoors=False, description="in summer")
    assert dressed_for(Appearance(garment="shirt"), place, "clear") == "cold"


@pytest.mark.parametrize("garment", sorted(DRESSES.keys() - {"winter coat"}))
def test_a_winter_coat_has_sleeves_of_its_own(garment):
    look, grade = Appearance(garment=garment), Grade(palette_of("storybook"), "day", "snow", False)
    warm, usual = (make_puppet(look, Stance("standing"), grade, wear=w) for w in ("cold", "any"))
    assert warm.arm.bounds() != usual.arm.bounds()


@pytest.mark.parametrize("wear", ["cold", "rain", "heat"])
def test_clothes_for_the_weather_are_seen(renderer, one_person, wear):
    usual, other = (renderer.paint(one_person("medium", dressed_for=w))[0] for w in ("any", wear))
    assert (usual != other).any(axis=2).sum() > 100


@pytest.mark.parametrize(("x", "turned"), [(0.2, False), (0.8, True)])
def test_an_animal_looks_at_who_is_nearest(slate, x, turned):
    dog = VisibleProp(prop="dog", location="on:room.floor", x=0.5)
    seen = {"figures": (Figure(person="mara", x=x),), "props": (dog,)}
    index = SlateIndex(slate(depiction=seen, props=(DOG,)))
    assert index.lying(dog).looks.turned == turned


@pytest.mark.parametrize("kind", ["dog", "cat", "goat"])
def test_what_an_animal_carries_hangs_out_of_its_mouth(renderer, slate, kind):
    animal = Prop(id="beast", name=kind, kind=kind, fixed=True, container=True)
    seen = tuple(
        VisibleProp(prop=prop, location=location, x=0.55)
        for prop, location in (("beast", "on:room.floor"), ("cup", "in:beast"))
    )
    for person, left in (("mara", 0.05), ("ivo", 0.95)):
        who = (Figure(person=person, x=left),)
        depiction = {"figures": who, "props": seen}
        boxes = renderer.paint(slate(depiction=depiction, props=(animal, CUP)))[1]
        found = {box.entity: box for box in boxes}
        beast, cup = found["beast"], found["cup"]
        middle, height = cup.x + cup.width / 2, beast.y + beast.height / 2
        assert beast.y <= cup.y + cup.height / 2 <= height + beast.height * 0.25
        assert (middle < beast.x + beast.width / 2) == (left < 0.5), "it is where the head is"
