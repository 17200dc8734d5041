"""By what two people are told apart at a glance."""

from __future__ import annotations

import pytest
from moviellm.film import Appearance, differing_looks

LOOK = Appearance(hair="long", hair_colour="brown", skin="fair", garment_colour="red")


def but(**other: object) -> tuple[str, ...]:
    return differing_looks(LOOK, LOOK.model_copy(update=other))


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"age": "child"}, ("age", "height")),
        ({"build": "stout"}, ("build",)),
        ({"skin": "deep"}, ("skin",)),
        ({"hair": "bun"}, ("hair",)),
        ({"hair_colour": "auburn"}, ("hair colour",)),
        ({"beard": "full"}, ("beard",)),
        ({"glasses": True}, ("glasses",)),
        ({"garment": "apron"}, ("garment",)),
        ({"garment_colour": "teal"}, ("garment colour",)),
        ({"legwear_colour": "navy"}, ("legwear",)),
        ({"headwear": "hat"}, ("headwear",)),
    ],
)
def test_what_is_seen_is_named(other, named):
    assert but(**other) == named


@pytest.mark.parametrize(
    "other",
    [
        {"age": "young"}, {"skin": "porcelain"}, {"garment_colour": "crimson"},
        {"hair": "bob"}, {"hair_colour": "black"}, {"beard": "stubble"}, {"garment": "shirt"},
        {"headwear_colour": "green"}, {"description": "somebody else"},
    ],
)  # fmt: skip
def test_what_one_would_take_for_the_same_is_not(other):
    assert but(**other) == ()


def test_hair_under_a_hood_is_not_seen_and_both_ways_are_alike():
    hooded = LOOK.model_copy(update={"headwear": "hood", "hair": "bald", "hair_colour": "white"})
    assert differing_looks(LOOK, hooded) == differing_looks(hooded, LOOK) == ("headwear",)
