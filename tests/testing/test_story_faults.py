"""Each kind of fault is found where it was planted, and nowhere in the kit's own film."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from moviellm.film import (
    Annotations,
    Caption,
    Event,
    Evidence,
    KeyFrame,
    Ledger,
    Question,
    Screenplay,
    Storyboard,
)
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.testing import (
    NASTY_TEXTS,
    StoryFault,
    nasty_movie,
    story_faults,
    tiny_screenplay,
    tiny_storyboard,
)
from moviellm.testing.stories.fault import StoryRow

KIT = Path(__file__).parents[2] / "docs" / "reference" / "kit.md"


class Pace:
    reading_speed, min_frame_ms, max_frame_ms = 16.0, 2_000, 6_000


def with_events(*events: Event, frames: int = 5) -> Screenplay:
    """The kit's film with more events at the end of its last scene."""
    play = tiny_screenplay()
    (chapter,) = play.chapters
    first, last = chapter.scenes
    longer = last.model_copy(update={"events": (*last.events, *events), "frames": frames})
    told = chapter.model_copy(update={"scenes": (first, longer)})
    return play.model_copy(update={"chapters": (told,)})


def rows(*events: Event) -> list[str]:
    return [fault.row for fault in story_faults(with_events(*events))]


def telling(fact: str, line: str) -> Event:
    return Event(id="e8", verb="tell", agent="ivo", person="mara", fact=fact, line=line)


def board_of(play: Screenplay) -> Storyboard:
    ledger = Ledger(play)
    return bind_storyboard(ledger, stage_scenes(ledger), Pace(), 1)


def test_the_film_of_the_kit_has_none():
    assert story_faults(tiny_screenplay(), tiny_storyboard()) == ()


@pytest.mark.parametrize("text", NASTY_TEXTS)
def test_any_film_can_be_looked_at(text):
    film = nasty_movie()
    play = film.screenplay
    (chapter, *_) = play.chapters
    (scene, *_) = chapter.scenes
    told = telling("location(map)=in:chest", text)
    longer = scene.model_copy(update={"events": (*scene.events[:1], told)})
    one = chapter.model_copy(update={"scenes": (longer,)})
    things = tuple(prop.model_copy(update={"name": " "}) for prop in play.props)
    story_faults(play, film.storyboard, film.annotations)
    story_faults(play.model_copy(update={"chapters": (one,), "props": things}), film.storyboard)


@pytest.mark.parametrize(
    "prose",
    ["Why does Mara say, “Gone?”?", "Ivo comes in in the attic.",
     "Ivo puts the hat on on the beach.",
     "Ivo comes back in the attic.", "It is nowhere any more.", "Mara takes {thing}.",
     "Mara waits .", "She left.”."],
)  # fmt: skip
def test_bad_language_is_found(prose):
    assert rows(Event(id="e8", verb="act", agent="mara", prose=prose)) == ["language"]


@pytest.mark.parametrize(
    "prose",
    ["“Where is it?” Mara asks.", "Mara waits … and waits.", "Ivo says, “Wait!”, and goes."],
)
def test_good_language_is_not(prose):
    assert rows(Event(id="e8", verb="act", agent="mara", prose=prose)) == []


def test_who_hid_a_thing_does_not_find_it_and_another_does():
    def found_by(person: str) -> list[str]:
        return rows(
            Event(id="e8", verb="find", agent=person, prop="map", prose="The map is found.")
        )

    assert found_by("ivo") == ["found by who hid it"]
    assert found_by("mara") == []


def test_who_left_for_a_place_is_seen_to_come_in():
    play = with_events(Event(id="e8", verb="leave", agent="ivo", place="harbour"))
    (chapter,) = play.chapters
    look = Event(id="e9", verb="look", agent="ivo")
    enter = Event(id="e9", verb="enter", agent="ivo", place="harbour")
    out = Event(id="e8", verb="leave", agent="ivo")
    for left, event, expected in (
        (None, look, ["implied arrival"]), (out, enter, []),
    ):  # fmt: skip
        scenes = chapter.scenes if left is None else with_events(left).chapters[0].scenes
        there = scenes[0].model_copy(
            update={"id": "s9", "place": "harbour", "events": (event,), "frames": 1}
        )
        told = chapter.model_copy(update={"scenes": (*scenes, there)})
        found = story_faults(play.model_copy(update={"chapters": (told,)}))
        assert [fault.row for fault in found] == expected


