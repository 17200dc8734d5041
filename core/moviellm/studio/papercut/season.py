"""Seasons: a word in the description of a place, and what it does to everything green there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from moviellm.film import Place
from moviellm.studio.papercut.colour import mix, to_lab

Season = Literal["spring", "summer", "autumn", "winter"]

_WORDS: Mapping[str, Season] = {
    "spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter",
    "midwinter": "winter", "midsummer": "summer",
}  # fmt: skip
_NAMED = re.compile(rf"\bin (?:early |late |deep )?({'|'.join(_WORDS)})\b")

_LIGHT = 0.58
"""Greens that are lighter are grass and young leaves, darker ones bushes and old trees."""

_TURNED: Mapping[Season, tuple[tuple[int, float], tuple[int, float]]] = {
    "spring": ((0xFFB4DC74, 0.4), (0xFF86C25A, 0.36)),
    "autumn": ((0xFFDDAF4A, 0.6), (0xFFBC622B, 0.66)),
    "winter": ((0xFFF1F5F8, 0.82), (0xFFDCE6EC, 0.62)),
}
"""What light and dark greens turn into, and how far."""


def season_of(place: Place) -> Season:
    """The season that a place's description speaks of ("in late autumn"); else summer."""
    found = _NAMED.search(place.description.lower())
    return _WORDS[found.group(1)] if found else "summer"


@lru_cache(maxsize=4096)
def turned_by(season: Season, colour: int) -> int:
    """A colour of the open air in a season: only what is green turns."""
    if season not in _TURNED:
        return colour
    lightness, a, b = to_lab(colour)
    if a > -0.012 or b < 0.012:
        return colour
    target, share = _TURNED[season][lightness < _LIGHT]
    return mix(colour, target, share)
