"""From the words of a theme to wishes for a world. The theme is data: only counted, never run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from moviellm.studio.fable.lexicon.people import NAMES
from moviellm.studio.fable.lexicon.words import WORDS

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{1,30}")
_ENDINGS = ("'s", "ies", "ing", "ers", "ed", "es", "er", "s", "y", "e")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a theme asks for, most wanted first; empty where it asks for nothing.

    Attributes:
        places: Kinds of place.
        treasures: Kinds of prop that the story is about.
        around: Kinds of prop that are around.
        occupations: Labels of occupations.
        genres: Genres.
        styles: Style keywords.
        relations: How the two main persons stand to each other.
        plots: Kinds of plot.
        lights: Hours.
        weathers: Weathers.
        names: First names of the shipped list that it mentions.
        called: How a kind of place or prop is called, by kind.
    """

    places: tuple[str, ...] = ()
    treasures: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    plots: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    weathers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    called: dict[str, str] = field(default_factory=dict)


_SIGNS = {
    "p": "places", "t": "treasures", "w": "around", "o": "occupations", "g": "genres",
    "s": "styles", "r": "relations", "k": "plots", "n": "lights", "y": "weathers",
}  # fmt: skip


def read_theme(theme: str) -> Wishes:
    """Read what a theme asks for. Any text is allowed; what is not understood asks for nothing."""
    votes: dict[str, Counter[str]] = {name: Counter() for name in _SIGNS.values()}
    called: dict[str, str] = {}
    names: dict[str, None] = {}
    for word in _WORD.findall(theme):
        if word in NAMES:
            names[word] = None
        for call in _calls(word.lower()):
            sign, _, what = call.partition(":")
            kind, _, name = what.replace("_", " ").partition("/")
            votes[_SIGNS[sign]][kind] += 2 if word.lower().startswith(kind) else 1
            if name and kind not in called:
                called[kind] = name
    ranked = {name: tuple(kind for kind, _ in count.most_common()) for name, count in votes.items()}
    return Wishes(names=tuple(names), called=called, **ranked)


def _calls(word: str) -> tuple[str, ...]:
    if word in WORDS:
        return WORDS[word]
    for part in word.split("-"):
        for ending in _ENDINGS:
            stem = part.removesuffix(ending)
            if stem != part and len(stem) >= 3:
                for whole in (stem, stem + "e", stem + "y", stem[:-1]):
                    if whole in WORDS:
                        return WORDS[whole]
        if part != word and part in WORDS:
            return WORDS[part]
    return ()
