from __future__ import annotations

import random
import re
from itertools import combinations

import pytest
from moviellm.film import (
    Ledger,
    Screenplay,
    differing_looks,
    location_parts,
    named_colour,
    parse_fact,
)
from moviellm.studio.fable.casting import cast_people
from moviellm.studio.fable.lexicon.people import NAMES, OCCUPATIONS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.plots.table import PLOTS, table_of
from moviellm.studio.fable.setting import Setting
from moviellm.studio.fable.theme import Wishes
from moviellm.testing import story_faults

TAKEN = ("take", "find", "give")


def false_beliefs(play: Screenplay) -> int:
    """How often somebody looks where they think that a thing is, and it was moved unseen."""
    ledger = Ledger(play)
    found = 0
    believed: dict[tuple[str, str], str] = {}
    for step in ledger.steps:
        event = step.event
        place = next(s.place for s in play.scenes() if s.id == step.scene)
        if event.verb == "tell" and event.fact.startswith("location("):
            fact = parse_fact(event.fact)
            believed[event.person, fact.fluent[9:-1]] = fact.value
        here = {*step.before.present(place), *step.after.present(place)}
        for change in step.changes:
            if change.fluent.startswith("location("):
                for person in here:
                    believed[person, change.fluent[9:-1]] = change.value
        target = (
            event.spot if event.verb == "look" else event.prop if event.verb == "open" else None
        )
        for (person, prop), location in believed.items():
            wrong = step.before.location_of(prop) != location
            if person == event.agent and target == location_parts(location)[1] and wrong:
                found += 1
    return found


def test_half_of_the_short_films_turn_on_a_false_belief(shorts):
    assert sum(false_beliefs(play) > 0 for play in shorts) >= 15


def test_causes_are_earlier_events_and_plentiful(shorts):
    for play in shorts:
        seen: set[str] = set()
        caused = 0
        for event in play.events():
            assert set(event.because) <= seen
            seen.add(event.id)
            caused += bool(event.because)
        assert caused >= len(seen) * 0.4


def test_a_cause_shares_a_person_a_thing_or_a_place_with_its_effect(shorts):
    for play in shorts:
        ledger = Ledger(play)
        events = {event.id: event for event in play.events()}
        for event in events.values():
            for cause in event.because:
                other = events[cause]
                step = ledger.by_event[cause]
                mine = {event.agent, event.person, event.prop, event.spot} - {None}
                theirs = {other.agent, other.person, other.prop, other.spot} - {None}
                where = next(s.place for s in play.scenes() if s.id == step.scene)
                near = [*step.before.present(where), *step.after.present(where)]
                assert mine & theirs or event.agent in near


def test_dialogue_speaks_of_things_people_and_places_of_the_story(shorts):
    about = []
    for play in shorts:
        nouns = {prop.name.split()[-1] for prop in play.props}
        nouns |= {person.name for person in play.cast}
        nouns |= {place.name.removeprefix("the ") for place in play.places}
        spoken = [event.line for event in play.events() if event.line]
        about.append(sum(any(noun in line for noun in nouns) for line in spoken) / len(spoken))
    assert sum(about) / len(about) >= 0.25
    assert min(about) > 0


def test_a_short_film_ends_with_its_people_at_peace_or_apart_or_with_what_was_sought(shorts):
    last = {"reconcile", "befriend", "embrace", "quarrel", "give", "find"}
    for play in shorts:
        ending = [e.verb for scene in list(play.scenes())[-2:] for e in scene.events]
        assert last & set(ending)


def test_people_can_be_told_apart(shorts, paper):
    for play in [*shorts, paper]:
        looks = [person.appearance for person in play.cast]
        assert len({look.garment_colour for look in looks}) == len(looks)
        assert len({look.skin for look in looks}) == len(looks)
        assert len({(look.hair, look.hair_colour) for look in looks}) == len(looks)
        assert len({look.description for look in looks}) == len(looks)


def test_any_two_people_of_a_hundred_casts_differ_in_four_things_that_one_sees():
    for seed in range(100):
        rng = random.Random(seed)
        jobs = [OCCUPATIONS[label] for label in rng.sample(sorted(OCCUPATIONS), 2 + seed % 5)]
        cast = cast_people(rng, jobs, ())
        for one, other in combinations(cast, 2):
            found = differing_looks(one.appearance, other.appearance)
            assert len(found) >= 4, (seed, one.id, other.id, found)


