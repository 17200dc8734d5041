"""Things, persons and deeds that a text has and what it was made from does not.

No parser: a word after an article or a possessive stands for a thing, a capital inside a sentence
for a name. Where that is wrong, a true sentence is refused, and the computed one stays.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_TOKEN = re.compile(r"[^\W\d_]+|[.,;:!?()–—-]")
_ENDINGS = re.compile(r"(?:ing|ed|es|s|ly|e)$")
_MOST_WORDS = 4
"""Words of a phrase that are looked at after its article."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BEFORE_THINGS = _set(
    "a an the this that these those his her its their some any another each every no two three "
    "four five six several many"
)
_PREPOSITIONS = _set(
    """
    of in on at to from by with without into onto over under beside behind between near through
    across against along around inside outside within toward towards about above below
    """
)
_FUNCTION = (
    _BEFORE_THINGS
    | _PREPOSITIONS
    | _set(
        """
        and or but nor so yet if as than then while when where who whom whose which what because
        though although until since before after up down off out away is are was were be been
        being has have had does do did will would can could may might must shall should not he she
        they him them it himself herself themselves still now there here again just only also too
        very all both
        """
    )
)
_PLAIN = _set(
    """
    air arm arms back beginning body corner distance end eye eyes face feet figure
    floor foreground background frame front gaze ground hand executor head man middle
    moment other others person people picture place room same scene shot side sight
    silence space spot thing time top view voice way while woman word words line first
    second third last next one once two new following order answer event events film movie story
    inside outside nearby together meanwhile later finally soon suddenly then
    """
)
"""Words that bring nothing new into a picture or a story."""
_DEEDS = tuple(
    _set(group)
    for group in (
        "opens unlocks", "closes shuts", "locks", "burns", "mends repairs fixes restores",
        "breaks broken smashes shatters cracks tears rips destroys ruins", "steals robs stolen",
        "kills murders dies dead dying death", "hugs embraces kisses", "marries weds",
        "eats drinks swallows consumes", "finds found discovers", "hides hidden conceals buries",
        "loses lost", "throws tosses hurls", "fights hits strikes attacks beats", "gives given",
        "flees escapes chases", "sleeps asleep faints", "buys sells pays",
    )
)  # fmt: skip
"""Deeds that somebody would ask about, each with its synonyms."""


def added(text: str, source: str) -> str:
    """The first word that a text adds to its source; empty when there is none.

    Args:
        text: English, without quotations.
        source: All that it may tell of, in words.
    """
    tokens, told = _TOKEN.findall(text), _TOKEN.findall(source)
    known = {_stem(word.casefold()) for word in told}
    return (
        _stranger(tokens, known | _STEMS)
        or _thing(tokens, _things(told) | _STEMS)
        or _deed(tokens, known)
    )


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > 3 else word


_STEMS = {_stem(word) for word in _PLAIN | _FUNCTION}


def _stranger(tokens: list[str], known: set[str]) -> str:
    """A name inside a sentence that nobody there has."""
    for before, word in itertools.pairwise(tokens):
        if word[0].isupper() and before not in ".!?:" and _stem(word.casefold()) not in known:
            return word
    return ""


def _thing(tokens: list[str], known: set[str]) -> str:
    """What stands after an article, when none of its words is known."""
    for phrase in _phrases(tokens, _BEFORE_THINGS):
        if not any(_stem(word) in known for word in phrase):
            return phrase[0]
    return ""


def _things(tokens: list[str]) -> set[str]:
    """The words that stand for things, with names among them."""
    names = {_stem(token.casefold()) for token in tokens if token[0].isupper()}
    phrases = _phrases(tokens, _BEFORE_THINGS | _PREPOSITIONS)
    return names | {_stem(word) for phrase in phrases for word in phrase}


def _phrases(tokens: list[str], openings: frozenset[str]) -> Iterator[list[str]]:
    """The words after each opening, up to the next function word or stop."""
    words = [token.casefold() for token in tokens]
    for start, word in enumerate(words, start=1):
        if word in openings:
            inside = itertools.takewhile(_has_content, words[start : start + _MOST_WORDS])
            if phrase := list(inside):
                yield phrase


def _has_content(word: str) -> bool:
    return word.isalpha() and word not in _FUNCTION


def _deed(tokens: list[str], known: set[str]) -> str:
    for token in tokens:
        word = _stem(token.casefold())
        for group in _DEEDS:
            stems = {_stem(one) for one in group}
            if word in stems and not stems & known:
                return token
    return ""
