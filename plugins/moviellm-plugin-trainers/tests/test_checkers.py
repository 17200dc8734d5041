"""Checkers of verifiable rewards: what is right is right, and nothing else."""

from __future__ import annotations

import pytest
from changed_films import asked
from moviellm_plugin_trainers.checkers import CHECKERS, checker_of, reward

RIGHT = [
    ("choice", "B", "B"),
    ("choice", "B.", "B"),
    ("choice", "(B)", "B"),
    ("choice", "**B**", "B"),
    ("choice", "B. behind the stove", "B"),
    ("choice", "I think the answer is B.", "B"),
    ("choice", "A is wrong; the answer: C", "C"),
    ("choice", "A is right.", "A"),
    ("choice", "The answer is A because he left", "A"),
    ("choice", "I think it is B", "B"),
    ("exact", "the Old Map", "The old map."),
    ("exact", " Mara! ", "Mara."),
    ("exact", "the inn", "At the inn."),
    ("exact", "At the Inn", "At the inn."),
    ("number", "3", "Three times."),
    ("number", "It happens twice.", "Twice."),
    ("number", "three", "3"),
    ("moment", "At 01:05.", "At 01:05."),
    ("moment", "It is at 1:06", "At 01:05."),
    ("moment", "1:02:03", "1:02:04"),
    ("length", "1 minute and 37 seconds", "About 1 minute and 37 seconds."),
    ("length", "95 seconds", "About 1 minute and 37 seconds."),
    ("length", "01:37", "About 1 minute and 37 seconds."),
    ("length", "2 hours", "2 hours and 1 minute"),
]
WRONG = [
    ("choice", "A", "B"),
    ("choice", "", "B"),
    ("choice", "A map, I believe", "B"),
    ("choice", "A man walks in.", "A"),
    ("choice", "I believe so.", "I"),
    ("choice", "He takes a bag.", "A"),
    ("choice", "behind the stove", "B"),
    ("exact", "", ""),
    ("exact", "the map", "the old map"),
    ("exact", "the stove", "Behind the stove."),
    ("exact", "in the inn", "At the inn."),
    ("number", "2 or 3", "3"),
    ("number", "often", "3"),
    ("moment", "01:10", "At 01:05."),
    ("moment", "01:04 or 02:00", "At 01:05."),
    ("moment", "5", "At 00:05."),
    ("length", "3 minutes", "About 1 minute and 37 seconds."),
    ("length", "a while", "About 1 minute and 37 seconds."),
]


@pytest.mark.parametrize(("name", "answer", "solution"), RIGHT)
def test_what_is_right_earns_one(name, answer, solution):
    assert CHECKERS[name](answer, solution) == 1.0


@pytest.mark.parametrize(("name", "answer", "solution"), WRONG)
def test_what_is_wrong_earns_nothing(name, answer, solution):
    assert CHECKERS[name](answer, solution) == 0.0


def test_every_checker_is_tried_both_ways():
    assert {name for name, _, _ in RIGHT} == {name for name, _, _ in WRONG} == set(CHECKERS)


def test_a_reward_function_takes_the_columns_of_the_rows():
    messages = [{"role": "assistant", "content": "B"}]
    parts = [{"role": "assistant", "content": [{"type": "text", "text": "twice"}]}]
    found = reward(
        [messages, "C", parts],
        solution=["B", "B", "2"],
        checker=["choice", "choice", "number"],
        film=["film-a"] * 3,
    )
    assert found == [1.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("kind", "answer", "checker"),
    [
        ("who", "Mara.", "exact"),
        ("count", "Twice.", "number"),
        ("temporal", "At 00:05.", "moment"),
        ("temporal", "Mara leaves the room.", None),
        ("duration", "About 1 minute and 37 seconds.", "length"),
        ("overview", "Mara hides a map.", None),
        ("why", "Because Ivo took it.", None),
    ],
)
def test_the_checker_fits_kind_and_answer(studio, kind, answer, checker):
    question = asked(studio.film(), kind=kind, answer=answer, options=None, answer_index=None)
    assert checker_of(question) == checker


def test_a_question_with_options_is_checked_by_its_letter(studio):
    assert checker_of(asked(studio.film())) == "choice"