def test_the_last_key_deed_of_a_chapter_needs_a_frame():
    fight = Event(id="e8", verb="quarrel", agent="mara", person="ivo")
    play = with_events(fight, frames=1)
    board = board_of(play)
    blind = [
        shot.model_copy(
            update={"frames": tuple(f.model_copy(update={"events": ()}) for f in shot.frames)}
        )
        for shot in board.shots
    ]
    unseen = board.model_copy(update={"shots": tuple(blind)})
    assert "turn unseen" in [fault.row for fault in story_faults(play, unseen)]


def seen(events: tuple[Event, ...], frames: int = 5, **faces: str) -> list[str]:
    """The rows of a film whose last frames show these faces, whatever its ledger says."""
    play = with_events(*events, frames=frames)
    board = board_of(play)
    shots = [
        shot.model_copy(update={"frames": tuple(_masked(frame, faces) for frame in shot.frames)})
        for shot in board.shots
    ]
    return [fault.row for fault in story_faults(play, board.model_copy(update={"shots": shots}))]


def _masked(frame: KeyFrame, faces: dict[str, str]) -> KeyFrame:
    depiction = frame.depiction
    figures = tuple(
        figure.model_copy(update={"expression": faces.get(figure.person, figure.expression)})
        for figure in depiction.figures
    )
    return frame.model_copy(update={"depiction": depiction.model_copy(update={"figures": figures})})


def test_who_quarrels_and_smiles_is_found():
    fight = (Event(id="e8", verb="quarrel", agent="mara", person="ivo"),)
    assert seen(fight) == []
    assert seen(fight, ivo="happy") == ["face unlike the deed"]


def test_a_surprise_that_stays_is_found_and_one_that_comes_again_is_not():
    start = Event(id="e8", verb="feel", agent="mara", value="surprised")
    after = tuple(
        Event(id=f"e{n}", verb="act", agent="mara", prose=f"Mara counts to {n}.")
        for n in range(9, 17)
    )
    again = Event(id="e17", verb="feel", agent="mara", value="surprised")
    assert seen((start, *after), frames=14) == []
    assert seen((start, *after), frames=14, mara="surprised") == ["mood stays"]
    assert seen((start, *after[:3], again), frames=10) == []


def test_fog_at_the_windows_of_a_cellar_is_found_and_in_a_kitchen_is_not():
    def rows_in(kind: str) -> set[str]:
        play = tiny_screenplay()
        room = play.places[0].model_copy(update={"kind": kind})
        play = play.model_copy(update={"places": (room, *play.places[1:])})
        board = tiny_storyboard()
        frame = board.shots[0].frames[0]
        foggy = frame.model_copy(update={"prompt": "The room at night, with fog at the window."})
        shot = board.shots[0].model_copy(update={"frames": (foggy, *board.shots[0].frames[1:])})
        shown = board.model_copy(update={"shots": (shot, *board.shots[1:])})
        return {fault.row for fault in story_faults(play, shown)}

    assert rows_in("kitchen") == set()
    assert rows_in("wine cellar") == {"weather without a window"}


def test_two_people_who_look_alike_are_found():
    play = tiny_screenplay()
    mara, ivo = play.cast
    looks = mara.appearance.model_copy(update={"skin": "deep", "description": "not Mara"})
    twin = ivo.model_copy(update={"appearance": looks})
    (fault,) = story_faults(play.model_copy(update={"cast": (mara, twin)}))
    assert fault.row == "people alike"
    assert "skin" in fault.said


