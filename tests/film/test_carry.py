"""`carry`: somebody brings a person, or a thing that they hold, to another place."""

from __future__ import annotations

import random

import pytest
from moviellm.film import Annotations, Brief, Event, Film, Footage, Ledger, Problem, Shape, State
from moviellm.film.captioning import annotate
from moviellm.film.prose.wording import Wording
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.film.twins.instead import instead
from moviellm.film.twins.retelling import Retelling, retold
from moviellm.film.twins.words import reworded
from moviellm.film.viewers import Screening
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.storyboard.config import StoryboardConfig


def event(id: str, verb: str, **roles) -> Event:
    return Event.model_validate({"id": id, "verb": verb, **roles})


@pytest.fixture
def play(films):
    """Mara brings the map to the harbour, and Ivo after it; Nora sees them come."""
    return films.told(
        films.random_film(1, events=1).model_copy(
            update={"opening": (*films.map_film().opening, "place(nora)=harbour")}
        ),
        [
            ("room", [event("e1", "carry", agent="mara", prop="map", place="harbour")]),
            ("room", [event("e2", "enter", agent="mara", place="room"),
                      event("e3", "carry", agent="mara", person="ivo", place="harbour",
                            because=["e1"])]),
            ("harbour", [event("e4", "put", agent="mara", prop="map", spot="harbour.quay",
                               because=["e3"]),
                         event("e5", "say", agent="ivo", person="mara", line="Here it is.")]),
        ],
    )  # fmt: skip


@pytest.fixture
def film(play) -> Film:
    board = bind_storyboard(Ledger(play), stage_scenes(Ledger(play)), StoryboardConfig(), 1)
    brief = Brief(id=play.film, theme="x", seed=1, shape=Shape(chapters=1, scenes=3, frames=3))
    return Film(
        brief=brief, screenplay=play, storyboard=board,
        footage=Footage(film=play.film, pictures=()),
        annotations=Annotations(film=play.film, captions=(), questions=()),
    )  # fmt: skip


def after(play, number: int) -> State:
    return Ledger(play).by_event[f"e{number}"].after


def test_who_is_brought_is_where_the_other_is(play):
    assert Ledger(play).problems() == ()
    assert after(play, 1).place_of("mara") == "harbour"
    assert after(play, 1).place_of("ivo") == "room"
    assert after(play, 1).place_of_prop("map") == "harbour"
    assert after(play, 3).place_of("mara") == after(play, 3).place_of("ivo") == "harbour"


@pytest.mark.parametrize(
    ("roles", "rule"),
    [
        ({"agent": "mara"}, "incomplete"),
        ({"agent": "mara", "prop": "map", "person": "ivo"}, "incomplete"),
        ({"agent": "ivo", "prop": "map"}, "not in hand"),
        ({"agent": "mara", "person": "nora"}, "elsewhere"),
        ({"agent": "mara", "person": "mara"}, "alone"),
        ({"agent": "mara", "prop": "map", "place": "room"}, "same place"),
    ],
)
def test_what_cannot_be_brought_is_told(play, roles, rule):
    roles = {"place": "harbour", **roles}
    found = Ledger.step(Ledger(play).opening, event("x", "carry", **roles), "room")
    assert isinstance(found, Problem)
    assert found.rule == rule


def test_everybody_knows_what_they_saw_of_it(film):
    screening = Screening(film.screenplay, film.storyboard, film.footage)
    at = screening.moments["e3"]
    for person in ("mara", "ivo", "nora"):
        assert screening.minds[person].value("place(ivo)", at) == "harbour"
    assert screening.camera.shown("e1")
    assert screening.camera.shown("e3")


def test_it_is_shown_while_they_go(film):
    frame = next(f for shot in film.storyboard.shots for f in shot.frames if "e3" in f.events)
    assert {f.person: f.pose for f in frame.depiction.figures} == {
        "mara": "walking", "ivo": "walking",
    }  # fmt: skip
    assert "walking out with Ivo" in frame.prompt


def test_it_is_said_of_things_and_of_people(film):
    screening = Screening(film.screenplay, film.storyboard, film.footage)
    words = Wording(screening)
    said = [words.clause(screening.ledger.by_event[f"e{number}"]) for number in (1, 3)]
    assert said == ["Mara brings the old map to the harbour", "Mara brings Ivo to the harbour"]


def test_it_is_told_and_asked_about(film):
    told = annotate(film, ScriptConfig(per_scene=20), random.Random(1))
    assert any("the harbour" in caption.text and "bring" in caption.text
               for caption in told.captions)  # fmt: skip
    asked = {question.question for question in told.questions}
    assert any("bring" in question for question in asked)


def test_a_twin_thinks_better_of_it(play):
    ledger = Ledger(play)
    (look,) = instead(ledger, ledger.by_event["e1"], "room")
    one = Retelling(ledger, look)
    twin = reworded(retold(play, one.scenes), one, "en")
    told = next(event for event in twin.events() if event.id == "e1")
    assert (told.verb, told.prose) == ("look", "Mara looks at the old map and stays.")
    assert Ledger(twin).problems() == ()
    assert "e2" in one.dropped
