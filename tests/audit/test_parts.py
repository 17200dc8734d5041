"""Who sees a part of a film finds what that part gives away, and no more."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from moviellm.audit import audit_items, steps
from moviellm.audit.shown import Shown

from .conftest import items_with, things

pytest.importorskip("sklearn")


def fair_items(**changes):
    made = items_with(lambda offered, dice: dice.randrange(4), options=things, families=12)
    return [replace(item, film=item.id, **changes) for item in made]  # a film a question


def right(item):
    return item.options[item.answer]


def test_what_one_frame_shows_of_a_question_of_two_hops_is_found():
    items = [
        replace(item, hops=1 + n % 2, shown=Shown([["Nobody"], [f"She holds {right(item)}"]]))
        for n, item in enumerate(fair_items())
    ]
    ticks: list[int] = []
    found = audit_items(items, lambda: ticks.append(1))
    part = found.parts["frame"].everything
    assert part.questions == len(items) // 2
    assert part.scores["frame"].low > 0.9
    assert part.scores["words"].rate < 0.45
    assert len(ticks) == steps(items)
    assert found.unasked["silent"] == "40 questions whose answer is heard are needed, not 0"
    assert {len(scores) for scores in found.right.values()} == {3, 4}


def test_that_a_question_is_one_of_two_hops_tells_nothing():
    """Who is asked only what has two hops must not know it: it is another answer."""
    dice, items = Random(2), []
    for item in fair_items(shown=Shown([["Nobody"]])):
        often = dice.randrange(2)
        options = ("Twice.", "Once.") if dice.random() < 0.5 else ("Once.", "Twice.")
        answer = options.index(("Once.", "Twice.")[often])
        items.append(replace(item, options=options, answer=answer, hops=1 + often))
    assert audit_items(items).parts["frame"].everything.scores["frame"].rate < 0.8


def test_order_is_seen_only_by_who_sees_the_frames_in_order():
    """The right one is what is seen first: each is seen as often."""
    items = []
    for item in fair_items(ordered=True, heard=True):
        others = [option for option in item.options if option != right(item)]
        frames = [[f"She holds {option}"] for option in (right(item), *others)]
        items.append(replace(item, shown=Shown(frames)))
    scores = {v: part.everything.scores[v] for v, part in audit_items(items).parts.items()}
    assert scores["silent"].low > 0.9
    assert scores["shuffled"].rate < 0.45


def test_too_few_questions_are_not_asked_and_a_few_hold_nobody_to_a_share():
    shown = [
        replace(item, shown=Shown([[f"She holds {right(item)}"]]), ordered=n < 30, heard=n < 60)
        for n, item in enumerate(fair_items())
    ]
    found = audit_items(shown)
    assert found.unasked["shuffled"] == (
        "40 questions whose answer needs the order are needed, not 30"
    )
    assert found.parts["silent"].everything.above > 0.5
    assert found.above == found.blind.everything.above
