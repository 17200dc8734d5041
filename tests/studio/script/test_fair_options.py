"""Options that were there before the answer: who has not seen the film can only guess."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pytest
from moviellm.film.questions import parse_program
from moviellm.film.questions.draft import QuestionDraft
from moviellm.film.questions.programs import Cause
from moviellm.film.questions.proved import Proved

THEMES = ("A lighthouse keeper finds a map", "Two rivals share one kitchen", "A stolen crown")


@pytest.fixture(scope="module")
def films(making):
    """The questions of each of some films."""
    made = (making.studio_film(theme, seed) for theme in THEMES for seed in range(6))
    return [making.annotate(film, per_scene=8).questions for film in made]


@pytest.fixture(scope="module")
def asked(films):
    return [question for questions in films for question in questions]


@pytest.fixture(scope="module")
def choices(asked):
    return [question for question in asked if question.options]


def near_chance(right, chance):
    """Whether so many hits are what chance gives, within four standard errors."""
    expected = sum(chance)
    spread = sum(each * (1 - each) for each in chance) ** 0.5
    return abs(sum(right) - expected) <= 4 * spread


@pytest.mark.parametrize("best", [min, max])
def test_neither_the_earliest_time_nor_the_latest_is_right_more_often(choices, best):
    times = [question for question in choices if question.program.startswith("when(")]
    assert len(times) > 30
    assert near_chance([best(q.options) == q.answer for q in times], [0.25] * len(times))


def test_questions_that_share_their_options_have_different_answers(films):
    shared = 0
    for questions in films:
        answers = defaultdict(list)
        for question in questions:
            if question.options and question.kind != "order":
                key = (question.program.partition("(")[0], frozenset(question.options))
                answers[key].append(question.answer)
        for (program, _), each in answers.items():
            if program in ("when", "duration"):
                assert len(set(each)) == len(each)
                shared += len(each) > 1
    assert shared


def test_questions_that_share_their_options_give_the_same_hints(films):
    """Not at the end and meanwhile, not hidden and put down, not given and mended."""
    rounds = defaultdict(list)
    for number, questions in enumerate(films):
        for question in questions:
            if question.options and question.kind in ("what", "where", "belief", "duration"):
                key = (number, question.kind, frozenset(question.options))
                rounds[key].append(question)
    alike = [some for some in rounds.values() if len(some) > 1]
    assert len(alike) > 20
    for some in alike:
        assert len({question.program.partition("(")[0] for question in some}) == 1
        assert len({"at the end of the film" in question.question for question in some}) == 1
        deeds = [re.search(r"^first\((\w+)\(", question.program) for question in some]
        assert len({deed and deed[1] for deed in deeds}) == 1
        begins = [re.search(r"from the moment when \S+ (\w+)", q.question) for q in some]
        assert len({verb and verb[1] for verb in begins}) == 1


def test_an_answer_that_says_a_part_of_another_is_no_option_beside_it():
    draft = QuestionDraft("why", Cause("e1", None), "Why does Bo speak?", str, lambda: [("e2",)])
    both = "Because she took the hat and she put it on the rock."
    one = Proved(draft, None, ("e3",), both)
    assert not one.takes(("e2",), "Because she put it on the rock.")
    assert one.takes(("e2",), "Because she put it on the shelf.")


def test_a_letter_says_nothing_of_the_next_one(films):
    last, letters = [], Counter()
    for questions in films:
        found = [q.answer_index for q in questions if q.options]
        letters.update(found)
        blocks = [found[i : i + 4] for i in range(0, len(found) - 3, 4)]
        last += [len(set(block)) == 4 for block in blocks]
    total = sum(letters.values())
    assert all(near_chance([1] * letters[place], [0.25] * total) for place in range(4))
    assert sum(last) < len(last) / 3


def test_no_mood_is_right_more_often_than_the_three_beside_it(choices):
    moods = [question for question in choices if question.program.startswith("value(mood(")]
    assert len(moods) > 20
    for mood in {option for question in moods for option in question.options}:
        offered = [question for question in moods if mood in question.options]
        assert near_chance([q.answer == mood for q in offered], [0.25] * len(offered)), mood


def test_who_knows_is_asked_for_beside_who_is_wrong(asked):
    programs = Counter(question.program.partition("(")[0] for question in asked)
    wrong = programs["believes"] + programs["mistaken"]
    assert near_chance([1] * programs["knows"], [0.5] * (programs["knows"] + wrong))


def test_what_comes_first_is_not_told_by_what_it_is(choices):
    """Of sorts of events that stand beside others, each is first as often as it is there."""
    first, beside = Counter(), Counter()
    chances = defaultdict(list)
    for question in choices:
        if question.kind != "order":
            continue
        assert len(parse_program(question.program).events) == 4
        for option in question.options:
            back = " comes back " in option
            comes = " comes " in option
            sort = "back" if back else "comes" if comes else ""
            chances[sort].append(0.25)
            first[sort] += option == question.answer
            beside[sort] += 1
    for sort in ("back", "comes"):
        assert near_chance([1] * first[sort], chances[sort]), (sort, first, beside)
