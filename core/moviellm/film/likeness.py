"""Notices the names of real people, whose likeness needs a record of consent.

Two signs: a phrase that compares or casts ("looks like Firstname Lastname"), and a shipped list
of well-known persons' full names. A first name alone is no sign, and no list is complete: this
catches what is written in the open, not everything that somebody could mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from moviellm.errors import FilmError
from moviellm.film.models.annotations import Annotations
from moviellm.film.models.brief import Brief
from moviellm.film.models.film import Consent, Film
from moviellm.film.models.screenplay import Screenplay
from moviellm.film.models.storyboard import Storyboard

__all__ = ["Mention", "real_names", "require_consent", "texts_of"]

Part = Brief | Screenplay | Storyboard | Annotations | Film

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PHRASE = re.compile(
    r"\b(?:look(?:s|ing|ed)? (?:just |exactly |a lot |very much )?like|resembl(?:e|es|ing|ed)"
    r"|(?:played|portrayed|voiced|performed) by|starring|impersonating|likeness of|face of"
    r"|in the (?:style|manner) of|dressed as|disguised as|modell?ed (?:on|after)|(?P<as>as))\s+"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,3})",
    re.IGNORECASE,
)
_SIGNS = (
    "like", "resembl", " by", "starring", "impersonating", "face of", "style of", "manner of",
    "model", "as ",
)  # fmt: skip
"""One of these is in every text that `_PHRASE` matches; looking for them first is quicker."""

_AFTER_AS = re.compile(r"\s*(?:$|[^\w\s]|(?:in|with|wearing|on|at|from|holding|for)\b)")
"""What follows a name in "a man as X Y, smiling", but not in "as X Y enters"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words("al bin da de del der di du la le van von")
_NOT_PEOPLE = _words(
    """
    a an the old new big little great grand golden black white red blue green grey dark holy
    north south east west san santa los las mount lake port fort saint st captain king queen
    prince princess baron baroness duke duchess lord lady sir madam father mother brother sister
    uncle aunt grandpa grandma doctor dr mr mrs ms miss professor general colonel sergeant
    inspector detective officer art film pop studio street square bridge castle bay city tower
    river sea ocean mountain mountains island forest school church cathedral palace style nouveau
    deco noir ghibli pixar renaissance baroque gothic realism christmas january february october
    november december monday tuesday wednesday thursday friday saturday sunday
    """
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A real person's name in a text.

    Attributes:
        name: The name as the list has it, or as it is written.
        where: Which text: ``theme``, ``overview``, ``cast mara``, ``frame f0001``, ...
    """

    name: str
    where: str


def real_names(
    texts: Iterable[tuple[str, str]], *, fictional: Collection[str] = ()
) -> list[Mention]:
    """The real people's names in texts, each once a text, in order.

    Args:
        texts: Pairs of where a text stands and the text.
        fictional: Names of the film's own characters, to whom somebody may well be compared.
            They do not excuse a name on the list.
    """
    invented = {_key(name) for name in fictional}
    found: dict[Mention, None] = {}
    for where, text in texts:
        for name in (*_listed(text), *_compared(text, invented)):
            found[Mention(name, where)] = None
    return list(found)


def texts_of(part: Part) -> Iterator[tuple[str, str]]:
    """Every text of a film or of a part of it, with where it stands."""
    match part:
        case Film():
            for inner in (part.brief, part.screenplay, part.storyboard, part.annotations):
                yield from texts_of(inner)
        case Brief():
            yield "theme", part.theme
            yield from ((f"dial {name}", str(value)) for name, value in part.dials.items())
        case Screenplay():
            yield from _screenplay_texts(part)
        case Storyboard():
            yield from ((f"frame {frame.id}", frame.prompt) for frame in part.frames())
            yield from ((f"cue {cue.id}", cue.text) for cue in part.cues)
        case Annotations():
            yield from ((f"caption {caption.id}", caption.text) for caption in part.captions)
            for question in part.questions:
                words = (question.question, question.answer, *(question.options or ()))
                yield f"question {question.id}", " / ".join(words)


def require_consent(part: Part, consent: Sequence[Consent]) -> None:
    """Let a film or a part of it pass when every real person in it has given consent.

    Raises:
        FilmError: Somebody is named who is in no record; the message says who and where.
    """
    play = part.screenplay if isinstance(part, Film) else part
    cast = [person.name for person in play.cast] if isinstance(play, Screenplay) else []
    covered = {_key(record.person) for record in consent}
    open_mentions: dict[str, list[str]] = {}
    for mention in real_names(texts_of(part), fictional=cast):
        if _key(mention.name) not in covered:
            open_mentions.setdefault(mention.name, []).append(mention.where)
    if open_mentions:
        people = "; ".join(f"{name} ({_places(at)})" for name, at in open_mentions.items())
        raise FilmError(
            f"Real people are named without a record of their consent: {people}.",
            hint="Write about fictional people, or give a consent record for each of them "
            "(person, basis, confirmed_by, date); it is copied to the data card.",
        )


def _places(where: Sequence[str]) -> str:
    shown = ", ".join(where[:3])
    return f"{shown} and {len(where) - 3} more places" if len(where) > 3 else shown


def _screenplay_texts(play: Screenplay) -> Iterator[tuple[str, str]]:
    yield "title", play.title
    yield "overview", play.overview
    yield "style", " / ".join([play.style.keyword, *(phrase.text for phrase in play.style.phrases)])
    for person in play.cast:
        words = (person.name, person.occupation, person.want, person.appearance.description)
        yield f"cast {person.id}", " / ".join(words)
    for place in play.places:
        yield f"place {place.id}", f"{place.name} / {place.description}"
    for prop in play.props:
        yield f"prop {prop.id}", f"{prop.name} / {prop.description}"
    for chapter in play.chapters:
        yield f"chapter {chapter.id}", f"{chapter.title} / {chapter.summary}"
        for scene in chapter.scenes:
            yield f"scene {scene.id}", f"{scene.title} / {scene.summary}"
            for event in scene.events:
                yield f"event {event.id}", f"{event.line or ''} / {event.prose}"


@cache
def _known() -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """The list by first word: the words of each name, the name, whether it must be capitalised."""
    lines = files("moviellm.film").joinpath("real_names.txt").read_text("utf-8").splitlines()
    known: dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            name = line.removeprefix("=")
            words = tuple(word.casefold() for word in _WORD.findall(_plain(name)))
            known[words[0]] = (*known.get(words[0], ()), (words, name, line != name))
    return known


def _listed(text: str) -> Iterator[str]:
    known = _known()
    plain = _plain(text)
    if known.keys().isdisjoint(_WORD.findall(plain.casefold())):
        return
    matches = list(_WORD.finditer(plain))
    words = [_bare(match[0]).casefold() for match in matches]
    for i, word in enumerate(words):
        for name_words, name, capitalised in known.get(word, ()):
            end = i + len(name_words)
            if tuple(words[i:end]) != name_words:
                continue
            span = matches[i:end]
            proper = not capitalised or all(match[0][0].isupper() for match in span)
            if proper and all(_adjoin(plain, one, two) for one, two in pairwise(span)):
                yield name


def _adjoin(text: str, one: re.Match[str], two: re.Match[str]) -> bool:
    between = text[one.end() : two.start()]
    initial = between.startswith(".") and len(one[0]) <= 2
    return not (between[1:] if initial else between).strip()


def _compared(text: str, invented: Collection[str]) -> Iterator[str]:
    folded = text.casefold()
    if not any(sign in folded for sign in _SIGNS):
        return
    for match in _PHRASE.finditer(text):
        name = _full_name(match["name"].split())
        if name is None or _key(name) in invented:
            continue
        if match["as"] and not _AFTER_AS.match(text, match.start("name") + len(name)):
            continue
        yield name


def _full_name(words: Sequence[str]) -> str | None:
    """The capitalised words that a phrase goes on with, when they can be a person's full name."""
    name: list[str] = []
    for word in words:
        if not word[0].isupper() and not (name and word in _PARTICLES):
            break
        name.append(_bare(word))
        if not word[-1].isalnum() and len(word) > 2:
            break
    while name and not name[-1][0].isupper():
        name.pop()
    people = [word for word in name if word[0].isupper()]
    if len(people) < 2 or any(word.casefold() in _NOT_PEOPLE for word in people):
        return None
    return " ".join(name)


def _bare(word: str) -> str:
    return word.rstrip(".-'’").removesuffix("'s").removesuffix("’s")


def _plain(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _key(name: str) -> str:
    return " ".join(_bare(word).casefold() for word in _WORD.findall(_plain(name)))