def test_faces_stay_readable_whatever_somebody_looks_like():
    for seed in range(200):
        rng = random.Random(seed)
        jobs = [OCCUPATIONS[label] for label in rng.sample(sorted(OCCUPATIONS), 2 + seed % 5)]
        for look in (person.appearance for person in cast_people(rng, jobs, ())):
            grown = look.hair_colour in ("grey", "white")
            assert grown or look.skin != "deep" or look.hair_colour == "black"
            assert look.hair_colour != "blond" or look.skin in ("porcelain", "fair")
            assert look.beard != "full" or look.headwear not in ("hood", "scarf")


def test_what_helpers_gave_long_ago_is_used_at_the_end_of_a_paper_film(paper):
    chapters = {e.id: n for n, c in enumerate(paper.chapters) for s in c.scenes for e in s.events}
    events = {event.id: event for event in paper.events()}
    used = [
        event.prop
        for event in events.values()
        for cause in (events[name] for name in event.because)
        if (cause.verb, event.verb) == ("give", "take") and cause.prop == event.prop
        and chapters[event.id] - chapters[cause.id] >= 2
    ]  # fmt: skip
    assert len(used) == len(set(used)) == 3


def test_nobody_wishes_mended_what_is_mended(film):
    for play in (film("The broken music box", seed) for seed in (29, 30)):
        ledger = Ledger(play)
        for step in ledger.steps:
            if "were whole again" in (step.event.line or ""):
                broken = ledger.by_event[step.event.because[0]].event.prop
                assert step.before.value(f"whole({broken})") == "no"


def test_every_name_is_from_the_shipped_list(shorts, paper):
    for play in [*shorts, paper]:
        names = [person.name for person in play.cast]
        assert set(names) <= set(NAMES)
        assert len({name[0] for name in names}) == len(names)


def test_wants_are_told(shorts):
    for play in shorts:
        first, rival = play.cast[:2]
        assert first.want
        assert rival.want
        assert first.want in play.overview


SIZES = [(1, 4, 6), (1, 5, 6), (1, 6, 6), (1, 8, 6), (1, 11, 5)]


@pytest.mark.parametrize("plot", PLOTS)
def test_every_plot_can_be_told_at_every_length_and_to_every_end(film, plot):
    told = [film("x", 1, size, plot=plot, tone=tone) for size in SIZES for tone in (None, "dark")]
    assert {fault for play in told for fault in story_faults(play)} == set()


@pytest.mark.parametrize("plot", ["hidden", "broken", "gift", "locked", "contest", "journey"])
@pytest.mark.parametrize("shape", SIZES)
def test_a_plot_of_a_false_belief_has_one_at_every_length(film, plot, shape):
    assert all(false_beliefs(film("x", seed, shape, plot=plot)) for seed in range(2))


def test_a_kind_of_plot_without_a_plot_is_refused_by_name():
    hidden, *others = PLOTS.values()
    assert table_of(hidden, *others) == PLOTS
    with pytest.raises(ValueError, match=r"not one plot for each `PlotKind`: hidden$"):
        table_of(*others)
    with pytest.raises(ValueError, match=r"not one plot for each `PlotKind`: hidden$"):
        table_of(hidden, hidden, *others)


def test_things_have_names_of_their_own_and_colours_that_suit_them(shorts):
    for play in shorts:
        names = [prop.name for prop in play.props]
        assert len(set(names)) == len(names)
        for prop in play.props:
            natural = {named_colour(prop.name, c) for c in PROP_KINDS[prop.kind].colours}
            assert prop.colour in natural


def test_a_fourth_thing_of_a_kind_has_a_name_of_its_own():
    setting = Setting.found(random.Random(1), Wishes(), people=2, places=2)
    place = next(iter(setting.places))
    for _ in range(12):
        setting.add("chest", place)
    names = [prop.name for prop in setting.props.values()]
    assert len(set(names)) == 12


def test_ids_come_from_the_lexicon_not_from_the_theme(film):
    play = film("../../etc/passwd; DROP TABLE films", 1)
    ids = [p.id for p in play.places] + [p.id for p in play.props] + [p.id for p in play.cast]
    assert all(re.fullmatch(r"[a-z]+(-\d+)?", name) for name in ids)
    assert "passwd" not in play.model_dump_json()
