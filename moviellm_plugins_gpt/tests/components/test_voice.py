"""The voice `openai-speech`: a voice a person, levelled, and one sentence where there is none."""

from __future__ import annotations

import pytest
from moviellm import FilmError, PluginError
from moviellm.film import Brief, Shape
from moviellm.testing import longer_movie, make_context
from moviellm_plugins_gpt.config import OpenAISpeech
from moviellm_plugins_gpt.voice import impl
from pydantic import ValidationError


@pytest.fixture
def speak(model):
    def ask(**options):
        settings = model.options()
        del settings["reasoning_tokens"]
        film = longer_movie()
        voice = impl.SpeechVoice(OpenAISpeech(**settings, **options))
        context = make_context(film=film.id)
        return film, voice.moviellm_voice(film.screenplay, film.storyboard, context)

    return ask


def test_each_person_speaks_every_line_in_one_voice_of_their_own(model, speak):
    film, sounds = speak()
    assert len(sounds) == len(film.storyboard.cues)
    assert all(sound.data.startswith(b"fLaC") for sound in sounds)
    heard = {(cue.text, cue.speaker) for cue in film.storyboard.cues}
    used = {(body["input"], body["voice"]) for body in model.spoken}
    assert {text for text, _ in used} == {text for text, _ in heard}
    voices = {who: {voice for text, voice in used if (text, who) in heard} for _, who in heard}
    assert all(voices.values())


def test_a_pipeline_gives_a_voice(model, speak):
    film = longer_movie()
    speak(voices={person.id: "onyx" for person in film.screenplay.cast}, narrator="onyx")
    assert {body["voice"] for body in model.spoken} == {"onyx"}


def test_a_voice_that_the_server_has_not_is_refused_with_the_pipeline():
    with pytest.raises(ValidationError, match="`available` has no voice 'tenor'"):
        OpenAISpeech(model="m", voices={"mara": "tenor"})


def test_a_line_that_is_refused_ends_the_film_with_a_sentence(model, speak):
    model.speak = lambda body: {"error": {"message": "No.", "type": "invalid_request_error"}}
    with pytest.raises(FilmError, match="does not take the request for the line c"):
        speak()


def test_the_package_that_casts_voices_may_be_missing(monkeypatch):
    monkeypatch.setattr(impl, "find_spec", lambda name: None)
    with pytest.raises(PluginError, match="needs moviellm-plugin-voices") as caught:
        impl.SpeechVoice(OpenAISpeech(model="m"))
    assert "moviellm-plugins-gpt[speech]" in caught.value.hint


def test_an_estimate_counts_a_line_a_frame():
    brief = Brief(id="film-x", theme="x", seed=1, shape=Shape(chapters=1, scenes=2, frames=3))
    voice = impl.SpeechVoice(OpenAISpeech(model="tts-1"))
    assert voice.moviellm_estimate(brief) == pytest.approx(6 * 160 * 15e-6)
