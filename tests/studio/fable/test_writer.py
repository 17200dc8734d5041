from __future__ import annotations

import logging

import pytest
from moviellm import Component, Context, InputError
from moviellm.film import SHAPES, Brief, Screenplay
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.fable.plugin import fable


class Nothing:
    """Calls and blobs that a deterministic offline writer never touches."""

    def __getattr__(self, name: str):
        raise AssertionError(name)


def context(seed: int = 1) -> Context:
    nothing = Nothing()
    return Context(
        seed=seed, film="film-a", log=logging.getLogger("t"), calls=nothing, blobs=nothing
    )


def brief(**dials: str | int) -> Brief:
    return Brief(id="film-a", theme="A map in a chest", seed=1, shape=SHAPES["short"], dials=dials)


def write(dials: dict | None = None, seed: int = 1, **options: object) -> Screenplay:
    return Fable(FableConfig(**options)).moviellm_write(brief(**(dials or {})), context(seed))


def test_the_same_seed_writes_the_same_bytes():
    assert write().model_dump_json() == write().model_dump_json()


def test_another_seed_writes_another_film():
    assert write(seed=1).model_dump_json() != write(seed=2).model_dump_json()


def test_a_language_that_fable_does_not_write_is_refused_and_not_mislabelled():
    german = brief().model_copy(update={"language": "de"})
    with pytest.raises(InputError, match="writes English, not `de`"):
        Fable(FableConfig()).moviellm_write(german, context())
    british = brief().model_copy(update={"language": "en-GB"})
    assert Fable(FableConfig()).moviellm_write(british, context()).film == "film-a"


def test_the_film_has_the_id_of_its_brief():
    assert write().film == "film-a"


def test_a_screenplay_survives_json():
    play = write()
    assert Screenplay.model_validate_json(play.model_dump_json()) == play


@pytest.mark.parametrize("people", [2, 3, 5])
def test_the_size_of_the_cast_is_a_dial(people):
    assert len(write({"people": people}).cast) == people


def test_genre_and_style_are_dials():
    play = write({"genre": "Horror", "style": "neon"})
    assert play.genre == "Horror"
    assert play.style.keyword == "neon"
    assert 3 <= len(play.style.phrases) <= 5
    assert 1 <= sum(phrase.emphasised for phrase in play.style.phrases) <= 2


def test_a_dial_goes_before_the_option():
    assert write({"genre": "Horror"}, genre="Comedy").genre == "Horror"


def test_the_tone_decides_how_it_ends():
    for seed in range(5):
        dark = write(seed=seed, tone="dark", plot="hidden")
        verbs = [event.verb for event in list(dark.scenes())[-1].events]
        assert "quarrel" in verbs


def test_more_lines_can_be_asked_for():
    few = sum(event.line is not None for event in write(lines_per_frame=0).events())
    many = sum(event.line is not None for event in write(lines_per_frame=1).events())
    assert few < many


def test_an_unknown_value_of_a_dial_is_refused_by_name():
    with pytest.raises(InputError, match="dial `genre`") as caught:
        write({"genre": "Western"})
    assert "Drama" in caught.value.hint


def test_dials_of_other_writers_are_left_alone():
    assert write({"temperature": 1}) == write()


def test_the_declaration_names_what_exists():
    assert isinstance(fable, Component)
    assert fable.implementation == f"{Fable.__module__}:{Fable.__name__}"
    assert fable.config == f"{FableConfig.__module__}:{FableConfig.__name__}"
