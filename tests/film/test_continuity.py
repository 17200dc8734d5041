"""A storyboard is held against the ledger: what it shows must be true, when it shows it."""

from __future__ import annotations

import pytest
from moviellm.film import (
    Figure,
    Storyboard,
    check_storyboard,
    seen_facts,
    slates,
)
from moviellm.film.models.film import slate_texts
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard

PLAY, BOARD = tiny_screenplay(), tiny_storyboard()


def with_frame(which: int, **changes: object) -> Storyboard:
    """The tiny storyboard with the depiction or fields of one key frame changed."""
    shots = []
    for shot in BOARD.shots:
        frames = []
        for frame in shot.frames:
            if frame.index == which:
                seen = {k: v for k, v in changes.items() if k in type(frame.depiction).model_fields}
                rest = {k: v for k, v in changes.items() if k not in seen}
                depiction = frame.depiction.model_copy(update=seen)
                frame = frame.model_copy(update={"depiction": depiction, **rest})
            frames.append(frame)
        shots.append(shot.model_copy(update={"frames": tuple(frames)}))
    return BOARD.model_copy(update={"shots": tuple(shots)})


def test_the_tiny_storyboard_is_true():
    assert check_storyboard(PLAY, BOARD) == ()


@pytest.mark.parametrize(
    ("index", "changes", "rule"),
    [
        (4, {"light": "day"}, "untrue"),
        (4, {"place": "harbour"}, "wrong place"),
        (4, {"figures": (Figure(person="mara"),)}, "untrue"),
        (4, {"figures": (Figure(person="ivo"), Figure(person="ivo"))}, "seen twice"),
        (4, {"figures": (Figure(person="ivo", expression="angry"),)}, "untrue"),
        (4, {"events": ("e7",)}, "off scene"),
        (8, {"events": ("nothing",)}, "unknown id"),
        (6, {"after": "e1"}, "back in time"),
        (6, {"start_ms": 1}, "gap"),
        (6, {"index": 9}, "index"),
        (6, {"id": "f0001"}, "duplicate id"),
    ],
)
def test_each_untruth_is_a_problem_of_its_frame(index, changes, rule):
    found = {problem.rule for problem in check_storyboard(PLAY, with_frame(index, **changes))}
    assert rule in found


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"text": "You took it."}, "untrue"),
        ({"speaker": "ivo"}, "untrue"),
        ({"event": "e6"}, "unknown id"),
        ({"end_ms": 99_000}, "outside"),
    ],
)
def test_a_cue_says_what_the_event_says_while_the_film_runs(changes, rule):
    cue = BOARD.cues[0].model_copy(update=changes)
    problems = check_storyboard(PLAY, BOARD.model_copy(update={"cues": (cue,)}))
    assert [problem.rule for problem in problems] == [rule]


def test_what_a_depiction_shows_is_what_the_ledger_says():
    facts = {str(fact) for frame in BOARD.frames() for fact in seen_facts(frame.depiction)}
    assert "location(map)=held:ivo" in facts
    assert "location(map)=in:chest" in facts
    assert "location(map)=on:room.stove" not in facts


def test_a_slate_holds_all_that_the_painter_needs_and_nothing_of_when():
    first, *_, last = slates(PLAY, BOARD)
    assert [person.id for person in first.cast] == ["mara", "ivo"]
    assert {prop.id for prop in first.props} == {"map", "chest"}
    assert [person.id for person in last.cast] == ["ivo"]
    assert "start_ms" not in first.model_dump_json()


def test_slates_can_be_had_as_text_without_being_built():
    assert list(slate_texts(PLAY, BOARD)) == [
        slate.model_dump_json().encode() for slate in slates(PLAY, BOARD)
    ]
