"""The kinds of prop that fable can tell of. Painters draw them by `PropKind.kind`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from moviellm.film import Colour
from moviellm.studio.fable.lexicon.table import one_of, rows

Size = Literal["small", "medium", "large"]
Use = Literal["treasure", "tool", "container", "food", "wear", "keepsake", "animal", "vehicle"]

_SIZES: tuple[Size, ...] = get_args(Size)
_USES: tuple[Use, ...] = get_args(Use)
_COLOURS: tuple[Colour, ...] = get_args(Colour)


@dataclass(frozen=True, slots=True)
class PropKind:
    """A kind of prop.

    Attributes:
        kind: One word; what the painter draws.
        size: ``small`` fits a palm, ``medium`` is carried in one hand, ``large`` in two arms.
        use: What it is good for in a story.
        spheres: The worlds in which it is at home; empty for everywhere.
        looks: Adjectives that may stand before its kind.
        colours: Colours that suit it; the first is the most natural.
        qualities: Which of container, opens, locks, lights, wearable, fixed, breakable it has.
        secret: For treasures and keepsakes: why it matters, after "because".
    """

    kind: str
    size: Size
    use: Use
    spheres: tuple[str, ...]
    looks: tuple[str, ...]
    colours: tuple[Colour, ...]
    qualities: frozenset[str]
    secret: str


def _read() -> Mapping[str, PropKind]:
    found = {}
    for kind, size, use, spheres, looks, colours, qualities, secret in rows("props.txt"):
        found[kind] = PropKind(
            kind,
            one_of(_SIZES, size),
            one_of(_USES, use),
            tuple(spheres.split()),
            tuple(looks.split(", ")),
            tuple(one_of(_COLOURS, colour) for colour in colours.split()),
            frozenset(qualities.split()),
            secret,
        )
    return MappingProxyType(found)


PROP_KINDS: Mapping[str, PropKind] = _read()
"""Every kind of prop by its name."""
