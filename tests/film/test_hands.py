"""Two hands hold what they can; what is more is stowed, and comes out when it is needed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Event, Ledger, Problem, Prop, Screenplay, State, check_storyboard
from moviellm.testing import tiny_screenplay, tiny_storyboard

SMALL = ("key", "coin", "ring")
THINGS = (
    *(Prop(id=name, name=name, kind=name, size="small") for name in SMALL),
    *(Prop(id=name, name=name, kind="book") for name in ("book", "album")),
    Prop(id="oar", name="oar", kind="oar", size="large"),
    Prop(id="kite", name="kite", kind="kite", size="large"),
    *(Prop(id=name, name=name, kind="hat", wearable=True) for name in ("hat", "cap")),
)


def play_with(held: tuple[str, ...] = (), *facts: str) -> Screenplay:
    play = tiny_screenplay()
    lying = [f"location({thing.id})=on:room.table" for thing in THINGS if thing.id not in held]
    had = [f"location({thing})=held:mara" for thing in held]
    before = (fact for fact in play.opening if not fact.startswith("location(map)"))
    here = (*before, *lying, *had, *facts)
    return play.model_copy(update={"props": (*play.props, *THINGS), "opening": here})


def start(*held: str) -> State:
    return Ledger(play_with(held)).opening


def then(state: State, *deeds: tuple[str, str]) -> State:
    for number, (verb, prop) in enumerate(deeds):
        event = Event.model_validate({
            "id": f"x{number}", "verb": verb, "agent": "mara", "prop": prop,
            "spot": "room.table" if verb == "put" else None,
            "person": "ivo" if verb in ("give", "show") else None,
        })  # fmt: skip
        after = Ledger.step(state, event, "room")
        assert isinstance(after, State), after
        state = after
    return state


def test_two_things_are_in_hand_and_the_small_one_is_stowed_for_the_third():
    state = then(start(), ("take", "key"), ("take", "book"))
    assert state.in_hands("mara") == ["key", "book"]
    state = then(state, ("take", "album"))
    assert (state.in_hands("mara"), state.stowed("mara")) == (["book", "album"], ["key"])


def test_a_large_thing_takes_both_hands():
    state = then(start(), ("take", "key"), ("take", "book"), ("take", "oar"))
    assert (state.in_hands("mara"), state.stowed("mara")) == (["oar"], ["key", "book"])
    assert then(state, ("take", "coin")).in_hands("mara") == ["coin"]


def test_what_is_stowed_is_carried_unseen():
    state = then(start("key"), ("take", "oar"))
    assert state.location_of("key") == "held:mara"
    assert state.place_of_prop("key") == "room"
    assert not state.in_sight("key")


@pytest.mark.parametrize("verb", ["show", "break", "look"])
def test_what_is_needed_is_brought_out(verb):
    state = then(start("key"), ("take", "oar"), (verb, "key"))
    assert (state.in_hands("mara"), state.stowed("mara")) == (["key"], ["oar"])


@pytest.mark.parametrize("verb", ["put", "give", "consume"])
def test_what_leaves_a_pocket_is_stowed_no_longer(verb):
    state = then(start("key"), ("take", "oar"), (verb, "key"))
    assert state.value("stowed(key)") == "no"
    assert state.in_hands("mara") == ["oar"]


def test_what_others_have_in_a_pocket_cannot_be_looked_at():
    state = then(start("key"), ("take", "oar"))
    event = Event(id="x", verb="look", agent="ivo", prop="key")
    problem = Ledger.step(state, event, "room")
    assert isinstance(problem, Problem)
    assert problem.rule == "out of sight"


def test_who_begins_with_more_than_they_can_hold_has_stowed_the_rest():
    play = play_with(("key", "coin", "book", "oar"))
    ledger = Ledger(play)
    assert not any(problem.rule == "impossible opening" for problem in ledger.problems())
    assert ledger.opening.stowed("mara") == ["book", "oar"]


def test_an_opening_can_say_what_is_stowed():
    opening = Ledger(play_with(("key", "coin"), "stowed(coin)=yes")).opening
    assert (opening.in_hands("mara"), opening.stowed("mara")) == (["key"], ["coin"])


def test_putting_on_a_hat_takes_off_the_one_that_was_worn():
    state = then(start(), ("take", "hat"), ("wear", "hat"), ("take", "cap"), ("wear", "cap"))
    assert (state.worn("mara"), state.in_hands("mara")) == (["cap"], ["hat"])


def test_a_film_of_before_is_as_it_was():
    play = tiny_screenplay()
    assert "size" not in play.model_dump_json()
    assert not any(fact.fluent.startswith("stowed") for fact in Ledger(play).closing)


def test_no_frame_shows_in_hand_what_is_stowed():
    play, board = tiny_screenplay(), tiny_storyboard()
    stowed = play.model_copy(update={"opening": (*play.opening, "stowed(map)=yes")})
    assert check_storyboard(play, board) == ()
    assert {problem.rule for problem in check_storyboard(stowed, board)} == {"untrue"}


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["take", "put", "show", "wear", "doff", "give"]),
        st.sampled_from([thing.id for thing in THINGS]),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(DEEDS)
def test_hands_are_never_overfull_whatever_happens(deeds):
    state = start("key", "coin", "ring", "oar", "kite")
    for deed in deeds:
        try:
            state = then(state, deed)
        except AssertionError:
            continue
        for person in ("mara", "ivo"):
            sizes = [state.entities.props[prop].size for prop in state.in_hands(person)]
            assert sum(1 + (size == "large") for size in sizes) <= 2
        loose = [p for p in state.entities.props if state.is_("stowed", p)]
        assert all(state.location_of(prop).startswith("held:") for prop in loose)
