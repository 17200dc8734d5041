"""From the words of a theme to wishes for a world. The theme is data: only counted, never run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from moviellm.film.likeness import real_names
from moviellm.studio.fable.lexicon.inflections import base_forms
from moviellm.studio.fable.lexicon.people import GIVEN_NAMES, NAMES
from moviellm.studio.fable.lexicon.words import (
    LONGEST_TERM,
    SMALL_WORDS,
    WORDS,
    Meaning,
    meaning_of,
)

_WORD = re.compile(r"[A-Za-z][A-Za-z'-]{0,40}")
_BREAK = re.compile(r"[.!?:;,\n]\s*$")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a theme asks for, most wanted first; empty where it asks for nothing.

    Attributes:
        places: Kinds of place.
        treasures: Kinds of prop that the story is about.
        around: Kinds of prop that are around.
        occupations: What people are; `plays` has those that are no label of the lexicon.
        genres: Genres.
        styles: Style keywords.
        relations: How the two main persons stand to each other.
        plots: Kinds of plot.
        lights: Hours.
        weathers: Weathers.
        seasons: Seasons.
        names: First names of the shipped list that it mentions.
        called: How a kind of place or prop is called, by kind.
        plays: Whose looks and place an occupation has, by its name: a cellist those of a musician.
        told: Words for which something else stands, and what that is.
        unknown: Words that nobody knows.
        strangers: Names that are in no table; they are not kept.
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
    seasons: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    called: dict[str, str] = field(default_factory=dict)
    plays: dict[str, str] = field(default_factory=dict)
    told: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether a theme asks for nothing that could be seen or told."""
        kinds = (name for name in _SIGNS.values() if getattr(self, name))
        return not self.names and next(kinds, None) is None


_SIGNS = {
    "p": "places", "t": "treasures", "w": "around", "o": "occupations", "g": "genres",
    "s": "styles", "r": "relations", "k": "plots", "n": "lights", "y": "weathers",
    "e": "seasons",
}  # fmt: skip
_EXACT, _FIRST, _STAND_IN, _BESIDE = 4, 3, 2, 1
"""How much a call counts: of a word that names what it calls for; the first of a word; the first of
one that something else stands for; what merely goes with it."""


class _Reading:
    """What has been understood of a theme so far."""

    def __init__(self) -> None:
        self.votes: dict[str, Counter[str]] = {name: Counter() for name in _SIGNS.values()}
        self.called: dict[str, str] = {}
        self.plays: dict[str, str] = {}
        self.names: dict[str, None] = {}
        self.told: dict[str, str] = {}
        self.unknown: dict[str, None] = {}
        self.strangers: dict[str, None] = {}

    def take(self, word: str, meaning: Meaning) -> None:
        """Count what a word calls for, and keep what is told of it."""
        first = next((call for call in meaning.calls if call[0] != "w"), "")
        for call in meaning.calls:
            sign, _, what = call.partition(":")
            kind, _, name = what.replace("_", " ").partition("/")
            said = (name or kind) in (word, meaning.word) or word.startswith(kind)
            weight = _STAND_IN if meaning.told else _EXACT if said else _FIRST
            if sign == "o" and name not in ("", kind):
                self.plays[name] = kind
                kind = name
            elif name not in ("", kind):
                self.called.setdefault(kind, name)
            self.votes[_SIGNS[sign]][kind] += weight if said or call == first else _BESIDE
        if meaning.told and not _names_itself(meaning):
            self.told.setdefault(meaning.word, meaning.told)

    def wishes(self) -> Wishes:
        """What it all asks for."""
        ranked = {
            name: tuple(kind for kind, _ in count.most_common())
            for name, count in self.votes.items()
        }
        return Wishes(
            names=tuple(self.names),
            called=self.called,
            plays=self.plays,
            told=tuple(self.told.items()),
            unknown=tuple(self.unknown),
            strangers=tuple(self.strangers),
            **ranked,
        )


