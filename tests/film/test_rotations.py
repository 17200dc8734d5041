"""Rotations: one story with its small things in other parts, so that its answers rotate."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from moviellm import FilmError
from moviellm.film import (
    SHAPES,
    Annotations,
    Brief,
    Event,
    Film,
    Footage,
    Prop,
    check,
    check_storyboard,
    derive_seed,
    family,
    pair_id,
)
from moviellm.film.captioning import annotate
from moviellm.film.prose.states import FEELINGS
from moviellm.film.prose.wording import Wording
from moviellm.film.questions.moments import Moments
from moviellm.film.rotations import Exchange, rotated, siblings
from moviellm.film.viewers import Screening
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import make_context, story_faults

THEMES = ("A lighthouse keeper finds a map", "Two rivals share one kitchen", "A storm at sea")
COUNT = 4


def brief(number, count=COUNT, shape="short"):
    asked = Brief(id=f"film-{number}", theme=THEMES[number % 3], seed=number, shape=SHAPES[shape])
    return asked.rotation_brief(0, count)


def written(asked):
    context = make_context(film=asked.id, seed=derive_seed(asked.seed, "w"))
    return Fable(FableConfig()).moviellm_write(asked, context)


def board(asked, play):
    context = make_context(film=asked.rotation.of, seed=derive_seed(asked.seed, "d"))
    return Storyboarder(StoryboardConfig()).moviellm_direct(asked, play, context)


def films(number, count=COUNT):
    """A family as a run makes it, without pictures."""
    first = brief(number, count)
    play, found = written(first), []
    for turn in range(count):
        asked = first.rotation_brief(turn, count)
        told = rotated(play, asked.id, turn, count)
        empty = Annotations(film=asked.id, captions=(), questions=())
        film = Film(
            brief=asked, screenplay=told, storyboard=board(asked, told),
            footage=Footage(film=asked.id, pictures=()), annotations=empty,
        )  # fmt: skip
        asks = annotate(film, ScriptConfig(), random.Random(7))
        found.append(film.model_copy(update={"annotations": asks}))
    return found


@pytest.fixture(scope="module")
def families():
    return [films(number) for number in range(3)]


def test_each_film_is_whole_and_of_one_family(families):
    for kin in families:
        assert len({family(film) for film in kin}) == 1
        assert len({film.id for film in kin}) == COUNT
        for film in kin:
            assert check(film.screenplay) == ()
            assert check_storyboard(film.screenplay, film.storyboard) == ()
            assert story_faults(film.screenplay, film.storyboard, film.annotations) == ()


def test_every_thing_of_a_cycle_has_every_part_once(families):
    for kin in families:
        (cycle,) = kin[0].screenplay.rotated.cycles
        parts = []
        for film in kin:
            events = list(film.screenplay.events())
            parts.append([event.prop for event in events if event.prop in cycle])
        for part in zip(*parts, strict=True):
            assert sorted(part) == sorted(cycle)


def test_what_is_told_names_the_thing_that_is_there(families):
    for kin in families:
        names = {prop.id: prop.name for prop in kin[0].screenplay.props}
        (cycle,) = kin[0].screenplay.rotated.cycles
        for film in kin:
            for event in film.screenplay.events():
                if event.prop in cycle:
                    assert names[event.prop].split()[-1] in event.prose


def test_each_option_of_what_rotates_is_right_in_one_film(families):
    for kin in families:
        asked = {}
        for film in kin:
            for question in film.annotations.questions:
                if question.options is not None:
                    asked.setdefault(pair_id(family(film), question), []).append(question)
        able = sum(map(len, asked.values()))
        whole = [same for same in asked.values() if {q.answer for q in same} == {*same[0].options}]
        assert sum(map(len, whole)) >= 0.9 * able
        for same in whole:
            assert len({q.options for q in same}) == 1, "their order, too, is the same"
            assert all(set(q.distractors) == {"", "other film"} for q in same)
        for film in kin:
            assert len(film.annotations.questions) >= 20
            with_options = sum(q.options is not None for q in film.annotations.questions)
            assert with_options >= len(film.annotations.questions) // 2


def test_no_question_tells_what_happens_in_its_film_alone(families):
    for kin in families:
        happens = [clauses(film) for film in kin]
        everywhere = set.intersection(*happens)
        for film, here in zip(kin, happens, strict=True):
            assert here - everywhere, "something happens here alone"
            for question in film.annotations.questions:
                text = question.question.lower()
                assert [one for one in here - everywhere if one in text] == []


def clauses(film):
    """How questions name the events of a film with the things that change places."""
    screening = Screening(film.screenplay, film.storyboard, film.footage)
    moments = Moments(screening, Wording(screening))
    (cycle,) = film.screenplay.rotated.cycles
    found = (step.event for step in screening.steps if step.event.prop in cycle)
    return {moments.plain(event.id).lower() for event in found}


def test_a_mood_that_was_drawn_is_another_in_each_film(families):
    for kin in families:
        events = [{event.id: event for event in film.screenplay.events()} for film in kin]
        assert kin[0].screenplay.rotated.felt
        for felt in kin[0].screenplay.rotated.felt:
            moods = {here[felt].value for here in events}
            assert len(moods) == COUNT
            for here in events:
                assert moods == {here[felt].value, *here[felt].instead["value"]}
                assert FEELINGS[here[felt].value].head.s in here[felt].prose
    asked = [q for kin in families for film in kin for q in film.annotations.questions]
    assert any(q.options and q.program.startswith("value(mood(") for q in asked)


def test_what_nobody_drew_is_felt_in_every_film(films):
    play = films.map_film()
    felt = Event(id="e0", verb="feel", agent="mara", value="sad", prose="Mara grows sad.")
    first = next(play.scenes())
    scenes = (first.model_copy(update={"events": (felt, *first.events)}),)
    chapter = play.chapters[0]
    scenes = (*scenes, *chapter.scenes[1:])
    chapters = (chapter.model_copy(update={"scenes": scenes}), *play.chapters[1:])
    sad = play.model_copy(update={"chapters": chapters})
    assert rotated(sad, "film-a", 0, COUNT).rotated.felt == ()


def test_what_joins_facts_is_asked_for_each_of_its_options(families):
    for kin in families:
        for film in kin:
            rounds = {}
            for question in film.annotations.questions:
                if question.options and question.kind in ("temporal", "duration", "belief"):
                    program = question.program.partition("(")[0]
                    key = question.kind, frozenset(question.options)
                    rounds.setdefault(key, []).append((question.hops, program, question.answer))
            for (_, options), asked in rounds.items():
                if any(hops > 1 for hops, _, _ in asked):
                    told = Counter(answer for _, _, answer in asked)
                    assert set(told) == options
                    assert len(set(told.values())) == 1


def test_the_moment_that_is_asked_about_shows_none_of_the_things(families):
    for kin in families:
        for film in kin:
            screening = Screening(film.screenplay, film.storyboard, film.footage)
            (cycle,) = film.screenplay.rotated.cycles
            for question in film.annotations.questions:
                moment = re.search(r"(?:after|before)=(\w+)", question.program)
                if question.options and moment:
                    for frame in screening.camera.shown(moment[1]):
                        seen = {sight.fluent for sight in frame.sights}
                        assert seen.isdisjoint(f"location({thing})" for thing in cycle)


def test_a_question_of_one_film_alone_is_counted_under_its_own_name(families):
    assert all(film.annotations.dropped["not_shared"] for kin in families for film in kin)


def test_a_sibling_is_told_from_any_film_of_the_family(families):
    for kin in families:
        for film in kin:
            for one in siblings(film.screenplay):
                other = kin[one.number]
                told = one.exchange.screenplay
                same = {"film", "rotated"}
                assert told.model_dump(exclude=same) == other.screenplay.model_dump(exclude=same)
                frames = one.exchange.storyboard(film.storyboard).frames()
                drawn = [frame.depiction for frame in other.storyboard.frames()]
                assert [frame.depiction for frame in frames] == drawn


@pytest.mark.parametrize("count", [2, 3])
def test_a_smaller_family_fills_its_options_from_the_film(count):
    kin = films(1, count)
    tags = [
        question.distractors
        for film in kin
        for question in film.annotations.questions
        if question.distractors and "other film" in question.distractors
    ]
    assert tags
    assert all(tag.count("other film") == count - 1 and tag.count("") == 1 for tag in tags)


def test_a_film_without_such_things_is_made_and_has_no_rotations(films):
    play = films.map_film()
    alone = rotated(play, "film-a", 0, COUNT)
    assert alone.rotated.cycles == ()
    assert list(siblings(alone)) == []
    assert alone.chapters == play.chapters
    with pytest.raises(FilmError, match="no 4 things of it") as told:
        rotated(play, "film-a-rotation-1", 1, COUNT)
    assert "films.rotations" in told.value.hint


def test_names_are_exchanged_with_their_articles(films):
    play = films.map_film()
    props = (Prop(id="apple", name="ripe apple", kind="apple"), *play.props)
    play = play.model_copy(update={"props": props})
    name = next(prop.name for prop in play.props if prop.id == "map")
    exchange = Exchange(play, {"apple": "map", "map": "apple"})
    assert exchange.words("A ripe apple lies there.") == f"An {name} lies there."
    assert exchange.words(f"The {name} and the apple.") == "The ripe apple and the map."
    assert exchange.words("They map the coast.") == "They map the coast."
    assert exchange.fact("location(map)=in:chest") == "location(apple)=in:chest"
    assert exchange.fact("location(chest)=on:map.table") == "location(chest)=on:map.table"
