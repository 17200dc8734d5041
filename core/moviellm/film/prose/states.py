"""How moods, skies and what is used up are said in English; verbs say it in their rows."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.film.verbs.grammar import TAKE, Head, VerbPhrase, regular

ARRIVE = regular("arrive")
"""How somebody comes to a place outdoors that is clear from what was said before."""

_GROW = Head("grow", "grows", "growing", "grew")

FEELINGS: Mapping[str, VerbPhrase] = {
    "calm": VerbPhrase(regular("calm"), "down"),
    "happy": VerbPhrase(Head("become", "becomes", "becoming", "became"), "happy"),
    "sad": VerbPhrase(_GROW, "sad"),
    "angry": VerbPhrase(_GROW, "angry"),
    "afraid": VerbPhrase(TAKE, "fright"),
    "surprised": VerbPhrase(regular("start"), "in surprise"),
    "determined": VerbPhrase(_GROW, "determined"),
    "tender": VerbPhrase(regular("soften")),
    "suspicious": VerbPhrase(_GROW, "suspicious"),
}
"""How a change of mood is said, by the mood."""

_EAT = VerbPhrase(Head("eat", "eats", "eating", "ate"), "{prop}")
_DRINK = VerbPhrase(Head("drink", "drinks", "drinking", "drank"), "{prop}")
_EMPTY = VerbPhrase(Head("empty", "empties", "emptying", "emptied"), "{prop}")
_BURN = VerbPhrase(Head("burn", "burns", "burning", "burnt"), "{prop}")
_TEAR = VerbPhrase(Head("tear", "tears", "tearing", "tore"), "{prop} up")

CONSUMED: Mapping[str, VerbPhrase] = {
    "bread": _EAT, "apple": _EAT, "cake": _EAT, "pie": _EAT, "soup": _EAT, "fruit": _EAT,
    "fish": _EAT, "cheese": _EAT, "berry": _EAT, "berries": _EAT, "cookie": _EAT,
    "bottle": _EMPTY, "jar": _EMPTY, "cup": _EMPTY, "flask": _EMPTY,
    "tea": _DRINK, "wine": _DRINK, "potion": _DRINK, "juice": _DRINK, "coffee": _DRINK,
    "letter": _TEAR, "paper": _TEAR, "photo": _TEAR, "photograph": _TEAR, "ticket": _TEAR,
    "candle": _BURN, "wood": _BURN, "match": _BURN, "torch": _BURN,
}  # fmt: skip
"""What becomes of a prop of each kind when it is consumed."""

SKY: Mapping[str, str] = {
    "dawn": "dawn breaks {place}",
    "day": "day comes {place}",
    "dusk": "dusk falls {place}",
    "night": "night falls {place}",
    "clear": "the sky clears {place}",
    "cloudy": "clouds gather {place}",
    "rain": "it begins to rain {place}",
    "snow": "it begins to snow {place}",
    "storm": "a storm breaks {place}",
    "fog": "fog comes up {place}",
}
"""The sentence of a `daylight` or `weather` event, by its value."""

LIGHT_WORDS: Mapping[str, str] = {
    "dawn": "at dawn", "day": "by day", "dusk": "at dusk", "night": "at night",
}  # fmt: skip
WEATHER_WORDS: Mapping[str, tuple[str, str]] = {
    "cloudy": ("under a cloudy sky", "with a cloudy sky outside"),
    "rain": ("in the rain", "while it rains outside"),
    "snow": ("in the snow", "while it snows outside"),
    "storm": ("in a storm", "while a storm blows outside"),
    "fog": ("in the fog", "with fog at the windows"),
}
"""Each weather as seen outdoors and from indoors."""
