"""Pictures of any format and size land on one canvas; broken and huge ones are named."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest
from moviellm import FilmError
from moviellm_plugin_video import pictures
from moviellm_plugin_video.pictures import Canvas, decode_picture
from PIL import Image


def first_frame(path):
    with av.open(str(path)) as video:
        return next(video.decode(video=0)).to_ndarray(format="rgb24").astype(int)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_every_format_that_painters_return_is_read(coded, blobs, encode, kind):
    made = encode(coded.film(blobs, [500, 500], kind=kind))
    assert coded.numbers(made.path) == [1] * 12 + [2] * 12


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_pictures_of_any_colour_mode_are_read(mode):
    out = io.BytesIO()
    image = Image.new("RGB", (20, 10), (200, 30, 40)).convert(mode)
    image.save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert decode_picture(out.getvalue(), "it").mode == "RGB"


@pytest.mark.parametrize("size", [(65, 49), (64, 49), (63, 47), (97, 33)])
def test_odd_sides_are_continued_to_even_ones(coded, blobs, encode, size):
    made = encode(coded.film(blobs, [500, 500], sizes=[size]))
    assert (made.width, made.height) == tuple(side + side % 2 for side in size)
    assert coded.numbers(made.path) == [1] * 12 + [2] * 12
    last = first_frame(made.path)[-2:, -2:].mean(axis=2)
    assert np.ptp(last) < 12


def test_a_picture_smaller_than_encoders_take_stands_on_black(coded, blobs, encode):
    for codec in ("h264", "av1"):
        made = encode(coded.film(blobs, [500], sizes=[(1, 1)]), codec=codec)
        assert (made.width, made.height) == (16, 16)


def test_a_film_has_the_size_of_most_of_its_pictures(coded, blobs, encode):
    film = coded.film(blobs, [100] * 4, sizes=[(32, 32), (64, 48), (64, 48), (128, 96)])
    made = encode(film, fps=10)
    assert (made.width, made.height) == (64, 48)
    assert coded.numbers(made.path)[1:] == [2, 3, 4]


def test_a_picture_of_another_shape_is_fitted_and_centred_on_black(coded, blobs, encode):
    white = Image.new("RGB", (50, 100), "white")
    out = io.BytesIO()
    white.save(out, "PNG")
    film = coded.film(blobs, [100, 100, 100], sizes=[(50, 100), (200, 100), (200, 100)])
    one = film.footage.pictures[0].model_copy(update={"digest": blobs.put(out.getvalue())})
    footage = film.footage.model_copy(update={"pictures": (one, *film.footage.pictures[1:])})
    shown = first_frame(encode(film.model_copy(update={"footage": footage}), fps=10).path)
    middle, left, right = shown[:, 80:120], shown[:, :70], shown[:, 130:]
    assert middle.min() > 240
    assert max(left.max(), right.max()) < 12


def test_colours_come_back(coded, blobs, encode):
    colours = [(255, 255, 255), (0, 0, 0), (200, 30, 40), (30, 160, 60), (40, 60, 200), (128,) * 3]
    film = coded.film(blobs, [100] * len(colours))
    found = []
    for picture, colour in zip(film.footage.pictures, colours, strict=True):
        out = io.BytesIO()
        Image.new("RGB", coded.SIZE, colour).save(out, "PNG")
        found.append(picture.model_copy(update={"digest": blobs.put(out.getvalue())}))
    footage = film.footage.model_copy(update={"pictures": tuple(found)})
    made = encode(film.model_copy(update={"footage": footage}), fps=10, quality=5)
    with av.open(str(made.path)) as video:
        shown = [f.to_ndarray(format="rgb24").mean(axis=(0, 1)) for f in video.decode(video=0)]
    assert np.abs(np.array(shown) - np.array(colours)).max() < 5


def test_a_picture_is_placed_where_it_is_pasted(coded, blobs):
    film = coded.film(blobs, [100, 100, 100], sizes=[(64, 48), (64, 48), (20, 48)])
    canvas = Canvas(film.footage)
    assert canvas.place(64, 48) == (1.0, 0, 0)
    assert canvas.place(20, 48) == (1.0, 22, 0)
    assert canvas.place(128, 48) == (0.5, 0, 12)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(
    coded, blobs, encode, monkeypatch
):
    film = coded.film(blobs, [500])
    monkeypatch.setattr(pictures, "MAX_PIXELS", 64 * 48 - 1)
    with pytest.raises(FilmError, match=r"The picture of film-coded, f00001 has 64 x 48 pixels"):
        encode(film)


def bomb():
    """A PNG that says it has 30,000 x 30,000 pixels and has none."""
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG")
    data = bytearray(out.getvalue())
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    return bytes(data)


@pytest.mark.parametrize("data", [b"", b"GIF89a not a picture", b"\xff\xd8\xff\xe0", bomb()])
def test_what_is_no_picture_is_named(data):
    with pytest.raises(FilmError, match=r"The picture of a film, f1 ") as error:
        decode_picture(data, "a film, f1")
    assert error.value.hint


def test_a_picture_that_ends_early_is_named(coded):
    data = coded.picture(5, (200, 200), "jpg")
    with pytest.raises(FilmError, match="cannot be decoded"):
        decode_picture(data[: len(data) // 2], "a film, f1")


def test_a_size_that_the_codec_refuses_is_an_error_in_words(coded, blobs, encode, tmp_path):
    with pytest.raises(FilmError, match=r"film-coded cannot be encoded as h264") as error:
        encode(coded.film(blobs, [500], sizes=[(40_000, 16)]))
    assert error.value.hint
    assert list(tmp_path.iterdir()) == []
