"""The film that gathers all of its parts, and the slates that painters get from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import to_json

from moviellm.film.models.annotations import Annotations
from moviellm.film.models.brief import Brief
from moviellm.film.models.clips import Clips
from moviellm.film.models.footage import Footage, Soundtrack
from moviellm.film.models.ids import Record, unsaid
from moviellm.film.models.mix import SoundMix
from moviellm.film.models.part import FilmPart
from moviellm.film.models.screenplay import Screenplay
from moviellm.film.models.storyboard import Slate, Storyboard, seen_props


class Consent(Record):
    """The record that allows a real person's name or likeness; copied to the data card.

    Attributes:
        person: The name as it may appear.
        basis: Why it is allowed ("written consent", "own likeness", "public figure, research").
        confirmed_by: Who vouches for it.
        date: When, as ``YYYY-MM-DD``.
    """

    person: str = Field(min_length=1)
    basis: str = Field(min_length=1)
    confirmed_by: str = Field(min_length=1)
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")


class Film(Record):
    """One film, whole: what exporters get.

    Attributes:
        clips: Its moving shots; None, and left out of its JSON, where an animator made none.
        mix: Its sound as a whole; None, and left out of its JSON, where a mixer made none.
        synthetic: Always true: everything here is made, nothing is recorded.
        consent: Records for real people named in it.
    """

    brief: Brief
    screenplay: Screenplay
    storyboard: Storyboard
    footage: Footage
    soundtrack: Soundtrack | None = None
    clips: Annotated[Clips | None, Field(exclude_if=unsaid)] = None
    mix: Annotated[SoundMix | None, Field(exclude_if=unsaid)] = None
    annotations: Annotations
    consent: tuple[Consent, ...] = ()
    synthetic: bool = Field(default=True, frozen=True)

    @property
    def id(self) -> str:
        return self.brief.id

    @model_validator(mode="after")
    def _one_film(self) -> Self:
        parts = [self.screenplay.film, self.storyboard.film, self.footage.film]
        parts += [self.annotations.film, *([self.soundtrack.film] if self.soundtrack else [])]
        parts += [part.film for part in (self.clips, self.mix) if part]
        if {self.id, *parts} != {self.id}:
            raise ValueError(f"the parts belong to several films: {sorted({self.id, *parts})}")
        frames = [frame.id for frame in self.storyboard.frames()]
        painted = [picture.frame for picture in self.footage.pictures]
        if painted and frames != painted:
            raise ValueError("the footage does not have one picture a key frame, in order")
        shots = [shot.id for shot in self.storyboard.shots]
        if self.clips and shots != [clip.shot for clip in self.clips.clips]:
            raise ValueError("the clips are not one a shot, in order")
        if not self.synthetic:
            raise ValueError("a film of MovieLLM is always synthetic")
        return self


def _part_type(annotation: Any) -> type[FilmPart] | None:
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, FilmPart):
            return kind
    return None


PART_TYPES: Mapping[str, type[FilmPart]] = MappingProxyType(
    {
        name: kind
        for name, field in Film.model_fields.items()
        if (kind := _part_type(field.annotation)) is not None
    }
)
"""The parts of a film by their names in it."""


def slates(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[Slate]:
    """The slate of every key frame, in order.

    Raises:
        KeyError: A depiction names a person, place or prop that the screenplay does not have.
    """
    persons = {person.id: person for person in screenplay.cast}
    places = {place.id: place for place in screenplay.places}
    props = {prop.id: prop for prop in screenplay.props}
    for shot in storyboard.shots:
        for frame in shot.frames:
            seen = frame.depiction
            yield Slate(
                camera=shot.camera,
                depiction=seen,
                prompt=frame.prompt,
                seed=frame.seed,
                style=screenplay.style,
                place=places[seen.place],
                cast=tuple(persons[figure.person] for figure in seen.figures),
                props=tuple(props[prop] for prop in seen_props(seen)),
            )


def slate_texts(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[bytes]:
    """The JSON of every slate, in order: what `slates` gives, dumped, at a third of the cost.

    Raises:
        KeyError: As `slates`.
    """
    sheets = {
        kind: {item.id: item.model_dump_json() for item in items}
        for kind, items in (
            ("cast", screenplay.cast),
            ("places", screenplay.places),
            ("props", screenplay.props),
        )
    }
    style = screenplay.style.model_dump_json()
    for shot in storyboard.shots:
        camera = shot.camera.model_dump_json()
        for frame in shot.frames:
            seen = frame.depiction
            cast = ",".join(sheets["cast"][figure.person] for figure in seen.figures)
            props = ",".join(sheets["props"][prop] for prop in seen_props(seen))
            yield (
                f'{{"camera":{camera},"depiction":{seen.model_dump_json()},'
                f'"prompt":{to_json(frame.prompt).decode()},"seed":{frame.seed},"style":{style},'
                f'"place":{sheets["places"][seen.place]},"cast":[{cast}],"props":[{props}]}}'
            ).encode()
