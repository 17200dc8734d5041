"""The kit opens what painters return: all three formats, whole or not."""

from __future__ import annotations

import numpy
import pytest
import skia
from moviellm.film import Painting
from moviellm.testing.conformance.image import size_of

FORMATS = {"jpg": skia.kJPEG, "png": skia.kPNG, "webp": skia.kWEBP}


def picture(form, width=24, height=16):
    pixels = numpy.random.default_rng(7).integers(0, 255, (height, width, 4), dtype=numpy.uint8)
    pixels[..., 3] = 255
    data = bytes(skia.Image.fromarray(pixels).encodeToData(FORMATS[form], 90))
    return Painting(data, form, width, height)


@pytest.mark.parametrize("form", FORMATS)
def test_the_size_is_that_of_the_decoded_picture(form):
    assert size_of(picture(form)) == (24, 16)


@pytest.mark.parametrize("form", FORMATS)
def test_a_cut_off_picture_is_none(form):
    whole = picture(form)
    cut = Painting(whole.data[:40], form, 24, 16)
    assert size_of(cut) is None


@pytest.mark.parametrize(("form", "claimed"), [("jpg", "png"), ("png", "webp"), ("webp", "jpg")])
def test_a_picture_of_another_format_is_none(form, claimed):
    assert size_of(Painting(picture(form).data, claimed, 24, 16)) is None
