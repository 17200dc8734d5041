"""The colour that a thing's name says: a white flower is white, a silver ring is not red."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from moviellm.film.models.screenplay import Colour

_GREY: tuple[Colour, ...] = ("grey", "white")
_GOLD: tuple[Colour, ...] = ("amber", "yellow")
_BRONZE: tuple[Colour, ...] = ("orange", "amber", "brown")
_EARTH: tuple[Colour, ...] = ("brown", "tan", "orange")
_WOOD: tuple[Colour, ...] = ("brown", "tan", "amber", "cream", "orange", "red")
_PALE: tuple[Colour, ...] = ("cream", "white", "tan")
_GREENS: tuple[Colour, ...] = ("green", "teal", "olive", "turquoise")
_REDS: tuple[Colour, ...] = ("red", "crimson")
_BLUES: tuple[Colour, ...] = ("blue", "navy")

_SAYS: Mapping[str, tuple[Colour, ...]] = {
    **{colour: (colour,) for colour in get_args(Colour)},
    "gray": ("grey",), "scarlet": _REDS, "ruby": _REDS, "blood-red": _REDS, "violet": ("purple",),
    "lilac": ("purple", "plum"), "lavender": ("purple", "pink"), "rosy": ("pink",),
    "magenta": ("pink", "plum"), "beige": ("tan", "cream"), "khaki": ("olive", "tan"),
    "maroon": ("crimson", "plum"), "azure": _BLUES, "sapphire": _BLUES,
    "indigo": ("navy", "purple"),
    "emerald": _GREENS, "jade": _GREENS, "mossy": _GREENS, "golden": _GOLD, "gold": _GOLD,
    "gilt": _GOLD, "gilded": _GOLD, "brass": _GOLD, "honey": (*_GOLD, "pink", "cream"),
    "silver": _GREY, "silvery": _GREY, "steel": _GREY, "pewter": _GREY, "chrome": _GREY,
    "bronze": _BRONZE, "copper": _BRONZE, "rusty": (*_EARTH, "grey", "amber"), "ivory": _PALE,
    "pearl": ("white", "cream", "pink"), "bone": _PALE, "snowy": ("white",), "sooty": ("black",),
    "ebony": ("black", "brown"), "pitch-black": ("black",), "oak": _WOOD, "wooden": _WOOD,
    "wicker": (*_PALE, "amber", "brown"),
}  # fmt: skip
"""Words that say a colour, and the colours that fit them; the first where none of them is given."""


def named_colour(name: str, colour: Colour) -> Colour:
    """The colour of a thing as its name says it, or else the one that it is given.

    The last word says what it is, not what it is like: an orange need not be orange.

    Args:
        name: A noun phrase without article, such as `Prop.name`.
        colour: What is said of its colour beside the name.
    """
    fitting = _fitting(name)
    return colour if not fitting or colour in fitting else fitting[0]


@lru_cache(maxsize=4096)
def _fitting(name: str) -> tuple[Colour, ...]:
    *words, _ = re.findall(r"[a-z]+(?:-[a-z]+)*", name.lower()) or [""]
    return next((_SAYS[word] for word in words if word in _SAYS), ())
