"""How each verb of the vocabulary is said in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Form = Literal["base", "s", "ing", "ed"]


class Head(NamedTuple):
    """The forms of a verb's first word: to *take*, she *takes*, is *taking*, *took*."""

    base: str
    s: str
    ing: str
    ed: str


def _regular(base: str) -> Head:
    """Look, looks, looking, looked; close, closes, closing, closed."""
    stem = base.removesuffix("e")
    return Head(base, f"{base}s", f"{stem}ing", f"{stem}ed")


_TAKE = Head("take", "takes", "taking", "took")
_PUT = Head("put", "puts", "putting", "put")
_MAKE = Head("make", "makes", "making", "made")
_COME = Head("come", "comes", "coming", "came")

VERB_FORMS: Mapping[str, tuple[Head, str]] = {
    "enter": (_COME, "{to}"),
    "leave": (Head("leave", "leaves", "leaving", "left"), "{here}"),
    "sit": (Head("sit", "sits", "sitting", "sat"), "down"),
    "stand": (Head("stand", "stands", "standing", "stood"), "up"),
    "kneel": (Head("kneel", "kneels", "kneeling", "knelt"), "down"),
    "lie": (Head("lie", "lies", "lying", "lay"), "down"),
    "wait": (_regular("wait"), ""),
    "take": (_TAKE, "{prop} {source}"),
    "put": (_PUT, "{prop} {into}"),
    "give": (Head("give", "gives", "giving", "gave"), "{prop} to {person}"),
    "show": (_regular("show"), "{prop} to {person}"),
    "hide": (Head("hide", "hides", "hiding", "hid"), "{prop} {spot}"),
    "find": (Head("find", "finds", "finding", "found"), "{prop} {found}"),
    "wear": (_PUT, "{prop} on"),
    "doff": (_TAKE, "{prop} off"),
    "consume": (_regular("use"), "{prop} up"),
    "eat": (Head("eat", "eats", "eating", "ate"), "{prop}"),
    "drink": (Head("drink", "drinks", "drinking", "drank"), "{prop}"),
    "empty": (Head("empty", "empties", "emptying", "emptied"), "{prop}"),
    "burn": (Head("burn", "burns", "burning", "burnt"), "{prop}"),
    "tear": (Head("tear", "tears", "tearing", "tore"), "{prop} up"),
    "open": (Head("open", "opens", "opening", "opened"), "{prop}"),
    "close": (_regular("close"), "{prop}"),
    "lock": (_regular("lock"), "{prop}"),
    "unlock": (_regular("unlock"), "{prop}"),
    "light": (Head("light", "lights", "lighting", "lit"), "{prop}"),
    "douse": (_PUT, "{prop} out"),
    "break": (Head("break", "breaks", "breaking", "broke"), "{prop}"),
    "mend": (_regular("mend"), "{prop}"),
    "look": (_regular("look"), "{target}"),
    "befriend": (_MAKE, "friends with {person}"),
    "quarrel": (Head("quarrel", "quarrels", "quarrelling", "quarrelled"), "with {person}"),
    "reconcile": (_MAKE, "peace with {person}"),
    "embrace": (_regular("embrace"), "{person}"),
    "die": (Head("die", "dies", "dying", "died"), ""),
    "learn": (_regular("realise"), "that {fact}"),
    "say": (Head("say", "says", "saying", "said"), ""),
    "ask": (_regular("ask"), "{person}"),
    "tell": (Head("tell", "tells", "telling", "told"), "{person}"),
}
"""The head and the rest of the verb phrase; an empty slot leaves no gap."""

ARRIVE = _regular("arrive")
"""How somebody comes to a place outdoors that is clear from what was said before."""

FEELINGS: Mapping[str, tuple[Head, str]] = {
    "calm": (_regular("calm"), "down"),
    "happy": (Head("become", "becomes", "becoming", "became"), "happy"),
    "sad": (Head("grow", "grows", "growing", "grew"), "sad"),
    "angry": (Head("grow", "grows", "growing", "grew"), "angry"),
    "afraid": (_TAKE, "fright"),
    "surprised": (_regular("start"), "in surprise"),
    "determined": (Head("grow", "grows", "growing", "grew"), "determined"),
    "tender": (_regular("soften"), ""),
    "suspicious": (Head("grow", "grows", "growing", "grew"), "suspicious"),
}
"""How a change of mood is said, by the mood."""

CONSUMED: Mapping[str, str] = {
    "bread": "eat", "apple": "eat", "cake": "eat", "pie": "eat", "soup": "eat", "fruit": "eat",
    "fish": "eat", "cheese": "eat", "berry": "eat", "berries": "eat", "cookie": "eat",
    "bottle": "empty", "jar": "empty", "cup": "empty", "flask": "empty",
    "tea": "drink", "wine": "drink", "potion": "drink", "juice": "drink", "coffee": "drink",
    "letter": "tear", "paper": "tear", "photo": "tear", "photograph": "tear", "ticket": "tear",
    "candle": "burn", "wood": "burn", "match": "burn", "torch": "burn",
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
