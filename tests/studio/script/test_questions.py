"""Questions: computed, proved, said so that they can mean one thing only."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import QuestionKind
from moviellm.film.questions import (
    QUESTION_KINDS,
    Asked,
    asks_for_order,
    blind_guesses,
    parse_program,
    prove,
)
from moviellm.film.questions.giveaways import gives_away
from moviellm.film.viewers import Screening, View
from pydantic import ValidationError

THEMES = ["A lighthouse keeper finds a map", "Two rivals share one kitchen", "A stolen crown"]


def screening_of(film):
    return Screening(film.screenplay, film.storyboard, film.footage)


def assert_proved(film, notes):
    screening = screening_of(film)
    observations = {observation.id: observation for observation in screening.observations}
    for question in notes.questions:
        program = parse_program(question.program)
        assert str(program) == question.program
        answer = program.answer(screening.omniscient)
        assert answer is not None
        assert program.answer(screening.camera) == answer
        chosen = [observations[i] for i in (*question.evidence.frames, *question.evidence.cues)]
        chosen.sort(key=lambda observation: observation.start_ms)
        assert program.answer(View(screening, chosen)) == answer
        for out in chosen:
            rest = [observation for observation in chosen if observation is not out]
            assert program.answer(View(screening, rest)) != answer, question
        assert question.certificate_ms == max(p.end_ms for p in chosen) - chosen[0].start_ms
        assert question.hops == program.hops(View(screening, chosen))
        assert prove(program, screening).failed is None
        assert question.checks
        assert all(question.checks.values())
        assert {"true", "fair", "evidence", "not_told", "not_blind"} <= set(question.checks)
        assert ("not_one_frame" in question.checks) == (question.hops > 1)
        assert ("needs_order" in question.checks) == asks_for_order(program)
        assert ("one_right" in question.checks) == (question.options is not None)


def told(text):
    """The words of a text that tell something, without possessives."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"[’']s?\b", "", text.casefold()))
    return [word for word in words if word not in ("a", "an", "at", "hands", "in", "on", "the")]


def assert_not_told(notes):
    """What a question asks for by name is not in its words."""
    for question in notes.questions:
        words = told(question.question)
        if question.control in ("cannot be known", "nothing changed"):
            continue
        if "name" in QUESTION_KINDS[question.kind].answers:
            place = re.split(r"\b(?:in|at|on)\b", question.answer[3:])[0]
            assert told(question.answer[:3] + place)[-1] not in words, question
        elif question.kind == "change":
            was, now = question.answer.split(", later ")
            assert {told(was)[-1], told(now)[-1]}.isdisjoint(words), question
        elif question.kind != "order" and (answer := told(question.answer)):
            assert not set(words).issuperset(answer), question


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_no_question_of_any_valid_film_says_its_answer(making, seed):
    assert_not_told(making.annotate(making.random_film(seed), per_scene=12))


@pytest.mark.parametrize("seed", range(6))
def test_no_question_of_the_studios_films_says_its_answer(making, seed):
    film = making.studio_film(THEMES[seed % 3], seed)
    assert_not_told(making.annotate(film, per_scene=8))
    twin = making.twin_film(film)
    assert_not_told(making.annotate(twin, per_scene=8))


@pytest.mark.parametrize(
    ("question", "answer", "form", "gives"),
    [
        ("Who has the fish when Oskar comes back?", "Oskar.", "name", True),
        ("Who has the fish when Oskar’s sister comes?", "Oskar.", "name", True),
        ("Who has the fish when Oskarina comes back?", "Oskar.", "name", False),
        ("Who is wrong when Ida comes back?", "Oskar and Ida.", "name", True),
        ("Where is the map when Ida opens the chest?", "In the oak chest.", "name", True),
        ("Where is Ida when Ivo enters the room?", "On the bed in the room.", "name", False),
        ("Where is the map when Ida leaves?", "In Ida's hands.", "name", True),
        ("What mood can be read in Ida's face?", "Sad.", "name", False),
        ("How often does Ida open it twice?", "Twice.", "number", True),
        ("At what time does Ida open the chest?", "At 00:12.", "moment", False),
        ("Why does Ida open it?", "Because she hid it.", "text", False),
        ("What happens when Ida hides the map?", "Ida hides the map.", "text", True),
    ],
)
def test_a_question_gives_its_answer_by_whole_words(question, answer, form, gives):
    assert gives_away(question, answer, form) is gives


@pytest.mark.parametrize("seed", range(4))
def test_no_wrong_reason_is_a_part_of_the_right_one(making, seed):
    film = making.studio_film(THEMES[seed % 3], seed)
    notes = making.annotate(film, kinds=["why"], per_scene=12, multiple_choice=1)
    for question in notes.questions:
        right = set(question.answer.removeprefix("Because ").rstrip(".").split(" and "))
        for option in set(question.options or ()) - {question.answer}:
            parts = option.removeprefix("Because ").rstrip(".").split(" and ")
            assert right.isdisjoint(parts), question


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_every_question_of_any_valid_film_is_proved(making, seed):
    film = making.random_film(seed)
    assert_proved(film, making.annotate(film))


@pytest.mark.parametrize("theme", THEMES)
def test_every_question_of_the_studios_films_is_proved(making, theme):
    film = making.studio_film(theme)
    assert_proved(film, making.annotate(film))


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_questions_or_programs_are_equal(making, theme):
    notes = making.annotate(making.studio_film(theme))
    assert len({(q.question, q.options) for q in notes.questions}) == len(notes.questions)
    assert len({q.program for q in notes.questions}) == len(notes.questions)
    assert [q.id for q in notes.questions] == [
        f"q{n:04d}" for n in range(1, len(notes.questions) + 1)
    ]


@pytest.fixture(scope="module")
def medium(making):
    """A film of 12 scenes, and what is asked about it."""
    film = making.studio_film("A market of lost things", shape="medium")
    return film, making.annotate(film)


def test_a_medium_film_is_asked_about_in_every_kind_as_the_paper_does(medium):
    film, notes = medium
    kinds = Counter(question.kind for question in notes.questions)
    assert set(kinds) == set(get_args(QuestionKind))
    assert kinds["overview"] == 1
    assert kinds["plot"] == len(film.screenplay.chapters)
    scenes = sum(1 for _ in film.screenplay.scenes())
    assert kinds["temporal"] >= 0.4 * scenes
    assert len(notes.questions) >= 2.5 * scenes


def test_half_of_the_questions_have_four_options_and_every_place_is_drawn(medium):
    _, notes = medium
    chosen = [question for question in notes.questions if question.options is not None]
    assert 0.45 <= len(chosen) / len(notes.questions) <= 0.55
    assert all(len(question.options or ()) == 4 for question in chosen)
    places = Counter(question.answer_index for question in chosen)
    fair = len(chosen) / 4
    assert all(abs(places[place] - fair) < 4 * (0.75 * fair) ** 0.5 for place in range(4))


@pytest.mark.slow
def test_the_blind_viewer_does_no_better_than_chance(making):
    for theme in THEMES:
        notes = making.annotate(making.studio_film(theme, shape="medium"))
        asked = [Asked(q.kind, q.question, q.answer, q.options or ()) for q in notes.questions]
        guesses = zip(asked, blind_guesses(asked), strict=True)
        right = sum(guess == one.answer for one, (guess, _) in guesses if one.options)
        assert right <= max(1, sum(bool(one.options) for one in asked) / 4)


def test_wrong_options_are_wrong(making, notes, lighthouse):
    for question in notes.questions:
        options = question.options or (question.answer,)
        assert options[question.answer_index or 0] == question.answer
        assert len({option.lower() for option in options}) == len(options)


def test_questions_without_a_false_belief_are_not_asked_as_beliefs(making):
    asked = [
        (film, question)
        for theme in THEMES
        for film in [making.studio_film(theme)]
        for question in making.annotate(film, kinds=["belief"], per_scene=3).questions
    ]
    assert asked
    for film, question in asked:
        program = parse_program(question.program)
        if question.program.startswith("believes"):
            fluent, at = program.fluent, program.at
            truth = screening_of(film).ledger.after(at).value(fluent)
            assert program.answer(screening_of(film).omniscient) != truth


def test_what_is_refused_is_counted_by_check(making):
    notes = making.annotate(making.random_film(3), per_scene=20)
    assert notes.dropped
    assert set(notes.dropped) <= {
        "true", "fair", "evidence", "one_right", "not_told", "not_blind", "not_one_frame",
        "needs_order",
    }  # fmt: skip
    assert notes.dropped["fair"] > 0


def test_options_of_the_captioner_are_kept(making, lighthouse):
    none = making.annotate(lighthouse, per_scene=0, kinds=["where", "who"])
    assert none.questions == ()
    few = making.annotate(lighthouse, most=5)
    assert len(few.questions) == 5
    only = making.annotate(lighthouse, kinds=["where", "count"])
    assert {question.kind for question in only.questions} <= {"where", "count"}
    open_ones = making.annotate(lighthouse, multiple_choice=0)
    assert all(question.options is None for question in open_ones.questions)
    many = making.annotate(lighthouse, multiple_choice=1)
    share = sum(question.options is not None for question in many.questions)
    assert share > len(many.questions) / 2


@pytest.mark.parametrize(
    "options", [{"per_scene": -1}, {"multiple_choice": 2}, {"kinds": ["riddle"]}, {"extra": 1}]
)
def test_other_options_are_refused(making, lighthouse, options):
    with pytest.raises(ValidationError):
        making.annotate(lighthouse, **options)


def test_the_same_seed_gives_the_same_questions(making, lighthouse, notes):
    assert making.annotate(lighthouse).questions == notes.questions


def test_films_and_their_twins_are_asked_the_same_questions(making):
    both, asked, differ = 0, 0, 0
    for theme in THEMES:
        film = making.studio_film(theme)
        twin = making.twin_film(film)
        notes = making.annotate(twin)
        assert_proved(twin, notes)
        first = {one.program: one.answer for one in making.annotate(film).questions}
        again = {one.program: one.answer for one in notes.questions}
        same = first.keys() & again.keys()
        both, asked = both + len(same), asked + len(first)
        differ += sum(first[program] != again[program] for program in same)
    assert both > 0.5 * asked
    assert differ


def test_an_order_is_asked_only_of_what_leaves_each_other_free(making):
    """Whoever is given a thing has it before they give it away: nobody need look."""
    films = [making.studio_film(theme, seed) for seed, theme in enumerate(THEMES)]
    asked = [
        (film, question)
        for film in films
        for question in making.annotate(
            film, kinds=["order"], per_scene=4, multiple_choice=1
        ).questions
        if question.options
    ]
    assert asked
    for film, question in asked:
        events = {event.id: event for event in film.screenplay.events()}
        named = [events[one] for one in parse_program(question.program).events]
        things = [one for event in named for one in {event.prop, event.spot} - {None}]
        assert len(set(things)) == len(things), question
        moved = [event.agent for event in named if event.verb in ("enter", "leave")]
        assert len(set(moved)) == len(moved), question
