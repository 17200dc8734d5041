"""What one person did to another in an early stretch moves them in a late one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from moviellm.film import Ledger
from moviellm.studio.fable.bonds import bonds
from moviellm.studio.fable.ties import Tie, Ties

PEACE = ("reconcile", "befriend", "embrace")


def test_every_bond_says_what_happens_and_what_is_said_of_it_later():
    for name, one in bonds().items():
        assert "bond" in [step.label for step in one.let.steps], name
        assert len(one.recall) > 1, name
        assert one.kind == (not one.amends), name
        assert one.let.turn in ("kind", "cold"), name


def tie(*, kind: bool = True, slot: int = 0) -> Tie:
    return Tie("mara", "ivo", kind, "e1", slot, ("You caught me.",))


def test_a_tie_moves_only_the_one_who_has_not_forgotten_and_only_to_what_is_like_it():
    ties = Ties()
    ties.begin(10)
    ties.add(tie())
    assert ties.moving("reconcile", "mara", "ivo", 9) is not None
    assert ties.moving("reconcile", "ivo", "mara", 9) is None
    assert ties.moving("quarrel", "mara", "ivo", 9) is None
    assert ties.moving("give", "mara", "ivo", 9) is None


def test_a_tie_moves_nobody_at_once_and_nobody_twice():
    ties, one = Ties(), tie(kind=False)
    ties.begin(10)
    ties.add(one)
    assert ties.moving("quarrel", "mara", "ivo", 3) is None
    assert ties.moving("quarrel", "mara", "ivo", 4) is one
    one.paid = True
    assert ties.moving("quarrel", "mara", "ivo", 5) is None


@pytest.mark.parametrize("slots", [1, 2, 9, 36, 1_331])
def test_what_is_planted_waits_for_a_part_of_the_film(slots):
    ties = Ties()
    ties.begin(slots)
    assert 2 <= ties.wait <= 20


def test_most_short_films_pay_off_what_they_set_up_and_those_who_are_moved_say_so(shorts):
    recalled = {text for one in bonds().values() for text in (*one.recall, *one.amends)}
    starts = tuple({" ".join(text.split()[-3:]).rstrip(".") for text in recalled})
    moved = 0
    for play in shorts:
        chapter = {
            event.id: number
            for number, one in enumerate(play.chapters)
            for scene in one.scenes
            for event in scene.events
        }
        events = list(play.events())
        for before, event in pairwise(events):
            late = [name for name in event.because if chapter[event.id] - chapter[name] >= 1]
            if event.verb in PEACE and late and before.line and set(late) <= {*before.because}:
                moved += any(start in before.line for start in starts)
                break
    assert moved >= 15


def test_nobody_gives_thanks_for_what_they_did_not_see(shorts):
    for play in shorts:
        places = {event.id: scene.place for scene in play.scenes() for event in scene.events}
        for step in Ledger(play).steps:
            if step.event.verb in PEACE:
                for cause in step.event.because:
                    before = Ledger(play).by_event[cause]
                    there = {
                        *before.before.present(places[cause]),
                        *before.after.present(places[cause]),
                    }
                    assert step.event.agent in there or before.event.agent == step.event.agent
