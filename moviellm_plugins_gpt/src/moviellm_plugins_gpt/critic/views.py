"""Pictures as they are sent to a model: decoded with a cap, cut, made smaller, as JPEG."""

from __future__ import annotations

from dataclasses import dataclass

import simplejpeg
import skia
from moviellm import FilmError
from moviellm.film import Box, Painting

from moviellm_plugins_gpt.calls import Image

_MOST_PIXELS = 50_000_000
"""A picture of more pixels is not decoded."""
_QUALITY = 85
REFERENCE_SIDE = 256
"""The longer side of a reference, in pixels."""
_LEAST_SIDE = 24
"""A person who is narrower than this in a picture, in pixels, is no reference."""


def whole(painting: Painting, side: int) -> Image:
    """A picture, its longer side at most ``side`` pixels.

    Raises:
        FilmError: It cannot be decoded, or has too many pixels.
    """
    return _shrunk(_decoded(painting), side)


def cut_out(painting: Painting, box: Box) -> Image:
    """The part of a picture in a box, small."""
    image = _decoded(painting)
    area = skia.IRect.MakeXYWH(box.x, box.y, box.width, box.height)
    part = image.makeSubset(area)
    return _shrunk(image if part is None else part, REFERENCE_SIDE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a person looked like in an earlier picture."""

    person: str
    image: Image


class Album:
    """The first clear sight of every person in a batch of pictures.

    Args:
        paintings: The batch, in order.
        people: Ids of the cast; boxes of things are no references.
    """

    def __init__(self, paintings: list[Painting], people: set[str]) -> None:
        self._first: dict[str, tuple[int, Box]] = {}
        self._paintings = paintings
        for number, painting in enumerate(paintings):
            for box in painting.boxes:
                clear = box.visible >= 0.7 and min(box.width, box.height) >= _LEAST_SIDE
                if clear and box.entity in people:
                    self._first.setdefault(box.entity, (number, box))

    def before(self, number: int, people: list[str]) -> list[Reference]:
        """References of those people who were seen in a picture before this one."""
        found = []
        for person in people:
            first, box = self._first.get(person, (number, None))
            if box is not None and first < number:
                found.append(Reference(person, cut_out(self._paintings[first], box)))
        return found


def _decoded(painting: Painting) -> skia.Image:
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(painting.data))
    if image is None:
        raise FilmError(
            f"A {painting.format} picture cannot be decoded.",
            hint="Report it to the painter's author.",
        )
    if image.width() * image.height() > _MOST_PIXELS:
        raise FilmError(
            f"A picture of {image.width()} x {image.height()} pixels is too large to look at.",
            hint=f"Paint at most {_MOST_PIXELS:,} pixels.",
        )
    return image


def _shrunk(image: skia.Image, side: int) -> Image:
    scale = min(1.0, side / max(image.width(), image.height()))
    width = max(1, round(image.width() * scale))
    height = max(1, round(image.height() * scale))
    smooth = skia.SamplingOptions(skia.CubicResampler.Mitchell())
    small = image.resize(width, height, smooth)
    data: bytes = simplejpeg.encode_jpeg(
        small.toarray(colorType=skia.kRGBA_8888_ColorType), quality=_QUALITY, colorspace="RGBA"
    )
    return Image(data, width, height)
