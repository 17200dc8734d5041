"""Whatever a writer or director thinks of, it is painted, and the boxes tell the truth of it."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moviellm.film import Appearance, Camera, Figure, Person, Prop, Slate, VisibleProp
from moviellm.film.models.facts import LIGHTS, MOODS, WEATHERS
from moviellm.film.models.screenplay import Colour, Style
from moviellm.film.models.storyboard import Depiction, Pose
from moviellm.studio.papercut.backdrop.catalogue import BACKDROPS
from moviellm.studio.papercut.props.catalogue import ARTISTS

_SHEET = {
    name: st.booleans() if name == "glasses" else st.sampled_from(get_args(field.annotation))
    for name, field in Appearance.model_fields.items()
    if name != "description"
}
_SPOTS = ("table", "shelf", "floor", "hook", "sill", "bench")
_CROWD = {"wide": (4, 5), "full": (3, 4), "medium": (2, 2), "close": (1, 0), "insert": (1, 1)}


@st.composite
def _slates(draw, make):
    """What a director may ask for: as many people and things as its shots hold."""
    size = draw(st.sampled_from(list(_CROWD)))
    people, things = _CROWD[size]
    cast = [
        Person(
            id=f"p{i}", name=f"P{i}", appearance=Appearance(**draw(st.fixed_dictionaries(_SHEET)))
        )
        for i in range(draw(st.integers(1 if size == "close" else 0, people)))
    ]
    props = [
        Prop(id=f"o{i}", name=kind, kind=kind, colour=draw(st.sampled_from(get_args(Colour))))
        for i, kind in enumerate(
            draw(st.lists(st.sampled_from(list(ARTISTS)), min_size=len(cast),
                          max_size=len(cast) + things))
        )
    ]  # fmt: skip
    figures = [
        Figure(
            person=person.id,
            pose=draw(st.sampled_from(get_args(Pose))),
            expression=draw(st.sampled_from(MOODS)),
            x=draw(st.floats(0, 1)),
            facing=draw(st.sampled_from(("left", "right", "front"))),
            holding=(props[i].id,) if draw(st.booleans()) else (),
        )
        for i, person in enumerate(cast)
    ]
    held = {prop for figure in figures for prop in figure.holding}
    lying = [] if size == "close" else props[len(cast) :]
    seen = [
        VisibleProp(prop=prop.id, location=f"on:room.{draw(st.sampled_from(_SPOTS))}",
                    x=draw(st.floats(0, 1)))
        for prop in lying
    ]  # fmt: skip
    kind = draw(st.sampled_from(list(BACKDROPS)))
    return make(
        camera=Camera(size=size, angle=draw(st.sampled_from(("eye", "low", "high"))),
                      subject=figures[0].person if figures else None),
        style=Style(keyword=draw(st.sampled_from(("storybook", "noir", "neon")))),
        place={"kind": kind, "indoors": BACKDROPS[kind][1]},
        cast=tuple(cast),
        props=tuple(p for p in props if p.id in held or p in lying),
        depiction=Depiction(
            place="room", light=draw(st.sampled_from(LIGHTS)),
            weather=draw(st.sampled_from(WEATHERS)), figures=tuple(figures), props=tuple(seen),
        ).model_dump(),
    )  # fmt: skip


@pytest.mark.slow
@settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_all_that_is_listed_is_seen_and_nothing_else(data, slate, renderer):
    scene: Slate = data.draw(_slates(slate))
    boxes = {box.entity: box for box in renderer.paint(scene)[1]}
    wanted = {figure.person for figure in scene.depiction.figures} | {p.id for p in scene.props}
    assert set(boxes) <= wanted
    hidden = {entity for entity in wanted if entity not in boxes or boxes[entity].visible < 0.25}
    assert not hidden


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(
    kind=st.text(min_size=1, max_size=40),
    name=st.text(min_size=1, max_size=40),
    style=st.text(min_size=1, max_size=40),
    indoors=st.booleans(),
    flags=st.tuples(*[st.booleans()] * 4),
)
@pytest.mark.slow
def test_kinds_that_nobody_has_heard_of_are_painted(
    slate, renderer, kind, name, style, indoors, flags
):
    container, opens, lights, wearable = flags
    thing = Prop(id="thing", name=name, kind=kind, container=container, opens=opens,
                 lights=lights, wearable=wearable)  # fmt: skip
    scene = slate(
        style={"keyword": style},
        place={"kind": kind, "name": name, "indoors": indoors},
        props=(thing,),
        depiction={"props": (VisibleProp(prop="thing", location="on:room.table", x=0.4),)},
    )
    (box,) = renderer.paint(scene)[1]
    assert box.visible > 0.5


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(style=st.text(min_size=1, max_size=20))
def test_an_unknown_style_always_gets_the_same_palette(style, slate, renderer):
    scene = slate(style={"keyword": style})
    assert (renderer.paint(scene)[0] == renderer.paint(scene)[0]).all()
