from __future__ import annotations

import pytest
from moviellm.film import check
from moviellm.studio.fable.lexicon.people import OCCUPATIONS
from moviellm.studio.fable.lexicon.places import PLACE_KINDS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.lexicon.styles import GENRES, STYLES
from moviellm.studio.fable.lexicon.words import WORDS
from moviellm.studio.fable.plots.table import PLOTS
from moviellm.studio.fable.theme import read_theme

STEERED = [
    ("A lighthouse keeper finds a map", "lighthouse", "map", "lighthouse keeper"),
    ("Two rivals share one kitchen", "kitchen", None, "cook"),
    ("The baker's daughter and the lost recipe", "kitchen", "recipe", "baker"),
    ("An astronaut hears a voice on the space station", "spaceship", None, "astronaut"),
    ("A violin is missing from the concert hall", "theatre", "violin", "musician"),
    ("The queen has lost her crown", "hall", "crown", "queen"),
    ("A detective follows clues through foggy streets", "street", None, "detective"),
    ("Miners dig too deep and find a gem", "cave", "gem", "miner"),
    ("A farmer hides a letter in the barn", "farmyard", "letter", "farmer"),
    ("The clockmaker repairs a watch", "workshop", "watch", "clockmaker"),
    ("An archaeologist opens a tomb in the desert", "desert", "figurine", "archaeologist"),
]


@pytest.mark.parametrize(("theme", "place", "prop", "job"), STEERED)
def test_the_theme_steers_place_thing_and_cast(film, theme, place, prop, job):
    for seed in range(3):
        play = film(theme, seed)
        assert play.places[0].kind == place
        assert play.cast[0].occupation == job
        assert prop is None or prop in [one.kind for one in play.props]


def test_rivals_are_rivals_from_the_start(film):
    play = film("Two rivals share one kitchen", 1)
    pair = ",".join(sorted(person.id for person in play.cast[:2]))
    assert f"relation({pair})=rivals" in play.opening


@pytest.mark.parametrize(
    ("theme", "genre"),
    [
        ("A haunted house", "Horror"),
        ("A detective and a clue", "Mystery"),
        ("A robot on mars", "Sci-Fi"),
        ("A romantic kiss", "Romance"),
        ("The wizard's spell", "Fantasy"),
    ],
)
def test_the_theme_steers_the_genre(film, theme, genre):
    assert film(theme, 1).genre == genre


@pytest.mark.parametrize(
    "theme",
    ["x", "猫が窓辺で眠る", "🦄🚀", "../../etc/passwd", "\x00\x1b[31m", "<script>alert(1)</script>",
     "a" * 10_000, "the sea " * 1_000, "{they} %s {0}"],
)  # fmt: skip
def test_any_theme_gives_a_film(film, theme):
    play = film(theme, 5)
    assert check(play) == ()
    assert len(play.places) >= 2


def test_names_of_the_shipped_list_are_used_when_the_theme_has_them(film):
    play = film("Mara and Ivo quarrel about a map", 2)
    assert [person.name for person in play.cast[:2]] == ["Mara", "Ivo"]


def test_other_names_are_not_taken_from_the_theme(film):
    text = film("Napoleon Bonaparte meets Zarathustra in a garden", 2).model_dump_json()
    assert "Napoleon" not in text
    assert "Zarathustra" not in text


@pytest.mark.parametrize("word", ["keepers", "bakeries", "painting", "clocks", "libraries"])
def test_words_are_understood_in_other_forms(word):
    wishes = read_theme(word)
    assert wishes.occupations or wishes.places


def test_every_call_of_the_word_list_names_something():
    homes = {
        "p": PLACE_KINDS, "t": PROP_KINDS, "w": PROP_KINDS, "o": OCCUPATIONS, "g": GENRES,
        "s": STYLES, "r": {"strangers", "friends", "rivals", "enemies", "family", "lovers"},
        "k": PLOTS,
        "n": {"dawn", "day", "dusk", "night"},
        "y": {"clear", "cloudy", "rain", "snow", "storm", "fog"},
    }  # fmt: skip
    for word, calls in WORDS.items():
        for call in calls:
            sign, _, what = call.partition(":")
            assert what.partition("/")[0].replace("_", " ") in homes[sign], (word, call)


def test_the_lexicon_is_whole():
    for kind in PLACE_KINDS.values():
        assert any(spot.hidden for spot in kind.spots)
        assert sum(not spot.hidden for spot in kind.spots) >= 3
        assert any(spot.kind == "floor" and not spot.hidden for spot in kind.spots)
        assert len({spot.x for spot in kind.spots}) == len(kind.spots)
    for job in OCCUPATIONS.values():
        assert job.place in PLACE_KINDS
