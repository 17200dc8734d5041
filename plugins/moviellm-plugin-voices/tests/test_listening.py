"""What a recogniser mishears is counted, names aside, and a misheard line is spoken again."""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
import pytest
from moviellm.testing import make_context, tiny_movie
from moviellm_plugin_voices.casting import Sheet
from moviellm_plugin_voices.config import CheckConfig, VoiceConfig
from moviellm_plugin_voices.film_voice import FilmVoice
from moviellm_plugin_voices.levelling import Spoken
from moviellm_plugin_voices.listening import Listener, names_in, word_errors, words_of

NAMES = frozenset({"mara", "mara's", "ivo"})


@pytest.mark.parametrize(("said", "heard", "errors"), [
    ("The old map.", "the old map", 0),
    ("The old map.", "an old map", 1),
    ("The old map.", "the map", 1),
    ("The old map.", "the very old map", 1),
    ("The old map.", "", 3),
    ("Mara, take the map!", "Mirror, take the map.", 0),
    ("Mara, take the map!", "Take the map.", 0),
    ("Mara's map, Ivo.", "Morris map evil", 0),
    ("Mara took it.", "Mara cooked it", 1),
    ("I’m here", "I'm here", 0),
    ("", "anything", 1),
    ("...", "", 0),
])  # fmt: skip
def test_words_left_out_put_in_and_changed_are_errors_and_names_are_not(said, heard, errors):
    assert word_errors(words_of(said), words_of(heard), NAMES) == errors


def test_names_of_people_and_places_are_no_words():
    play = tiny_movie().screenplay
    names = names_in(play)
    assert all(word in names for one in play.cast for word in words_of(one.name))
    assert "the" not in names


class Engine:
    """Hums, and remembers how fast it was asked to speak."""

    def __init__(self):
        self.paces = []

    def sheets(self):
        return [Sheet("hum")]

    def speak(self, text, voice, pace):
        self.paces.append(pace)
        count = int(22_050 * 0.4 / pace)
        return Spoken(np.sin(np.arange(count) / 20).astype(np.float32), 22_050)


@pytest.fixture
def listening(monkeypatch):
    """A voice whose ear hears what a function of a line's length makes of it."""

    def make(hears, **options):
        def begin(self, config, language):
            self._config = config

        monkeypatch.setattr(Listener, "__init__", begin)
        monkeypatch.setattr(Listener, "hears", lambda self, samples: hears(len(samples) / 24))
        engine = Engine()
        return engine, FilmVoice("hum", VoiceConfig(check=CheckConfig(**options)), engine)

    return make


def ask(voice, caplog):
    film = tiny_movie()
    told: dict[str, str] = {}
    context = replace(make_context(film=film.id), record=told.__setitem__)
    with caplog.at_level(logging.INFO):
        sounds = voice.moviellm_voice(film.screenplay, film.storyboard, context)
    return film.storyboard.cues, sounds, told


def test_a_line_that_is_understood_is_spoken_once(listening, caplog):
    line = tiny_movie().storyboard.cues[0].text
    engine, voice = listening(lambda ms: line)
    cues, _, told = ask(voice, caplog)
    assert engine.paces == [1.0] * len(cues)
    assert told == {"word error rate": "0.000", "misheard lines": "0"}


def test_a_misheard_line_is_spoken_again_more_slowly_and_the_best_take_is_kept(listening, caplog):
    line = tiny_movie().storyboard.cues[0].text
    engine, voice = listening(lambda ms: line if ms > 430 else "what")
    cues, sounds, told = ask(voice, caplog)
    assert engine.paces == [1.0, 0.88] * len(cues)
    assert all(sound.duration_ms > 430 for sound in sounds)
    assert told["misheard lines"] == "0"


def test_a_line_that_stays_misheard_is_told(listening, caplog):
    engine, voice = listening(lambda ms: "what", again=2)
    cues, _, told = ask(voice, caplog)
    assert len(engine.paces) == 3 * len(cues)
    assert told["misheard lines"] == str(len(cues))
    assert f"beyond the limit {cues[0].id} as 'what'" in caplog.text
