"""A grey palette is grey but for its one accent, at every hour."""

from __future__ import annotations

import math

import pytest
from moviellm.film.models.facts import LIGHTS
from moviellm.studio.papercut.colour import NAMED, to_lab
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of

SNOW, SAND, GRASS, STONE = 0xFFF1F5F8, 0xFFE6CC94, 0xFF8DAE5E, 0xFFB4AAA0


def strength(colour: int) -> float:
    _, a, b = to_lab(colour)
    return math.hypot(a, b)


@pytest.mark.parametrize("light", LIGHTS)
def test_scenery_is_grey_in_noir_at_every_hour(light):
    for season in ("summer", "winter"):
        grade = Grade(palette_of("noir"), light, "clear", False, season)
        for paper in (SNOW, SAND, GRASS, STONE):
            assert max(strength(grade.near(paper)), strength(grade.far(paper, 0.0))) < 0.035


@pytest.mark.parametrize("light", LIGHTS)
def test_red_stands_out_in_noir_at_every_hour(light):
    grade = Grade(palette_of("noir"), light, "clear", False)
    assert strength(grade.front(NAMED["red"])) > 0.085
