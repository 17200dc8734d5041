"""The painter `openai-image`: every key frame by a provider's image endpoint.

The endpoint knows no seed; the slate's seed belongs to the stored request, so that a repaint asks
for another picture. With `references`, each person is painted once on a character sheet, from
their appearance and the film's style alone, and the sheet goes along with every picture they are
in: a picture still depends on its slate alone, and equal requests are bought once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import skia
from moviellm import Context, FilmError, hookimpl
from moviellm.film import Brief, Painting, Person, Slate, Style, derive_seed
from moviellm.film.staging import portrait, style_phrase
from moviellm.marking import TRAINED, embed, source_type_of, xmp_packet

from moviellm_plugins_gpt.calls import (
    Image,
    ModelClient,
    PictureMade,
    PictureWanted,
    Refused,
    most_image_tokens,
    most_picture_tokens,
)
from moviellm_plugins_gpt.config import OpenAIImage
from moviellm_plugins_gpt.prompting import Prompts

_FORMATS: Mapping[bytes, str] = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"RIFF": "webp"}
_SIZES = {
    "wide": "the whole place", "full": "the persons from head to foot",
    "medium": "the persons from the waist up", "close": "one face", "insert": "one thing, near",
}  # fmt: skip
_ANGLES = {"eye": "at eye level", "low": "from below", "high": "from above"}
_PROMPT_TOKENS = 1_500
_LAST = 1_024
"""Bytes. Some programs write a little behind the end of a picture."""

_PORTRAITS = 6
"""For the estimate: so many persons at most are painted on a sheet."""


class ImagePainter:
    """Paints by an image endpoint, and keeps the bytes as they came.

    Args:
        config: The options.
    """

    def __init__(self, config: OpenAIImage) -> None:
        self.config = config
        self._client = ModelClient(config)
        self._prompts = Prompts("painter", config.prompts)

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Yield one picture a slate.

        Raises:
            FilmError: The provider would not paint it, or sent what is no picture.
        """
        sheets = self._sheets(slates, context) if self.config.references else {}
        wanted = [self._wanted(slate, sheets) for slate in slates]
        for made in self._client.paint(context, wanted, usable=is_picture):
            yield painting_of(_made(made))

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most without repaints: every key frame, and the sheets."""
        pictures, given = brief.shape.total_frames, _PROMPT_TOKENS
        if self.config.references:
            width, height = self._size
            given += 3 * most_image_tokens(Image(b"", width, height, "png"))
            pictures += _PORTRAITS
        output = most_picture_tokens(self.config.quality)
        return self._client.worst(calls=pictures, input_tokens=given, output_tokens=output)

    @property
    def _size(self) -> tuple[int, int]:
        width, height = self.config.size.split("x")
        return int(width), int(height)

    def _wanted(self, slate: Slate, sheets: Mapping[str, Image]) -> PictureWanted:
        camera = slate.camera
        text = self._prompts.fill(
            "picture",
            prompt=slate.prompt,
            framing=f"{_SIZES[camera.size]}, {_ANGLES[camera.angle]}",
            layout=_layout(slate),
        )
        seen = [_sheet_key(person, slate.style) for person in slate.cast]
        return PictureWanted(
            prompt=text,
            size=self.config.size,
            quality=self.config.quality,
            background=self.config.background,
            references=tuple(sheets[key] for key in seen if key in sheets),
            sample=slate.seed,
            label=f"a picture of {slate.place.name}",
        )

    def _sheets(self, slates: Sequence[Slate], context: Context) -> dict[str, Image]:
        """The character sheets of everybody in a batch, each by a request of its own."""
        people = {
            _sheet_key(person, slate.style): (person, slate.style)
            for slate in slates
            for person in slate.cast
        }
        wanted = [
            PictureWanted(
                prompt=self._prompts.fill(
                    "portrait",
                    name=person.name,
                    looks=portrait(person),
                    style=style_phrase(style),
                ),
                size=self.config.size,
                quality=self.config.quality,
                sample=derive_seed(key),
                label=f"the character sheet of {person.name}",
            )
            for key, (person, style) in people.items()
        ]
        found = self._client.paint(context, wanted, usable=is_picture)
        made = [painting_of(_made(one)) for one in found]
        return {key: _reference(sheet) for key, sheet in zip(people, made, strict=True)}


def painting_of(data: bytes) -> Painting:
    """A picture of a provider, with the synthetic mark put in where it had none.

    Raises:
        FilmError: It is no whole PNG, JPEG or WebP file.
    """
    kind = next((kind for magic, kind in _FORMATS.items() if data.startswith(magic)), None)
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data)) if kind else None
    if kind is None or image is None or not _ends(data, kind):
        raise FilmError(
            "The image endpoint sent what is no picture, or half of one.",
            hint="Check `model` and `base_url`: a PNG, JPEG or WebP file is expected.",
        )
    if source_type_of(data) is None:
        data = embed(data, xmp_packet(TRAINED))
    return Painting(data, kind, image.width(), image.height())  # type: ignore[arg-type]


def _ends(data: bytes, kind: str) -> bool:
    """Whether a file has an end; what is decoded of a file that was cut off is grey below."""
    if kind == "webp":
        return len(data) >= 8 + int.from_bytes(data[4:8], "little")
    return {"png": b"IEND", "jpg": b"\xff\xd9"}[kind] in data[-_LAST:]


def is_picture(data: bytes) -> bool:
    """Whether `painting_of` takes the bytes of a provider."""
    try:
        painting_of(data)
    except FilmError:
        return False
    return True


def _made(answer: PictureMade | Refused) -> bytes:
    if isinstance(answer, Refused):
        raise answer.error()
    return answer.data


def _reference(sheet: Painting) -> Image:
    form = "jpeg" if sheet.format == "jpg" else sheet.format
    return Image(sheet.data, sheet.width, sheet.height, form)


def _sheet_key(person: Person, style: Style) -> str:
    return f"{person.model_dump_json()}{style.model_dump_json()}"


def _layout(slate: Slate) -> str:
    """Who and what stands where, from left to right."""
    names = {person.id: person.name for person in slate.cast}
    names |= {prop.id: f"the {prop.name}" for prop in slate.props}
    places = [(figure.x, names[figure.person]) for figure in slate.depiction.figures]
    places += [(prop.x, names[prop.prop]) for prop in slate.depiction.props]
    order = [name for _, name in sorted(places)]
    return f"From left to right: {', '.join(order)}." if len(order) > 1 else ""
