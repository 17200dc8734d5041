"""A film of seven events that everybody can hold in their head: the map, the chest and the stove.

Mara hides a map in the chest while Ivo watches; she leaves; he moves it behind the stove; she
comes back and looks in the wrong place. It has one false belief, one hidden prop, one cause.
"""

from __future__ import annotations

from moviellm.film import (
    Appearance,
    Brief,
    Camera,
    Chapter,
    Cue,
    Depiction,
    Event,
    Figure,
    KeyFrame,
    Person,
    Phrase,
    Place,
    Prop,
    Scene,
    Screenplay,
    Shape,
    Shot,
    Spot,
    Storyboard,
    Style,
    VisibleProp,
)

FILM = "film-tiny"
MARA = Person(
    id="mara",
    name="Mara",
    pronoun="she",
    occupation="lighthouse keeper",
    want="keep the map safe",
    appearance=Appearance(
        build="slight", height="tall", skin="fair", hair="braid", hair_colour="auburn",
        garment="coat", garment_colour="red", legwear_colour="navy",
        description="a tall slight woman with an auburn braid in a red coat",
    ),
)  # fmt: skip
IVO = Person(
    id="ivo",
    name="Ivo",
    pronoun="he",
    role="supporting",
    occupation="fisherman",
    want="have the map for himself",
    appearance=Appearance(
        age="old", build="stout", skin="olive", hair="short", hair_colour="grey", beard="full",
        garment="jumper", garment_colour="blue", legwear_colour="brown",
        description="a stout old man with a full grey beard in a blue jumper",
    ),
)  # fmt: skip
ROOM = Place(
    id="room",
    name="the lighthouse room",
    kind="lighthouse",
    description="a round whitewashed room with a stove",
    spots=(
        Spot(id="room.table", name="table", kind="table", x=0.3),
        Spot(id="room.floor", name="floor", kind="floor", x=0.6),
        Spot(
            id="room.stove",
            name="stove",
            preposition="behind",
            kind="niche",
            x=0.85,
            hidden=True,
        ),
    ),
)
HARBOUR = Place(
    id="harbour",
    name="the harbour",
    kind="harbour",
    indoors=False,
    description="a stone quay with a few boats",
    spots=(Spot(id="harbour.quay", name="quay", kind="floor", x=0.5),),
)
MAP = Prop(id="map", name="old map", kind="map", colour="tan")
CHEST = Prop(
    id="chest", name="oak chest", kind="chest", colour="brown",
    container=True, opens=True, fixed=True,
)  # fmt: skip


def tiny_brief() -> Brief:
    """The brief of the tiny film: one chapter of two scenes, five key frames each."""
    return Brief(
        id=FILM,
        theme="A lighthouse keeper hides a map",
        seed=7,
        shape=Shape(chapters=1, scenes=2, frames=5),
    )


def _scene(number: int, title: str, summary: str, events: tuple[Event, ...]) -> Scene:
    return Scene(
        id=f"c1s{number}", title=title, summary=summary, place="room", frames=5, events=events
    )


def tiny_screenplay() -> Screenplay:
    """The screenplay of the tiny film; `moviellm.film.check` finds no problem in it."""
    hiding = (
        Event(id="e1", verb="put", agent="mara", prop="map", spot="chest",
              prose="Mara puts the old map into the oak chest."),
        Event(id="e2", verb="leave", agent="mara", place="harbour", because=("e1",),
              prose="Mara leaves for the harbour."),
        Event(id="e3", verb="take", agent="ivo", prop="map", because=("e1", "e2"),
              prose="Ivo takes the old map out of the chest."),
        Event(id="e4", verb="hide", agent="ivo", prop="map", spot="room.stove", because=("e3",),
              prose="Ivo hides the old map behind the stove."),
    )  # fmt: skip
    seeking = (
        Event(id="e5", verb="enter", agent="mara", place="room",
              prose="Mara comes back to the lighthouse room."),
        Event(id="e6", verb="look", agent="mara", prop="chest", because=("e1",),
              prose="Mara looks into the chest and finds it empty."),
        Event(id="e7", verb="say", agent="mara", person="ivo", line="You moved it.",
              because=("e6", "e1"), prose="Mara accuses Ivo."),
    )  # fmt: skip
    return Screenplay(
        film=FILM,
        title="The Map Behind the Stove",
        overview="Mara hides a map in the chest. While she is away Ivo moves it behind the stove, "
        "and when she comes back she looks in vain.",
        genre="Mystery",
        style=Style(
            keyword="storybook",
            phrases=(Phrase(text="layered paper", emphasised=True), Phrase(text="soft light")),
        ),
        cast=(MARA, IVO),
        places=(ROOM, HARBOUR),
        props=(MAP, CHEST),
        opening=(
            "place(mara)=room", "place(ivo)=room", "location(map)=held:mara",
            "location(chest)=on:room.floor", "open(chest)=yes", "light(room)=dusk",
        ),
        chapters=(
            Chapter(
                id="c1",
                title="The Map",
                summary="A map changes its place while its owner is away.",
                scenes=(
                    _scene(1, "Hiding", "Mara hides the map; Ivo moves it.", hiding),
                    _scene(2, "Seeking", "Mara comes back and finds the chest empty.", seeking),
                ),
            ),
        ),
        wrote="moviellm.testing",
    )  # fmt: skip


