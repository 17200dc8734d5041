"""From the bible as the model wrote it to cast, places and props with ids, and the opening."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar, get_args

from moviellm.film import (
    AWAY,
    Colour,
    Person,
    Phrase,
    Place,
    Problem,
    Prop,
    Spot,
    Style,
    named_colour,
)

from moviellm_plugins_gpt.writer.kinds import LARGE, SMALL
from moviellm_plugins_gpt.writer.people import real_people
from moviellm_plugins_gpt.writer.repair_log import RepairLog
from moviellm_plugins_gpt.writer.schemas import Bible, Location, Player, Thing

COLOURS: tuple[str, ...] = get_args(Colour)
Named = TypeVar("Named", Person, Place, Prop)

_ARTICLE = re.compile(r"^(?:the|a|an|some)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What the film is made of before anything happens.

    Attributes:
        opening: Facts, as the screenplay has them.
    """

    title: str
    overview: str
    genre: str
    style: Style
    cast: tuple[Person, ...]
    places: tuple[Place, ...]
    props: tuple[Prop, ...]
    opening: tuple[str, ...]


def bible_problems(bible: Bible, excused: Collection[str]) -> list[Problem]:
    """What the model should mend in its bible.

    Args:
        bible: The answer.
        excused: Names of real people whom the brief itself names.
    """
    found = [
        Problem(where=name, rule="same name", hint=f"Give each {kind} a name of its own.")
        for kind, names in _names(bible)
        for name in _twice(names)
    ]
    people = [player.name for player in bible.cast]
    return [*found, *real_people(_texts(bible), people, excused), *_starts(bible)]


def compile_bible(bible: Bible, repairs: RepairLog) -> Premise:
    """Give everything its id, and put it where it is when the film begins."""
    ids = _Ids()
    people = _unlike(bible.cast, repairs)
    cast = {ids.of(p.name, "person"): p for p in people}
    places = {ids.of(p.name, "place"): p for p in bible.places}
    props = {ids.of(_thing(p), "prop"): p for p in bible.props}
    made = _distinct(_place(name, place) for name, place in places.items())
    scenery = tuple(made)
    starts = _Starts(cast, scenery, repairs)
    return Premise(
        title=clean(bible.title, "Untitled"),
        overview=clean(bible.overview, "A story."),
        genre=clean(bible.genre, "Drama"),
        style=Style(
            keyword=clean(bible.keyword, "storybook").lower(),
            phrases=tuple(
                Phrase(text=clean(tone.text, "clear"), emphasised=tone.emphasised)
                for tone in bible.phrases
            ),
        ),
        cast=tuple(_distinct(_person(name, player) for name, player in cast.items())),
        places=scenery,
        props=tuple(_distinct(_prop(name, thing) for name, thing in props.items())),
        opening=(
            *(f"place({name})={starts.person(player)}" for name, player in cast.items()),
            *(f"location({name})={starts.prop(thing)}" for name, thing in props.items()),
        ),
    )


def clean(text: str, instead: str = "") -> str:
    """A text on one line, without characters that cannot be seen; ``instead`` if none is left."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split()) or instead


def plain_key(text: str) -> str:
    """What two spellings of one name have in common."""
    return re.sub(r"[\W_]+", " ", _ARTICLE.sub("", clean(text).casefold())).strip()


class _Ids:
    """Ids that are a slug and a number: ``mara-1``; never the model's own words as they are."""

    def __init__(self) -> None:
        self._count = 0

    def of(self, name: str, kind: str) -> str:
        self._count += 1
        plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", name)).encode("ascii", "ignore")
        words = re.findall(r"[a-z0-9]+", plain.decode().lower())
        return f"{'-'.join(words)[:24].strip('-') or kind}-{self._count}"


def _person(name: str, player: Player) -> Person:
    return Person(
        id=name,
        name=clean(player.name, "Somebody"),
        pronoun=player.pronoun,
        role=player.role,
        occupation=_ARTICLE.sub("", clean(player.occupation)),
        want=clean(player.want).removeprefix("to ").rstrip("."),
        appearance=player.looks.sheet(),
    )


def _place(name: str, place: Location) -> Place:
    corners = {plain_key(corner.name) or "spot": corner for corner in place.spots}
    count = len(corners)
    return Place(
        id=name,
        name=clean(place.name, f"the {clean(place.kind, 'place')}"),
        kind=clean(place.kind, "room").lower(),
        indoors=place.indoors,
        description=clean(place.description),
        spots=tuple(
            Spot(
                id=f"{name}.{number}",
                name=_ARTICLE.sub("", clean(corner.name, "floor")),
                preposition=corner.preposition,
                kind=corner.kind,
                x=round((2 * number - 1) / (2 * count), 3),
                hidden=corner.hidden,
            )
            for number, corner in enumerate(corners.values(), start=1)
        ),
    )


