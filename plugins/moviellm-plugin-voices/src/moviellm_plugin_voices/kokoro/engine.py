"""The voice `kokoro`: Kokoro-82M on one thread of the processor."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from moviellm import InputError

from moviellm_plugin_voices.casting import Age, CastVoice, Pronoun, Sheet
from moviellm_plugin_voices.config import KokoroConfig
from moviellm_plugin_voices.film_voice import FilmVoice
from moviellm_plugin_voices.levelling import Spoken
from moviellm_plugin_voices.weights import (
    KOKORO,
    KOKORO_ENGINE,
    kokoro_files,
    packaged_kokoro,
    require,
)

_LANGUAGES = {
    "en-us": "a", "en": "a", "en-gb": "b", "es": "e", "fr-fr": "f", "fr": "f", "hi": "h",
    "it": "i", "ja": "j", "pt-br": "p", "pt": "p", "cmn": "z",
}  # fmt: skip
"""The first letter of the voices that were made for a language."""

_PRONOUNS: dict[str, Pronoun] = {"f": "she", "m": "he"}
_AGES: tuple[Age, ...] = ("child", "young", "adult", "old")

_HIGHER = {"child": 1.15, "young": 1.0, "adult": 1.0, "old": 1.0}
_TEMPO = {"child": 1.0, "young": 1.04, "adult": 1.0, "old": 0.9}
_APART = (1.0, 0.92, 1.08, 0.86, 1.14)
"""How much higher those speak who share a voice; which then sounds like other voices."""


class KokoroVoice(FilmVoice):
    """Speaks by Kokoro.

    Args:
        config: The options.

    Raises:
        PluginError: Kokoro is not installed, or has no weights.
    """

    def __init__(self, config: KokoroConfig) -> None:
        require("The voice `kokoro`", [KOKORO_ENGINE])
        if config.model is None:
            otherwise = ", or set `model` to a folder with Kokoro's weights"
            require("The voice `kokoro`", KOKORO, otherwise)
        else:
            kokoro_files(config.model)
        super().__init__("kokoro", config, KokoroEngine(config))


class KokoroEngine:
    """Speaks a line at a time; holds the model from the first line on.

    Args:
        config: The options.
    """

    def __init__(self, config: KokoroConfig) -> None:
        self._config = config

    def sheets(self) -> Sequence[Sheet]:
        """Return the voices of the language; all of them where it has none of its own."""
        names = self._model.get_voices()
        letter = _LANGUAGES.get(self._config.language, "")
        own = [name for name in names if letter and name.startswith(letter)]
        return [Sheet(name, _PRONOUNS.get(name[1:2], "they"), _AGES) for name in own or names]

    def speak(self, text: str, voice: CastVoice, pace: float) -> Spoken:
        """Speak a line. A person's pitch is that at which the samples are read.

        Raises:
            ValueError: The model has no sounds for it.
        """
        higher = _HIGHER[voice.age] * _APART[voice.shared % len(_APART)]
        speed = self._config.speed * _TEMPO[voice.age] * pace / higher
        samples, rate, _ = self._model.create_timed(
            text, voice.name, min(2.0, max(0.5, speed)), self._config.language
        )
        return Spoken(np.asarray(samples, np.float32), round(rate * higher / 480) * 480)

    @cached_property
    def _model(self) -> Any:
        import kokoro_onnx
        import onnxruntime

        if self._config.model is None:
            model, voices = packaged_kokoro()
        else:
            path, voices = kokoro_files(self._config.model)
            model = path.read_bytes()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
            session._model_path = str(voices)  # of a model in memory there is none, and it is asked
            return kokoro_onnx.Kokoro.from_session(session, str(voices))
        except Exception as error:  # each library has errors of its own for a damaged file
            raise InputError(
                f"Kokoro's weights cannot be read: {' '.join(str(error).split())[:200]}.",
                hint="Install them anew, or set `model` to a folder with whole ones.",
            ) from error
