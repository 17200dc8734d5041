"""Moods: a deed shows on the faces of those who do it, and what is felt passes."""

from __future__ import annotations

import pytest
from moviellm.film import (
    MOODS,
    Event,
    Ledger,
    Screenplay,
    check_storyboard,
)
from moviellm.film.ledger.moods import MOOD_LASTS
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.film.viewers import Screening
from moviellm.testing.films.tiny import tiny_screenplay


class Pace:
    reading_speed, min_frame_ms, max_frame_ms = 16.0, 2_000, 6_000


def told(*events: Event, opening: tuple[str, ...] = ()) -> Screenplay:
    """The kit's film with one scene of other events."""
    play = tiny_screenplay()
    (chapter,) = play.chapters
    scene = chapter.scenes[0].model_copy(update={"events": events, "frames": max(1, len(events))})
    one = chapter.model_copy(update={"scenes": (scene,)})
    return play.model_copy(update={"chapters": (one,), "opening": (*play.opening, *opening)})


def doing(number: int, verb: str = "wait", **roles: str) -> Event:
    return Event(id=f"e{number}", verb=verb, **{"agent": "mara", **roles})


def waits(start: int, count: int) -> list[Event]:
    return [doing(number, agent="ivo") for number in range(start, start + count)]


def faces(play: Screenplay, person: str = "mara") -> list[str | None]:
    return [step.after.value(f"mood({person})") for step in Ledger(play).steps]


@pytest.mark.parametrize(
    ("verb", "mood"),
    [("quarrel", "angry"), ("embrace", "tender"), ("befriend", "happy"), ("reconcile", "happy")],
)
def test_a_deed_of_two_shows_on_both_faces(verb, mood):
    opening = ("relation(ivo,mara)=rivals", "mood(mara)=surprised", "mood(ivo)=happy")
    play = told(doing(1, verb, person="ivo"), opening=opening)
    assert faces(play) == faces(play, "ivo") == [mood]


@pytest.mark.parametrize("mood", sorted(MOOD_LASTS))
def test_a_mood_passes_after_its_time(mood):
    lasts = MOOD_LASTS[mood]
    play = told(doing(1, "feel", value=mood), *waits(2, lasts + 2))
    assert faces(play) == [mood] * (lasts + 1) + ["calm", "calm"]


def test_every_mood_but_rest_passes():
    assert {*MOOD_LASTS, "calm"} == set(MOODS)


def test_a_mood_of_the_opening_passes_too():
    assert faces(told(*waits(1, 5), opening=("mood(mara)=surprised",)))[-2:] == ["calm", "calm"]


def test_a_mood_that_comes_again_begins_anew():
    play = told(doing(1, "feel", value="surprised"), *waits(2, 2),
                doing(4, "feel", value="surprised"), *waits(5, 4))  # fmt: skip
    assert faces(play) == ["surprised"] * 7 + ["calm"]


def test_another_mood_takes_the_place_of_one_and_has_its_own_time():
    play = told(doing(1, "feel", value="surprised"), doing(2, "feel", value="sad"), *waits(3, 10))
    assert faces(play) == ["surprised", *["sad"] * 11]


def test_the_dead_are_at_peace():
    assert faces(told(doing(1, "feel", value="angry"), doing(2, "die"))) == ["angry", "calm"]


def test_a_writer_who_tries_events_out_sees_the_moods_that_the_ledger_tells():
    events = (doing(1, "quarrel", person="ivo"), *waits(2, 9))
    ledger = Ledger(told(*events))
    state = ledger.opening
    for event, step in zip(events, ledger.steps, strict=True):
        state = Ledger.step(state, event, "room")
        assert state == step.after


def test_whoever_sits_gets_up_to_be_embraced():
    sits = doing(1, "sit", agent="ivo")
    closing = Ledger(told(sits, doing(2, "embrace", person="ivo"))).closing
    assert closing.value("posture(ivo)") == "standing"


def test_pictures_and_questions_follow_the_moods():
    play = told(doing(1, "feel", value="surprised"), *waits(2, 4))
    ledger = Ledger(play)
    board = bind_storyboard(ledger, stage_scenes(ledger), Pace(), 1)
    assert check_storyboard(play, board) == ()
    screening = Screening(play, board)
    assert [screening.omniscient.value("mood(mara)", at) for at in range(5)] == faces(play)
    shown = [
        figure.expression
        for frame in board.frames()
        for figure in frame.depiction.figures
        if figure.person == "mara" and frame.after == "e5"
    ]
    assert set(shown) <= {"calm"}
