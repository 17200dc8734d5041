"""Captions say what is seen and heard, on five levels, each with the span of its target."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film import Box, Footage, Picture, Storyboard, parse_fact, seen_facts
from moviellm.film.formats.story_info import read_story_info
from moviellm.film.questions.controls import NONE_OF_THESE
from moviellm.film.viewers import Screening
from moviellm.testing import nasty_movie, tiny_movie


def by_level(notes, level):
    return [caption for caption in notes.captions if caption.level == level]


def spans_of(film):
    play, board = film.screenplay, film.storyboard
    spans = {film.id: (0, board.duration_ms)}
    spans |= {frame.id: (frame.start_ms, frame.end_ms) for frame in board.frames()}
    spans |= {shot.id: (shot.span.start_ms, shot.span.end_ms) for shot in board.shots}
    for scene in play.scenes():
        shots = [shot.span for shot in board.shots if shot.scene == scene.id]
        spans[scene.id] = (shots[0].start_ms, shots[-1].end_ms)
    for chapter in play.chapters:
        parts = [spans[scene.id] for scene in chapter.scenes]
        spans[chapter.id] = (parts[0][0], parts[-1][1])
    return spans


def test_every_part_of_the_film_has_one_caption_with_exactly_its_span(lighthouse, notes):
    spans = spans_of(lighthouse)
    assert Counter(caption.target for caption in notes.captions) == Counter(list(spans))
    for caption in notes.captions:
        assert (caption.start_ms, caption.end_ms) == spans[caption.target]
    assert len({caption.id for caption in notes.captions}) == len(notes.captions)


def test_a_frame_caption_states_only_what_its_depiction_shows(lighthouse, notes):
    frames = {frame.id: frame for frame in lighthouse.storyboard.frames()}
    for caption in by_level(notes, "frame"):
        shown = {str(fact) for fact in seen_facts(frames[caption.target].depiction)}
        assert set(caption.facts) <= shown, caption.text
        assert set(caption.events) <= set(frames[caption.target].events)


def test_what_is_put_on_for_the_weather_is_told_once_and_not_before_it_is_seen(lighthouse, making):
    board = lighthouse.storyboard.model_dump()
    frames = [frame for shot in board["shots"] for frame in shot["frames"]]
    for number, frame in enumerate(frames):
        for figure in frame["depiction"]["figures"]:
            figure["dressed_for"] = "cold" if number >= 10 else "any"
    cold = lighthouse.model_copy(update={"storyboard": Storyboard.model_validate(board)})
    texts = [caption.text for caption in by_level(making.annotate(cold), "frame")]
    told = [number for number, text in enumerate(texts) if "in a winter coat" in text]
    assert min(told) >= 10
    assert 1 <= len(told) <= len(lighthouse.screenplay.cast)


def test_a_frame_caption_names_everybody_in_the_picture_and_nobody_else(lighthouse, notes):
    names = {person.id: person.name for person in lighthouse.screenplay.cast}
    frames = {frame.id: frame for frame in lighthouse.storyboard.frames()}
    screening = Screening(lighthouse.screenplay, lighthouse.storyboard)
    for caption in by_level(notes, "frame"):
        seen = {figure.person for figure in frames[caption.target].depiction.figures}
        told = {
            who
            for event in caption.events
            for who in (screening.ledger.by_event[event].event.agent,
                        screening.ledger.by_event[event].event.person)
        }  # fmt: skip
        named = {person for person, name in names.items() if name in caption.text}
        assert seen <= named <= seen | told, caption.text


def test_captions_tell_only_events_that_are_seen_or_heard_within_them(lighthouse, notes):
    screening = Screening(lighthouse.screenplay, lighthouse.storyboard)
    for caption in notes.captions:
        for event in caption.events:
            shown = screening.camera.shown(event)
            assert any(
                caption.start_ms <= observation.start_ms < caption.end_ms for observation in shown
            ), (caption, event)  # fmt: skip


def test_facts_of_all_captions_hold_in_the_ledger_at_some_time_of_their_span(lighthouse, notes):
    screening = Screening(lighthouse.screenplay, lighthouse.storyboard)
    for caption in notes.captions:
        for text in caption.facts:
            fact = parse_fact(text)
            _, values, observations = screening.camera.sightings(fact.fluent)
            assert any(
                value == fact.value and caption.start_ms <= observation.start_ms < caption.end_ms
                for value, observation in zip(values, observations, strict=True)
            ), caption


def test_people_are_introduced_by_their_looks_once_among_the_frames(lighthouse, notes):
    text = " ".join(caption.text for caption in by_level(notes, "frame"))
    for person in lighthouse.screenplay.cast:
        looks = person.appearance
        intro = f"{person.name}, the {person.occupation} in the {looks.garment_colour}"
        assert text.count(intro) == (1 if person.name in text else 0)


def test_wording_varies(notes):
    openings = Counter(caption.text.split(" ")[0] for caption in by_level(notes, "frame"))
    assert len(openings) > 1
    texts = [caption.text for caption in by_level(notes, "frame")]
    assert len(set(texts)) > 0.9 * len(texts)


def test_captions_depend_on_the_seed_alone(making, lighthouse, notes):
    assert making.annotate(lighthouse) == notes


@pytest.mark.parametrize("seed", [1, 2])
def test_prose_has_no_slips(making, seed):
    notes = making.annotate(making.studio_film("Two rivals share one kitchen", seed))
    texts = [c.text for c in notes.captions] + [q.question for q in notes.questions]
    texts += [option for q in notes.questions for option in q.options or (q.answer,)]
    for text in set(texts) - {NONE_OF_THESE}:
        assert text[0].isupper() or text[0] == "“", text
        assert text[-1] in ".?!”…", text
        assert not re.search(r"  | [,.;?!]|,,|,\.|\.\.(?!\.)|[{}]|\bNone\b|\bthe the\b", text), text


def test_what_the_picture_hides_is_not_told(lighthouse, making):
    frame = next(f for f in lighthouse.storyboard.frames() if len(f.depiction.figures) == 2)
    hidden, seen = (figure.person for figure in frame.depiction.figures)
    boxes = [Box(entity=seen, x=0, y=0, width=9, height=9)]
    boxes.append(Box(entity=hidden, x=0, y=0, width=9, height=9, visible=0.1))
    pictures = tuple(
        Picture(frame=f.id, digest="0" * 16, sha256="0" * 64, format="jpg", width=9, height=9,
                bytes=9, boxes=tuple(boxes) if f is frame else ())
        for f in lighthouse.storyboard.frames()
    )  # fmt: skip
    footage = Footage(film=lighthouse.id, pictures=pictures)
    notes = making.annotate(lighthouse.model_copy(update={"footage": footage}))
    caption = next(c for c in notes.captions if c.target == frame.id)
    assert f"place({seen})={frame.depiction.place}" in caption.facts
    assert not any(hidden in fact for fact in caption.facts)


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_any_valid_film_is_captioned(making, seed):
    film = making.random_film(seed)
    notes = making.annotate(film)
    assert {caption.target for caption in notes.captions} == set(spans_of(film))


def test_the_tiny_film_is_told_whole(making):
    notes = making.annotate(tiny_movie())
    (film,) = by_level(notes, "film")
    assert film.text == (
        "In the lighthouse room, Mara, the lighthouse keeper in the red coat, puts the old map "
        "into the oak chest and leaves. Ivo, the fisherman in the blue jumper, takes the map out "
        "of the chest and hides it behind the stove. Mara comes back. " + film.text[-32:]
    )
    assert "You moved it" in film.text[-32:]


def test_a_film_of_free_prose_is_captioned_by_it_and_asked_nothing(making):
    rows = [["frame", f"generate an image in Noir style: In the smithy, a man {verb}."]
            for verb in ("stands", "looks at a shield", "sits down")]  # fmt: skip
    value = {"character": {}, "img_diag": rows, "QA": [], "overview": "A smith."}
    notes = making.annotate(read_story_info(json.dumps(value)))
    frames = [caption.text for caption in by_level(notes, "frame")]
    assert frames == [
        "In the smithy, a man stands.",
        "In the smithy, a man looks at a shield.",
        "In the smithy, a man sits down.",
    ]
    assert all("generate" not in caption.text.lower() for caption in notes.captions)
    assert notes.questions == ()


def test_a_film_in_which_nothing_happens_says_who_is_seen_where(making, lighthouse):
    play = lighthouse.screenplay
    chapter = play.chapters[0]
    scene = chapter.scenes[0].model_copy(update={"events": ()})
    still = play.model_copy(update={"chapters": (chapter.model_copy(update={"scenes": (scene,)}),)})
    shot = lighthouse.storyboard.shots[0]
    frame = shot.frames[0].model_copy(update={"after": None, "events": ()})
    shot = shot.model_copy(update={"frames": (frame,)})
    board = lighthouse.storyboard.model_copy(update={"shots": (shot,), "cues": ()})
    notes = making.annotate(making.whole(still, board))
    (film,) = by_level(notes, "film")
    seen = {figure.person for figure in frame.depiction.figures}
    assert set(film.facts) == {f"place({person})={scene.place}" for person in seen}
    assert " seen in the lighthouse" in film.text
    assert notes.questions == ()


def test_nasty_texts_stay_on_one_line(making):
    notes = making.annotate(nasty_movie())
    assert notes.captions
    for caption in notes.captions:
        assert caption.text.isprintable(), caption.text
