"""What is fair is at chance, and what is given away is found and named."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from moviellm import InputError
from moviellm.audit import BLIND, VIEWS, audit_items, steps
from moviellm.audit.words import number_in

from .conftest import THINGS, items_with, things, times

pytest.importorskip("sklearn")


def test_fair_questions_are_at_chance(fair_audit):
    for score in fair_audit.blind.everything.scores.values():
        assert abs(score.rate - 0.25) < 0.06  # 2.5 standard errors of 400 questions
        assert score.low < score.rate < score.high
    assert fair_audit.leaks == ()


@pytest.mark.slow
def test_the_same_questions_give_the_same_numbers(fair, fair_audit):
    assert audit_items(fair) == fair_audit


def place(offered: list[str], dice: random.Random) -> int:
    return 2 if dice.random() < 0.6 else dice.randrange(4)


def longest(offered: list[str], dice: random.Random) -> int:
    return (
        max(range(4), key=lambda n: len(offered[n])) if dice.random() < 0.6 else dice.randrange(4)
    )


def earliest(offered: list[str], dice: random.Random) -> int:
    return min(range(4), key=lambda n: number_in(offered[n])) if dice.random() < 0.6 else 3


def one_text(offered: list[str], dice: random.Random) -> int:
    return offered.index(THINGS[1]) if THINGS[1] in offered else dice.randrange(4)


@pytest.mark.parametrize(
    ("choose", "options", "told"),
    [
        (longest, things, "the longest option"),
        pytest.param(earliest, times, "the least number", marks=pytest.mark.slow),
        pytest.param(place, things, "option C is right", marks=pytest.mark.slow),
        pytest.param(one_text, things, f"“{THINGS[1]}”, where it", marks=pytest.mark.slow),
    ],
)
def test_what_is_given_away_is_learned_and_told(choose, options, told):
    found = audit_items(items_with(choose, options=options))
    assert found.blind.everything.scores["words"].low > 0.4
    assert any(told in leak.text for leak in found.leaks)


def test_what_other_questions_presuppose_is_learned_from_them_alone():
    items = []
    for asked in items_with(lambda offered, dice: dice.randrange(4), options=things):
        item = replace(asked, film=asked.id)  # a film a question
        held = item.options[item.answer]
        why = replace(item, question=f"Why does she hide {held}?", options=(), answer=None)
        items += [item, replace(why, id=f"{item.id}/1"), replace(why, id=f"{item.id}/2")]
    scores = audit_items(items).blind.everything.scores
    assert scores["siblings"].low > 0.9
    assert scores["words"].high < 0.35
    assert scores["options"].high < 0.35


def test_a_leak_within_one_family_is_not_learned_from_it():
    """A right answer that each family repeats, and no other one has, cannot be known."""
    dice = random.Random(3)
    own = {f"v{family}": dice.choice(THINGS[:4]) for family in range(40)}
    items = items_with(lambda offered, dice: 0, options=lambda dice: list(THINGS[:4]))
    fixed = [replace(item, answer=item.options.index(own[item.family])) for item in items]
    score = audit_items(fixed).blind.everything.scores["words"]
    assert score.low <= 0.3
    assert score.high - score.low > 0.1  # ten questions of a family are one draw


def test_each_question_has_its_own_score_and_each_view_a_column(fair, fair_audit):
    found = fair_audit
    assert set(found.right) == {item.id for item in fair}
    assert all(set(each) == set(BLIND) for each in found.right.values())
    assert all(0 <= right <= 1 for each in found.right.values() for right in each.values())


def test_what_rows_do_not_tell_is_not_asked_and_said_so(fair_audit):
    assert fair_audit.parts == {}
    assert set(fair_audit.unasked) == set(VIEWS) - set(BLIND)
    why = {view: why for view, why in fair_audit.unasked.items() if view != "model"}
    assert all("do not tell what the films show" in each for each in why.values())


def test_it_ticks_as_often_as_it_says(fair):
    ticks: list[int] = []
    few = fair[:30]
    audit_items(few, lambda: ticks.append(1))
    assert len(ticks) == steps(few)


@pytest.mark.slow
def test_options_of_different_numbers_have_their_own_chance():
    def some(dice):
        return things(dice)[: dice.choice((2, 4))]

    items = items_with(lambda offered, dice: dice.randrange(len(offered)), options=some)
    found = audit_items(items).blind.everything
    assert 0.25 < found.chance < 0.5
    assert found.scores["words"].low <= found.chance <= found.scores["words"].high


@pytest.mark.parametrize("count", [0, 1])
def test_of_one_family_nothing_can_be_said(fair, count):
    with pytest.raises(InputError, match="famil"):
        audit_items([item for item in fair if item.family == "v0"][: 10 * count])
