"""Everybody speaks in a voice of their own that fits their sheet, in every run."""

from __future__ import annotations

import pytest
from moviellm import InputError
from moviellm.film import Appearance, Person
from moviellm_plugin_voices import Sheet, cast_voices
from moviellm_plugin_voices.casting import NARRATOR
from moviellm_plugin_voices.espeak.engine import SHEETS, pitch_of

FEW = (
    Sheet("low", "he"), Sheet("deep", "he", ("old",)), Sheet("high", "she"), Sheet("clear", "she"),
)  # fmt: skip


def person(name: str, pronoun: str = "she", age: str = "adult") -> Person:
    return Person(id=name.lower(), name=name, pronoun=pronoun, appearance=Appearance(age=age))


CAST = [
    person("Ann"), person("Bea"), person("Cid", "he"), person("Dan", "he", "old"),
    person("Eve", "they"),
]  # fmt: skip


def test_distinct_people_have_distinct_voices_as_far_as_there_are_some():
    many = [person(f"P{n}", ("she", "he", "they")[n % 3]) for n in range(12)]
    voices = cast_voices(many, SHEETS, {})
    assert len({voices[one.id].name for one in many}) == 12


def test_a_voice_fits_pronoun_and_age():
    voices = cast_voices(CAST, FEW, {})
    assert {voices["ann"].name, voices["bea"].name} == {"high", "clear"}
    assert voices["cid"].name == "low"
    assert voices["dan"].name == "deep"
    assert voices["dan"].age == "old"


def test_those_who_share_a_voice_are_told_apart():
    girls = [person(f"P{n}") for n in range(6)]
    voices = [cast_voices(girls, FEW, {})[one.id] for one in girls]
    assert {voice.name for voice in voices} == {"high", "clear"}
    assert len(set(voices)) == 6
    assert len({(voice.name, pitch_of(voice)) for voice in voices}) == 6


def test_a_voice_depends_on_the_cast_alone():
    assert cast_voices(CAST, FEW, {}) == cast_voices(list(CAST), FEW, {})
    others = [person("Zoe"), *CAST]
    assert cast_voices(others, SHEETS, {})["cid"].name == cast_voices(CAST, SHEETS, {})["cid"].name


@pytest.mark.parametrize("key", ["Ann", "ann"])
def test_a_pipeline_gives_a_voice_by_name_or_id(key):
    voices = cast_voices(CAST, FEW, {key: "deep"}, narrator="low")
    assert voices["ann"].name == "deep"
    assert (voices[NARRATOR].name, voices[NARRATOR].shared) == ("low", 0)
    assert (voices["dan"].name, voices["dan"].shared) == ("deep", 1)


def test_a_voice_that_there_is_not_is_told_with_those_that_there_are():
    with pytest.raises(InputError, match=r"no voice 'tenor'") as caught:
        cast_voices(CAST, FEW, {"Ann": "tenor"})
    assert caught.value.hint == "These are there: clear, deep, high, low."
