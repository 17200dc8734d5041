"""Durations from reading speed, and prompts that say what the picture shows and no more."""

from __future__ import annotations

import re

import pytest
from moviellm.film import Event, Phrase, Screenplay, Shape, Style
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.testing.films.tiny import tiny_screenplay
from pydantic import ValidationError

LONG = "I have looked in the chest, under the table and behind every door of this tower. " * 3


def with_line(line: str) -> Screenplay:
    """The tiny film with another last line."""
    play = tiny_screenplay()
    chapter = play.chapters[0]
    *first, scene = chapter.scenes
    *rest, last = scene.events
    spoken: Event = last.model_copy(update={"line": line})
    scenes = (*first, scene.model_copy(update={"events": (*rest, spoken)}))
    return play.model_copy(update={"chapters": (chapter.model_copy(update={"scenes": scenes}),)})


def test_frames_last_between_the_shortest_and_the_longest(random_play, direct):
    play = random_play(2, Shape(chapters=1, scenes=3, frames=10), 8)
    silent = play.model_copy(update={"cast": play.cast})
    board = direct(silent, min_frame_ms=2_500, max_frame_ms=3_500)
    lines = [(cue.start_ms, cue.end_ms) for cue in board.cues]
    for frame in board.frames():
        assert frame.duration_ms >= 2_500
        if not any(start < frame.end_ms and frame.start_ms < end for start, end in lines):
            assert frame.duration_ms <= 3_500


def test_a_line_lasts_as_long_as_it_takes_to_read(direct):
    for speed in (10, 20):
        (cue,) = direct(with_line(LONG), reading_speed=speed).cues
        assert cue.span.length_ms == pytest.approx(1000 * len(LONG) / speed, abs=1)


def test_a_long_line_makes_its_pictures_wait(direct):
    board = direct(with_line(LONG), max_frame_ms=3_000)
    (cue,) = board.cues
    covering = [f for f in board.frames() if f.start_ms < cue.end_ms and cue.start_ms < f.end_ms]
    assert sum(frame.duration_ms for frame in covering) >= cue.span.length_ms
    assert {"mara"} <= {figure.person for figure in covering[0].depiction.figures}


def test_the_listener_is_seen_while_a_line_goes_on(direct):
    play = with_line(LONG)
    scene = play.chapters[0].scenes[1].model_copy(update={"frames": 9})
    chapter = play.chapters[0].model_copy(update={"scenes": (play.chapters[0].scenes[0], scene)})
    board = direct(play.model_copy(update={"chapters": (chapter,)}))
    (cue,) = board.cues
    covering = [f for f in board.frames() if f.start_ms < cue.end_ms and cue.start_ms < f.end_ms]
    poses = [[figure.pose for figure in frame.depiction.figures] for frame in covering]
    assert poses[0][0] == "talking"
    assert poses[1] == ["listening"]


def test_options_that_make_no_sense_are_refused():
    with pytest.raises(ValidationError):
        StoryboardConfig(min_frame_ms=5_000, max_frame_ms=3_000)
    with pytest.raises(ValidationError):
        StoryboardConfig(reading_speed=0)
    with pytest.raises(ValidationError):
        StoryboardConfig.model_validate({"pace": "fast"})


def test_a_prompt_says_place_people_action_face_and_style(direct):
    first, put, *_ = direct(tiny_screenplay()).frames()
    assert first.prompt.startswith("Wide shot, eye level: in the lighthouse room at dusk, Mara, ")
    for words in (
        "a tall slight woman with an auburn braid in a red coat", "is putting the old map into the "
        "oak chest", "with a calm expression", "the open oak chest on the floor",
        "((layered paper)), soft light",
    ):  # fmt: skip
        assert words in put.prompt
    assert "Ivo" not in put.prompt


def test_a_prompt_names_nobody_and_nothing_that_is_not_depicted(random_play, direct):
    play = random_play(11, Shape(chapters=1, scenes=6, frames=9), 9)
    plain = re.compile(
        r" is (?:giving|showing|shaking|quarrelling|making|embracing|looking) |turned"
    )
    for frame in direct(play).frames():
        if plain.search(frame.prompt):
            continue
        seen = {figure.person for figure in frame.depiction.figures}
        named = {person.id for person in play.cast if f" {person.name}, " in frame.prompt}
        assert named == seen


def test_weather_is_seen_from_where_one_stands(direct):
    play = tiny_screenplay()
    rain = play.model_copy(update={"opening": (*play.opening, "weather(room)=rain")})
    outside = play.places[0].model_copy(update={"indoors": False})
    wet = rain.model_copy(update={"places": (outside, *play.places[1:])})
    assert "at dusk, with rain at the window" in next(direct(rain).frames()).prompt
    assert "at the lighthouse room at dusk in the rain" in next(direct(wet).frames()).prompt


def test_a_prompt_of_very_long_texts_still_fits(direct):
    play = tiny_screenplay()
    cast = tuple(
        person.model_copy(
            update={
                "appearance": person.appearance.model_copy(update={"description": "x y " * 900})
            }
        )
        for person in play.cast
    )
    style = Style(keyword="k" * 120, phrases=tuple(Phrase(text="p" * 120) for _ in range(60)))
    board = direct(play.model_copy(update={"cast": cast, "style": style}))
    assert all(len(frame.prompt) <= 4_000 for frame in board.frames())