def test_small_talk_after_a_quarrel_is_found_and_a_line_about_it_is_not():
    fight = Event(id="e8", verb="quarrel", agent="mara", person="ivo")
    line = Event(id="e9", verb="say", agent="ivo", line="The tide turns in an hour.")
    about = line.model_copy(update={"because": ("e8",)})
    peace = Event(id="e10", verb="reconcile", agent="ivo", person="mara", because=("e8",))
    assert rows(fight, line) == ["small talk after a quarrel"]
    assert rows(fight, about) == []
    assert rows(fight, peace, line.model_copy(update={"id": "e11"})) == []


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("location(map)=held:ivo", "I have the map."),
        ("location(map)=held:mara", "The map is in Mara's hands."),
        ("location(map)=on:room.stove", "I put the old map behind the stove."),
        ("location(map)=in:chest", "The map? It is in the oak chest."),
        ("whole(map)=no", "I broke the map."),
        ("place(mara)=harbour", "You were at the harbour."),
    ],
)
def test_a_line_that_says_its_fact_tells_it(fact, line):
    assert rows(telling(fact, line)) == []


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("location(map)=held:mara", "Ask Mara."),
        ("location(map)=held:mara", "Mara was here while you were gone."),
        ("location(map)=in:chest", "The map is waiting for you."),
        ("location(map)=on:room.stove", "Look behind the stove."),
        ("whole(map)=no", "I am sorry about the map."),
    ],
)
def test_a_line_that_does_not_say_its_fact_is_found(fact, line):
    assert rows(telling(fact, line)) == ["fact untold"]


def test_a_cause_that_one_cannot_know_of_is_found_and_one_that_was_told_is_not():
    """Mara was away when Ivo took the map (e3)."""
    sad = Event(id="e9", verb="feel", agent="mara", value="sad", because=("e3",))
    assert rows(sad) == ["no reason"]
    line = Event(id="e8", verb="say", agent="ivo", line="It was me.", because=("e3",))
    assert rows(line, sad) == []
    assert rows(telling("location(map)=on:room.stove", "The map is behind the stove."), sad) == []


def test_ones_own_word_is_no_cause_and_anothers_is():
    def hugging(agent: str, person: str) -> Event:
        return Event(id="e8", verb="embrace", agent=agent, person=person, because=("e7",))

    assert rows(hugging("mara", "ivo")) == ["no reason"]
    assert rows(hugging("ivo", "mara")) == []


def test_a_question_why_beside_a_reason_in_words_is_found():
    """The first is asked by a captioner that looks at the ledger alone."""
    play = with_events(
        Event(id="e8", verb="take", agent="ivo", prop="map", because=("e6",),
              prose="Ivo takes the map, because nobody must see it."),
    )  # fmt: skip
    asked = Question(
        id="q1", kind="why", question="Why does Ivo take the map?", hops=1, certificate_ms=0,
        answer="Because Mara looked into the chest.", program="cause(e8)",
        evidence=Evidence(frames=("f0001",)),
    )  # fmt: skip
    board = board_of(play)
    told = Annotations(film=play.film, captions=(), questions=(asked,))
    assert [fault.row for fault in story_faults(play, board, told)] == ["two reasons"]


def captioned(*told: tuple[str, int, str], asked: tuple[Question, ...] = ()) -> list[str]:
    """The rows found in a film in which Ivo takes the map because Mara put it away (e1)."""
    play = with_events(
        Event(id="e8", verb="take", agent="ivo", prop="map", because=("e1",),
              prose="Ivo takes the map, because nobody must see it."),
    )  # fmt: skip
    captions = tuple(
        Caption(id=f"k{n}", level="frame", target="f0001", start_ms=start, end_ms=start, text=text,
                events=(event,))
        for n, (event, start, text) in enumerate(told)
    )  # fmt: skip
    notes = Annotations(film=play.film, captions=captions, questions=asked)
    return [fault.row for fault in story_faults(play, None, notes)]


def test_a_cause_that_is_told_never_or_too_late_is_found():
    taken = ("e8", 4_000, "Ivo takes the map.")
    assert captioned(taken) == ["cause untold"]
    assert captioned(("e1", 6_000, "Mara puts the map into the chest."), taken) == ["cause untold"]
    assert captioned(("e1", 4_000, "Mara puts the map into the chest."), taken) == []


def test_a_caption_and_an_answer_with_another_reason_are_found():
    looked = ("e1", 0, "Mara puts the map into the chest.")
    for reason, found in (("nobody must see it", []), ("he is cold", ["another reason"])):
        assert captioned(looked, ("e8", 9, f"Ivo takes the map, because {reason}.")) == found
    asked = Question(
        id="q1", kind="why", question="Why does Ivo take the map?", hops=1, certificate_ms=0,
        answer="Because Mara left.", program="cause(e8)", evidence=Evidence(frames=("f0001",)),
    )  # fmt: skip
    assert "another reason" not in captioned(looked)
    assert "another reason" in captioned(looked, asked=(asked,))


