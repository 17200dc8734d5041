"""Faces stay alive under every lamp and sky, and beards leave the cheeks free."""

from __future__ import annotations

import math
from typing import get_args

import pytest
from moviellm.film.models.facts import LIGHTS
from moviellm.film.models.screenplay import Appearance
from moviellm.studio.papercut.colour import HAIR, SKIN, lightness, to_lab
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import PALETTES, palette_of
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.hair import beard

CHEEKS = ((-6.5, -6.4), (6.5, -6.4))
"""Points of a face beside the mouth, seen from the front."""


def warmth(colour: int) -> float:
    """How far a colour is from grey."""
    _, a, b = to_lab(colour)
    return math.hypot(a, b)


@pytest.mark.parametrize("style", sorted(PALETTES.keys() - {"noir"}))
@pytest.mark.parametrize("light", LIGHTS)
def test_no_face_is_grey(style, light):
    for indoors in (True, False):
        grade = Grade(palette_of(style), light, "clear", indoors)
        for skin in SKIN.values():
            lit = grade.flesh(skin)
            assert warmth(lit) > 0.4 * warmth(skin)
            assert to_lab(lit)[2] > 0.004


def test_night_is_seen_on_a_face():
    day, night = (Grade(palette_of("wintry"), light, "clear", False) for light in ("day", "night"))
    for skin in SKIN.values():
        assert lightness(night.flesh(skin)) < lightness(day.flesh(skin)) - 0.03


@pytest.mark.parametrize(
    "style", sorted(set(get_args(Appearance.model_fields["beard"].annotation)) - {"none"})
)
def test_a_beard_leaves_the_cheeks_free(style):
    cut = Cutout()
    beard(cut, style, HAIR["black"], 0.0, SKIN["tan"])
    assert cut.pieces
    if style == "stubble":
        return
    for piece in cut.pieces:
        assert not any(piece.path.contains(*cheek) for cheek in CHEEKS)


@pytest.mark.parametrize("hair", sorted(HAIR))
@pytest.mark.parametrize("skin", sorted(SKIN))
def test_no_beard_is_blacker_than_hair(hair, skin):
    cut = Cutout()
    beard(cut, "full", HAIR[hair], 0.0, SKIN[skin])
    assert lightness(cut.pieces[0].colour) > 0.24
