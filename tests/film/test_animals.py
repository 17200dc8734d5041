"""Animals act: they go where they like and carry things off; the ledger says what they cannot."""

from __future__ import annotations

import pytest
from moviellm.film import Chapter, Event, Ledger, Person, Place, Prop, Scene, Screenplay, Spot
from moviellm.film.verbs import VERBS

SPOTS = (
    Spot(id="yard.bench", name="bench", kind="bench"),
    Spot(id="yard.hedge", name="hedge", preposition="behind", kind="niche", hidden=True),
)


def yard(*events: Event) -> Screenplay:
    """A yard with Ada, a dog, a chest that cannot be moved, and a shoe and a bone on a bench."""
    scene = Scene(id="c1.s1", title="-", place="yard", frames=1, events=events or (stray("dog"),))
    return Screenplay(
        film="film-yard", title="-", overview="", genre="Drama",
        cast=(Person(id="ada", name="Ada"),),
        places=(Place(id="yard", name="the yard", kind="garden", indoors=False, spots=SPOTS),),
        props=(
            Prop(id="dog", name="old dog", kind="dog", fixed=True, container=True),
            Prop(id="chest", name="chest", kind="chest", fixed=True, container=True),
            Prop(id="shoe", name="red shoe", kind="shoe"),
            Prop(id="bone", name="bone", kind="bone"),
        ),
        opening=("place(ada)=yard", "location(bone)=on:yard.bench", "location(chest)=on:yard.bench",
                 "location(dog)=on:yard.bench", "location(shoe)=on:yard.bench"),
        chapters=(Chapter(id="c1", title="-", scenes=(scene,)),),
    )  # fmt: skip


def stray(prop: str, spot: str = "yard.hedge", number: int = 1) -> Event:
    return Event(id=f"e{number}", verb="stray", prop=prop, spot=spot, prose="The dog does it.")


def broken(*events: Event) -> str | None:
    """The rule that the last of some events breaks, once the others have happened."""
    state = Ledger(yard()).opening
    for event in events[:-1]:
        state = Ledger.step(state, event, "yard")
    found = Ledger.broken(state, events[-1], "yard")
    return found and found.rule


def test_what_an_animal_carries_is_where_it_is_and_can_be_taken_from_it():
    take = Event(id="e3", verb="take", agent="ada", prop="shoe")
    opening = Ledger(yard()).opening
    snatched = Ledger.step(opening, stray("shoe", "dog"), "yard")
    away = Ledger.step(snatched, stray("dog"), "yard")
    assert (snatched.location_of("shoe"), snatched.in_sight("shoe")) == ("in:dog", True)
    assert (away.place_of_prop("shoe"), away.in_sight("shoe")) == ("yard", False)
    assert Ledger.step(away, take, "yard").held("ada") == ["shoe"]


@pytest.mark.parametrize(
    ("events", "rule"),
    [
        ([stray("dog")], None),
        ([stray("bone")], None),
        ([stray("chest")], "fixed"),
        ([stray("shoe", "dog"), stray("bone", "dog", 2)], "carries already"),
        ([Event(id="e1", verb="take", agent="ada", prop="shoe"), stray("shoe", "dog", 2)],
         "in other hands"),
        ([Event(id="e1", verb="take", agent="ada", prop="dog")], "fixed"),
        ([stray("dog", "dog")], "containment cycle"),
        ([stray("dog").model_copy(update={"prose": ""})], "incomplete"),
    ],
)  # fmt: skip
def test_an_animal_goes_and_carries_but_nothing_else_moves_of_itself(events, rule):
    assert broken(*events) == rule


def test_an_animal_does_nothing_that_people_do():
    for name, verb in VERBS.items():
        if "agent" in verb.roles:
            deed = Event(id="e1", verb=name, agent="dog", prose="The dog does it.")
            assert broken(deed) in ("unknown id", "incomplete"), name
