from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Scene, Screenplay, check
from moviellm.film.verbs import VERBS

SILENT = ("say", "ask", "tell", "narrate", "learn")

SHAPES = [
    (1, 1, 1), (1, 1, 2), (1, 1, 5), (1, 1, 30), (1, 3, 6), (1, 4, 6), (2, 2, 1), (3, 1, 2),
    (2, 3, 4), (3, 3, 6), (2, 6, 5), (2, 2, 14), (6, 6, 8), (100, 1, 1), (1, 1, 100), (1, 20, 6),
]  # fmt: skip


def visible(scene: Scene) -> int:
    return sum(event.verb not in SILENT for event in scene.events)


def lines(scene: Scene) -> int:
    return sum(event.line is not None for event in scene.events)


def assert_shape(play: Screenplay, chapters: int, scenes: int, frames: int) -> None:
    assert len(play.chapters) == chapters
    for chapter in play.chapters:
        assert len(chapter.scenes) == scenes
    for scene in play.scenes():
        assert scene.frames == frames


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_shape_is_made_exactly_and_without_problems(film, shape, seed):
    play = film("a theme", seed, shape)
    assert_shape(play, *shape)
    assert check(play) == ()


@settings(max_examples=60)
@given(
    theme=st.text(min_size=1, max_size=200),
    seed=st.integers(0, 2**63 - 1),
    chapters=st.integers(1, 4),
    scenes=st.integers(1, 5),
    frames=st.integers(1, 16),
)
def test_any_theme_seed_and_shape_give_a_possible_film(film, theme, seed, chapters, scenes, frames):
    play = film(theme, seed, (chapters, scenes, frames))
    assert_shape(play, chapters, scenes, frames)
    assert check(play) == ()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shape", [(3, 3, 6), (6, 6, 8), (2, 3, 16)])
def test_each_scene_has_about_as_many_visible_events_as_frames(film, shape, seed):
    for scene in film("An inventor and a robot", seed, shape).scenes():
        assert scene.frames - 1 <= visible(scene) <= scene.frames + 4


def test_scenes_of_a_short_film_are_spoken_in(shorts):
    spoken = [lines(scene) for play in shorts for scene in play.scenes()]
    assert 2.5 <= sum(spoken) / len(spoken) <= 6
    assert min(spoken) >= 1


def test_no_two_adjacent_events_are_alike(shorts, paper):
    for play in [*shorts, paper]:
        for scene in play.scenes():
            for one, other in pairwise(scene.events):
                same = one.model_dump(exclude={"id", "because", "prose"}) == other.model_dump(
                    exclude={"id", "because", "prose"}
                )
                assert not same or (one.verb == "act" and one.prose != other.prose)


def test_the_paper_preset_is_told_whole(paper):
    assert_shape(paper, 11, 11, 11)
    assert check(paper) == ()
    for scene in paper.scenes():
        assert 10 <= visible(scene) <= 14
    assert len(paper.cast) == 6
    assert len({scene.place for scene in paper.scenes()}) >= 6
    assert {event.verb for event in paper.events()} >= {"give", "hide", "find", "unlock", "tell"}
    assert all(event.verb in VERBS for event in paper.events())


def test_things_and_places_of_a_long_film_come_back(paper):
    chapters: dict[str, set[str]] = {}
    for chapter in paper.chapters:
        for scene in chapter.scenes:
            for event in scene.events:
                if event.prop:
                    chapters.setdefault(event.prop, set()).add(chapter.id)
    assert sum(len(where) > 1 for where in chapters.values()) >= 10
