"""The kit refuses what the engine would not take, before a run does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from moviellm.film import Annotations, Box, Caption, Preference, Screenplay, Sound, Verdict, slates
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.painter import PainterCheck
from moviellm.testing.conformance.stage_check import HookCall, expect_one_each, expect_type
from moviellm.testing.conformance.voice import VoiceCheck
from moviellm.testing.films.pictures import tiny_picture
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard

NAN = float("nan")
SLATE = next(slates(tiny_screenplay(), tiny_storyboard()))
BACKWARDS = Caption.model_construct(
    id="c1", level="film", target="film-a", start_ms=9, end_ms=3, text="Ada waits."
)


def take(arguments, result):
    return HookCall(arguments=arguments, result=result, before="", after="")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (tiny_screenplay().model_copy(update={"title": None}), "`title`"),
        (Screenplay.model_construct(), "Field required"),
        (Annotations.model_construct(film="film-a", captions=[BACKWARDS], questions=()), "before"),
        (Annotations.model_construct(film="f", captions=(), questions=(), dropped={"a": NAN}), "a"),
        (Verdict.model_construct(score=NAN), "`score`"),
        (Verdict.model_construct(score=None), "`score`"),
        (Verdict.model_construct(score=1, comment=object()), "no JSON"),
        (Preference.model_construct(better="neither"), "`better`"),
    ],
)
def test_a_model_with_other_values_than_its_fields_allow_is_refused(answer, words):
    with pytest.raises(ContractBroken, match=f"not taken by the engine: .*{words}"):
        expect_type(answer, type(answer), "the hook")
    with pytest.raises(ContractBroken, match=f"not taken by the engine: .*{words}"):
        expect_one_each([answer], type(answer), 1, "the hook")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"width": NAN}, "`width` is nan"),
        ({"height": 0}, "`height` is 0"),
        ({"format": "gif"}, "`format` is 'gif'"),
        ({"format": "png"}, "begins like jpg"),
        ({"data": b"\xff\xd8\xff\xe0"}, "no synthetic mark"),
        ({"boxes": (Box(entity="ada", x=1_000_000, y=0, width=1, height=1),)}, "outside"),
        ({"boxes": (Box.model_construct(entity="ada", x=NAN),)}, "boxes.0"),
    ],
)
def test_a_painting_that_the_engine_would_refuse_is_refused(change, words):
    picture = replace(tiny_picture(SLATE), **change)
    with pytest.raises(ContractBroken, match=f"Picture 1 is not taken by the engine: .*{words}"):
        PainterCheck(None).judge(take({"slates": [SLATE]}, [picture]))


@pytest.mark.parametrize(
    ("sound", "words"),
    [
        (Sound(b"RIFF\0\0\0\0WAVE", -1), "`duration_ms` is -1"),
        (Sound(b"ID3", 5), "begin like a WAV or FLAC file"),
    ],
)
def test_a_sound_that_the_engine_would_refuse_is_refused(sound, words):
    board = tiny_storyboard()
    sounds = [sound] * len(board.cues)
    with pytest.raises(ContractBroken, match=f"is not taken by the engine: .*{words}"):
        VoiceCheck(None).judge(take({"storyboard": board}, sounds))


def test_a_field_of_another_type_is_refused_before_results_are_compared():
    picture = replace(tiny_picture(SLATE), data="a picture")
    with pytest.raises(ContractBroken, match=r"Painting.data is a str and no bytes"):
        PainterCheck(None).expect(take({"slates": [SLATE]}, [picture]))
    board = tiny_storyboard()
    for sound, words in ((Sound("RIFF", 5), "data is a str"), (Sound(b"", NAN), "is a float")):
        with pytest.raises(ContractBroken, match=words):
            VoiceCheck(None).expect(take({"storyboard": board}, [sound] * len(board.cues)))
