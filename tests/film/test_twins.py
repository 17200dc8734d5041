"""Twins: the same film up to one event, and true from there on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import FilmError
from moviellm.film import SHAPES, Brief, Event, Ledger, check, check_storyboard, family
from moviellm.film.models.film import slate_texts
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.film.twins import Retelling, fork, forks
from moviellm.film.twins.choosing import LEAST_SHARE
from moviellm.film.twins.instead import instead
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.testing import make_context

THEMES = ("A lighthouse keeper finds a map", "Two rivals share one kitchen", "A storm")


def parent(number):
    brief = Brief(id=f"film-{number}", theme=THEMES[number % 3], seed=number, shape=SHAPES["short"])
    return Fable(FableConfig()).moviellm_write(brief, make_context(seed=number))


def board(play):
    ledger = Ledger(play)
    return bind_storyboard(ledger, stage_scenes(ledger), StoryboardConfig(), 1)


def by_id(play):
    return {event.id: event for event in play.events()}


def twin_at(play, event):
    """The twin that forks an event."""
    number = [one.event.id for one in forks(play)].index(event) + 1
    return fork(play, "film-twin", number)


def look_only(play):
    """The film of the map when Ivo only looks at it."""
    return Retelling(Ledger(play), Event(id="e3", verb="look", agent="ivo", prop="map"))


def test_what_followed_from_the_event_does_not_happen(films):
    twin = twin_at(films.map_film(), "e3")
    events = by_id(twin)
    assert twin.fork.event == "e3"
    assert twin.fork.was == by_id(films.map_film())["e3"]
    assert (events["e3"].verb, events["e3"].prop) == ("look", "map")
    assert events["e3"].prose == "Ivo looks at the old map and leaves it."
    assert "e4" not in events, "he cannot hide what he did not take"
    assert "e7" not in events, "she has nothing to reproach him with"
    assert Ledger(twin).closing.location_of("map") == "in:chest"


def test_what_was_done_for_its_sake_alone_is_not_done(films):
    close = Event(id="x3", verb="close", agent="ivo", prop="chest", because=("e3",))
    assert "x3" in look_only(films.map_film(x3=(close,))).dropped
    close = close.model_copy(update={"because": ("e3", "e1")})
    assert "x3" not in look_only(films.map_film(x3=(close,))).dropped


@pytest.mark.parametrize(
    ("line", "fact", "said"),
    [
        ("The map is safe.", None, False),
        ("Good evening.", None, True),
        ("You know where.", "location(map)=on:room.stove", False),
        ("You know whose.", "open(chest)=no", True),
    ],
)
def test_nobody_says_what_is_not_so_any_more(films, line, fact, said):
    told = {"id": "e7", "agent": "ivo", "person": "mara", "line": line}
    more = {"verb": "tell", "fact": fact} if fact else {"verb": "say"}
    again = look_only(films.map_film(e6=(), e7=(Event.model_validate({**told, **more}),)))
    assert ("e7" not in again.dropped) == said


def test_what_goes_otherwise_is_not_what_happened(films):
    ledger = Ledger(films.map_film())
    for step in ledger.steps:
        for event in instead(ledger, step, "room"):
            assert (event.verb, event.spot) != (step.event.verb, step.event.spot)


def test_what_does_not_hang_on_it_happens_still(films):
    events, twin = by_id(films.map_film()), by_id(twin_at(films.map_film(), "e3"))
    for name in ("e1", "x1", "e2", "x2", "x3", "e5"):
        assert twin[name] == events[name]
    assert twin["e6"].verb == "open"
    assert twin["e6"].because == ("e1",)


@pytest.mark.parametrize("number", range(6))
def test_twins_of_a_written_film(number):
    play = parent(number)
    painted = list(slate_texts(play, board(play)))
    found = forks(play)
    assert len(found) >= 3
    assert len({one.event.id for one in found}) == len(found)
    assert all(one.share >= LEAST_SHARE and one.apart > 1 for one in found)
    for rank, one in enumerate(found, start=1):
        twin = fork(play, "film-twin", rank)
        assert check(twin) == ()
        places = {place.name[:1].upper() + place.name[1:] for place in twin.places}
        titles = [part.title for part in (*twin.chapters, *twin.scenes())]
        titles = [title for title in titles if title not in places]
        assert len(set(titles)) == len(titles)
        assert family(twin) == family(play)
        assert [(s.id, s.place, s.frames) for s in twin.scenes()] == [
            (s.id, s.place, s.frames) for s in play.scenes()
        ]
        ids = [event.id for event in play.events()]
        before = ids[: ids.index(one.event.id)]
        assert [by_id(twin)[name] for name in before] == [by_id(play)[name] for name in before]
        shots = board(twin)
        assert check_storyboard(twin, shots) == ()
        shared = {s.id for s in play.scenes()} - one.changed
        scenes = list(play.scenes())
        untouched = next(n for n, scene in enumerate(scenes) if scene.id not in shared)
        same = sum(scene.frames for scene in scenes[:untouched])
        assert list(slate_texts(twin, shots))[:same] == painted[:same]


@pytest.mark.parametrize("number", range(6))
def test_a_sentence_names_a_hiding_place_only_while_the_thing_is_there(number):
    play = parent(number)
    whole = {spot.id: spot.name.lower() for p in play.places for spot in p.spots}
    spots, others = {i: name.split()[-1] for i, name in whole.items()}, set(whole.values())
    for rank, one in enumerate(forks(play), start=1):
        if one.was.verb not in ("hide", "put") or one.was.spot not in spots:
            continue
        told = Ledger(fork(play, "film-twin", rank)).steps
        start = [step.event.id for step in told].index(one.event.id)
        for step in told[start:]:
            said = f"{step.event.line} {step.event.prose}".lower()
            for other in sorted(others - {whole[one.was.spot]}, key=len, reverse=True):
                said = said.replace(other, "")
            if spots[one.was.spot] in said and step.event.prop == one.was.prop:
                places = (step.before, step.after)
                assert f"on:{one.was.spot}" in {s.location_of(one.was.prop) for s in places}


def test_titles_and_summaries_tell_the_twin(films):
    play = parent(0)
    one, twin = forks(play)[0], fork(play, "film-twin", 1)
    for was, now in zip(play.scenes(), twin.scenes(), strict=True):
        if was.id not in one.changed:
            assert (was.title, was.summary) == (now.title, now.summary)
        else:
            told = {event.prose for event in now.events}
            assert all(f"{part}." in told for part in now.summary.removesuffix(".").split(". "))
    assert twin.overview != play.overview
    assert twin.title == play.title


def test_in_another_language_nothing_is_said_in_english(films):
    twin = fork(films.map_film(), "film-twin", 1, "de")
    assert by_id(twin)[twin.fork.event].prose == ""


def test_more_twins_than_events_can_go_otherwise(films):
    play = films.map_film()
    many = len(forks(play))
    with pytest.raises(FilmError, match=f"There is no twin {many + 1} of film film-tiny") as error:
        fork(play, "film-twin", many + 1)
    assert "films.twins" in error.value.hint


def test_a_film_of_nothing_has_no_twin(films):
    with pytest.raises(FilmError, match="no events of it can go otherwise"):
        fork(films.told(films.map_film(), [("room", [])]), "film-twin", 1)


@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_twins_of_random_films_break_no_rule(films, seed):
    play = films.random_film(seed)
    for number, _ in enumerate(forks(play), start=1):
        assert check(fork(play, "film-twin", number)) == ()


def test_a_brief_leads_to_its_parent():
    brief = Brief(id="film-1", theme="A map", seed=1, shape=SHAPES["short"])
    twin = brief.twin_brief(2)
    assert (twin.id, twin.seed, twin.parent) == ("film-1-twin-2", 1, brief)
    assert brief.parent is None


def test_a_film_that_is_no_twin_is_written_as_ever(films):
    brief = Brief(id="film-1", theme="A map", seed=1, shape=SHAPES["short"])
    assert '"twin"' not in brief.model_dump_json()
    assert '"fork"' not in films.map_film().model_dump_json()
    twin = fork(films.map_film(), "film-twin", 1)
    assert type(twin).model_validate_json(twin.model_dump_json()) == twin
