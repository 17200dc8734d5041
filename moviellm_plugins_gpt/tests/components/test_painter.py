"""The painter `openai-image`: original bytes with the mark beside them, sheets of the cast."""

from __future__ import annotations

import pytest
import skia
from moviellm import FilmError
from moviellm.film import slates
from moviellm.marking import TRAINED, source_type_of
from moviellm.testing import make_context
from moviellm.testing.conformance.image import size_of
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard
from moviellm_plugins_gpt.config import OpenAIImage
from moviellm_plugins_gpt.painter.impl import ImagePainter, painting_of


@pytest.fixture
def board():
    return list(slates(tiny_screenplay(), tiny_storyboard()))[:3]


@pytest.fixture
def painter(model):
    def make(**options):
        given = {"size": "128x96", "quality": "low", **options}
        settings = model.options()
        del settings["reasoning_tokens"]
        return ImagePainter(OpenAIImage(**settings, **given))

    return make


def test_every_slate_is_painted_and_marked(model, painter, board, context):
    pictures = list(painter().moviellm_paint(board, context))
    assert len(pictures) == len(board)
    for picture in pictures:
        assert size_of(picture) == (picture.width, picture.height) == (128, 96)
        assert source_type_of(picture.data) == TRAINED
    assert [fields["size"] for _, fields, _ in model.painted] == ["128x96"] * 3
    assert [fields["quality"] for _, fields, _ in model.painted] == ["low"] * 3


def test_the_prompt_tells_framing_and_layout(model, painter, board, context):
    list(painter().moviellm_paint(board[:1], context))
    ((_, fields, _),) = model.painted
    assert board[0].prompt in fields["prompt"]
    assert "Framing: " in fields["prompt"]


def test_another_seed_asks_for_another_picture(model, painter, board):
    context = make_context()
    again = board[0].model_copy(update={"seed": board[0].seed + 1})
    list(painter().moviellm_paint(board[:1], context))
    list(painter().moviellm_paint([board[0], again], context))
    assert len(model.painted) == 2


def test_with_references_each_person_has_one_sheet_for_the_whole_film(
    model, painter, board, context
):
    one = painter(references=True)
    list(one.moviellm_paint(board[:2], context))
    list(one.moviellm_paint(board[2:], context))
    sheets = [fields for path, fields, _ in model.painted if path == "generations"]
    people = {person.id for slate in board for person in slate.cast}
    assert sum("character sheet" in fields["prompt"] for fields in sheets) == len(people)
    edits = [references for path, _, references in model.painted if path == "edits"]
    assert edits == [len(slate.cast) for slate in board if slate.cast]


def files():
    """A small picture in each format, with its end."""
    surface = skia.Surface(48, 48)
    surface.getCanvas().drawCircle(24, 24, 20, skia.Paint(Color=skia.ColorRED))
    image = surface.makeImageSnapshot()
    for kind in (skia.kPNG, skia.kJPEG, skia.kWEBP):
        yield bytes(image.encodeToData(kind, 90))


@pytest.mark.parametrize("data", tuple(files()), ids=["png", "jpeg", "webp"])
def test_what_is_no_picture_or_half_of_one_is_told(data):
    assert painting_of(data).width == 48
    for other in (data[:-5], data[: len(data) // 2], data[:30], b"<html>", b""):
        with pytest.raises(FilmError, match="no picture, or half of one"):
            painting_of(other)


@pytest.mark.parametrize("wrong", [b"<html>", b"\x89PNG\r\n", b"RIFF"], ids=str)
@pytest.mark.parametrize("references", [False, True])
def test_a_stored_answer_that_is_no_picture_is_asked_for_anew(
    model, painter, board, wrong, references
):
    one, context = painter(references=references, concurrency=1), make_context()
    model.picture = wrong
    with pytest.raises(FilmError, match="no picture"):
        list(one.moviellm_paint(board[:1], context))
    bought = len(model.painted)
    with pytest.raises(FilmError, match="no picture"):
        list(one.moviellm_paint(board[:1], context))
    assert len(model.painted) == bought  # the same run does not buy it twice
    model.picture = None
    (painted,) = painter(references=references, concurrency=1).moviellm_paint(board[:1], context)
    assert source_type_of(painted.data) == TRAINED
    asked = len(model.painted)
    (again,) = painter(references=references).moviellm_paint(board[:1], context)
    assert again.data == painted.data
    assert len(model.painted) == asked


def test_the_estimate_counts_every_key_frame(painter, brief):
    one, two = (
        painter().moviellm_estimate(brief(1, 1, 4)),
        painter().moviellm_estimate(brief(1, 2, 4)),
    )
    assert two == pytest.approx(2 * one)
    assert painter(references=True).moviellm_estimate(brief(1, 1, 4)) > one
