"""Weather is where it can be seen: outdoors and through windows."""

from __future__ import annotations

import pytest
from moviellm.film import Event, Ledger, Place, check
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.testing.films.tiny import tiny_screenplay


class Pace:
    reading_speed, min_frame_ms, max_frame_ms = 16.0, 2_000, 6_000


def film_in(kind: str, *events: Event, indoors: bool = True):
    """The kit's film in a place of another kind, in the fog."""
    play = tiny_screenplay()
    (chapter,) = play.chapters
    scene = chapter.scenes[0]
    longer = scene.model_copy(update={"events": (*events, *scene.events)})
    room = play.places[0].model_copy(
        update={"kind": kind, "indoors": indoors, "name": f"the {kind}"}
    )
    return play.model_copy(
        update={
            "places": (room, *play.places[1:]),
            "opening": (*play.opening, "weather(room)=fog"),
            "chapters": (chapter.model_copy(update={"scenes": (longer, *chapter.scenes[1:])}),),
        }
    )


def prompts(play) -> str:
    ledger = Ledger(play)
    board = bind_storyboard(ledger, stage_scenes(ledger), Pace(), 1)
    return " ".join(frame.prompt for frame in board.frames())


@pytest.mark.parametrize("kind", ["cellar", "wine cellar", "caves", "Theatre", "museum"])
def test_a_place_without_windows_has_no_weather(kind):
    play = film_in(kind)
    assert check(play) == ()
    assert Ledger(play).opening.value("weather(room)") == "clear"
    assert "fog" not in prompts(play)


@pytest.mark.parametrize(("kind", "indoors"), [("kitchen", True), ("cave", False)])
def test_weather_is_seen_through_a_window_and_outdoors(kind, indoors):
    play = film_in(kind, indoors=indoors)
    assert Ledger(play).opening.value("weather(room)") == "fog"
    assert "fog" in prompts(play)


def test_weather_does_not_change_where_nobody_sees_it():
    rain = Event(id="e0", verb="weather", place="room", value="rain")
    (problem,) = check(film_in("cellar", rain))
    assert (problem.where, problem.rule) == ("e0", "no sky")
    assert check(film_in("kitchen", rain)) == ()


def test_a_place_says_whether_it_sees_the_sky():
    assert not Place(id="a", name="the vault", kind="bank vault").sees_sky
    assert Place(id="a", name="the cellar bar", kind="bar").sees_sky
