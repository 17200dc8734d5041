"""The kinds of place that fable can tell of, each with the spots where props can be.

Painters choose a backdrop by `PlaceKind.kind`; the spot's name is unique within its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from moviellm.studio.fable.lexicon.table import one_of, rows

Preposition = Literal["on", "in", "behind", "under", "by", "at"]
SpotShape = Literal["table", "shelf", "floor", "hook", "sill", "bench", "niche"]

_PREPOSITIONS: tuple[Preposition, ...] = get_args(Preposition)
_SHAPES: tuple[SpotShape, ...] = get_args(SpotShape)


@dataclass(frozen=True, slots=True)
class SpotKind:
    """A spot of a kind of place; fields as in `moviellm.film.Spot`."""

    name: str
    preposition: Preposition
    kind: SpotShape
    x: float
    hidden: bool = False

    @property
    def slug(self) -> str:
        """Its part of an id: ``table``, ``behind-stove``."""
        words = f"{self.preposition} {self.name}" if self.hidden else self.name
        return words.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place.

    Attributes:
        kind: One word; the painter's backdrop.
        names: How the place may be called in a film, without article.
        indoors: Whether it has a roof.
        sphere: The world in which it is at home (``sea``, ``town``, ...).
        look: What one sees there, after "with".
        spots: Two or three in the open, then one or two hidden ones.
    """

    kind: str
    names: tuple[str, ...]
    indoors: bool
    sphere: str
    look: str
    spots: tuple[SpotKind, ...]


def _read() -> Mapping[str, PlaceKind]:
    found = {}
    for row in rows("places.txt"):
        kind, names, roof, sphere, look, spots = row
        found[kind] = PlaceKind(
            kind,
            tuple(names.split(", ")),
            roof == "indoors",
            sphere,
            look,
            tuple(_spot(spot) for spot in spots.split("; ")),
        )
    return MappingProxyType(found)


def _spot(text: str) -> SpotKind:
    phrase, _, drawn = text.partition(", ")
    preposition, _, name = phrase.partition(" ")
    kind, _, x = drawn.partition(" ")
    return SpotKind(
        name,
        one_of(_PREPOSITIONS, preposition),
        one_of(_SHAPES, kind),
        float(x),
        preposition in ("behind", "under"),
    )


PLACE_KINDS: Mapping[str, PlaceKind] = _read()
"""Every kind of place by its name."""