def test_every_row_is_told_on_the_page_of_the_kit():
    table = KIT.read_text().partition("## Stories")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, re.M) == list(get_args(StoryRow))


def test_light_that_goes_back_or_changes_untold_at_a_cut_is_found():
    play, board = tiny_screenplay(), tiny_storyboard()
    kinds = [fault.row for fault in story_faults(play, relit(board, 5, "day"))]
    assert kinds == ["light runs backwards"]  # dusk, then day
    (fault,) = story_faults(play, relit(board, 5, "night"))
    assert fault == StoryFault("light runs backwards", "f0006", "night after dusk, and untold")


def test_a_quarrel_without_a_frame_is_found():
    fight = Event(id="e8", verb="quarrel", agent="mara", person="ivo")
    play = with_events(fight)
    assert [fault.row for fault in story_faults(play, tiny_storyboard())] == [
        "deed unseen",
        "turn unseen",
    ]
    assert story_faults(play, board_of(play)) == ()


def relit(board: Storyboard, first: int, light: str) -> Storyboard:
    """The board with another light from a frame on."""
    shots, number = [], 0
    for shot in board.shots:
        frames = []
        for frame in shot.frames:
            seen = frame.depiction.model_copy(update={"light": light})
            frames.append(
                frame.model_copy(update={"depiction": seen}) if number >= first else frame
            )
            number += 1
        shots.append(shot.model_copy(update={"frames": tuple(frames)}))
    return board.model_copy(update={"shots": tuple(shots)})


def test_more_in_hand_than_two_hands_hold_is_seen():
    play, board = tiny_screenplay(), tiny_storyboard()
    large = tuple(prop.model_copy(update={"size": "large"}) for prop in play.props)
    held = tuple(prop.id for prop in play.props)[:2]
    (shot, *rest) = board.shots
    (frame, *others) = shot.frames
    (figure, *people) = frame.depiction.figures
    full = figure.model_copy(update={"holding": held})
    seen = frame.depiction.model_copy(update={"figures": (full, *people)})
    shot = shot.model_copy(
        update={"frames": (frame.model_copy(update={"depiction": seen}), *others)}
    )
    full_board = board.model_copy(update={"shots": (shot, *rest)})
    found = story_faults(play.model_copy(update={"props": large}), full_board)
    assert "hands overfull" in {fault.row for fault in found}


def test_a_thing_that_is_hidden_in_hand_is_seen():
    play = tiny_screenplay()
    board = board_of(play)
    assert story_faults(play, board) == ()
    shots = tuple(
        shot.model_copy(update={"frames": tuple(
            frame.model_copy(update={"depiction": frame.depiction.model_copy(update={"props": ()})})
            for frame in shot.frames
        )})
        for shot in board.shots
    )  # fmt: skip
    found = story_faults(play, board.model_copy(update={"shots": shots}))
    assert {fault.row for fault in found} == {"hiding unseen"}


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ({"name": "Old  map"}, "names alike"),
        ({"name": "white chest"}, "colour denied"),
        ({"name": "chest", "kind": "hat", "wearable": True, "fixed": False}, "dressed twice"),
    ],
)
def test_things_that_cannot_be_told_apart_or_are_not_as_they_are_called_are_found(change, row):
    wear = (
        Event(id="e8", verb="take", agent="ivo", prop="chest"),
        Event(id="e9", verb="wear", agent="ivo", prop="chest"),
    )
    play = with_events(*(wear if row == "dressed twice" else ()))
    (old, chest) = play.props
    mara, ivo = play.cast
    capped = ivo.appearance.model_copy(update={"headwear": "hat"})
    play = play.model_copy(
        update={
            "props": (old, chest.model_copy(update=change)),
            "cast": (mara, ivo.model_copy(update={"appearance": capped})),
        }
    )
    assert [fault.row for fault in story_faults(play)] == [row]


def test_a_wardrobe_under_the_sky_is_found():
    play = tiny_screenplay()
    (room, *places) = play.places
    yard = room.model_copy(update={"indoors": False})
    (old, chest) = play.props
    wardrobe = chest.model_copy(update={"kind": "wardrobe"})
    for where, rows in ((room, []), (yard, ["out of place"])):
        changed = play.model_copy(update={"places": (where, *places), "props": (old, wardrobe)})
        assert [fault.row for fault in story_faults(changed)] == rows
