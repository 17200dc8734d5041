"""Seasons: what they do to everything green."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from moviellm.film import Place, Season, told_season
from moviellm.studio.papercut.colour import mix, to_lab

_LIGHT = 0.58
"""Greens that are lighter are grass and young leaves, darker ones bushes and old trees."""

_TURNED: Mapping[Season, tuple[tuple[int, float], tuple[int, float]]] = {
    "spring": ((0xFFB4DC74, 0.4), (0xFF86C25A, 0.36)),
    "autumn": ((0xFFDDAF4A, 0.6), (0xFFBC622B, 0.66)),
    "winter": ((0xFFF1F5F8, 0.82), (0xFFDCE6EC, 0.62)),
}
"""What light and dark greens turn into, and how far."""

_THAWED = ((0xFFA79B7C, 0.8), (0xFF6A6353, 0.66))
"""The same of a winter in which it rains: grass lies flat and brown, bushes are bare."""

_SNOW, _SNOWED = 0xFFF1F5F8, 0.72
"""What lies on the ground in winter, and how much of it."""

_SAND = 0.78
"""What is yellow and lighter than this is sand."""


def season_of(place: Place) -> Season:
    """The season that a place's description tells; else summer."""
    return told_season(place) or "summer"


@lru_cache(maxsize=4096)
def turned_by(season: Season, colour: int, snow: bool = True) -> int:
    """A colour of the open air in a season: what is green turns, sand is snowed in.

    Args:
        season: The season.
        colour: What it is in summer.
        snow: Whether snow lies in winter.
    """
    if season not in _TURNED:
        return colour
    lightness, a, b = to_lab(colour)
    thawed = season == "winter" and not snow
    if season == "winter" and snow and lightness > _SAND and b > 0.05 and abs(a) < 0.03:
        return snowed(colour)
    if a > -0.012 or b < 0.012:
        return colour
    target, share = (_THAWED if thawed else _TURNED[season])[lightness < _LIGHT]
    return mix(colour, target, share)


def snowed(colour: int) -> int:
    """The ground in winter."""
    return mix(colour, _SNOW, _SNOWED)
