"""Sounds begin with what is heard, last whole milliseconds, and are equally loud."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from moviellm.film import SpokenWord
from moviellm_plugin_voices.levelling import RATE, Spoken, levelled, loudness_of, sound_of

MS = RATE // 1000


def hum(ms: float, *, rate: int = 22_050, level: float = 0.3, before: int = 0, after: int = 0):
    """A hum that swells and falls like syllables, with silence around it."""
    time = np.arange(int(rate * ms / 1000)) / rate
    wave = level * np.sin(2 * np.pi * 180 * time) * (0.6 + 0.4 * np.cos(2 * np.pi * 4 * time))
    around = [np.zeros(rate * length // 1000) for length in (before, after)]
    return Spoken(np.concatenate([around[0], wave, around[1]]).astype(np.float32), rate)


def read(sound):
    samples, rate = soundfile.read(io.BytesIO(sound.data), dtype="float32")
    assert rate == RATE
    return samples


@pytest.mark.parametrize("ms", [90, 399, 400, 401, 3_000])
@pytest.mark.parametrize("level", [0.001, 0.3, 1.0])
def test_every_line_is_equally_loud(ms, level):
    samples = read(sound_of(hum(ms, level=level), -23.0))
    assert loudness_of(samples) == pytest.approx(-23, abs=0.6)
    assert np.abs(samples).max() <= 0.9


def test_a_click_is_not_made_louder_than_full_scale():
    click = np.zeros(22_050, np.float32)
    click[11_000:11_040] = 0.5
    samples = read(sound_of(Spoken(click, 22_050), -10.0))
    assert 0 < np.abs(samples).max() <= 0.9


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 22_080, 27_600, 48_000])
def test_silence_around_a_line_is_cut_to_the_millisecond(rate):
    sound = sound_of(hum(1_000, rate=rate, before=300, after=500), -23.0)
    samples = read(sound)
    assert sound.duration_ms == pytest.approx(1_000, abs=4)
    assert len(samples) == sound.duration_ms * MS
    assert np.flatnonzero(np.abs(samples) > 0.001)[0] < 2 * MS
    assert sound.data.startswith(b"fLaC")


def test_a_line_begins_and_ends_softly():
    samples, _ = levelled(hum(500), -23.0)
    assert np.abs(samples[: MS // 4]).max() < 0.01 * np.abs(samples).max()
    assert np.abs(samples[-MS // 4 :]).max() < 0.01 * np.abs(samples).max()


@pytest.mark.parametrize("count", [0, 1, 5_000])
def test_silence_stays_a_short_silence(count):
    sound = sound_of(Spoken(np.zeros(count, np.float32), 22_050), -23.0)
    assert sound.duration_ms == 400
    assert not read(sound).any()


def test_words_move_with_the_silence_that_is_cut():
    spoken = hum(1_000, before=300)
    words = (
        SpokenWord(at=0, length=2, start_ms=0, end_ms=700),
        SpokenWord(at=3, length=4, start_ms=700, end_ms=9_999),
    )
    sound = sound_of(Spoken(spoken.samples, spoken.rate, words), -23.0)
    first, second = sound.words
    assert (first.start_ms, second.at) == (0, 3)
    assert second.start_ms == pytest.approx(400, abs=2) == first.end_ms
    assert second.end_ms == sound.duration_ms


def test_a_sound_says_that_it_is_synthetic():
    with soundfile.SoundFile(io.BytesIO(sound_of(hum(100), -23.0).data)) as file:
        assert "Synthetic speech" in file.comment
