"""Seasons: told by a place's description, and seen on it and on whoever is there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from moviellm.film.models.facts import Weather
from moviellm.film.models.screenplay import Appearance, Place
from moviellm.film.models.storyboard import DressedFor

Season = Literal["spring", "summer", "autumn", "winter"]

_WORDS: Mapping[str, Season] = {
    "spring": "spring", "summer": "summer", "autumn": "autumn", "winter": "winter",
    "midwinter": "winter", "midsummer": "summer",
}  # fmt: skip
_NAMED = re.compile(rf"\bin (?:early |late |deep )?({'|'.join(_WORDS)})\b")

SNOWED_UNDER = frozenset({
    "mountain", "summit", "peak", "icefield", "glacier", "tundra", "arctic", "antarctica", "polar",
})  # fmt: skip
"""Words of the kind of a place where snow lies in every season: nobody goes there without a coat.
"""

_SLEEVED = ("shirt", "dress", "apron")
"""Garments with sleeves that one rolls up."""


def told_season(place: Place) -> Season | None:
    """The season that a place's description speaks of ("in late autumn"), if it does."""
    found = _NAMED.search(place.description.lower())
    return _WORDS[found.group(1)] if found else None


def _words(place: Place) -> list[str]:
    return place.kind.lower().replace("-", " ").split()


def dressed_for(looks: Appearance, place: Place, weather: Weather) -> DressedFor:
    """What somebody has on for the open air: people keep the clothes by which one knows them.

    Args:
        looks: Their appearance sheet.
        place: Where they are.
        weather: What the weather is there.
    """
    if place.indoors:
        return "any"
    season = told_season(place)
    if weather == "snow" or season == "winter" or not SNOWED_UNDER.isdisjoint(_words(place)):
        return "cold"
    if weather in ("rain", "storm"):
        return "rain"
    return "heat" if season == "summer" and looks.garment in _SLEEVED else "any"
