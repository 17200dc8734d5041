"""What single pictures show, on the tiny film and on scenes made for one question each."""

from __future__ import annotations

import pytest
from moviellm import FilmError
from moviellm.film import (
    Chapter,
    Depiction,
    Event,
    KeyFrame,
    Person,
    Place,
    Prop,
    Scene,
    Screenplay,
    Shot,
    Spot,
    Storyboard,
    check_storyboard,
    seen_props,
)
from moviellm.testing.films.tiny import tiny_screenplay

KITCHEN = Place(
    id="kitchen",
    name="the kitchen",
    kind="kitchen",
    spots=(
        Spot(id="kitchen.table", name="table", x=0.3),
        Spot(id="kitchen.shelf", name="shelf", kind="shelf", x=0.8),
        Spot(id="kitchen.stove", name="stove", preposition="behind", x=0.9, hidden=True),
    ),
)
MARA, IVO = Person(id="mara", name="Mara", pronoun="she"), Person(id="ivo", name="Ivo")
PROPS = (
    Prop(id="cup", name="cup", kind="cup"),
    Prop(id="lamp", name="lamp", kind="lamp", lights=True),
    Prop(id="box", name="box", kind="box", container=True, opens=True),
)
OPENING = (
    "place(mara)=kitchen", "place(ivo)=kitchen", "location(cup)=on:kitchen.table",
    "location(lamp)=on:kitchen.shelf", "location(box)=on:kitchen.shelf",
)  # fmt: skip


def scene_of(frames: int, *events: Event, opening: tuple[str, ...] = ()) -> Screenplay:
    scene = Scene(id="s1", title="A scene", place="kitchen", frames=frames, events=events)
    return Screenplay(
        film="film-kitchen", title="Kitchen", overview="A kitchen.", genre="Drama",
        cast=(MARA, IVO), places=(KITCHEN,), props=PROPS, opening=(*OPENING, *opening),
        chapters=(Chapter(id="c1", title="One", scenes=(scene,)),),
    )  # fmt: skip


def events(*rows: str) -> tuple[Event, ...]:
    """Events from ``verb role=value ...``."""
    made = []
    for number, row in enumerate(rows, start=1):
        verb, *roles = row.split()
        fields = dict(role.split("=", 1) for role in roles)
        fields = {name: value.replace("_", " ") for name, value in fields.items()}
        made.append(Event.model_validate({"id": f"e{number}", "verb": verb, **fields}))
    return tuple(made)


def shot_showing(board: Storyboard, event: str) -> tuple[Shot, KeyFrame]:
    return next(
        (shot, frame) for shot in board.shots for frame in shot.frames if event in frame.events
    )


def figure(seen: Depiction, person: str):
    return next(figure for figure in seen.figures if figure.person == person)


def test_the_tiny_film_is_shown_event_by_event(direct):
    play = tiny_screenplay()
    board = direct(play)
    assert check_storyboard(play, board) == ()
    shown = [event for frame in board.frames() for event in frame.events]
    assert shown == ["e1", "e2", "e3", "e4", "e5", "e6"]
    (cue,) = board.cues
    heard = [f for f in board.frames() if f.start_ms <= cue.start_ms < f.end_ms]
    assert "mara" in {figure.person for figure in heard[0].depiction.figures}


def test_a_scene_begins_with_the_whole_place_and_its_light(direct):
    board = direct(tiny_screenplay())
    for scene in ("c1s1", "c1s2"):
        first = next(shot for shot in board.shots if shot.scene == scene)
        assert first.camera.size == "wide"
        assert first.frames[0].depiction.light == "dusk"
        assert " at dusk" in first.frames[0].prompt


@pytest.mark.parametrize("frames", [1, 2, 4, 7])
@pytest.mark.parametrize("sky", [(), ("daylight place=kitchen value=night",)])
def test_an_empty_place_is_seen_with_the_first_who_comes(direct, frames, sky):
    away = ("place(mara)=away", "place(ivo)=away")
    come = ("enter agent=mara place=kitchen", "take agent=mara prop=cup")
    play = scene_of(frames, *events(*sky, *come))
    kept = tuple(fact for fact in play.opening if not fact.startswith("place("))
    play = play.model_copy(update={"opening": (*kept, *away)})
    board = direct(play)
    assert check_storyboard(play, board) == ()
    first = board.shots[0]
    assert first.camera.size == "wide"
    assert figure(first.frames[0].depiction, "mara")
    assert first.frames[0].depiction.light == ("night" if sky else "day")
    assert not sky or "e1" in first.frames[0].events


