"""The ledger: any sequence of events either folds or yields a problem; folding is a function."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import (
    AWAY,
    GONE,
    Event,
    Fact,
    Ledger,
    Place,
    Prop,
    Screenplay,
    Spot,
    check,
    location_parts,
)
from moviellm.film.verbs import VERBS
from moviellm.testing.films.tiny import tiny_screenplay

TINY = tiny_screenplay()
IDS = [
    "mara", "ivo", "map", "chest", "room", "harbour", "room.table", "room.stove", "harbour.quay",
    "nobody", "away",
]  # fmt: skip
VALUES = ["happy", "angry", "night", "rain", "friends", "nonsense", ""]
maybe_id = st.none() | st.sampled_from(IDS)

wild_events = st.builds(
    Event,
    id=st.integers(1, 12).map(lambda n: f"e{n}"),
    verb=st.sampled_from(sorted(VERBS)),
    agent=maybe_id,
    prop=maybe_id,
    person=maybe_id,
    place=maybe_id,
    spot=maybe_id,
    value=st.none() | st.sampled_from(VALUES),
    fact=st.none() | st.sampled_from(["location(map)=in:chest", "alive(ivo)=no", "odd(x)=y"]),
    line=st.none() | st.just("Well?"),
    because=st.lists(st.integers(1, 12).map(lambda n: f"e{n}"), max_size=2).map(tuple),
    prose=st.sampled_from(["", "Something happens."]),
)


def fitting(verb: str, data: st.DataObject) -> Event:
    """An event with just the fields of its verb, filled with plausible ids."""
    pools = {
        "agent": ["mara", "ivo"],
        "person": ["mara", "ivo"],
        "prop": ["map", "chest"],
        "place": ["room", "harbour"],
        "spot": ["room.table", "room.floor", "room.stove", "chest"],
        "value": VALUES[:4],
        "fact": ["location(map)=in:chest"],
        "line": ["You moved it."],
        "prose": ["Somebody sighs."],
    }
    fields = {name: data.draw(st.sampled_from(pools[name])) for name in VERBS[verb].needs}
    return Event(id="e", verb=verb, **fields)


def telling(events: list[Event], place: str = "room") -> Screenplay:
    scene = (
        TINY.chapters[0]
        .scenes[0]
        .model_copy(update={"events": tuple(events), "place": place, "id": "s"})
    )
    chapter = TINY.chapters[0].model_copy(update={"scenes": (scene,)})
    return TINY.model_copy(update={"chapters": (chapter,)})


@given(st.lists(wild_events, max_size=25), st.sampled_from(["room", "harbour", "nowhere"]))
def test_any_events_fold_or_yield_problems_and_never_raise(events, place):
    ledger = Ledger(telling(events, place))
    broken = [problem for problem in ledger.problems() if problem.where.startswith("e")]
    assert len(ledger.steps) + len(broken) >= len(events)
    for problem in ledger.problems():
        assert problem.rule
        assert problem.hint.endswith(".")


@given(st.lists(wild_events, max_size=25))
def test_folding_is_deterministic(events):
    one, other = Ledger(telling(events)), Ledger(telling(events))
    assert one.problems() == other.problems()
    assert [step.after for step in one.steps] == [step.after for step in other.steps]


@given(st.data())
@settings(max_examples=150)
def test_events_with_fitting_fields_keep_the_world_whole(data):
    state = Ledger(TINY).opening
    for number in range(data.draw(st.integers(1, 25))):
        verb = data.draw(st.sampled_from(sorted(VERBS)))
        event = fitting(verb, data).model_copy(update={"id": f"e{number}"})
        result = Ledger.step(state, event, "room")
        if not hasattr(result, "rule"):
            state = result
        for person in ("mara", "ivo"):
            assert state.place_of(person) in ("room", "harbour", AWAY)
        for prop in ("map", "chest"):
            how, where = location_parts(state.location_of(prop))
            assert how in ("on", "in", "held", "worn", GONE)
            assert where != prop
            if how in ("held", "worn"):
                assert state.place_of_prop(prop) in (state.place_of(where), None)


@pytest.mark.parametrize(
    ("events", "rule", "words"),
    [
        ([Event(id="x", verb="take", agent="mara", prop="chest")], "fixed", "chest"),
        ([Event(id="x", verb="take", agent="ivo", prop="map")], "in hand already", "ivo"),
        ([Event(id="x", verb="put", agent="ivo", prop="map", spot="chest")], "not in hand", "mara"),
        ([Event(id="x", verb="enter", agent="mara", place="room")], "already there", "room"),
        ([Event(id="x", verb="say", agent="mara")], "incomplete", "line"),
        ([Event(id="x", verb="wait", agent="mara", prop="map")], "superfluous", "prop"),
        ([Event(id="x", verb="wait", agent="zoe")], "unknown id", "ivo, mara"),
        ([Event(id="x", verb="feel", agent="mara", value="hungry")], "unknown value", "happy"),
        ([Event(id="x", verb="lock", agent="mara", prop="chest")], "wrong prop", "lock"),
        ([Event(id="x", verb="open", agent="mara", prop="chest")], "wrong state", "open(chest)"),
        ([Event(id="x", verb="put", agent="mara", prop="map", spot="harbour.quay")], "elsewhere",
         "harbour.quay"),
        ([Event(id="x", verb="hide", agent="mara", prop="map", spot="room.table")],
         "in plain sight", "room.table"),
        ([Event(id="x", verb="reconcile", agent="mara", person="ivo")], "nothing to forgive",
         "ivo"),
        ([Event(id="x", verb="befriend", agent="mara", person="mara")], "alone", "mara"),
        ([Event(id="x", verb="leave", agent="mara", place="room")], "same place", "room"),
        ([Event(id="x", verb="enter", agent="mara", place="harbour")], "off scene", "room"),
        ([Event(id="w", verb="die", agent="mara"), Event(id="x", verb="wait", agent="mara")],
         "dead", "mara"),
        ([Event(id="w", verb="leave", agent="ivo"),
          Event(id="x", verb="ask", agent="mara", person="ivo", line="Where?")], "elsewhere",
         "away"),
        ([Event(id="w", verb="put", agent="mara", prop="map", spot="chest"),
          Event(id="v", verb="close", agent="mara", prop="chest"),
          Event(id="x", verb="take", agent="ivo", prop="map")], "shut away", "chest"),
        ([Event(id="x", verb="wait", agent="mara", because=("later",))], "unknown cause", "later"),
        ([Event(id="x", verb="wait", agent="mara", instead={"agent": ("zoe",)})], "unknown id",
         "ivo, mara"),
        ([Event(id="x", verb="wait", agent="mara", instead={"agent": ("ivo", "mara")})],
         "drawn twice", "not `mara`"),
        ([Event(id="x", verb="wait", agent="mara", instead={"agent": ("ivo", "ivo")})],
         "drawn twice", "each once"),
        ([Event(id="x", verb="wait", agent="mara", instead={"agent": ()})], "drawn twice",
         "leave it out"),
        ([Event(id="x", verb="wait", agent="mara", instead={"spot": ("room.table",)})],
         "nothing drawn", "`spot`"),
        ([Event(id="x", verb="feel", agent="mara", value="sad", instead={"value": ("hungry",)})],
         "unknown id", "happy"),
        ([Event(id="x", verb="feel", agent="mara", value="sad", instead={"value": ("night",)})],
         "unknown id", "happy"),
    ],
)  # fmt: skip
def test_each_rule_names_the_event_and_says_what_is_the_case(events, rule, words):
    problems = check(telling(events))
    assert [problem.where for problem in problems] == ["x"]
    assert problems[0].rule == rule
    assert words in problems[0].hint


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("place(mara)=moon", "moon"),
        ("place(zoe)=room", "zoe"),
        ("mood(mara)=hungry", "calm"),
        ("location(map)=on:moon.crater", "SPOT"),
        ("colour(map)=red", "fluent"),
    ],
)
def test_an_impossible_opening_is_a_problem(opening, words):
    problems = check(TINY.model_copy(update={"opening": (*TINY.opening, opening)}))
    assert problems[0].rule == "impossible opening"
    assert words in problems[0].hint


def test_containers_in_each_other_are_a_problem_and_do_not_hang():
    box = Prop(id="box", name="box", kind="box", container=True)
    play = TINY.model_copy(
        update={
            "props": (*TINY.props, box),
            "opening": (*TINY.opening, "location(box)=in:chest", "location(chest)=in:box"),
        }
    )
    rules = {problem.rule for problem in check(play)}
    assert "containment cycle" in rules


def test_equal_ids_are_a_problem():
    twice = TINY.model_copy(update={"places": (*TINY.places, TINY.places[1])})
    assert "duplicate id" in {problem.rule for problem in check(twice)}


def test_the_worked_example_tells_where_the_map_is():
    ledger = Ledger(TINY)
    assert ledger.problems() == ()
    where = [ledger.after(f"e{n}").location_of("map") for n in (1, 2, 3, 4, 5)]
    assert where == ["in:chest", "in:chest", "held:ivo", "on:room.stove", "on:room.stove"]
    assert not ledger.after("e4").in_sight("map")
    assert ledger.after("e1").in_sight("map")
    assert Fact("place(mara)", "harbour") in ledger.after("e2")


def test_a_prop_goes_where_its_holder_goes():
    ledger = Ledger(telling([Event(id="e1", verb="leave", agent="mara", place="harbour")]))
    assert ledger.closing.place_of_prop("map") == "harbour"


def test_a_hidden_prop_comes_to_light_when_it_is_found():
    hidden = Place(
        id="room", name="the room", kind="room",
        spots=(Spot(id="room.stove", name="stove", hidden=True),),
    )  # fmt: skip
    events = [
        Event(id="e1", verb="hide", agent="mara", prop="map", spot="room.stove"),
        Event(id="e2", verb="find", agent="ivo", prop="map"),
    ]
    play = telling(events).model_copy(update={"places": (hidden, TINY.places[1])})
    play = play.model_copy(update={"opening": ("place(mara)=room", "place(ivo)=room",
                                              "location(map)=held:mara")})  # fmt: skip
    assert check(play) == ()
    assert Ledger(play).closing.location_of("map") == "held:ivo"


def test_an_hour_comes_to_every_place_and_the_weather_to_one():
    play = tiny_screenplay()
    (chapter,) = play.chapters
    scene = chapter.scenes[0]
    night = Event(id="n1", verb="daylight", place="room", value="night")
    rain = Event(id="n2", verb="weather", place="room", value="rain")
    told = scene.model_copy(update={"events": (night, rain)})
    only = chapter.model_copy(update={"scenes": (told,)})
    closing = Ledger(play.model_copy(update={"chapters": (only,)})).closing
    assert {closing.value(f"light({place.id})") for place in play.places} == {"night"}
    assert closing.value("weather(room)") == "rain"
    assert closing.value("weather(harbour)") == "clear"


def test_what_could_as_well_have_happened_changes_nothing_and_is_left_out_where_there_is_none():
    plain = Event(id="x", verb="feel", agent="mara", value="sad")
    drawn = plain.model_copy(update={"instead": {"value": ("calm", "happy"), "agent": ("ivo",)}})
    assert check(telling([drawn])) == ()
    assert Ledger(telling([drawn])).closing == Ledger(telling([plain])).closing
    assert "instead" not in plain.model_dump_json()
    assert Event.model_validate_json(drawn.model_dump_json()) == drawn
    assert len({plain, drawn}) == 2
