"""eSpeak NG speaks every line, always the same way, and a line that it cannot speak is named."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("espeakng_loader", reason="`pip install espeakng-loader` brings eSpeak NG")

import moviellm_plugin_voices.espeak.engine as engine_module
from moviellm import FilmError
from moviellm.testing import NASTY_TEXTS, make_context, tiny_movie
from moviellm_plugin_voices import CastVoice, sound_of, speakable
from moviellm_plugin_voices.config import EspeakConfig
from moviellm_plugin_voices.espeak.engine import SHEETS, EspeakEngine, EspeakVoice

ENGINE = EspeakEngine(EspeakConfig())
LINE = "The keeper, at last, found the old map."


def said(line: str, voice: str = "f2", **options) -> bytes:
    return sound_of(ENGINE.speak(line, CastVoice(voice, **options), 1.0), -23.0).data


def test_a_line_sounds_the_same_whatever_was_said_before():
    first = said(LINE)
    said("Something else, and longer than that.", "m3")
    assert said(LINE) == first


def test_people_sound_different():
    takes = [said("Oh.", "f2"), said("Oh.", "m3"), said("Oh.", "f2", shared=1),
             said("Oh.", "f2", age="child"), said("Oh.", "f2", build="stout")]  # fmt: skip
    assert len(set(takes)) == 5


def test_every_voice_on_the_list_is_there():
    variants = Path(engine_module._places()["data"]) / "voices" / "!v"
    assert {sheet.name for sheet in SHEETS} <= {path.name for path in variants.iterdir()}


def test_it_tells_when_each_word_is_heard():
    sound = sound_of(ENGINE.speak(LINE, CastVoice("f2"), 1.0), -23.0)
    assert [LINE[one.at : one.at + one.length] for one in sound.words] == [
        "The", "keeper", "at", "last", "found", "the", "old", "map",
    ]  # fmt: skip
    starts = [one.start_ms for one in sound.words]
    assert starts == sorted(starts)
    assert starts[0] == 0
    assert sound.words[-1].end_ms <= sound.duration_ms


LINES = [
    "...", "..", "Wait.. what..", "?!", "😀", "😀 yes", "你好世界", "مرحبا", "Crème brûlée, señor!",
    "<b>&amp;</b>", "x", " ", "\ud800", *NASTY_TEXTS,
]  # fmt: skip


@pytest.fixture(scope="module")
def spoken():
    film = tiny_movie()
    cue = film.storyboard.cues[0]
    cues = tuple(
        cue.model_copy(update={"id": f"c{n:04d}", "text": line}) for n, line in enumerate(LINES)
    )
    board = film.storyboard.model_copy(update={"cues": cues})
    voice = EspeakVoice(EspeakConfig())
    return voice.moviellm_voice(film.screenplay, board, make_context(film=film.id))


@pytest.mark.parametrize("number", range(len(LINES)))
def test_any_line_becomes_a_sound(spoken, number):
    sound, line = spoken[number], LINES[number]
    assert sound.duration_ms > 0
    assert all(one.at + one.length <= len(line) for one in sound.words)
    if not any(c.isalnum() for c in line) and "😀" not in line:
        assert sound.words == ()


@pytest.mark.slow
@pytest.mark.parametrize("line", ["word " * 400, "a" * 2_000, "?" * 1_999 + "!"], ids=len)
def test_a_line_of_2000_characters_is_spoken_whole(line):
    sound = sound_of(ENGINE.speak(speakable(line), CastVoice("f2"), 1.0), -23.0)
    if any(map(str.isalpha, line)):
        assert sound.words[-1].at + sound.words[-1].length == len(line.rstrip())
        assert sound.duration_ms > 10_000


def test_a_line_keeps_its_length_where_it_is_made_speakable():
    assert all(len(speakable(line)) == len(line) for line in LINES)
    assert speakable("Wait.. what...\n") == "Wait.  what.   "


def asked(voice: EspeakVoice):
    film = tiny_movie()
    return voice.moviellm_voice(film.screenplay, film.storyboard, make_context(film=film.id))


def test_a_language_that_there_is_not_is_told():
    with pytest.raises(FilmError, match=r"`espeak` cannot speak c\d+ of film-tiny .*'qq\+"):
        asked(EspeakVoice(EspeakConfig(language="qq")))


def test_a_library_that_crashes_ends_one_film_with_a_sentence(monkeypatch, tmp_path):
    places = engine_module._places()
    monkeypatch.setattr(engine_module, "_places", lambda: {**places, "data": str(tmp_path)})
    with pytest.raises(FilmError, match=r"`espeak` cannot speak c\d+ of film-tiny"):
        asked(EspeakVoice(EspeakConfig()))


def test_a_film_without_dialogue_starts_nothing(monkeypatch):
    monkeypatch.setattr(engine_module, "_places", None)
    film = tiny_movie()
    silent = film.storyboard.model_copy(update={"cues": ()})
    voice = EspeakVoice(EspeakConfig())
    assert voice.moviellm_voice(film.screenplay, silent, make_context(film=film.id)) == []
