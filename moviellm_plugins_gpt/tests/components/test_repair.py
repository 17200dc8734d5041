"""Mending a scene by hand: whatever a model writes, the ledger accepts what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import LIGHTS, MOODS, Ledger, check
from moviellm.film.models.events import VERB_NAMES
from moviellm.testing.films.tiny import tiny_screenplay
from moviellm_plugins_gpt.writer.compile import Setting, compile_scene
from moviellm_plugins_gpt.writer.repair import repair_scene
from moviellm_plugins_gpt.writer.repair_log import RepairLog
from moviellm_plugins_gpt.writer.schemas import Deed

PLAY = tiny_screenplay()
WORLD = Ledger(PLAY)
IDS = ["mara", "ivo", "map", "chest", "room", "harbour", "room.table", "room.stove", "nobody"]
PROSE = ["", "A wave.", "Ivo takes the old map.", "Mara looks at the oak chest.", "A harbour."]


def setting(place="room", after=None):
    earlier = [event.id for event in PLAY.events()]
    at = earlier.index(after) + 1 if after else 0
    return Setting(
        scene="c9.s9", place=place, opening=WORLD.after(after), earlier=set(earlier[:at])
    )


def deed(verb, **roles):
    names = ("agent", "prop", "person", "place", "spot", "value", "fact", "line")
    blank = {**dict.fromkeys(names), "because": [], "prose": ""}
    return Deed(**{**blank, "verb": verb, **roles})


deeds = st.builds(
    deed,
    verb=st.sampled_from(VERB_NAMES),
    agent=st.sampled_from([None, *IDS]),
    prop=st.sampled_from([None, *IDS]),
    person=st.sampled_from([None, *IDS]),
    place=st.sampled_from([None, *IDS]),
    spot=st.sampled_from([None, *IDS]),
    value=st.sampled_from([None, "red", *MOODS, *LIGHTS]),
    fact=st.sampled_from([None, "x", "location(map)=in:chest", "place(ivo)=moon", "mood(ivo)=sad"]),
    line=st.sampled_from([None, "", "You moved it."]),
    because=st.lists(st.sampled_from(["#1", "e1", "e3", "c9.s9.e2", "?"]), max_size=3),
    prose=st.sampled_from(PROSE),
)


def with_scene(where, events):
    """The tiny film with one more scene after the event before it."""
    chapter = PLAY.chapters[0]
    kept = []
    for scene in chapter.scenes:
        own = [e for e in scene.events if e.id in where.earlier]
        kept.append(scene.model_copy(update={"events": tuple(own)}))
    last = kept[-1].model_copy(
        update={"id": "c9.s9", "place": where.place, "events": tuple(events)}
    )
    whole = chapter.model_copy(update={"scenes": (*kept, last)})
    return PLAY.model_copy(update={"chapters": (whole,)})


@given(
    st.lists(deeds, min_size=1, max_size=8),
    st.sampled_from(["room", "harbour"]),
    st.sampled_from([None, "e1", "e3", "e4"]),
)
def test_whatever_is_written_the_mended_scene_can_happen(written, place, after):
    where = setting(place, after)
    repairs = RepairLog()
    compiled, spoiled = repair_scene(where, written, repairs)
    assert compiled.events
    assert check(with_scene(where, compiled.events)) == ()
    assert 0 <= spoiled <= len(written)
    if not compile_scene(where, written).problems:
        assert compiled.events == compile_scene(where, written).events
        assert spoiled == 0


@given(st.lists(deeds, min_size=1, max_size=8), st.sampled_from([None, "e1", "e3"]))
def test_no_act_tells_of_a_thing_what_did_not_happen(written, after):
    compiled, _ = repair_scene(setting("room", after), written, RepairLog())
    for event in compiled.events:
        if event.verb == "act":
            assert "takes" not in event.prose
            assert "harbour" not in event.prose


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (deed("leave", agent="mara", place="room"), [("leave", "mara")]),
        (deed("say", agent="mara", person="nobody", line="Hm."), [("say", "mara")]),
        (deed("tell", agent="mara", person="ivo", fact="x", line="Hm."), [("say", "mara")]),
        (deed("mend", agent="mara", prop="map", prose="The old map is whole."), [("wait", "mara")]),
        (deed("quarrel", agent="mara", person="mara", prose="A wave."), [("act", "mara")]),
    ],
)
def test_the_smallest_change_is_made(written, left):
    compiled, _ = repair_scene(setting("room"), [written], RepairLog())
    assert [(event.verb, event.agent) for event in compiled.events] == left
