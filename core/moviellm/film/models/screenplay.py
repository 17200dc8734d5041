"""The screenplay: cast, places and props, then chapters of scenes of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from moviellm.film.models.events import VerbName
from moviellm.film.models.facts import FactText
from moviellm.film.models.ids import Id, Record, unsaid
from moviellm.film.models.part import FilmPart
from moviellm.film.models.windows import has_windows

Line = Annotated[str, Field(min_length=1, max_length=2_000)]
Prose = Annotated[str, Field(max_length=4_000)]
Name = Annotated[str, Field(min_length=1, max_length=120)]

Colour = Literal[
    "red", "crimson", "orange", "amber", "yellow", "olive", "green", "teal", "turquoise", "blue",
    "navy", "purple", "plum", "pink", "brown", "tan", "cream", "white", "grey", "black",
]  # fmt: skip

PropSize = Literal["small", "medium", "large"]

EventField = Literal["agent", "prop", "person", "place", "spot", "value"]
"""A field of an event for which a writer may have drawn among several."""


class Appearance(Record):
    """What makes a person recognisable in every frame. Fictional; nobody's likeness.

    Attributes:
        description: The sheet in prose; the fixed wording that painters of prompts repeat.
    """

    age: Literal["child", "young", "adult", "old"] = "adult"
    build: Literal["slight", "average", "stout"] = "average"
    height: Literal["short", "average", "tall"] = "average"
    skin: Literal["porcelain", "fair", "tan", "olive", "brown", "deep"] = "tan"
    hair: Literal["bald", "short", "curly", "bob", "long", "bun", "braid", "ponytail"] = "short"
    hair_colour: Literal["black", "brown", "chestnut", "auburn", "blond", "grey", "white"] = "brown"
    beard: Literal["none", "stubble", "moustache", "full"] = "none"
    glasses: bool = False
    garment: Literal["coat", "jumper", "shirt", "dress", "robe", "apron", "uniform"] = "shirt"
    garment_colour: Colour = "blue"
    legwear_colour: Colour = "grey"
    headwear: Literal["none", "cap", "hat", "scarf", "hood"] = "none"
    headwear_colour: Colour = "brown"
    description: Prose = ""


class Person(Record):
    """Somebody in the cast.

    Attributes:
        name: What others call them.
        pronoun: Subject pronoun.
        role: Main or supporting.
        occupation: What they are, as a noun phrase without article ("lighthouse keeper").
        want: What they want, as a verb phrase ("find the old map").
    """

    id: Id
    name: Name
    pronoun: Literal["she", "he", "they"] = "they"
    role: Literal["main", "supporting"] = "main"
    occupation: str = ""
    want: str = ""
    appearance: Appearance = Appearance()


class Spot(Record):
    """Somewhere in a place where a prop can be.

    Attributes:
        id: ``PLACE.NAME``, such as ``kitchen.table``.
        name: A noun phrase without article ("table", "space behind the stove").
        preposition: What stands between prop and spot in prose ("on", "in", "behind", "under").
        kind: What the painter draws there.
        x: Where it is on the place's stage, 0 left edge to 1 right edge.
        hidden: A prop there is seen only while it is put there or taken from there.
    """

    id: Id
    name: Name
    preposition: Literal["on", "in", "behind", "under", "by", "at"] = "on"
    kind: Literal["table", "shelf", "floor", "hook", "sill", "bench", "niche"] = "table"
    x: Annotated[float, Field(ge=0, le=1)] = 0.5
    hidden: bool = False


class Place(Record):
    """A place of the film.

    Attributes:
        name: At most a few words, with its article ("the lighthouse").
        kind: What it is, one or two words ("lighthouse", "market street"); painters choose by it.
        indoors: Whether it has a roof; weather is then seen through a window only, and in a cellar
            not at all.
    """

    id: Id
    name: Name
    kind: Name
    indoors: bool = True
    description: Prose = ""
    spots: tuple[Spot, ...] = ()

    @property
    def sees_sky(self) -> bool:
        """Whether its weather can be seen: outdoors, or through a window."""
        return not self.indoors or has_windows(self.kind)


class Prop(Record):
    """A thing that events can move or change.

    Attributes:
        name: A noun phrase without article ("brass key").
        kind: What it is, one word where possible ("key"); painters choose by it.
        container: Other props can be put in it.
        opens: It can be opened and shut (a container that does not open is always open).
        locks: It can be locked.
        lights: It can be lit.
        wearable: A person can wear it.
        fixed: It cannot be taken (a chest, a door).
        size: ``small`` and ``medium`` things are held in one hand, ``large`` ones in both. What
            two hands do not hold is stowed: a small thing in a pocket, any other in a bag.
    """

    id: Id
    name: Name
    kind: Name
    colour: Colour = "brown"
    container: bool = False
    opens: bool = False
    locks: bool = False
    lights: bool = False
    wearable: bool = False
    fixed: bool = False
    size: Annotated[PropSize, Field(exclude_if=lambda size: size == "medium")] = "medium"
    description: Prose = ""


class Phrase(Record):
    """A short phrase of the style; emphasised ones were ``((...))`` in the paper."""

    text: Name
    emphasised: bool = False


class Style(Record):
    """How the whole film looks.

    Attributes:
        keyword: The one style keyword (``{...}`` in the paper), "dramatic" for example.
        phrases: Tone and style as short phrases, most important first.
    """

    keyword: Name = "storybook"
    phrases: tuple[Phrase, ...] = ()


class Event(Record):
    """The atom of the story. Which fields a verb needs is told by `moviellm.film.verbs.VERBS`.

    Attributes:
        verb: From the closed vocabulary.
        agent: The person who does it.
        prop: The prop it is done with or to.
        person: The other person.
        place: The place that is entered, left for or looked at.
        spot: A spot's or container's id.
        value: A mood, light, weather or relation.
        fact: What is told or learned.
        line: What is said, word for word.
        because: Ids of the earlier events that caused it.
        instead: What else could as well have stood in a field, by the field's name: the writer
            drew evenly among it and what does. Left out where nothing was drawn.
        prose: One sentence that tells it. Free words colour pictures and captions, never state.
    """

    id: Id
    verb: VerbName
    agent: Id | None = None
    prop: Id | None = None
    person: Id | None = None
    place: Id | None = None
    spot: Id | None = None
    value: str | None = None
    fact: FactText | None = None
    line: Line | None = None
    because: tuple[Id, ...] = ()
    instead: dict[EventField, tuple[str, ...]] = Field(
        default_factory=dict, exclude_if=lambda drawn: not drawn
    )
    prose: Prose = ""

    def __hash__(self) -> int:
        return hash(self.id)


class Scene(Record):
    """What happens in one place without a break.

    Attributes:
        place: Where all of its events happen.
        frames: How many key frames it gets.
    """

    id: Id
    title: Name
    summary: Prose = ""
    place: Id
    frames: Annotated[int, Field(ge=1, le=100)]
    events: tuple[Event, ...]


class Chapter(Record):
    """A part of the film that has its own turn."""

    id: Id
    title: Name
    summary: Prose = ""
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1)]


class Fork(Record):
    """Where a twin leaves its parent: the event with this id goes otherwise.

    Attributes:
        of: The parent's id.
        event: The event's id, in both films.
        was: What happened there in the parent.
    """

    of: Id
    event: Id
    was: Event


class Rotated(Record):
    """Which film of a family this is, in which things change places.

    Attributes:
        of: The id of the film as it was written.
        number: From 0; in film number k each thing of a cycle stands where in film 0 the thing
            stood that is k places before it.
        count: How many films the family has.
        cycles: Ids of things that can stand for each other, ``count`` in each.
        felt: Events whose mood is another one in each film, of ``count`` that the writer drew from.
    """

    of: Id
    number: Annotated[int, Field(ge=0)]
    count: Annotated[int, Field(ge=2)]
    cycles: tuple[tuple[Id, ...], ...] = ()
    felt: tuple[Id, ...] = ()


class Screenplay(FilmPart):
    """A film in words and events.

    Attributes:
        film: The film's id.
        overview: The story in a paragraph.
        opening: The facts that hold before the first event; what is not said has the default
            of `moviellm.film.ledger.ledger`.
        wrote: Who wrote it, for the data card (component and model).
        fork: Where it leaves its parent, if it is a twin.
        rotated: Which of the films it is that share a story, if things change places in them.
    """

    film: Id
    title: Name
    overview: Prose
    genre: Name
    style: Style = Style()
    cast: tuple[Person, ...]
    places: Annotated[tuple[Place, ...], Field(min_length=1)]
    props: tuple[Prop, ...] = ()
    opening: tuple[FactText, ...] = ()
    chapters: Annotated[tuple[Chapter, ...], Field(min_length=1)]
    wrote: str = ""
    fork: Annotated[Fork | None, Field(exclude_if=unsaid)] = None
    rotated: Annotated[Rotated | None, Field(exclude_if=unsaid)] = None

    def scenes(self) -> Iterator[Scene]:
        """All scenes in order."""
        for chapter in self.chapters:
            yield from chapter.scenes

    def events(self) -> Iterator[Event]:
        """All events in order."""
        for scene in self.scenes():
            yield from scene.events
