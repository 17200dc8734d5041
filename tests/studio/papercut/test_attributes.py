"""A thing is drawn from its name: its colour, and what the words before its kind say of it."""

from __future__ import annotations

import numpy as np
import pytest
from moviellm.film import Figure, Prop, named_colour
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.props.attributes import _MARKS, _SIZES
from moviellm.studio.papercut.props.catalogue import ARTISTS, make_thing
from moviellm.studio.papercut.props.thing import Looks

GRADE = Grade(palette_of("storybook"), "day", "clear", True)

EACH = {mark: word for word, mark in _MARKS.items()}.values()
"""One word for everything that can be said of a thing."""


def picture(scene, renderer):
    return renderer.paint(scene)[0].copy()


def thing(name: str, kind: str = "vase") -> Prop:
    return Prop(id="x", name=name, kind=kind)


@pytest.mark.parametrize("word", sorted(_MARKS))
def test_every_word_is_seen(one_prop, renderer, word):
    plain = picture(one_prop("vase", name="good vase"), renderer)
    marked = picture(one_prop("vase", name=f"{word} vase"), renderer)
    assert np.any(plain != marked)


@pytest.mark.parametrize("kind", sorted(ARTISTS))
def test_every_kind_can_have_every_attribute(kind):
    for looks in (Looks(), Looks(open=True), Looks(whole=False)):
        made = make_thing(thing(f"{' '.join(EACH)} tiny {kind}", kind), looks, GRADE)
        assert made.size > (0, 0)


@pytest.mark.parametrize("name", ["", " ", "漢字", "striped", "-", "a" * 120])
def test_any_name_can_be_drawn(name):
    made = make_thing(Prop.model_construct(**{**dict(thing("x")), "name": name}), Looks(), GRADE)
    assert made.size > (0, 0)


@pytest.mark.parametrize(("word", "scale"), sorted(_SIZES.items()))
def test_words_of_size_change_the_size(word, scale):
    plain = make_thing(thing("vase"), Looks(), GRADE).size
    sized = make_thing(thing(f"{word} vase"), Looks(), GRADE).size
    assert sized[1] == pytest.approx(plain[1] * scale)


def test_a_white_flower_is_white_whatever_colour_it_is_given(one_prop, renderer):
    pink = one_prop("flower", name="white flower", colour="pink")
    white = one_prop("flower", name="white flower", colour="white")
    assert named_colour("white flower", "pink") == "white"
    assert np.array_equal(picture(pink, renderer), picture(white, renderer))


@pytest.mark.parametrize("facing", ["left", "right", "front"])
def test_a_feathered_hat_has_its_feather_on_the_head_too(slate, renderer, facing):
    pictures = []
    for name in ("felt hat", "feathered hat"):
        hat = Prop(id="hat", name=name, kind="hat", colour="plum", wearable=True)
        mara = Figure(person="mara", facing=facing, wearing=("hat",))
        scene = slate(depiction={"figures": (mara,)}, props=(hat,))
        pictures.append(picture(scene, renderer))
    assert np.any(pictures[0] != pictures[1])
