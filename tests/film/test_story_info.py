from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.errors import InputError
from moviellm.film import (
    Annotations,
    Evidence,
    Film,
    Footage,
    Question,
    check,
    check_storyboard,
    clock,
)
from moviellm.film.formats.story_info import read_story_info, write_story_info
from moviellm.testing.films.tiny import FILM, tiny_brief, tiny_screenplay, tiny_storyboard

PREFIX = "generate an image in Dramatic style: "


def story(rows: Iterable[tuple[str, str]], **changes: Any) -> dict[str, Any]:
    return {
        "character": {"Darius": "a man with a broad face in brown"},
        "img_diag": [list(row) for row in rows],
        "QA": [{"Question": "What happens?", "Answer": "A shield is mended."}],
        "overview": "'The Crucible' tells of a smith.",
        **changes,
    }


def read(value: Any) -> Film:
    return read_story_info(json.dumps(value))


def sound(film: Film) -> None:
    assert check(film.screenplay) == ()
    assert check_storyboard(film.screenplay, film.storyboard) == ()
    for one, two in zip(film.storyboard.cues, film.storyboard.cues[1:], strict=False):
        assert one.end_ms <= two.start_ms


def test_the_authors_film_is_read_whole_and_written_back_as_it_was(
    authors_film: bytes,
) -> None:
    film = read_story_info(authors_film)
    sound(film)
    assert (film.brief.shape.chapters, film.brief.shape.scenes, film.brief.shape.frames) == (
        11, 11, 11,
    )  # fmt: skip
    assert len(list(film.storyboard.frames())) == 1_331
    assert len(film.storyboard.cues) == 650
    assert len(film.annotations.questions) == 144
    assert [person.name for person in film.screenplay.cast] == ["Darius", "Eleanor", "Baron Rigby"]
    assert film.screenplay.title == "The Crucible of Fate"
    assert film.footage.pictures == ()
    assert 60 < film.storyboard.duration_ms / 60_000 < 120
    assert write_story_info(film) == json.loads(authors_film)


def test_rows_keep_their_order_on_a_timeline_without_gaps() -> None:
    rows = [
        ("frame", f"{PREFIX}In the shop, a man is standing."),
        ("dialogue", "One."),
        ("dialogue", "Two, and this line is so long that its picture has to wait for it. " * 4),
        ("frame", f"{PREFIX}In the shop, a man is sitting."),
        ("frame", f"{PREFIX}At the city gates, a man is walking."),
        ("dialogue", "Three."),
    ]
    film = read(story(rows))
    sound(film)
    assert write_story_info(film)["img_diag"] == [list(row) for row in rows]
    long = film.storyboard.cues[1]
    first, second, _ = film.storyboard.frames()
    assert first.start_ms < long.start_ms < long.end_ms < second.start_ms


def test_places_are_read_from_the_prose_and_make_the_scenes() -> None:
    places = ["In the blacksmith’s shop", "Somewhere nice", "At the city gates", "At dusk"]
    film = read(story([("frame", f"{PREFIX}{place}, a man waits.") for place in places]))
    assert [(place.name, place.indoors) for place in film.screenplay.places] == [
        ("the blacksmith's shop", True),
        ("the city gates", False),
    ]
    assert [(scene.place, scene.frames) for scene in film.screenplay.scenes()] == [
        ("place-1", 2),
        ("place-2", 2),
    ]


def test_what_the_file_does_not_tell_is_not_claimed() -> None:
    film = read(story([("frame", f"{PREFIX}In the shop, Darius sits."), ("dialogue", "Hm.")]))
    (frame,) = film.storyboard.frames()
    assert frame.depiction.figures == ()
    assert film.storyboard.cues[0].speaker is None
    (question,) = film.annotations.questions
    assert (question.program, question.checks, question.evidence.frames) == ("imported", {}, ())
    assert question.certificate_ms == film.storyboard.duration_ms


def test_characters_keep_their_description_and_clothing_colour() -> None:
    looks = {"Eleanor": "a woman with long hair in royal blue", "Rex": "a dog"}
    cast = read(story([("frame", "x")], character=looks)).screenplay.cast
    assert [(person.name, person.pronoun) for person in cast] == [
        ("Eleanor", "she"),
        ("Rex", "they"),
    ]
    assert cast[0].appearance.garment_colour == "blue"
    assert {person.name: person.appearance.description for person in cast} == looks


