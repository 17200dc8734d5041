"""Which words of a theme call for which parts of a world.

Two tables are written by hand. A row of ``words.txt`` is an idea: its words (``_`` stands between
the words of a term), and what they call for. A row of ``kinds.txt`` is a kind of thing, place,
animal or person: the WordNet senses that it stands for, what they call for, and what a person is
told who asks for one (nothing, where a film has just that). ``wordnet.txt`` gives the kind of every
other English word; ``tools/wordnet_words.py`` makes it.

| sign | meaning |
|---|---|
| ``p:KIND`` or ``p:KIND/NAME`` | a kind of place, and how it is called |
| ``t:KIND`` or ``t:KIND/NAME`` | a prop that the story is about |
| ``w:KIND`` or ``w:KIND/NAME`` | a prop that is around |
| ``o:LABEL`` or ``o:LABEL/NAME`` | an occupation (spaces written ``_``) |
| ``g:GENRE``, ``s:STYLE`` | a genre, a style keyword |
| ``r:RELATION`` | how the two main persons stand to each other |
| ``k:PLOT`` | a kind of plot |
| ``n:LIGHT``, ``y:WEATHER``, ``e:SEASON`` | an hour, a weather, a season |
| ``=KIND`` | what a kind calls for |

In a name, ``{}`` is the word itself: a poodle is a dog called "poodle".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from moviellm.studio.fable.lexicon.table import rows

LONGEST_TERM = 4
"""Words of the longest term."""

_REMEMBERED = 4096
"""Terms that are not looked up again: themes of one pipeline share many."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or a term of a theme means to fable.

    Attributes:
        word: The word as it stands in a dictionary.
        calls: What it calls for.
        told: What a person is told of it; empty where a film has just what it says.
        hesitant: Whether the word is a noun less often than it is anything else.
        adjective: Whether it is an adjective.
    """

    word: str
    calls: tuple[str, ...] = ()
    told: str = ""
    hesitant: bool = False
    adjective: bool = False


def _read_kinds() -> Mapping[str, Meaning]:
    found = {}
    for kind, _, calls, told in rows("kinds.txt"):
        found[kind] = Meaning("", tuple(calls.split()), told)
    return MappingProxyType(found)


def _read_words() -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for words, calls in rows("words.txt"):
        for term in words.split():
            word = term.replace("_", " ")
            before = found.get(word, Meaning(word))
            means = [_of_kind(call[1:], word) for call in calls.split() if call[0] == "="]
            own = tuple(call.replace("{}", term) for call in calls.split() if call[0] != "=")
            calls_for = tuple(call for meaning in means for call in meaning.calls)
            told = "; ".join(meaning.told for meaning in means)
            found[word] = Meaning(word, (*before.calls, *own, *calls_for), before.told or told)
    return MappingProxyType(found)


def _of_kind(kind: str, word: str, *, hesitant: bool = False) -> Meaning:
    row = KINDS[kind]
    name = word.replace(" ", "_")
    calls = tuple(call.replace("{}", name) for call in row.calls)
    return Meaning(word, calls, row.told, hesitant)


KINDS: Mapping[str, Meaning] = _read_kinds()
"""What each kind calls for."""

WORDS: Mapping[str, Meaning] = _read_words()
"""What each word of the list written by hand means."""


SMALL_WORDS = frozenset((files(__package__) / "small_words.txt").read_text("utf-8").split())
"""Articles, pronouns, prepositions and the like: they call for nothing."""


@cache
def _dictionary() -> Sequence[str]:
    """The rows of ``wordnet.txt``, sorted; read when the first theme has a word of it."""
    return (files(__package__) / "wordnet.txt").read_text("utf-8").splitlines()


@lru_cache(_REMEMBERED)
def meaning_of(term: str) -> Meaning | None:
    """What a word or a term means, or None where nobody knows it."""
    if term in WORDS:
        return WORDS[term]
    lines, start = _dictionary(), f"{term.replace(' ', '_')} "
    at = bisect_left(lines, start)
    if at == len(lines) or not lines[at].startswith(start):
        return None
    _, kind, *base = lines[at].split(" ")
    word = (base or [term])[0].replace("_", " ")
    if kind in "-+":
        return WORDS.get(word, Meaning(term, adjective=kind == "+"))
    return _of_kind(kind.rstrip("?"), word, hesitant=kind.endswith("?"))