_CHEST = VisibleProp(
    prop="chest", location="on:room.floor", x=0.6, facts=("open(chest)=yes", "whole(chest)=yes")
)


def _mara(**more: object) -> Figure:
    return Figure.model_validate({"person": "mara", "x": 0.4, "facing": "right", **more})


def _ivo(**more: object) -> Figure:
    return Figure.model_validate({"person": "ivo", "x": 0.75, "facing": "left", **more})


_INSIDE = VisibleProp(prop="map", location="in:chest", x=0.6)
_MOMENTS: tuple[tuple[str | None, str | None, tuple[Figure, ...], tuple[VisibleProp, ...]], ...] = (
    (None, None, (_mara(holding=("map",)), _ivo()), (_CHEST,)),
    ("e1", "e1", (_mara(pose="reaching"), _ivo(pose="looking")), (_CHEST, _INSIDE)),
    ("e1", "e2", (_mara(pose="walking", x=0.15, facing="left"), _ivo()), (_CHEST, _INSIDE)),
    ("e3", "e3", (_ivo(pose="reaching", holding=("map",)),), (_CHEST,)),
    ("e3", "e4", (_ivo(x=0.85, holding=("map",)),), (_CHEST,)),
    ("e4", None, (_ivo(),), (_CHEST,)),
    ("e5", "e5", (_mara(pose="walking", x=0.15), _ivo()), (_CHEST,)),
    ("e6", "e6", (_mara(pose="looking"), _ivo()), (_CHEST,)),
    ("e7", None, (_mara(pose="talking"),), ()),
    ("e7", None, (_ivo(),), ()),
)
"""Ten moments: what has happened, what is happening, who is seen, which props are seen."""


def _frame(index: int) -> KeyFrame:
    after, event, figures, props = _MOMENTS[index]
    names = " and ".join(figure.person.capitalize() for figure in figures)
    return KeyFrame(
        id=f"f{index + 1:04d}",
        index=index + 1,
        start_ms=index * 3_000,
        duration_ms=3_000,
        after=after,
        events=(event,) if event else (),
        depiction=Depiction(place="room", light="dusk", figures=figures, props=props),
        prompt=f"In the lighthouse room at dusk: {names}.",
        seed=1_000 + index,
    )


def tiny_storyboard() -> Storyboard:
    """The storyboard of the tiny film: ten key frames of three seconds, one line of dialogue."""
    frames = tuple(_frame(index) for index in range(len(_MOMENTS)))
    wide, close = Camera(size="wide"), Camera(size="close", subject="mara")
    return Storyboard(
        film=FILM,
        shots=(
            Shot(id="s0001", scene="c1s1", camera=wide, frames=frames[:5]),
            Shot(id="s0002", scene="c1s2", camera=wide, frames=frames[5:8]),
            Shot(id="s0003", scene="c1s2", camera=close, frames=frames[8:9]),
            Shot(
                id="s0004",
                scene="c1s2",
                camera=Camera(size="close", subject="ivo"),
                frames=frames[9:],
            ),
        ),
        cues=(
            Cue(
                id="c0001", event="e7", speaker="mara", text="You moved it.",
                start_ms=24_200, end_ms=25_600,
            ),
        ),
    )  # fmt: skip
