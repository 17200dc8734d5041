"""Every model of the film has a schema, round-trips, and rejects what it does not know."""

from __future__ import annotations

import inspect
import json

import jsonschema
import moviellm.film as film
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moviellm.film import (
    SHAPES,
    Annotations,
    Brief,
    Caption,
    Evidence,
    Film,
    Footage,
    Question,
    Record,
    Screenplay,
    Shape,
    Span,
    Storyboard,
    clock,
    derive_seed,
    film_id,
)
from moviellm.testing import tiny_movie
from moviellm.testing.films.tiny import FILM, tiny_brief, tiny_screenplay, tiny_storyboard
from pydantic import TypeAdapter, ValidationError

MODELS = sorted(
    (
        value
        for value in vars(film).values()
        if inspect.isclass(value) and issubclass(value, Record)
    ),
    key=lambda model: model.__name__,
)


def whole_film() -> Film:
    question = Question(
        id="q0001", kind="where", question="Where is the map?", answer="behind the stove",
        options=("in the chest", "behind the stove"), answer_index=1,
        evidence=Evidence(frames=("f0005",), spans_ms=(Span(start_ms=12_000, end_ms=15_000),)),
        hops=1, certificate_ms=3_000, program="value(location(map), at=e5)",
    )  # fmt: skip
    caption = Caption(
        id="k0001", level="film", target=FILM, start_ms=0, end_ms=30_000, text="A map is moved."
    )
    return Film(
        brief=tiny_brief(),
        screenplay=tiny_screenplay(),
        storyboard=tiny_storyboard(),
        footage=Footage(film=FILM, pictures=()),
        annotations=Annotations(film=FILM, captions=(caption,), questions=(question,)),
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_is_closed_frozen_and_has_a_schema(model):
    schema = model.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    if model is not Record:
        assert schema["additionalProperties"] is False
    assert model.model_config["frozen"]
    with pytest.raises(ValidationError, match="no_such_field"):
        model.model_validate({"no_such_field": 1})


def test_a_whole_film_round_trips_and_fits_its_schema():
    whole = whole_film()
    text = whole.model_dump_json()
    assert Film.model_validate_json(text) == whole
    jsonschema.validate(json.loads(text), Film.model_json_schema())


def test_a_film_of_parts_of_two_films_is_refused():
    whole = whole_film()
    stray = whole.storyboard.model_copy(update={"film": "film-other"})
    with pytest.raises(ValidationError, match="several films"):
        Film.model_validate({**dict(whole), "storyboard": stray})


def test_a_film_cannot_claim_to_be_real():
    with pytest.raises(ValidationError, match="always synthetic"):
        Film.model_validate({**dict(whole_film()), "synthetic": False})


@pytest.mark.parametrize(
    ("options", "index", "words"),
    [
        (("a", "b"), None, "go together"),
        (None, 0, "go together"),
        (("a", "a"), 0, "equal"),
        (("a", "b"), 1, "does not name"),
        (("a", "b"), 2, "does not name"),
    ],
)
def test_options_that_do_not_fit_the_answer_are_refused(options, index, words):
    row = {
        "id": "q1", "kind": "who", "question": "Who?", "answer": "a", "evidence": {}, "hops": 1,
        "certificate_ms": 0, "program": "p", "options": options, "answer_index": index,
    }  # fmt: skip
    with pytest.raises(ValidationError, match=words):
        Question.model_validate(row)


def test_the_named_shapes_are_those_of_the_paper_and_smaller():
    assert SHAPES["short"].total_frames == 54
    assert SHAPES["medium"].total_frames == 288
    assert SHAPES["paper"].total_frames == 1_331


@pytest.mark.parametrize("bad", ["", "../../etc/passwd", "A b", "a/b", "a..b", ".a", "a" * 65])
def test_ids_are_safe_as_file_names(bad):
    with pytest.raises(ValidationError):
        TypeAdapter(film.Id).validate_python(bad)


@given(st.text(max_size=200), st.integers(0, 5))
def test_film_ids_are_valid_and_depend_on_the_theme(theme, occurrence):
    name = film_id(theme, occurrence)
    assert TypeAdapter(film.Id).validate_python(name) == name
    assert film_id(theme, occurrence + 1) != name
    assert film_id(theme + "x", occurrence) != name


@given(st.lists(st.text(max_size=5) | st.integers(), max_size=4))
def test_seeds_are_stable_and_fit_63_bits(parts):
    assert derive_seed(*parts) == derive_seed(*parts)
    assert 0 <= derive_seed(*parts) < 2**63


def test_a_span_cannot_run_backwards():
    with pytest.raises(ValidationError, match="ends before it starts"):
        Span(start_ms=2, end_ms=1)


def test_times_are_written_as_subtitles_want_them():
    assert clock(3_723_004) == "01:02:03.004"
    assert clock(59_999, fraction=",") == "00:00:59,999"


def test_shapes_have_bounds():
    with pytest.raises(ValidationError):
        Shape(chapters=0, scenes=1, frames=1)
    assert Brief.model_validate_json(tiny_brief().model_dump_json()) == tiny_brief()


@pytest.mark.parametrize(
    ("model", "value"), [(Screenplay, tiny_screenplay()), (Storyboard, tiny_storyboard())]
)
def test_the_tiny_film_survives_json(model, value):
    assert model.model_validate_json(value.model_dump_json()) == value


def test_wrong_options_keep_their_order_when_the_right_one_is_moved():
    question = tiny_movie().annotations.questions[-1]
    assert question.options is not None
    wrong = [one for one in question.options if one != question.answer]
    for place in range(len(question.options)):
        moved = question.with_answer_at(place)
        assert moved.options[place] == question.answer
        assert [one for one in moved.options if one != question.answer] == wrong
