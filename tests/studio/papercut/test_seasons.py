"""A season that a place's description speaks of is seen outdoors and through windows."""

from __future__ import annotations

import pytest
from moviellm.film import Place
from moviellm.studio.papercut.colour import lightness
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.season import season_of, turned_by

GRASS, LEAVES, WATER, SAND, ROOF = 0xFF8DAE5E, 0xFF4F7B48, 0xFF3F93A8, 0xFFE6CC94, 0xFFAF5F48


def place(description: str) -> Place:
    return Place(id="it", name="the garden", kind="garden", description=description)


@pytest.mark.parametrize(
    ("description", "season"),
    [
        ("a garden with an old tree, in autumn", "autumn"),
        ("A garden in late Autumn, full of leaves", "autumn"),
        ("a street in deep winter", "winter"),
        ("a spring in the desert", "summer"),
        ("the winter garden", "summer"),
        ("", "summer"),
    ],
)
def test_a_season_is_read_where_a_description_says_when_it_is(description, season):
    assert season_of(place(description)) == season


@pytest.mark.parametrize("season", ["spring", "autumn", "winter"])
def test_only_what_is_green_turns_and_sand_is_snowed_in(season):
    assert all(turned_by(season, green) != green for green in (GRASS, LEAVES))
    assert all(turned_by(season, other) == other for other in (WATER, ROOF))
    assert (turned_by(season, SAND) != SAND) == (season == "winter")
    assert turned_by("summer", GRASS) == GRASS


def test_a_room_keeps_its_green_paper_in_winter():
    summer, winter = (
        Grade(palette_of("storybook"), "day", "clear", True, season)
        for season in ("summer", "winter")
    )
    assert summer.near(LEAVES) == winter.near(LEAVES)
    assert summer.far(LEAVES, 0.3) == winter.far(LEAVES, 0.3)


@pytest.mark.parametrize(("kind", "indoors"), [("garden", False), ("kitchen", True)])
def test_each_season_looks_different(renderer, slate, kind, indoors):
    pictures = [
        renderer.paint(
            slate(place={"id": "room", "kind": kind, "indoors": indoors, "spots": (),
                         "description": f"a place, in {season}"})
        )[0]
        for season in ("spring", "summer", "autumn", "winter")
    ]  # fmt: skip
    for index, one in enumerate(pictures):
        for other in pictures[:index]:
            assert (one != other).any(axis=2).sum() > 40


def test_no_snow_lies_where_it_rains():
    snowed, rained = (
        Grade(palette_of("storybook"), "day", weather, False, "winter")
        for weather in ("snow", "rain")
    )
    assert snowed.snowed_in
    assert not rained.snowed_in
    for green in (GRASS, LEAVES):
        assert lightness(turned_by("winter", green)) > lightness(turned_by("winter", green, False))
    assert turned_by("winter", SAND, False) == SAND


def test_a_garden_in_the_rain_of_winter_is_brown(renderer, slate):
    ground = {}
    for weather in ("snow", "rain"):
        place = {"id": "room", "kind": "garden", "indoors": False, "spots": (),
                 "description": "a garden, in winter"}  # fmt: skip
        pixels, _ = renderer.paint(slate(place=place, depiction={"weather": weather}))
        ground[weather] = pixels[175:200, :, :3].mean()
    assert ground["snow"] > ground["rain"] + 60