def _prop(name: str, thing: Thing) -> Prop:
    kind = clean(thing.kind, "thing").lower()
    return Prop(
        id=name,
        name=_thing(thing),
        kind=kind,
        size="large" if kind in LARGE else "small" if kind in SMALL else "medium",
        colour=named_colour(_thing(thing), thing.colour),
        container=thing.container,
        opens=thing.opens or thing.locks,
        locks=thing.locks,
        lights=thing.lights,
        wearable=thing.wearable,
        fixed=thing.fixed,
    )


def _thing(thing: Thing) -> str:
    return _ARTICLE.sub("", clean(thing.name)) or clean(thing.kind, "thing")


class _Starts:
    """Where people and things are when the film begins."""

    def __init__(
        self, cast: dict[str, Player], places: tuple[Place, ...], repairs: RepairLog
    ) -> None:
        self._people = {plain_key(player.name): name for name, player in cast.items()}
        self._places = {plain_key(place.name): place for place in places}
        self._first = places[0]
        self._repairs = repairs

    def person(self, player: Player) -> str:
        key = plain_key(player.starts)
        if key == AWAY:
            return AWAY
        return self._place(key).id

    def prop(self, thing: Thing) -> str:
        key = plain_key(thing.starts)
        if key in self._people and not thing.fixed:
            return f"held:{self._people[key]}"
        place = self._place(key)
        wanted = plain_key(thing.spot or "")
        spots = {plain_key(spot.name): spot for spot in place.spots}
        found = spots.get(wanted) or next((s for s in place.spots if not s.hidden), place.spots[0])
        return f"on:{found.id}"

    def _place(self, key: str) -> Place:
        if key not in self._places:
            self._repairs.note("start moved")
        return self._places.get(key, self._first)


def _unlike(cast: Iterable[Player], repairs: RepairLog) -> list[Player]:
    """The cast with no two people in a garment of the same colour."""
    taken: set[str] = set()
    people = []
    for player in cast:
        looks = player.looks
        if looks.garment_colour in taken:
            free = next((colour for colour in COLOURS if colour not in taken), COLOURS[0])
            looks = looks.model_copy(update={"garment_colour": free})
            repairs.note("clothes recoloured")
        taken.add(looks.garment_colour)
        people.append(player.model_copy(update={"looks": looks}))
    return people


def _distinct(items: Iterable[Named]) -> Iterator[Named]:
    """The items, each with a name of its own."""
    seen: set[str] = set()
    for item in items:
        name, count = item.name, 1
        while name.casefold() in seen:
            count += 1
            name = f"{item.name} {_ORDINALS[min(count, len(_ORDINALS)) - 1]}"
        seen.add(name.casefold())
        yield item if name == item.name else item.model_copy(update={"name": name})


_ORDINALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _names(bible: Bible) -> Iterator[tuple[str, list[str]]]:
    yield "person", [player.name for player in bible.cast]
    yield "place", [place.name for place in bible.places]
    yield "thing", [thing.name for thing in bible.props]


def _twice(names: Iterable[str]) -> list[str]:
    keys: dict[str, list[str]] = {}
    for name in names:
        keys.setdefault(plain_key(name), []).append(name)
    return [same[0] for same in keys.values() if len(same) > 1]


def _starts(bible: Bible) -> Iterator[Problem]:
    places = {plain_key(place.name): place for place in bible.places}
    people = {plain_key(player.name) for player in bible.cast}
    known = ", ".join(place.name for place in bible.places)
    for player in bible.cast:
        if plain_key(player.starts) not in {*places, AWAY}:
            hint = f"There is no place {player.starts!r}; there are {known}, and away."
            yield Problem(where=player.name, rule="unknown start", hint=hint)
    for thing in bible.props:
        key = plain_key(thing.starts)
        if key not in places and (thing.fixed or key not in people):
            hint = f"It starts with {thing.starts!r}; give a person of the cast or one of {known}."
            yield Problem(where=thing.name, rule="unknown start", hint=hint)


def _texts(bible: Bible) -> Iterator[tuple[str, str]]:
    yield "title", bible.title
    yield "overview", bible.overview
    yield "style", " / ".join([bible.keyword, *(tone.text for tone in bible.phrases)])
    for player in bible.cast:
        yield f"cast {player.name}", f"{player.name} / {player.occupation} / {player.want}"
    for place in bible.places:
        yield f"place {place.name}", f"{place.name} / {place.description}"
    for thing in bible.props:
        yield f"prop {thing.name}", thing.name
    for number, chapter in enumerate(bible.chapters, start=1):
        yield f"chapter {number}", f"{chapter.title} / {chapter.summary}"
