"""Viewers: what each has seen, what they therefore take to be the case, and what people believe."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Box, Footage, Picture, Verdict
from moviellm.film.viewers import (
    NOT,
    START,
    Screening,
    View,
    beliefs,
    observations,
    one_frame,
    thought,
)

TABLE = {
    "e1": ("in:chest", "in:chest", "in:chest"),
    "e2": ("in:chest", "in:chest", "in:chest"),
    "e3": ("held:ivo", "in:chest", "held:ivo"),
    "e4": ("on:room.stove", "in:chest", "on:room.stove"),
    "e5": ("on:room.stove", "in:chest", "on:room.stove"),
    "e6": ("on:room.stove", "not:in:chest", "on:room.stove"),
}
"""After each event: the truth about the map, what Mara believes, what Ivo believes."""

WHERE = "location(map)"


@pytest.fixture(scope="module")
def screening(films):
    play = films.map_film()
    return Screening(play, films.full_board(play))


def footage_of(screening, frame, **more):
    pictures = [
        Picture(frame=f.id, digest="0" * 16, sha256="0" * 64, format="jpg", width=9, height=9,
                bytes=9, **(more if f.id == frame else {}))
        for f in screening.storyboard.frames()
    ]  # fmt: skip
    return Footage(film=screening.screenplay.film, pictures=tuple(pictures))


def frame_of(screening, event):
    return next(
        observation for observation in screening.observations if event in observation.events
    )


def test_beliefs_follow_the_table_of_the_seven_events(screening):
    minds = beliefs(screening.ledger)
    for event, (truth, mara, ivo) in TABLE.items():
        at = screening.moments[event]
        assert screening.ledger.after(event).value(WHERE) == truth
        assert minds["mara"].value(WHERE, at) == mara, event
        assert minds["ivo"].value(WHERE, at) == ivo, event


def test_the_camera_rebuilds_every_belief_from_its_pieces(screening):
    for event, (_, mara, ivo) in TABLE.items():
        at = screening.moments[event]
        assert thought(screening.camera, "mara", WHERE, at).value == mara, event
        assert thought(screening.camera, "ivo", WHERE, at).value == ivo, event


def test_a_viewer_who_missed_the_leaving_thinks_that_she_saw_it(screening):
    hiding, taking = frame_of(screening, "e1"), frame_of(screening, "e3")
    at = screening.moments["e5"] - 1
    assert thought(View(screening, (hiding, taking)), "mara", WHERE, at).value == "held:ivo"
    with_leaving = View(screening, (hiding, frame_of(screening, "e2"), taking))
    assert thought(with_leaving, "mara", WHERE, at).value == "in:chest"


def test_who_sees_somebody_leave_does_not_learn_where_to(screening):
    at = screening.moments["e2"]
    assert screening.omniscient.value("place(mara)", at) == "harbour"
    assert screening.camera.value("place(mara)", at) == "not:room"
    assert screening.minds["ivo"].value("place(mara)", at) == "not:room"
    assert screening.minds["mara"].value("place(mara)", at) == "harbour"


def test_a_listener_believes_what_they_are_told_and_the_camera_does_not(films):
    lie = films._event("e2", "tell", agent="ivo", person="mara", line="It is behind the stove.",
                       fact="location(map)=on:room.stove")  # fmt: skip
    play = films.map_film(e2=(lie,), e5=())
    screening = Screening(play, films.full_board(play))
    at = screening.moments["e2"]
    assert screening.minds["mara"].value(WHERE, at) == "on:room.stove"
    assert thought(screening.camera, "mara", WHERE, at).value == "on:room.stove"
    assert screening.camera.value(WHERE, at) == "in:chest"


def test_viewers_differ_by_what_they_have_seen(screening):
    at = screening.moments["e5"]
    assert screening.camera.value(WHERE, at) == "on:room.stove"
    assert screening.shuffled.value(WHERE, at) is None
    assert screening.shuffled.value("light(room)", at) == "dusk"
    assert screening.blind.value(WHERE, at) is None
    seen = {view.value(WHERE, at) for view in one_frame(screening)}
    assert seen == {None, "held:mara", "in:chest", "held:ivo", "on:room.stove"}


def test_pieces_are_in_the_order_of_time_and_hold_frames_and_cues(screening):
    found = observations(screening.screenplay, screening.storyboard)
    assert [p.start_ms for p in found] == sorted(p.start_ms for p in found)
    assert {p.id for p in found if p.kind == "cue"} == {cue.id for cue in screening.storyboard.cues}
    assert {p.id for p in found if p.kind == "frame"} == {
        frame.id for frame in screening.storyboard.frames()
    }


def test_what_is_less_than_a_quarter_visible_is_not_shown(screening):
    taking = frame_of(screening, "e3")
    boxes = tuple(
        Box(entity=entity, x=0, y=0, width=4, height=4, visible=visible)
        for entity, visible in (("ivo", 1.0), ("chest", 0.25), ("map", 0.24))
    )
    footage = footage_of(screening, taking.id, boxes=boxes)
    seen = frame_of_id(Screening(screening.screenplay, screening.storyboard, footage), taking.id)
    assert "e3" not in seen.events
    assert not any("map" in sight.fluent for sight in seen.sights)
    assert any(sight.fluent == "location(chest)" for sight in seen.sights)


def test_what_the_critic_misses_is_not_shown(screening):
    taking = frame_of(screening, "e3")
    verdict = Verdict(score=0.5, missing=("location(map)=held:ivo",))
    footage = footage_of(screening, taking.id, verdict=verdict)
    seen = frame_of_id(Screening(screening.screenplay, screening.storyboard, footage), taking.id)
    assert "e3" not in seen.events
    assert (WHERE, "held:ivo") not in {(s.fluent, s.value) for s in seen.sights}


def frame_of_id(screening, name):
    return next(observation for observation in screening.observations if observation.id == name)


def test_an_event_that_is_not_shown_happens_when_the_film_has_reached_the_state_after_it(films):
    play = films.map_film()
    screening = Screening(play, films.full_board(play, leave_out=("e4",)))
    later = frame_of(screening, "x3")
    assert screening.clock[screening.moments["e4"]] == later.start_ms


@given(st.integers(0, 10_000))
@settings(max_examples=12)
def test_the_camera_that_sees_everything_is_never_wrong(films, seed):
    play = films.random_film(seed)
    screening = Screening(play, films.full_board(play))
    for number, step in enumerate(screening.steps):
        for fact in step.after:
            if fact.fluent.startswith(("posture(", "mood(")):
                continue  # who sits and leaves stands up out of sight, and moods pass there
            seen = screening.camera.value(fact.fluent, number)
            assert seen in (None, fact.value) or seen.startswith(NOT), (step.event, fact, seen)


@given(st.integers(0, 10_000))
@settings(max_examples=12)
def test_the_camera_that_sees_everything_knows_what_people_believe(films, seed):
    play = films.random_film(seed)
    screening = Screening(play, films.full_board(play))
    for number in range(len(screening.steps)):
        for person in ("mara", "ivo", "nora"):
            for prop in ("map", "lamp", "bag"):
                found = thought(screening.camera, person, f"location({prop})", number)
                believed = screening.minds[person].value(f"location({prop})", number)
                assert found is None or found.value == believed, (
                    seed, person, prop, screening.steps[number].event,
                )  # fmt: skip


def test_the_moment_before_the_first_event_has_a_name(screening):
    assert screening.camera.value(WHERE, screening.moment(START)) == "held:mara"
