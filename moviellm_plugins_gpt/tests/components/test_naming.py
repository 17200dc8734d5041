"""What a text names, and what it says of light, weather and feeling."""

from __future__ import annotations

import pytest
from moviellm.film import Entities
from moviellm.testing.films.tiny import CHEST, tiny_screenplay
from moviellm_plugins_gpt.contradiction import contradictions
from moviellm_plugins_gpt.naming import Names


@pytest.fixture
def names():
    play = tiny_screenplay()
    twin = CHEST.model_copy(update={"id": "chest-2"})
    return Names(Entities(play.model_copy(update={"props": (*play.props, twin)})))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara's hand, and Ivo’s", {"mara", "ivo"}),
        ("The OLD map lies there.", {"map"}),
        ("A map; Maras mapping", {"map"}),
        ("At the harbour", {"harbour"}),
        ("the oak chest", {"chest", "chest-2"}),
        ("Nobody at all.", set()),
    ],
)
def test_names_are_found_as_words(names, text, found):
    assert names.in_text(text) == found


def test_who_shares_a_name_with_somebody_known_is_not_beyond(names):
    assert names.beyond("Ivo opens the oak chest", {"ivo", "chest"}) == []
    assert names.beyond("Ivo opens the oak chest", {"ivo"}) == ["chest", "chest-2"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mara smiles in the moonlight.", ["moonlight", "smiles"]),
        ("A stormy evening.", ["evening", "stormy"]),
        ("A calm day on the table.", []),
    ],
)
def test_words_of_another_hour_weather_or_mood_are_found(text, words):
    found = contradictions(text, light={"day"}, weather={"clear"}, moods={"calm"})
    assert sorted(found) == words
