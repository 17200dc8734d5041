"""What the model answers on each of the three levels, made for one film's shape and names.

Ids that exist are enumerated, so that a model that keeps to its schema names no other; people,
places and things of the bible are named by words, and get their ids from us.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from moviellm.film import Appearance, Colour, VerbName
from pydantic import BaseModel, ConfigDict, Field, create_model

Short = Annotated[str, Field(min_length=1, max_length=60)]
Long = Annotated[str, Field(min_length=1, max_length=400)]


class Written(BaseModel):
    """The parent of every answer: closed, frozen, nothing converted in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Looks(Written):
    """An appearance sheet in the film's closed words."""

    age: Literal["child", "young", "adult", "old"]
    build: Literal["slight", "average", "stout"]
    height: Literal["short", "average", "tall"]
    skin: Literal["porcelain", "fair", "tan", "olive", "brown", "deep"]
    hair: Literal["bald", "short", "curly", "bob", "long", "bun", "braid", "ponytail"]
    hair_colour: Literal["black", "brown", "chestnut", "auburn", "blond", "grey", "white"]
    beard: Literal["none", "stubble", "moustache", "full"]
    glasses: bool
    garment: Literal["coat", "jumper", "shirt", "dress", "robe", "apron", "uniform"]
    garment_colour: Colour
    legwear_colour: Colour
    headwear: Literal["none", "cap", "hat", "scarf", "hood"]
    headwear_colour: Colour

    def sheet(self) -> Appearance:
        """The sheet as the film has it; its wording is computed from it."""
        return Appearance.model_validate(self.model_dump())


class Player(Written):
    """A person of the cast.

    Attributes:
        starts: Name of the place where they are when the film begins, or ``away``.
    """

    name: Annotated[str, Field(min_length=1, max_length=30)]
    pronoun: Literal["she", "he", "they"]
    role: Literal["main", "supporting"]
    occupation: Short
    want: Short
    starts: Short
    looks: Looks


class Corner(Written):
    """A spot of a place."""

    name: Annotated[str, Field(min_length=1, max_length=30)]
    preposition: Literal["on", "in", "behind", "under", "by", "at"]
    kind: Literal["table", "shelf", "floor", "hook", "sill", "bench", "niche"]
    hidden: bool


class Location(Written):
    """A place."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    kind: Annotated[str, Field(min_length=1, max_length=30)]
    indoors: bool
    description: Annotated[str, Field(max_length=200)]
    spots: Annotated[list[Corner], Field(min_length=1, max_length=5)]


class Thing(Written):
    """A prop.

    Attributes:
        starts: Name of the person who holds it, or of the place where it is, when the film begins.
        spot: Name of the spot of that place; None in somebody's executor.
    """

    name: Annotated[str, Field(min_length=1, max_length=40)]
    kind: Annotated[str, Field(min_length=1, max_length=30)]
    colour: Colour
    container: bool
    opens: bool
    locks: bool
    lights: bool
    wearable: bool
    fixed: bool
    starts: Short
    spot: Short | None


class Tone(Written):
    """A phrase of the style."""

    text: Short
    emphasised: bool


class ChapterPlan(Written):
    """A chapter in outline."""

    title: Short
    summary: Long


class Bible(Written):
    """Level 1: all that the film is made of."""

    title: Short
    overview: Annotated[str, Field(min_length=1, max_length=900)]
    genre: Annotated[str, Field(min_length=1, max_length=30)]
    keyword: Annotated[str, Field(min_length=1, max_length=30)]
    phrases: Annotated[list[Tone], Field(min_length=1, max_length=6)]
    cast: list[Player]
    places: list[Location]
    props: list[Thing]
    chapters: list[ChapterPlan]


class ScenePlan(Written):
    """A scene in outline."""

    title: Short
    summary: Long
    place: str
    people: list[str]


class Chapter(Written):
    """Level 2: one chapter's scenes."""

    scenes: list[ScenePlan]


class Deed(Written):
    """One event as the model writes it; what its verb does not need is None."""

    verb: VerbName
    agent: str | None
    prop: str | None
    person: str | None
    place: str | None
    spot: str | None
    value: str | None
    fact: str | None
    line: Annotated[str, Field(max_length=400)] | None
    because: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=4)]
    prose: Annotated[str, Field(max_length=300)]


class Happening(Written):
    """Level 3: one scene's events."""

    events: list[Deed]


class NamesOfReal(Written):
    """Which of numbered names are those of real people."""

    real: list[int]


def bible_schema(chapters: int, people: int, places: int, props: int) -> type[Bible]:
    """The bible of a film of so many parts."""
    return create_model(
        "Bible",
        __base__=Bible,
        cast=(_exactly(Player, people), ...),
        places=(_exactly(Location, places), ...),
        props=(_exactly(Thing, props), ...),
        chapters=(_exactly(ChapterPlan, chapters), ...),
    )


def chapter_schema(scenes: int, places: Sequence[str], people: Sequence[str]) -> type[Chapter]:
    """A chapter of so many scenes in the places of the film."""
    plan = create_model(
        "ScenePlan",
        __base__=ScenePlan,
        place=(_one_of(places), ...),
        people=(_some(_one_of(people), 0, len(people)), ...),
    )
    return create_model("Chapter", __base__=Chapter, scenes=(_exactly(plan, scenes), ...))


def scene_schema(
    least: int,
    most: int,
    people: Sequence[str],
    props: Sequence[str],
    places: Sequence[str],
    spots: Sequence[str],
) -> type[Happening]:
    """A scene of so many events among what the film has."""
    person, prop = _maybe(people), _maybe(props)
    deed = create_model(
        "Deed",
        __base__=Deed,
        agent=(person, ...),
        person=(person, ...),
        prop=(prop, ...),
        place=(_maybe(places), ...),
        spot=(_maybe(spots), ...),
        value=(_maybe(VALUES), ...),
        fact=(Annotated[str, Field(max_length=120)] | None, ...),
    )
    return create_model("Happening", __base__=Happening, events=(_some(deed, least, most), ...))


def _values() -> tuple[str, ...]:
    from moviellm.film import LIGHTS, MOODS, WEATHERS

    return (*MOODS, *LIGHTS, *WEATHERS)


VALUES = _values()


def _one_of(ids: Sequence[str]) -> Any:
    return Literal[tuple(ids)]


def _maybe(ids: Sequence[str]) -> Any:
    return _one_of(ids) | None if ids else None


def _some(kind: Any, least: int, most: int) -> Any:
    return Annotated[list[kind], Field(min_length=least, max_length=most)]


def _exactly(kind: Any, count: int) -> Any:
    return _some(kind, count, count)
