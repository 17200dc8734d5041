"""Faces stay alive under every lamp and sky, and beards leave the cheeks free."""

from __future__ import annotations

import math
from typing import get_args

import pytest
from moviellm.film import Figure, Person, Prop
from moviellm.film.models.facts import LIGHTS
from moviellm.film.models.screenplay import Appearance
from moviellm.studio.papercut.colour import HAIR, SKIN, lightness, to_lab
from moviellm.studio.papercut.cutout_cache import CutoutCache
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import PALETTES, palette_of
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.catalogue import ARTISTS
from moviellm.studio.papercut.puppet.face import flushed
from moviellm.studio.papercut.puppet.hair import beard
from moviellm.studio.papercut.scene import CrowdLayout, lay_out

CHEEKS = ((-6.5, -6.4), (6.5, -6.4))
"""Points of a face beside the mouth, seen from the front."""


def warmth(colour: int) -> float:
    """How far a colour is from grey."""
    _, a, b = to_lab(colour)
    return math.hypot(a, b)


@pytest.mark.parametrize("style", sorted(PALETTES.keys() - {"noir"}))
@pytest.mark.parametrize("light", LIGHTS)
def test_no_face_is_grey(style, light):
    for indoors in (True, False):
        grade = Grade(palette_of(style), light, "clear", indoors)
        for skin in SKIN.values():
            lit = grade.flesh(skin)
            assert warmth(lit) > 0.4 * warmth(skin)
            assert to_lab(lit)[2] > 0.004


def test_who_is_afraid_is_pale_but_not_grey():
    for skin in SKIN.values():
        pale = flushed(skin, "afraid")
        assert lightness(pale) > lightness(skin) + 0.01
        assert 0.6 * warmth(skin) < warmth(pale) < 0.9 * warmth(skin)
        (_, a, b), (_, was_a, was_b) = to_lab(pale), to_lab(skin)
        assert a * was_b == pytest.approx(b * was_a, abs=1e-4)


def test_night_is_seen_on_a_face():
    day, night = (Grade(palette_of("wintry"), light, "clear", False) for light in ("day", "night"))
    for skin in SKIN.values():
        assert lightness(night.flesh(skin)) < lightness(day.flesh(skin)) - 0.03


@pytest.mark.parametrize(
    "style", sorted(set(get_args(Appearance.model_fields["beard"].annotation)) - {"none"})
)
def test_a_beard_leaves_the_cheeks_free(style):
    cut = Cutout()
    beard(cut, style, HAIR["black"], 0.0, SKIN["tan"])
    assert cut.pieces
    if style == "stubble":
        return
    for piece in cut.pieces:
        assert not any(piece.path.contains(*cheek) for cheek in CHEEKS)


@pytest.mark.parametrize("hair", sorted(HAIR))
@pytest.mark.parametrize("skin", sorted(SKIN))
def test_no_beard_is_blacker_than_hair(hair, skin):
    cut = Cutout()
    beard(cut, "full", HAIR[hair], 0.0, SKIN[skin])
    assert lightness(cut.pieces[0].colour) > 0.24


@pytest.fixture(scope="module")
def cutouts() -> CutoutCache:
    return CutoutCache()


@pytest.mark.parametrize("kind", sorted(ARTISTS))
def test_nothing_that_one_holds_hides_the_face(slate, cutouts, kind):
    child = Person(id="mara", name="Mara", appearance=Appearance(age="child"))
    figure = Figure(person="mara", facing="right", holding=("thing",))
    for size, subject in (("medium", "mara"), ("insert", "thing")):
        scene = slate(
            camera={"size": size, "subject": subject},
            cast=(child,),
            depiction={"figures": (figure,)},
            props=(Prop(id="thing", name=kind, kind=kind),),
        )
        (one,) = lay_out(scene, 384, 216, cutouts, CrowdLayout()).standing
        pieces = one.actor.cut.pieces
        held = [piece.path for piece in pieces if piece.owner == "thing" and not piece.glow]
        (x, y), head = one.actor.head, (one.actor.head[1] - one.actor.top) / 13.5
        points = [
            (x + across * head, y + down * head)
            for across in (-7, -3.5, 0, 3.5, 7)
            for down in (-7, -3.5, 0, 3.5, 7, 9)
        ]
        hidden = sum(any(path.contains(*point) for path in held) for point in points)
        assert hidden <= 0.12 * len(points)
