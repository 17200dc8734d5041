"""Everything that the lexicon offers is drawn, and as what it is."""

from __future__ import annotations

import pytest
from moviellm.film import Place, Prop
from moviellm.studio.fable.lexicon.places import PLACE_KINDS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.papercut.backdrop.catalogue import BACKDROPS, scenery_of
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.palette import palette_of
from moviellm.studio.papercut.props.carvings import CARVINGS
from moviellm.studio.papercut.props.catalogue import ARTISTS, artist_of, make_thing
from moviellm.studio.papercut.props.thing import Looks

DAY = Grade(palette_of("storybook"), "day", "clear", False)


@pytest.mark.parametrize("kind", PROP_KINDS)
def test_every_kind_of_prop_has_a_drawing_of_its_own_that_stands_on_the_ground(kind):
    row = PROP_KINDS[kind]
    prop = Prop(id="it", name=f"{row.looks[0]} {kind}", kind=kind, colour=row.colours[0])
    assert artist_of(prop) is ARTISTS[kind]
    left, top, right, low = make_thing(prop, Looks(), DAY).bounds
    assert left < 0 < right
    assert -120 < top < -3
    assert -1.5 <= low <= 4


def test_no_two_kinds_of_prop_share_a_drawing():
    artists = [ARTISTS[kind] for kind in PROP_KINDS]
    assert len(set(artists)) == len(artists)


@pytest.mark.parametrize("kind", PLACE_KINDS)
def test_every_kind_of_place_has_a_backdrop_of_its_own_whatever_it_is_called(kind):
    row = PLACE_KINDS[kind]
    scenery, indoors = BACKDROPS[kind]
    assert indoors == row.indoors
    for name in row.names:
        place = Place(id=kind, name=f"the {name}", kind=kind, indoors=row.indoors, spots=())
        assert scenery_of(place) is scenery, name


def test_no_two_kinds_of_place_share_a_backdrop():
    backdrops = [BACKDROPS[kind][0] for kind in PLACE_KINDS]
    assert len(set(backdrops)) == len(backdrops)


@pytest.mark.parametrize("beast", CARVINGS)
def test_a_figurine_is_of_what_its_name_says(beast):
    carved = Prop(id="it", name=f"jade carved {beast}", kind="figurine", colour="green")
    assert artist_of(carved) is CARVINGS[beast]
    assert artist_of(carved) is not ARTISTS["figurine"]


def test_a_word_that_a_film_of_a_model_uses_finds_the_nearest_drawing():
    for kind, like in (("church", "chapel"), ("courtroom", "court"), ("newsroom", "office")):
        place = Place(id="it", name=f"the {kind}", kind=kind, indoors=True, spots=())
        assert scenery_of(place) is BACKDROPS[like][0]
    assert artist_of(Prop(id="it", name="phone", kind="phone")) is ARTISTS["telephone"]
