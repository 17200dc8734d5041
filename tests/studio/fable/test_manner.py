"""Everybody speaks in a manner of their own, and in good English."""

from __future__ import annotations

import random

import pytest
from moviellm.studio.fable.manner import Voices, manners, shorten


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("I do not know. It is not here.", "I don't know. It isn't here."),
        ("You are late.", "You're late."),
        ("You know how late it is. Who knows what they are.", None),
        ("I cannot, and I will not.", "I can't, and I won't."),
        ("Do not go.", "Don't go."),
        ("Was it not?", None),
        ("It is. That is all.", "It is. That's all."),
        ("It was not to be.", None),
    ],
)
def test_words_are_shortened_where_english_shortens_them(line, short):
    assert shorten(line) == (short or line)


def voices(seed: int) -> Voices:
    return Voices({"mara": "Mara", "ivo": "Ivo"}, random.Random(seed))


def test_what_is_said_again_is_said_in_another_way():
    line = "The tide turns in an hour."
    said = {voices(seed).say("mara", line, "ivo", None) for seed in range(60)}
    assert len(said) > 12
    assert all("tide turns in an hour" in text for text in said)


def test_nobody_is_called_by_name_who_is_named_already_or_is_not_spoken_to():
    for seed in range(40):
        assert voices(seed).say("mara", "Ask Ivo, then.", "ivo", None).count("Ivo") == 1
        assert "Ivo" not in voices(seed).say("mara", "It is late.", None, None)


def test_a_name_stands_before_the_mark_of_the_first_sentence():
    said = {voices(seed).say("mara", "Really? I doubt it.", "ivo", None) for seed in range(60)}
    assert any(text.endswith("Really, Ivo? I doubt it.") for text in said)


def test_who_is_angry_raises_their_voice():
    said = [voices(seed).say("mara", "It was mine.", "ivo", "angry") for seed in range(40)]
    assert sum("mine!" in text or "mine, Ivo!" in text for text in said) > 20


def test_two_of_a_film_speak_in_two_manners():
    names = {str(number): str(number) for number in range(len(manners()))}
    known = Voices(names, random.Random(1))
    assert len({known.manner_of(person).name for person in names}) == len(names)
