"""The storyboard: shots of key frames, each with the exact depiction of what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from moviellm.film.models.facts import Fact, FactText, Light, Mood, Weather, parse_fact
from moviellm.film.models.ids import Id, Record
from moviellm.film.models.part import FilmPart
from moviellm.film.models.screenplay import Line, Person, Place, Prop, Prose, Style
from moviellm.film.models.timeline import Milliseconds, Span

Share = Annotated[float, Field(ge=0, le=1)]
Pose = Literal[
    "standing", "sitting", "kneeling", "lying", "walking", "reaching", "holding out", "pointing",
    "talking", "listening", "looking", "opening", "embracing", "thinking",
]  # fmt: skip


class Camera(Record):
    """How a shot is framed.

    Attributes:
        size: From the whole place (``wide``) to one thing (``insert``).
        angle: Where the camera stands.
        subject: Id of the person or prop that the shot is about; None for the place.
    """

    size: Literal["wide", "full", "medium", "close", "insert"] = "wide"
    angle: Literal["eye", "low", "high"] = "eye"
    subject: Id | None = None


DressedFor = Literal["any", "cold", "rain", "heat"]


class Figure(Record):
    """A person who is seen.

    Attributes:
        x: Centre of the figure in the picture, 0 left edge to 1 right edge.
        facing: Where the figure looks, as the viewer sees it.
        holding: Ids of the props in their hands, all of them visible.
        wearing: Ids of worn props, beside the clothes of the appearance sheet.
        bag: Whether they carry a bag, with what their hands and pockets do not hold.
        looks_at: Id of whom or what in the picture their eyes are on: a person, prop or spot; None
            where they look at nothing in particular.
        dressed_for: What they have on for it beside the clothes of the appearance sheet: a winter
            coat, a scarf and mittens for the cold, a cape for the rain; for the heat their sleeves
            are rolled up.
    """

    person: Id
    pose: Pose = "standing"
    expression: Mood = "calm"
    x: Share = 0.5
    facing: Literal["left", "right", "front"] = "front"
    holding: tuple[Id, ...] = ()
    wearing: tuple[Id, ...] = ()
    bag: Annotated[bool, Field(exclude_if=lambda bag: not bag)] = False
    dressed_for: Annotated[DressedFor, Field(exclude_if=lambda wear: wear == "any")] = "any"
    looks_at: Annotated[Id | None, Field(exclude_if=lambda seen: seen is None)] = None


class VisibleProp(Record):
    """A prop that is seen and that nobody holds or wears.

    Attributes:
        location: ``on:SPOT`` or ``in:CONTAINER``, as in the ledger.
        x: Centre of the prop in the picture, 0 left edge to 1 right edge.
        facts: What its looks show of it: ``open``, ``lit`` and ``whole`` where they apply.
    """

    prop: Id
    location: str
    x: Share = 0.5
    facts: tuple[FactText, ...] = ()


class VisibleSpot(Record):
    """A spot that the picture must show although nothing is seen there: a hiding place in use.

    Wide and full shots show every spot of the place anyhow.

    Attributes:
        x: Centre of the spot in the picture, 0 left edge to 1 right edge.
    """

    spot: Id
    x: Share = 0.5


class Depiction(Record):
    """Everything that one key frame shows, and nothing else.

    Attributes:
        spots: Spots that nearer shots show beside those on which visible props lie.
        facts: What held, worn and other visible props show of their state, beside `props`.
    """

    place: Id
    light: Light = "day"
    weather: Weather = "clear"
    figures: tuple[Figure, ...] = ()
    props: tuple[VisibleProp, ...] = ()
    spots: tuple[VisibleSpot, ...] = ()
    facts: tuple[FactText, ...] = ()


class KeyFrame(Record):
    """One picture of the film.

    Attributes:
        id: The frame's id, unique in the film.
        index: Its place among all key frames, from 1.
        after: The last event whose effects the depiction shows; None for the opening. The
            depiction agrees with the ledger's state after that event.
        events: The events that are seen to happen in it (an `enter` or `take` as it is done).
        prompt: The depiction in prose, for painters that read.
        seed: The painter's randomness.
    """

    id: Id
    index: Annotated[int, Field(ge=1)]
    start_ms: Milliseconds
    duration_ms: Annotated[int, Field(ge=1)]
    after: Id | None = None
    events: tuple[Id, ...] = ()
    depiction: Depiction
    prompt: Prose
    seed: Annotated[int, Field(ge=0)]

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.duration_ms

    @property
    def span(self) -> Span:
        return Span(start_ms=self.start_ms, end_ms=self.end_ms)


class Shot(Record):
    """Key frames seen by one camera, without a cut."""

    id: Id
    scene: Id
    camera: Camera
    frames: Annotated[tuple[KeyFrame, ...], Field(min_length=1)]

    @property
    def span(self) -> Span:
        return Span(start_ms=self.frames[0].start_ms, end_ms=self.frames[-1].end_ms)


class Cue(Record):
    """A line of dialogue in time.

    Attributes:
        event: The `say`, `ask`, `tell` or `narrate` event that it is.
        speaker: Id of the person; None when it is not known who speaks.
    """

    id: Id
    event: Id
    speaker: Id | None = None
    text: Line
    start_ms: Milliseconds
    end_ms: Milliseconds

    @property
    def span(self) -> Span:
        return Span(start_ms=self.start_ms, end_ms=self.end_ms)


class Storyboard(FilmPart):
    """The film, shot by shot, on one timeline without gaps."""

    film: Id
    shots: Annotated[tuple[Shot, ...], Field(min_length=1)]
    cues: tuple[Cue, ...] = ()

    def frames(self) -> Iterator[KeyFrame]:
        """All key frames in order."""
        for shot in self.shots:
            yield from shot.frames

    @property
    def duration_ms(self) -> int:
        return self.shots[-1].frames[-1].end_ms


class Slate(Record):
    """All that a painter is told about one picture, and all that decides how it looks.

    Equal slates give equal pictures, in whatever film they stand.

    Attributes:
        place: The place of the depiction.
        cast: The persons seen, in the order of the figures.
        props: The props seen, wherever they are (held, worn, on a spot, in a container).
        style: How the whole film looks.
    """

    camera: Camera
    depiction: Depiction
    prompt: Prose
    seed: Annotated[int, Field(ge=0)]
    style: Style
    place: Place
    cast: tuple[Person, ...] = ()
    props: tuple[Prop, ...] = ()


def seen_facts(depiction: Depiction) -> tuple[Fact, ...]:
    """The facts that a depiction shows, each once, ordered by fluent.

    A posture is shown by the poses that are postures; other poses say nothing of it.
    """
    seen: dict[str, str] = {
        f"light({depiction.place})": depiction.light,
        f"weather({depiction.place})": depiction.weather,
    }
    for figure in depiction.figures:
        who = figure.person
        seen[f"place({who})"] = depiction.place
        seen[f"mood({who})"] = figure.expression
        if figure.pose in ("sitting", "kneeling", "lying", "standing"):
            seen[f"posture({who})"] = figure.pose
        seen.update({f"location({prop})": f"held:{who}" for prop in figure.holding})
        seen.update({f"location({prop})": f"worn:{who}" for prop in figure.wearing})
    for prop in depiction.props:
        seen[f"location({prop.prop})"] = prop.location
        seen.update(parse_fact(text) for text in prop.facts)
    seen.update(parse_fact(text) for text in depiction.facts)
    return tuple(Fact(name, seen[name]) for name in sorted(seen))


def seen_props(depiction: Depiction) -> tuple[str, ...]:
    """Ids of all props that a depiction shows, in order of appearance."""
    ids = [
        *(prop for figure in depiction.figures for prop in (*figure.holding, *figure.wearing)),
        *(prop.prop for prop in depiction.props),
    ]
    return tuple(dict.fromkeys(ids))