def _names_itself(meaning: Meaning) -> bool:
    """Whether what stands for a word is just that: a hammer for a hammer."""
    return meaning.told.startswith((f"a {meaning.word} ", f"an {meaning.word} "))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of a theme: as it is written, and whether a sentence or a clause begins with it."""

    text: str
    opens: bool

    @property
    def named(self) -> bool:
        """Whether it is written like a name."""
        return self.text[0].isupper() and not self.opens


def read_theme(theme: str) -> Wishes:
    """Read what a theme asks for. Any text is allowed; what is not understood asks for nothing."""
    tokens = list(_tokens(theme))
    reading, at = _Reading(), 0
    titled = sum(token.named for token in tokens) * 2 > len(tokens)
    people = [name.split() for name in _people(theme)]
    while at < len(tokens):
        token = tokens[at]
        if (skipped := _length_of_name(tokens, at, people)) > 0:
            name = " ".join(one.text for one in tokens[at : at + skipped])
            reading.strangers[name.removesuffix("'s")] = None
            at += skipped
            continue
        if token.text in NAMES:
            reading.names[token.text] = None
            at += 1
            continue
        length, meaning = _longest(tokens, at)
        word = " ".join(one.text.lower() for one in tokens[at : at + length])
        if meaning is None or (length == 1 and _is_surname(tokens, at, meaning, titled=titled)):
            _unknown(reading, token, titled=titled and meaning is None)
        elif not meaning.hesitant or _stands_as_noun(tokens, at):
            reading.take(word, meaning)
        at += length
    return reading.wishes()


def _people(theme: str) -> Iterator[str]:
    """Real people whom a theme names in full: what their names mean is not what it asks for."""
    return (mention.name for mention in real_names([("theme", theme)]) if " " in mention.name)


def _length_of_name(tokens: list[_Token], at: int, people: list[list[str]]) -> int:
    """How many words the name of a real person has that begins here; 0 where none does."""
    for name in people:
        words = [one.text.removesuffix("'s").lower() for one in tokens[at : at + len(name)]]
        if words == [word.lower().rstrip(".") for word in name]:
            return len(name)
    return 0


def _tokens(theme: str) -> Iterator[_Token]:
    plain = unicodedata.normalize("NFKD", theme.replace("’", "'"))
    text = "".join(letter for letter in plain if not unicodedata.combining(letter))
    end = 0
    for found in _WORD.finditer(text):
        opens = end == 0 or bool(_BREAK.search(text[end : found.start()]))
        end = found.end()
        yield _Token(found.group().rstrip("'-"), opens)


def _longest(tokens: list[_Token], at: int) -> tuple[int, Meaning | None]:
    """The longest term that begins here: how many words it has, and what it means."""
    for length in range(min(LONGEST_TERM, len(tokens) - at), 0, -1):
        words = [token.text for token in tokens[at : at + length]]
        if length > 1 and any(token.opens for token in tokens[at + 1 : at + length]):
            continue
        meaning = _meaning(words, lower_first=tokens[at].opens)
        if meaning is not None:
            return length, meaning
    return 1, None


def _meaning(words: list[str], *, lower_first: bool) -> Meaning | None:
    written, lower = " ".join(words), " ".join(words).lower()
    if lower in SMALL_WORDS:
        return Meaning(lower)
    *before, last = words
    start = " ".join(before).lower()
    ends = [last.lower(), *(base_forms(last.lower()) if len(words) == 1 else _singular(last))]
    forms = [f"{start} {end}".strip() for end in ends]
    proper = [written] if written != lower else []
    order = [forms[0], *proper, written.title(), *forms[1:]]
    if not lower_first and lower not in WORDS:
        order = [*proper, *order]
    return next((found for form in order if (found := meaning_of(form)) is not None), None)


def _singular(word: str) -> list[str]:
    return [form for form in base_forms(word.lower()) if word.lower().startswith(form[:-1])][:3]


_BEFORE_NOUNS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "every", "each", "some", "any", "no",
     "another", "his", "her", "its", "their", "my", "our", "your", "of", "one", "two", "three",
     "four", "five", "six", "seven", "eight", "nine", "ten"}
)  # fmt: skip


def _stands_as_noun(tokens: list[_Token], at: int) -> bool:
    """Whether a word that is seldom a noun is one here: after an article, and before no noun."""
    before = at - 1
    if before > 0 and _is_adjective(tokens[before]):
        before -= 1
    if before < 0 or not _announces(tokens[before].text.lower()):
        return False
    after = tokens[at + 1 : at + 2]
    if not after or after[0].opens or after[0].text.lower() in SMALL_WORDS:
        return True
    following = _meaning([after[0].text], lower_first=False)
    return following is None or not any(call[0] in "ptwo" for call in following.calls)


def _announces(word: str) -> bool:
    """Whether a noun is to come after a word."""
    return word in _BEFORE_NOUNS or word.endswith("'s")


def _is_adjective(token: _Token) -> bool:
    meaning = meaning_of(token.text.lower())
    return meaning is not None and meaning.adjective


_ADDRESSES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "doctor", "captain", "professor", "sir", "madam", "uncle",
     "aunt", "saint", "inspector", "detective", "sergeant", "colonel"}
)  # fmt: skip
"""What stands before a surname."""


def _is_surname(tokens: list[_Token], at: int, meaning: Meaning, *, titled: bool) -> bool:
    """Whether a word is somebody's name here: Harry Potter is no potter."""
    if at == 0 or not meaning.calls or not tokens[at].named:
        return False
    before = tokens[at - 1].text
    if not before[0].isupper():
        return False
    if before in NAMES or before in GIVEN_NAMES or (before.lower() in _ADDRESSES and not titled):
        return True
    if not any(call[0] == "o" for call in meaning.calls) or before.lower() in SMALL_WORDS:
        return False
    first = _meaning([before], lower_first=False)
    return first is None or not (titled or first.calls or first.adjective)


_QUALITIES = ("ly", "ous", "ful", "less", "ish", "able", "ible", "ive", "ing", "ed", "est")
"""How words end that say how something is or is done; they call for nothing, known or not."""


def _unknown(reading: _Reading, token: _Token, *, titled: bool) -> None:
    word = token.text.removesuffix("'s")
    if len(word) < 3 or word.endswith(_QUALITIES):
        return
    if token.named and not titled:
        reading.strangers[word] = None
    else:
        reading.unknown[word] = None
