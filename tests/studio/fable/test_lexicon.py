"""The tables of the lexicon say only words that the rest of fable knows."""

from __future__ import annotations

import re

import pytest
from moviellm.studio.fable.lexicon.places import PLACE_KINDS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.lexicon.table import one_of


def test_a_word_that_nobody_knows_is_told_by_name():
    assert one_of(("small", "large"), "large") == "large"
    with pytest.raises(ValueError, match="'huge' is none of small, large"):
        one_of(("small", "large"), "huge")


def test_every_occupation_and_habit_has_its_kind_of_place():
    from moviellm.studio.fable.lexicon.habits import ACTS, REMARKS
    from moviellm.studio.fable.lexicon.people import OCCUPATIONS

    assert {job.place for job in OCCUPATIONS.values()} <= PLACE_KINDS.keys()
    assert ACTS.keys() == REMARKS.keys() == PLACE_KINDS.keys()


def test_every_spot_has_a_slug_of_its_own():
    for place in PLACE_KINDS.values():
        slugs = [spot.slug for spot in place.spots]
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs), slugs
        assert len(set(slugs)) == len(slugs)


def test_a_container_can_hold_what_a_story_puts_into_it():
    assert all(
        "container" in prop.qualities for prop in PROP_KINDS.values() if prop.use == "container"
    )
