"""What is asked of a film: kinds, forms, letters, times, dialogue, turns."""

from __future__ import annotations

from collections import Counter

import pytest
from changed_films import asked, changed
from moviellm.film import QuestionKind


def talks(studio, films=None, **options):
    rows = studio.rows("llava", films, captions=[], **options)
    return {row["id"].partition("/")[2]: row["conversations"] for row in rows}


def test_every_question_is_asked_once_and_answered(studio):
    film = studio.film()
    said = talks(studio, [film], form="open")
    assert list(said) == [question.id for question in film.annotations.questions]
    for question in film.annotations.questions:
        ask, answer = said[question.id]
        assert question.question in ask["value"]
        assert answer == {"from": "gpt", "value": question.answer}


def test_only_the_kinds_that_were_asked_for_are_there(studio):
    kinds: list[QuestionKind] = ["where"]
    rows = studio.rows("llava", captions=[], questions=kinds)
    assert {kind for row in rows for kind in row["about"]} == {"where"}


def test_options_stand_with_letters_and_the_answer_is_one_of_them(studio):
    ask, answer = talks(studio)["where-map"]
    lines = ask["value"].splitlines()
    options = {line[0]: line[3:] for line in lines if line[1:3] == ". "}
    assert sorted(options) == ["A", "B", "C", "D"]
    assert set(options.values()) == set(studio.film().annotations.questions[-1].options)
    letter = answer["value"][0]
    assert options[letter] == "behind the stove"
    assert answer["value"] in (letter, f"{letter}. behind the stove")


def test_an_instruction_for_the_letter_alone_is_answered_with_the_letter_alone(studio):
    film = studio.film()
    many = tuple(asked(film, id=f"q{number}") for number in range(40))
    said = talks(studio, [changed(film, "film-many", questions=many)])
    seen = set()
    for ask, answer in said.values():
        alone = "letter and the answer" not in ask["value"]
        assert (len(answer["value"]) == 1) is alone
        seen.add(alone)
    assert seen == {True, False}


def test_the_form_choice_leaves_open_questions_out(studio):
    assert list(talks(studio, form="choice")) == ["where-map"]


@pytest.mark.parametrize("shape", ["llava", "trl"])
def test_the_form_open_leaves_out_that_none_of_the_options_is_right(studio, shape):
    film = studio.film()
    *others, last = film.annotations.questions
    words = tuple("None of these." if one == last.answer else one for one in last.options)
    none = {"options": words, "answer": "None of these.", "control": "none of these"}
    changed_film = changed(film, "film-none", questions=(*others, last.model_copy(update=none)))
    for form, there in (("open", False), ("mixed", True)):
        rows = studio.rows(shape, [changed_film], captions=[], form=form)
        assert ("None of these." in str(rows)) is there


def test_a_question_that_speaks_of_its_options_keeps_them_in_the_open_form(studio):
    film = studio.film()
    order = asked(film, id="order", kind="order", question="Which of these four comes first?")
    ask, answer = talks(studio, [changed(film, "film-o", questions=(order,))], form="open")["order"]
    assert all(option in ask["value"] for option in order.options)
    assert "A. " not in ask["value"]
    assert answer["value"] == "behind the stove"


def test_letters_are_right_equally_often(studio):
    film = studio.film()
    many = tuple(asked(film, id=f"q{number}") for number in range(40))
    said = talks(studio, [changed(film, "film-many", questions=many)])
    letters = Counter(answer["value"][0] for _, answer in said.values())
    assert letters == dict.fromkeys("ABCD", 10)


def test_unbalanced_letters_stay_where_the_film_has_them(studio):
    film = studio.film()
    many = tuple(asked(film, id=f"q{number}") for number in range(8))
    said = talks(studio, [changed(film, "film-many", questions=many)], balance=False)
    assert {answer["value"][0] for _, answer in said.values()} == {"B"}


def test_times_are_asked_for_and_told(studio):
    ask, answer = talks(studio, times=True, form="open")["where-map"]
    assert "when" in ask["value"].lower() or "times" in ask["value"]
    assert answer["value"] == "behind the stove (00:12–00:14)"


def test_the_dialogue_stands_before_the_first_question_of_a_talk_only(studio):
    rows = studio.rows("llava", turns=100, dialogue=True)
    (row,) = rows
    questions = [turn["value"] for turn in row["conversations"] if turn["from"] == "human"]
    assert questions[0].startswith("<image>\nThe dialogue of the film:\n[00:24–00:25] You")
    assert not any("The dialogue of" in question for question in questions[1:])


def test_a_silent_film_has_no_empty_dialogue(studio):
    film = studio.film()
    board = film.storyboard.model_copy(update={"cues": ()})
    rows = studio.rows("llava", [film.model_copy(update={"storyboard": board})], dialogue=True)
    assert not any("dialogue" in row["conversations"][0]["value"] for row in rows)


@pytest.mark.parametrize(("turns", "lengths"), [(1, [2] * 7), (3, [6, 6, 2]), (100, [14])])
def test_talks_have_as_many_turns_as_were_asked_for(studio, turns, lengths):
    rows = studio.rows("llava", turns=turns)
    assert [len(row["conversations"]) for row in rows] == lengths
    assert sum(len(row["sources"]) for row in rows) == sum(lengths) // 2


def test_another_seed_words_some_things_otherwise(studio):
    film = studio.film()
    many = tuple(asked(film, id=f"q{number}") for number in range(12))
    films = [changed(film, "film-many", questions=many)]
    assert talks(studio, films, seed=1) != talks(studio, films, seed=2)
    assert talks(studio, films, seed=1) == talks(studio, films, seed=1)
