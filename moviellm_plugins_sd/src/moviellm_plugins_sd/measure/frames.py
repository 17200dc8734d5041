"""What of a film is looked at: each key frame whole, and the people in it by themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from moviellm import Blobs, StorageError
from moviellm.film import Box, Figure, Film, Picture
from PIL import Image

MOST_PIXELS = 50_000_000
"""The largest picture that is decoded."""

_VISIBLE = 0.25
"""The share of a person that must be visible to count as shown, as for the film's questions."""

_SMALLEST = 16
"""Crops with a shorter side, in pixels, show nobody."""


@dataclass(frozen=True)
class SeenPerson:
    """A person in a key frame.

    Attributes:
        person: Who.
        crop: The square around them, (left, top, right, bottom) in pixels; None for the whole
            frame, where the painter does not know where people are.
    """

    person: str
    crop: tuple[int, int, int, int] | None


@dataclass(frozen=True)
class FrameImage:
    """A key frame with its picture in RGB."""

    image: Image.Image
    seen: tuple[SeenPerson, ...]


def frame_images(film: Film, blobs: Blobs) -> Iterator[FrameImage]:
    """Yield the key frames of a film in order.

    Raises:
        StorageError: A picture cannot be read.
    """
    frames = film.storyboard.frames()
    for frame, picture in zip(frames, film.footage.pictures, strict=True):
        image = _decoded(picture, blobs, film.id)
        yield FrameImage(image, tuple(_people(frame.depiction.figures, picture)))


def _decoded(picture: Picture, blobs: Blobs, film: str) -> Image.Image:
    data = blobs.get(picture.digest)
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(f"it has more than {MOST_PIXELS:,} pixels")
            return image.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise StorageError(
            f"The picture of {picture.frame} in {film} cannot be decoded: {error}.",
            hint="Run `moviellm verify` on the run; what is damaged is painted again.",
        ) from error


def _people(figures: tuple[Figure, ...], picture: Picture) -> Iterator[SeenPerson]:
    boxes = {box.entity: box for box in picture.boxes}
    for figure in figures:
        if not boxes:
            yield SeenPerson(figure.person, None)
            continue
        box = boxes.get(figure.person)
        if box is not None and box.visible >= _VISIBLE and min(box.width, box.height) >= _SMALLEST:
            yield SeenPerson(figure.person, square(box, picture.width, picture.height))


def square(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The smallest square around a box that lies in a picture of this size.

    CLIP looks at squares; a box that is higher than the picture is wide is cut to a square.
    """
    side = min(max(box.width, box.height), width, height)
    left = min(max(box.x + (box.width - side) // 2, 0), width - side)
    top = min(max(box.y + (box.height - side) // 2, 0), height - side)
    return left, top, left + side, top + side
