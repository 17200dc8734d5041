"""Pictures become JPEG where a trainer wants that, and keep their mark."""

from __future__ import annotations

import hashlib
import io

import pytest
from moviellm import FilmError
from moviellm.film import Footage
from PIL import Image
from trainer_exports import faults

OWN_MARK = b"<x:xmpmeta><own DigitalSourceType='compositeSynthetic'/></x:xmpmeta>"


def painted(studio, film, data, format, size=(40, 30)):
    """The film with one and the same picture in another format everywhere."""
    update = {
        "digest": studio.blobs.put(data), "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data), "format": format, "width": size[0], "height": size[1], "boxes": (),
    }  # fmt: skip
    pictures = tuple(one.model_copy(update=update) for one in film.footage.pictures)
    return film.model_copy(update={"footage": Footage(film=film.id, pictures=pictures)})


def encoded(format, **options):
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 30, 90, 255)).save(out, format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "format", "mark"),
    [
        (encoded("PNG"), "png", b"trainedAlgorithmicMedia"),
        (encoded("WEBP", xmp=OWN_MARK, lossless=True), "webp", b"compositeSynthetic"),
    ],
)
def test_frames_of_other_formats_become_jpeg_with_their_mark(studio, data, format, mark):
    film = painted(studio, studio.film(), data, format)
    target = studio.export("internvl", [film], media="frames")
    assert faults(target) == []
    frame = target / "frames" / film.id / "frame_000001.jpg"
    with Image.open(frame) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (40, 30))
        assert all(
            abs(a - b) < 6 for a, b in zip(image.getpixel((20, 15)), (200, 30, 90), strict=True)
        )
    assert mark in frame.read_bytes()


@pytest.mark.parametrize("name", ["internvl", "trl", "llama-vid"])
def test_a_picture_that_cannot_be_decoded_is_named(studio, name):
    film = painted(studio, studio.film(), b"\x89PNG\r\n\x1a\nnothing", "png")
    options = {"media": "frames"} if name == "internvl" else {}
    with pytest.raises(FilmError, match="The picture of film-tiny, f0001 cannot be decoded"):
        studio.export(name, [film], **options)


def test_a_picture_that_is_too_large_is_refused_before_it_is_decoded(studio):
    out = io.BytesIO()
    Image.new("1", (8_200, 8_200)).save(out, "PNG")
    film = painted(studio, studio.film(), out.getvalue(), "png")
    with pytest.raises(FilmError, match="more than 64,000,000"):
        studio.export("trl", [film])
