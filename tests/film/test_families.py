"""Twins are one family, and a family stands on one side of a split."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import pytest
from moviellm import InputError
from moviellm.film import Annotations, Event, Evidence, Film, Footage, Question, family, split_of
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay, tiny_storyboard

SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}


def test_a_twin_that_tells_other_events_is_of_the_same_family(films: ModuleType) -> None:
    parent = films.map_film()
    twin = films.map_film(e4=(Event(id="e4", verb="give", agent="ivo", prop="map", person="mara"),))
    assert twin.chapters != parent.chapters
    assert family(twin) == family(parent)


def test_another_person_place_or_prop_makes_another_family(films: ModuleType) -> None:
    play = films.map_film()
    for part in ("cast", "places", "props"):
        first, *others = getattr(play, part)
        renamed = (first.model_copy(update={"name": "other"}), *others)
        assert family(play.model_copy(update={part: renamed})) != family(play)


def test_a_film_is_of_the_family_of_its_screenplay() -> None:
    brief, play = tiny_brief(), tiny_screenplay()
    film = Film(
        brief=brief,
        screenplay=play,
        storyboard=tiny_storyboard(),
        footage=Footage(film=brief.id, pictures=()),
        annotations=Annotations(film=brief.id, captions=(), questions=()),
    )
    assert family(film) == family(play)


def test_families_fall_into_the_splits_in_about_the_ratio_of_the_shares() -> None:
    counts = Counter(split_of(f"family-{n}", SHARES, 7) for n in range(5_000))
    assert {name: round(count / 5_000, 1) for name, count in counts.items()} == SHARES


def test_a_split_depends_on_family_seed_and_shares_alone() -> None:
    names = [f"family-{n}" for n in range(20)]
    once = [split_of(name, SHARES, 7) for name in names]
    assert once == [split_of(name, {n: s * 10 for n, s in SHARES.items()}, 7) for name in names]
    assert [n for n, split in enumerate(once) if split == "test"] == [12, 17, 18]
    assert once != [split_of(name, SHARES, 8) for name in names]


def test_a_split_without_weight_gets_nothing() -> None:
    assert {split_of(f"f{n}", {"a": 0, "b": 1, "c": 0}, 1) for n in range(200)} == {"b"}


@pytest.mark.parametrize(
    "shares", [{}, {"a": 0.0}, {"a": 2.0, "b": -1.0}, {"a": float("nan")}, {"a": float("inf")}]
)
def test_shares_that_divide_nothing_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(InputError, match="cannot be divided"):
        split_of("family-1", shares, 1)


QUESTION = Question(
    id="q1", kind="who", question="Who?", answer="Mara", options=("Ivo", "Mara", "Nora", "Ada"),
    answer_index=1, evidence=Evidence(), hops=1, certificate_ms=0, program="p",
)  # fmt: skip


@pytest.mark.parametrize("position", range(4))
def test_the_right_option_moves_and_the_others_keep_their_order(position: int) -> None:
    moved = QUESTION.with_answer_at(position)
    assert moved.options is not None
    assert moved.options[position] == moved.answer == "Mara"
    assert [option for option in moved.options if option != "Mara"] == ["Ivo", "Nora", "Ada"]
    assert Question.model_validate(moved.model_dump()) == moved


@pytest.mark.parametrize("position", [-1, 4])
def test_an_answer_cannot_move_to_a_place_that_is_not_there(position: int) -> None:
    with pytest.raises(ValueError, match="q1 has no option"):
        QUESTION.with_answer_at(position)


def test_an_open_question_has_no_places() -> None:
    with pytest.raises(ValueError, match="has no option 0"):
        QUESTION.model_copy(update={"options": None, "answer_index": None}).with_answer_at(0)
