"""The voice `espeak`: eSpeak NG, a process a line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from moviellm.film import SpokenWord

from moviellm_plugin_voices.casting import CastVoice, Sheet
from moviellm_plugin_voices.config import EspeakConfig
from moviellm_plugin_voices.film_voice import FilmVoice
from moviellm_plugin_voices.levelling import Spoken
from moviellm_plugin_voices.weights import ESPEAK, require

_SPEAKER = Path(__file__).with_name("speaker.py")
_SECONDS = 120
"""A line of 2,000 characters takes one second."""

SHEETS = (
    *(Sheet(name, "she") for name in ("f1", "f2", "f3", "f4", "f5", "Annie", "linda", "steph")),
    *(Sheet(name, "he") for name in ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "Andy")),
    Sheet("belinda", "she", ("child", "young")),
    Sheet("grandma", "she", ("old",)),
    Sheet("boris", "he", ("adult", "old")),
    Sheet("grandpa", "he", ("old",)),
)  # fmt: skip
"""Variants of eSpeak NG, which go with every language."""

_PITCH = {"child": 82, "young": 58, "adult": 50, "old": 42}
_BUILD = {"slight": 5, "average": 0, "stout": -5}
_APART = 9
"""By how much those speak higher and lower in turn who share a variant, of 99."""
_TEMPO = {"child": 1.04, "young": 1.04, "adult": 1.0, "old": 0.9}


class EspeakVoice(FilmVoice):
    """Speaks by eSpeak NG.

    Args:
        config: The options.

    Raises:
        PluginError: eSpeak NG is not installed.
    """

    def __init__(self, config: EspeakConfig) -> None:
        require("The voice `espeak`", ESPEAK)
        super().__init__("espeak", config, EspeakEngine(config))


class EspeakEngine:
    """Speaks a line at a time, each in a process of its own.

    Args:
        config: The options.
    """

    def __init__(self, config: EspeakConfig) -> None:
        self._config = config

    def sheets(self) -> Sequence[Sheet]:
        """Return the variants; every language has all of them."""
        return SHEETS

    def speak(self, text: str, voice: CastVoice, pace: float) -> Spoken:
        """Speak a line.

        Raises:
            ValueError: The library refuses it, or has crashed.
        """
        asked = {
            **_places(),
            "voice": f"{self._config.language}+{voice.name}",
            "pitch": pitch_of(voice),
            "rate": round(self._config.words_a_minute * _TEMPO[voice.age] * pace),
            "text": text,
        }
        words = [sys.executable, "-I", "-S", str(_SPEAKER)]
        try:
            done = subprocess.run(  # noqa: S603
                words, input=json.dumps(asked).encode(), capture_output=True, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise ValueError(f"eSpeak NG has not ended after {_SECONDS} s") from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise ValueError(said or f"eSpeak NG crashed (exit {done.returncode})")
        head, _, samples = done.stdout.partition(b"\n")
        told = json.loads(head)
        spoken = np.frombuffer(samples, "<i2").astype(np.float32) / np.float32(32_768)
        length_ms = 1_000 * len(spoken) // told["rate"]
        return Spoken(spoken, told["rate"], tuple(_words(told["words"], text, length_ms)))


def pitch_of(voice: CastVoice) -> int:
    """How high a person speaks, of 99."""
    turn = (voice.shared + 1) // 2 * (1 if voice.shared % 2 else -1)
    return min(99, max(0, _PITCH[voice.age] + _BUILD[voice.build] + _APART * turn))


def _places() -> dict[str, str]:
    import espeakng_loader

    return {
        "library": espeakng_loader.get_library_path(),
        "data": espeakng_loader.get_data_path(),
    }


def _words(told: Sequence[tuple[int, int, int]], text: str, length_ms: int) -> list[SpokenWord]:
    """Words of the line from what eSpeak NG tells, each until the next one begins.

    It calls marks words too, tells some twice, and of words that it speaks as one (``I am``) only
    the first: they are one word here.
    """
    found: list[tuple[int, int]] = []
    for at, length, start in told:
        inside = at >= 0 and length > 0 and at + length <= len(text)
        after = not found or (at > found[-1][0] and start >= found[-1][1])
        if inside and after and any(c.isalnum() for c in text[at : at + length]):
            found.append((at, min(start, length_ms)))
    return [
        SpokenWord(at=at, length=_until_mark(text[at:next_at]), start_ms=start, end_ms=end)
        for (at, start), (next_at, end) in pairwise([*found, (len(text), length_ms)])
    ]


def _until_mark(text: str) -> int:
    """The length of a text without the marks at its end."""
    return max((n for n, c in enumerate(text, start=1) if c.isalnum()), default=1)
