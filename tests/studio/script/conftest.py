from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest
from moviellm.film import (
    SHAPES,
    Annotations,
    Brief,
    Film,
    Footage,
    Shape,
    derive_seed,
    film_id,
)
from moviellm.film.twins import fork
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.script.impl import Script
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import make_context


def whole(screenplay, storyboard, brief=None) -> Film:
    """A film without pictures: everything that is depicted counts as seen."""
    name = screenplay.film
    brief = brief or Brief(id=name, theme="Anything", seed=1, shape=Shape(chapters=1, scenes=1,
                                                                          frames=1))  # fmt: skip
    return Film(
        brief=brief, screenplay=screenplay, storyboard=storyboard,
        footage=Footage(film=name, pictures=()),
        annotations=Annotations(film=name, captions=(), questions=()),
    )  # fmt: skip


def annotate(film: Film, **options) -> Annotations:
    """What the captioner says of a film."""
    name = film.brief.twin.of if film.brief.twin else film.id
    context = make_context(film=film.id, seed=derive_seed("caption", name))
    return Script(ScriptConfig.model_validate(options)).moviellm_caption(film, context)


def studio_film(theme: str, seed: int = 7, shape: str = "short") -> Film:
    """A film of the studio's own writer and director."""
    brief = Brief(id=film_id(theme), theme=theme, seed=seed, shape=SHAPES[shape])
    context = make_context(film=brief.id, seed=seed)
    screenplay = Fable(FableConfig()).moviellm_write(brief, context)
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, screenplay, context)
    return whole(screenplay, board, brief)


def twin_film(film: Film, number: int = 1) -> Film:
    """A twin of a film of the studio, by the same director."""
    brief = film.brief.twin_brief(number)
    screenplay = fork(film.screenplay, brief.id, number)
    context = make_context(film=brief.id, seed=brief.seed)
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, screenplay, context)
    return whole(screenplay, board, brief)


def random_film(seed: int) -> Film:
    """A film of random valid events, with a storyboard that leaves some of them out."""
    path = Path(__file__).parents[2] / "film" / "random_films.py"
    spec = importlib.util.spec_from_file_location("moviellm_tests_random_films", path)
    assert spec is not None
    assert spec.loader is not None
    films = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(films)
    play = films.random_film(seed, events=60)
    rng = random.Random(seed)
    left_out = tuple(event.id for event in play.events() if rng.random() < 0.15)
    return whole(play, films.full_board(play, leave_out=left_out))


class Making:
    """Makes films and their annotations."""

    whole = staticmethod(whole)
    annotate = staticmethod(annotate)
    studio_film = staticmethod(studio_film)
    twin_film = staticmethod(twin_film)
    random_film = staticmethod(random_film)


@pytest.fixture(scope="session")
def making() -> type[Making]:
    return Making


@pytest.fixture(scope="session")
def lighthouse() -> Film:
    return studio_film("A lighthouse keeper finds a map")


@pytest.fixture(scope="session")
def notes(lighthouse) -> Annotations:
    return annotate(lighthouse)
