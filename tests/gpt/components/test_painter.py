"""The painter `openai-image`: original bytes with the mark beside them, sheets of the cast."""

from __future__ import annotations

import random
import struct
import zlib

import numpy
import pytest
import simplejpeg
import skia
from hypothesis import given
from hypothesis import strategies as st
from moviellm import FilmError
from moviellm.film import slates
from moviellm.testing import make_context
from moviellm.testing.auditions.image import has_synthetic_mark, size_of
from moviellm.testing.tiny import tiny_screenplay, tiny_storyboard
from moviellm_plugins_gpt.config import OpenAIImage
from moviellm_plugins_gpt.painter.impl import ImagePainter, painting_of
from moviellm_plugins_gpt.painter.mark import marked


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
        assert has_synthetic_mark(picture.data)
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


def test_what_is_no_picture_is_told():
    with pytest.raises(FilmError, match="no picture"):
        painting_of(b"<html>")


def test_the_estimate_counts_every_key_frame(painter, brief):
    one, two = (
        painter().moviellm_estimate(brief(1, 1, 4)),
        painter().moviellm_estimate(brief(1, 2, 4)),
    )
    assert two == pytest.approx(2 * one)
    assert painter(references=True).moviellm_estimate(brief(1, 1, 4)) > one


def picture_in(kind, pixels):
    if kind == "jpg":
        return simplejpeg.encode_jpeg(pixels[:, :, :3].copy(), colorspace="RGB")
    image = skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType)
    form = skia.kPNG if kind == "png" else skia.kWEBP
    return bytes(image.encodeToData(form, 100 if kind == "lossless" else 80))


def pixels_of(data):
    return skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data)).toarray()


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "lossless"])
@given(
    size=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    seed=st.integers(0, 1_000),
    alpha=st.booleans(),
)
def test_a_mark_leaves_every_pixel_as_it_was(kind, size, seed, alpha):
    rng = random.Random(seed)
    width, height = size
    pixels = numpy.frombuffer(rng.randbytes(width * height * 4), dtype=numpy.uint8)
    pixels = pixels.reshape(height, width, 4).copy()
    if not alpha:
        pixels[:, :, 3] = 255
    data = picture_in(kind, pixels)
    form = "webp" if kind == "lossless" else kind
    made = marked(data, form)
    assert has_synthetic_mark(made)
    assert numpy.array_equal(pixels_of(made), pixels_of(data))
    assert marked(made, form) == made


def test_a_png_keeps_its_own_chunks_in_order():
    pixels = numpy.full((4, 4, 4), 200, dtype=numpy.uint8)
    data = picture_in("png", pixels)
    made = marked(data, "png")
    names, at = [], 8
    while at < len(made):
        length = struct.unpack(">I", made[at : at + 4])[0]
        name, body = made[at + 4 : at + 8], made[at + 4 : at + 8 + length]
        assert struct.unpack(">I", made[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        names.append(name)
        at += 12 + length
    assert names[:2] == [b"IHDR", b"iTXt"]
    assert names[-1] == b"IEND"
