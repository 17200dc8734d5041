"""What a theme's animal does: it carries something off, somebody is blamed, and it turns up."""

from __future__ import annotations

import pytest
from moviellm.film import Ledger, check, is_animal
from moviellm.film.twins import fork, forks
from moviellm.studio.fable.animals import CARES, CARRIERS, MANNERS
from moviellm.testing import story_faults

THEMES = ("A poodle that steals a shoe", "A cat hides a letter", "The goat of the mayor")


def carried(play):
    """The thing of a film that an animal gets hold of, and the animal, one by one."""
    props = {prop.id: prop for prop in play.props}
    return [
        (props[event.prop], props[event.spot])
        for event in play.events()
        if event.verb == "stray" and event.spot in props
    ]


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 2, 8), (2, 4, 11)])
@pytest.mark.parametrize("theme", THEMES)
def test_the_animal_of_a_theme_carries_something_off(film, theme, shape):
    play = film(theme, 5, shape)
    taken = carried(play)
    assert taken
    assert all(is_animal(animal) and not is_animal(thing) for thing, animal in taken)
    assert story_faults(play) == ()


def test_a_poodle_that_steals_a_shoe_takes_the_shoe(film):
    for seed in range(4):
        thing, animal = carried(film("A poodle that steals a shoe", seed))[0]
        assert (thing.kind, animal.kind) == ("shoe", "dog")
        assert animal.name.endswith("poodle")


def test_who_was_out_looks_where_the_thing_was_and_is_told_who_has_it(film):
    play = film("A poodle that steals a shoe", 3)
    events = {event.id: event for event in play.events()}
    stray = next(event for event in events.values() if event.spot == "dog")
    put = events[stray.because[0]]
    looked = next(e for e in events.values() if e.verb == "look" and put.id in e.because)
    told = next(e for e in events.values() if e.fact == "location(shoe)=in:dog")
    assert (looked.agent, looked.spot, told.person) == (put.agent, put.spot, put.agent)
    ledger = Ledger(play)
    assert ledger.by_event[looked.id].before.location_of("shoe") == "in:dog"


def test_a_dog_comes_after_somebody_and_all_that_animals_do_changes_only_where_things_are(film):
    followed = False
    for seed in range(6):
        play = film("A dog at home", seed, (2, 4, 11))
        for step in Ledger(play).steps:
            if step.event.agent is None and step.event.verb in ("stray", "act"):
                assert {fact.fluent.partition("(")[0] for fact in step.changes} <= {"location"}
                followed |= "in after" in step.event.prose
    assert followed


def test_every_animal_has_manners_and_whatever_carries_is_one():
    assert CARES.keys() == MANNERS.keys() >= {*CARRIERS} != set()


def test_a_twin_of_a_film_with_an_animal_tells_only_what_happens_in_it(film):
    for seed in range(3):
        play = film("A poodle that steals a shoe", seed, (1, 3, 8))
        twins = [fork(play, "film-twin", number + 1) for number in range(len(forks(play)))]
        assert twins
        assert [problem for twin in twins for problem in check(twin)] == []
