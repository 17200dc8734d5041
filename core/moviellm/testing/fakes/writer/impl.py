"""The fake writer: two people in a hall pass a lantern from spot to spot, in any shape."""

from __future__ import annotations

import random

from moviellm import Context, hookimpl
from moviellm.film import (
    Appearance,
    Brief,
    Chapter,
    Event,
    Person,
    Place,
    Prop,
    Scene,
    Screenplay,
    Spot,
)
from moviellm.testing.fakes.writer.config import FakeWriterConfig

_HALL = Place(
    id="hall",
    name="the hall",
    kind="hall",
    spots=(
        Spot(id="hall.table", name="table", x=0.3),
        Spot(id="hall.shelf", name="shelf", kind="shelf", x=0.7),
    ),
)
_LANTERN = Prop(id="lantern", name="brass lantern", kind="lantern", colour="amber", lights=True)
_CAST = (
    Person(id="ada", name="Ada", pronoun="she", appearance=Appearance(garment_colour="green")),
    Person(id="ben", name="Ben", pronoun="he", appearance=Appearance(garment_colour="orange")),
)
_LINES = ("It is warm.", "Not there!", "Who moved it?", "Let it stand.", "Look at it shine.")


class FakeWriter:
    """Writes a screenplay without problems for every brief."""

    def __init__(self, config: FakeWriterConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        """Write one film; who acts and speaks depends on the brief's seed."""
        rng = random.Random(brief.seed)
        chapters = tuple(
            Chapter(
                id=f"c{c}",
                title=f"Chapter {c}",
                scenes=tuple(_scene(c, s, brief, rng) for s in range(1, brief.shape.scenes + 1)),
            )
            for c in range(1, brief.shape.chapters + 1)
        )
        return Screenplay(
            film=brief.id,
            title=self._config.title,
            overview=f"A film about {brief.theme[:500]}",
            genre="Drama",
            cast=_CAST,
            places=(_HALL,),
            props=(_LANTERN,),
            opening=("place(ada)=hall", "place(ben)=hall", "location(lantern)=on:hall.table"),
            chapters=chapters,
            wrote="moviellm.testing",
        )


def _scene(chapter: int, number: int, brief: Brief, rng: random.Random) -> Scene:
    name = f"c{chapter}s{number}"
    one, other = rng.sample(_CAST, 2)
    spot = rng.choice(_HALL.spots)
    line = rng.choice(_LINES)
    return Scene(
        id=name,
        title=f"Scene {number}",
        summary=f"{one.name} moves the lantern.",
        place=_HALL.id,
        frames=brief.shape.frames,
        events=(
            Event(id=f"{name}e1", verb="take", agent=one.id, prop="lantern",
                  prose=f"{one.name} takes the lantern."),
            Event(id=f"{name}e2", verb="say", agent=other.id, person=one.id, line=line,
                  because=(f"{name}e1",), prose=f"{other.name} speaks."),
            Event(id=f"{name}e3", verb="put", agent=one.id, prop="lantern", spot=spot.id,
                  because=(f"{name}e2",), prose=f"{one.name} puts the lantern on the {spot.name}."),
        ),
    )  # fmt: skip