def test_who_leaves_is_still_seen_and_faces_the_way_out(direct):
    _, frame = shot_showing(direct(tiny_screenplay()), "e2")
    mara = figure(frame.depiction, "mara")
    assert frame.after == "e1"
    assert (mara.pose, mara.facing) == ("walking", "left" if mara.x < 0.5 else "right")


def test_what_is_hidden_is_seen_as_it_goes_there_and_then_no_more(direct):
    board = direct(tiny_screenplay())
    shot, frame = shot_showing(board, "e4")
    assert frame.after == "e4"
    assert shot.camera.subject == "ivo"
    ivo = figure(frame.depiction, "ivo")
    assert (ivo.pose, ivo.holding, ivo.facing) == ("opening", (), "right")
    (seen,) = (prop for prop in frame.depiction.props if prop.prop == "map")
    assert seen.location == "on:room.stove"
    assert seen.x > ivo.x
    assert check_storyboard(tiny_screenplay(), board) == ()
    later = [other for other in board.frames() if other.index > frame.index]
    assert all("map" not in seen_props(other.depiction) for other in later)


def test_what_is_taken_is_in_the_hand_and_what_it_was_in_stands_by(direct):
    _, frame = shot_showing(direct(tiny_screenplay()), "e3")
    assert frame.after == "e3"
    assert figure(frame.depiction, "ivo").holding == ("map",)
    assert [(prop.prop, prop.location) for prop in frame.depiction.props] == [
        ("chest", "on:room.floor")
    ]


def test_a_thing_in_a_container_is_where_the_container_is(direct):
    _, frame = shot_showing(direct(tiny_screenplay()), "e1")
    seen = {prop.prop: prop for prop in frame.depiction.props}
    assert seen["map"].location == "in:chest"
    assert seen["map"].x == seen["chest"].x
    assert "open(chest)=yes" in seen["chest"].facts


def test_an_insert_has_its_thing_in_the_middle(direct):
    board = direct(scene_of(6, *events("open agent=mara prop=box", "take agent=mara prop=cup",
                                       "put agent=mara prop=cup spot=box")))  # fmt: skip
    inserts = [(shot, frame) for shot in board.shots for frame in shot.frames
               if shot.camera.size == "insert"]  # fmt: skip
    assert inserts
    for shot, frame in inserts:
        seen = {prop.prop: prop.x for prop in frame.depiction.props}
        seen |= {held: one.x for one in frame.depiction.figures for held in one.holding}
        assert seen[shot.camera.subject] == 0.5


def test_looks_are_told_of_things_that_have_them(direct):
    play = scene_of(4, *events("light agent=mara prop=lamp", "take agent=mara prop=lamp"))
    board = direct(play)
    lit = shot_showing(board, "e1")[1].depiction
    lamp = next(prop for prop in lit.props if prop.prop == "lamp")
    assert lamp.facts == ("lit(lamp)=yes", "whole(lamp)=yes")
    assert "the lit lamp on the shelf" in shot_showing(board, "e1")[1].prompt
    taken = shot_showing(board, "e2")[1].depiction
    assert "lit(lamp)=yes" in taken.facts


def test_a_person_goes_to_the_spot_that_they_use_and_faces_it(direct):
    board = direct(scene_of(5, *events("take agent=mara prop=cup", "put agent=mara prop=cup "
                                       "spot=kitchen.shelf")))  # fmt: skip
    whole = [
        figure(frame.depiction, "mara").x
        for shot in board.shots
        for frame in shot.frames
        if shot.camera.size == "wide" and frame.after == "e2"
    ]
    assert all(abs(x - 0.8) < 0.2 for x in whole)
    put = shot_showing(board, "e2")[1].depiction
    cup = next(prop for prop in put.props if prop.prop == "cup")
    mara = figure(put, "mara")
    assert mara.facing == ("right" if cup.x > mara.x else "left")


def test_dialogue_goes_from_face_to_face_across_one_line(direct):
    board = direct(
        scene_of(
            6,
            *events(
                "say agent=mara person=ivo line=Where_is_it?",
                "say agent=ivo person=mara line=Where_you_left_it.",
                "say agent=mara person=ivo line=It_is_not.",
            ),
        )
    )
    faces = {}
    for shot in board.shots:
        for frame in shot.frames:
            if shot.camera.size == "close":
                (one,) = frame.depiction.figures
                faces[one.person] = one.facing
    assert faces == {"mara": "right", "ivo": "left"}
    talking = [f for f in board.frames() for g in f.depiction.figures if g.pose == "talking"]
    assert len({frame.id for frame in talking}) == 3
    assert all(frame.events == () for frame in board.frames())


