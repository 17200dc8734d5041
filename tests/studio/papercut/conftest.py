"""Slates for the painter, from a stage with one of everything."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from moviellm.component import Context
from moviellm.film import (
    Appearance,
    Camera,
    Figure,
    Person,
    Place,
    Prop,
    Slate,
    Spot,
    Style,
    VisibleProp,
)
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.impl import Papercut
from moviellm.studio.papercut.renderer import Renderer
from moviellm.testing.context import CountingCalls, MemoryBlobs

SPOTS = (
    Spot(id="room.table", name="table", kind="table", x=0.3),
    Spot(id="room.shelf", name="shelf", kind="shelf", x=0.7),
    Spot(id="room.floor", name="floor", kind="floor", x=0.55),
    Spot(id="room.hook", name="hook", kind="hook", x=0.45),
    Spot(id="room.sill", name="window sill", kind="sill", x=0.84),
    Spot(id="room.bench", name="bench", kind="bench", x=0.16),
    Spot(id="room.stove", name="stove", preposition="behind", kind="niche", x=0.92, hidden=True),
)
MARA = Person(
    id="mara",
    name="Mara",
    appearance=Appearance(hair="braid", hair_colour="auburn", garment_colour="red"),
)
IVO = Person(
    id="ivo",
    name="Ivo",
    appearance=Appearance(age="old", beard="full", hair_colour="grey", garment="jumper"),
)


def make_slate(**more: object) -> Slate:
    """A slate of a kitchen with the given differences."""
    depiction = {"place": "room", **more.pop("depiction", {})}  # type: ignore[dict-item]
    place = {"id": "room", "name": "the room", "kind": "kitchen", "spots": SPOTS}
    place.update(more.pop("place", {}))  # type: ignore[call-overload]
    return Slate.model_validate(
        {
            "camera": Camera(),
            "depiction": depiction,
            "prompt": "",
            "seed": 1,
            "style": Style(),
            "place": place,
            "cast": (MARA, IVO),
            **more,
        }
    )


@pytest.fixture(scope="session")
def slate() -> Callable[..., Slate]:
    return make_slate


@pytest.fixture(scope="session")
def one_person() -> Callable[..., Slate]:
    """A slate with Mara alone; keywords are those of her figure, and of the camera."""

    def build(size: str = "full", **figure: object) -> Slate:
        return make_slate(
            camera={"size": size, "subject": "mara"},
            depiction={"figures": (Figure.model_validate({"person": "mara", **figure}),)},
        )

    return build


@pytest.fixture(scope="session")
def one_prop() -> Callable[..., Slate]:
    """A slate with one prop alone, on a spot of the room."""

    def build(kind: str, *facts: str, spot: str = "table", size: str = "full", **prop: object):
        thing = Prop.model_validate({"id": "thing", "name": kind, "kind": kind, **prop})
        spots = {one.id: one for one in SPOTS}
        seen = VisibleProp(
            prop="thing", location=f"on:room.{spot}", x=spots[f"room.{spot}"].x, facts=facts
        )
        return make_slate(
            camera={"size": size, "subject": "thing"},
            depiction={"props": (seen,)},
            props=(thing,),
        )

    return build


@pytest.fixture(scope="session")
def full_scene() -> Slate:
    """Two people, a held, a worn, a contained and a lying prop."""
    return make_slate(
        depiction={
            "light": "dusk",
            "figures": (
                Figure(person="mara", x=0.25, facing="right", holding=("map",)),
                Figure(person="ivo", x=0.75, facing="left", wearing=("hat",), pose="talking"),
            ),
            "props": (
                VisibleProp(prop="chest", location="on:room.floor", x=0.5,
                            facts=("open(chest)=yes",)),
                VisibleProp(prop="key", location="in:chest", x=0.5),
                VisibleProp(prop="candle", location="on:room.table", x=0.3,
                            facts=("lit(candle)=yes",)),
            ),
        },
        props=(
            Prop(id="map", name="map", kind="map", colour="tan"),
            Prop(id="hat", name="hat", kind="hat", colour="plum", wearable=True),
            Prop(id="chest", name="chest", kind="chest", container=True, opens=True, fixed=True),
            Prop(id="key", name="key", kind="key", colour="amber"),
            Prop(id="candle", name="candle", kind="candle", colour="cream", lights=True),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """Small, and kept for the whole session: what it keeps must not matter."""
    return Renderer(384, 216)


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(
        seed=7,
        film="f",
        log=logging.getLogger("papercut"),
        calls=CountingCalls(),
        blobs=MemoryBlobs(),
    )


@pytest.fixture
def papercut() -> Papercut:
    return Papercut(PapercutConfig(size=(384, 216)))


@pytest.fixture(scope="session")
def place_of() -> Callable[[str, bool], Place]:
    return lambda kind, indoors: Place(id="room", name=kind, kind=kind, indoors=indoors)
