"""The colour of a thing is the one that its name says."""

from __future__ import annotations

import pytest
from moviellm.film import named_colour


@pytest.mark.parametrize(
    ("name", "given", "colour"),
    [
        ("white flower", "pink", "white"),
        ("small Red-brown box", "navy", "navy"),
        ("silver ring", "yellow", "grey"),
        ("silver ring", "white", "white"),
        ("golden key", "brown", "amber"),
        ("old jade figurine", "cream", "green"),
        ("map", "tan", "tan"),
        ("orange", "green", "green"),
        ("", "red", "red"),
        ("  ", "red", "red"),
        ("漢字", "red", "red"),
    ],
)
def test_a_name_says_the_colour_unless_it_is_only_the_noun(name, given, colour):
    assert named_colour(name, given) == colour