def test_who_sits_keeps_sitting_while_they_talk(direct):
    board = direct(
        scene_of(4, *events("sit agent=mara", "say agent=mara person=ivo line=I_will_wait."))
    )
    poses = {
        figure.pose
        for frame in board.frames()
        if frame.after in ("e1", "e2")
        for figure in frame.depiction.figures
        if figure.person == "mara"
    }
    assert poses == {"sitting"}


def test_one_frame_shows_all_whose_effect_can_still_be_seen(direct):
    rows = (
        "open agent=ivo prop=box", "quarrel agent=mara person=ivo", "light agent=ivo prop=lamp",
        "take agent=mara prop=cup",
    )  # fmt: skip
    (frame,) = direct(scene_of(1, *events(*rows))).frames()
    assert frame.after == "e4"
    assert frame.events == ("e1", "e3", "e4")


def test_too_few_frames_leave_out_what_matters_least(direct):
    rows = (
        "wait agent=ivo", "take agent=mara prop=cup", "say agent=ivo line=Hm.",
        "give agent=mara prop=cup person=ivo", "look agent=mara prop=lamp", "leave agent=mara",
    )  # fmt: skip
    board = direct(scene_of(3, *events(*rows)))
    assert [frame.events for frame in board.frames()] == [("e2",), ("e4",), ("e6",)]


def test_an_empty_place_is_seen_from_several_sides(direct):
    play = scene_of(7, opening=("place(mara)=away", "place(ivo)=away"))
    board = direct(play)
    assert check_storyboard(play, board) == ()
    assert len(list(board.frames())) == 7


def test_an_embrace_is_seen_with_both(direct):
    board = direct(scene_of(3, *events("embrace agent=mara person=ivo")))
    seen = shot_showing(board, "e1")[1].depiction
    assert [(figure.person, figure.pose) for figure in seen.figures] == [
        ("mara", "embracing"),
        ("ivo", "embracing"),
    ]


def test_props_on_one_spot_lie_side_by_side_and_stay_there(direct):
    board = direct(scene_of(3, *events("take agent=mara prop=cup")))
    places = {
        (prop.prop, prop.x)
        for shot in board.shots
        if shot.camera.size in ("wide", "full")
        for frame in shot.frames
        for prop in frame.depiction.props
        if prop.prop in ("lamp", "box")
    }
    assert len({name for name, _ in places}) == len({x for _, x in places}) == 2


def test_frames_of_one_camera_are_one_shot(direct):
    board = direct(tiny_screenplay())
    for one, two in zip(board.shots, board.shots[1:], strict=False):
        assert (one.scene, one.camera) != (two.scene, two.camera)
    assert len(board.shots) < len(list(board.frames()))


def test_a_scene_in_no_place_is_refused(direct):
    play = tiny_screenplay()
    scene = next(play.scenes()).model_copy(update={"place": "moon"})
    chapter = play.chapters[0].model_copy(update={"scenes": (scene,)})
    with pytest.raises(FilmError, match="c1s1 is set in `moon`"):
        direct(play.model_copy(update={"chapters": (chapter,)}))


@pytest.mark.parametrize("thing", ["map", "chest"])
def test_who_looks_at_something_faces_it(direct, thing):
    play = tiny_screenplay()
    (chapter,) = play.chapters
    first, last = chapter.scenes
    look = Event(id="e9", verb="look", agent="mara", prop="chest" if thing == "chest" else thing)
    put = Event(id="e8", verb="put", agent="ivo", prop="map", spot="room.table")
    find = Event(id="e7b", verb="find", agent="ivo", prop="map")
    events = (*last.events, find, put, look)
    longer = last.model_copy(update={"events": events, "frames": 8})
    told = chapter.model_copy(update={"scenes": (first, longer)})
    _, frame = shot_showing(direct(play.model_copy(update={"chapters": (told,)})), "e9")
    mara = figure(frame.depiction, "mara")
    (seen,) = (prop for prop in frame.depiction.props if prop.prop == thing)
    assert mara.facing == ("right" if seen.x > mara.x else "left")
