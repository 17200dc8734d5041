"""The fifty themes of the examples: each is understood, or told, and its film keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from moviellm.film import Brief, Shape
from moviellm.pipeline.read import read_pipeline
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.remarks import brief_remarks
from moviellm.studio.fable.theme import read_theme
from moviellm.testing import story_faults

PIPELINE = read_pipeline(Path(__file__).parents[3] / "examples" / "themes.yaml")
SMALL = Shape(chapters=1, scenes=2, frames=4)


def test_there_are_fifty_different_themes():
    assert len(set(PIPELINE.themes)) == len(PIPELINE.themes) == 50


@pytest.mark.parametrize("theme", PIPELINE.themes)
def test_a_theme_is_understood_and_what_it_is_about_is_in_its_film(film, theme):
    wishes = read_theme(theme)
    assert wishes.unknown == wishes.strangers == ()
    assert wishes.places or wishes.treasures or wishes.occupations or wishes.plots
    play = film(theme, 7)
    kinds = {prop.kind for prop in play.props}
    assert set(wishes.treasures[:1]) | set(wishes.around[:1]) <= kinds
    assert set(wishes.places[:1]) <= {place.kind for place in play.places}
    assert set(wishes.occupations[:1]) <= {person.occupation for person in play.cast}
    assert story_faults(play) == ()


def test_of_a_theme_a_sentence_for_every_stand_in_is_told_and_nothing_else():
    said = {
        theme: brief_remarks(FableConfig(), Brief(id="film-test", theme=theme, seed=1, shape=SMALL))
        for theme in PIPELINE.themes
    }
    assert said["A music box that plays by itself"] == []
    assert said["A lighthouse keeper finds a map"] == []
    assert said["The dragon who slept in the bank"] == [
        "dragon: no such actor; a carved dragon stands for it"
    ]
    assert all(len(remarks) <= 1 for remarks in said.values())
    assert 10 <= sum(map(len, said.values())) <= 25