def test_lines_before_the_first_picture_are_heard_over_it() -> None:
    film = read(story([("dialogue", "Listen."), ("dialogue", "Now."), ("frame", "A room.")]))
    sound(film)
    assert [row[0] for row in write_story_info(film)["img_diag"]] == [
        "frame", "dialogue", "dialogue",
    ]  # fmt: skip


TEXT = st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable())
ROWS = st.lists(st.tuples(st.sampled_from(["frame", "dialogue"]), TEXT), max_size=40)


@given(ROWS, st.dictionaries(TEXT, TEXT, max_size=4), TEXT)
def test_reading_what_was_written_gives_the_same_rows(
    rows: list[tuple[str, str]], character: dict[str, str], overview: str
) -> None:
    value = story([("frame", "A room."), *rows], character=character, overview=overview)
    film = read(value)
    sound(film)
    assert write_story_info(film) == value
    assert read(write_story_info(film)) == film


def test_any_film_is_written_in_that_shape() -> None:
    evidence = Evidence(frames=("f0002",))
    question = Question(
        id="q1", kind="where", question="Where is the map?", answer="in the chest",
        evidence=evidence, hops=1, certificate_ms=0, program="value(location(map), e1)",
    )  # fmt: skip
    film = Film(
        brief=tiny_brief(),
        screenplay=tiny_screenplay(),
        storyboard=tiny_storyboard(),
        footage=Footage(film=FILM, pictures=()),
        annotations=Annotations(film=FILM, captions=(), questions=(question,)),
    )
    written = write_story_info(film)
    assert set(written) == {"character", "img_diag", "QA", "overview"}
    assert written["character"]["Mara"] == "a tall slight woman with an auburn braid in a red coat"
    assert written["QA"] == [{"Question": "Where is the map?", "Answer": "in the chest"}]
    rows = written["img_diag"]
    assert [row[0] for row in rows] == ["frame"] * 9 + ["dialogue", "frame"]
    assert rows[0][1].startswith("generate an image in Storybook style: In the lighthouse room")
    assert write_story_info(read_story_info(json.dumps(written)))["img_diag"] == rows


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ("{", "line 1, column 2"),
        (b"\xff\xfe", "byte 0"),
        ("[1]", "the file"),
        ("{}", "`character`"),
        ("[" * 100_000, "nested too deeply"),
        (json.dumps(story([("frame", "x")], extra=1)), "`extra`"),
        (json.dumps(story([("dialogue", "x")])), "no frame row"),
        (json.dumps(story([("frame", "x"), ("picture", "x")])), "Row 2 of `img_diag`"),
        (json.dumps(story([("frame", "x")]) | {"img_diag": [["frame", "x"], "y"]}), "Row 2"),
        (json.dumps(story([("frame", "x")]) | {"img_diag": [["frame", 3]]}), "Row 1"),
        (json.dumps(story([("frame", "")])), "Row 1 of `img_diag`"),
        (json.dumps(story([("frame", "x" * 5_000)])), "5000 characters"),
        (json.dumps(story([("frame", "\ud800")])), "half a character"),
        (json.dumps(story([("frame", "x")], QA=[{"question": "x"}])), "Row 1 of `QA`"),
        (json.dumps(story([("frame", "x")], character=["Darius"])), "`character`"),
        (json.dumps(story([("frame", "x")], overview=None)), "`overview`"),
    ],
)
def test_another_shape_is_refused_with_its_place(value: str | bytes, where: str) -> None:
    with pytest.raises(InputError) as error:
        read_story_info(value)
    assert where in error.value.message
    assert error.value.hint


def test_a_long_film_of_one_place_is_cut_into_scenes() -> None:
    film = read(story([("frame", f"{PREFIX}In the shop, a man waits.")] * 250))
    sound(film)
    assert [scene.frames for scene in film.screenplay.scenes()] == [100, 100, 50]
    assert clock(film.storyboard.duration_ms) > "00:10"
