"""The voice `openai-speech`: every line by a provider's speech endpoint, then levelled.

Equal lines in equal voices are bought once. What the provider sent is kept as it came; silence at
its ends is cut, and its loudness set, whenever the film is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from moviellm import Context, PluginError, hookimpl
from moviellm.film import Brief, Cue, Screenplay, Sound, Storyboard

from moviellm_plugins_gpt.calls import (
    ModelClient,
    Refused,
    SpeechMade,
    SpeechWanted,
    most_speech_tokens,
)
from moviellm_plugins_gpt.config import OpenAISpeech

_LINE_BYTES = 160
"""For the estimate: a line is so long, and every key frame has one."""


class SpeechVoice:
    """Speaks by a speech endpoint.

    Args:
        config: The options.

    Raises:
        PluginError: The package that casts and levels voices is not installed.
    """

    def __init__(self, config: OpenAISpeech) -> None:
        if find_spec("moviellm_plugin_voices") is None:
            raise PluginError(
                "The voice `openai-speech` needs moviellm-plugin-voices, which is not installed.",
                hint='`pip install "moviellm-plugins-gpt[speech]"`.',
            )
        self.config = config
        self._client = ModelClient(config)

    @hookimpl
    def moviellm_voice(
        self, screenplay: Screenplay, storyboard: Storyboard, context: Context
    ) -> Sequence[Sound]:
        """Return one sound a cue.

        Raises:
            FilmError: The provider would not speak a line.
        """
        from moviellm_plugin_voices import NARRATOR, Sheet, can_be_said, cast_voices

        config = self.config
        sheets = [Sheet(name, pronoun) for name, pronoun in config.available.items()]
        voices = cast_voices(screenplay.cast, sheets, config.voices, config.narrator)
        spoken = [cue for cue in storyboard.cues if can_be_said(cue.text)]
        wanted = [
            self._wanted(cue, voices.get(cue.speaker or NARRATOR, voices[NARRATOR]).name)
            for cue in spoken
        ]
        made = zip(spoken, self._client.speak(context, wanted), strict=True)
        takes = {cue.id: _taken(answer) for cue, answer in made}
        return [self._sound(takes.get(cue.id)) for cue in storyboard.cues]

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        """What one film costs at most, with a line of dialogue in every key frame."""
        return self._client.worst(
            calls=brief.shape.total_frames,
            input_tokens=_LINE_BYTES + len(self.config.instructions.encode()),
            output_tokens=most_speech_tokens(_LINE_BYTES),
        )

    def _wanted(self, cue: Cue, voice: str) -> SpeechWanted:
        return SpeechWanted(
            text=cue.text,
            voice=voice,
            speed=self.config.speed,
            instructions=self.config.instructions,
            label=f"the line {cue.id}",
        )

    def _sound(self, take: SpeechMade | None) -> Sound:
        """A take levelled; silence for a line in which there is nothing to be said."""
        import numpy as np
        from moviellm_plugin_voices import Spoken, sound_of

        data, rate = (take.samples, take.rate) if take else (b"", 24_000)
        samples = np.frombuffer(data, "<i2").astype(np.float32) / 32_768
        made: Sound = sound_of(Spoken(samples, rate), self.config.loudness)
        return made


def _taken(answer: SpeechMade | Refused) -> SpeechMade:
    if isinstance(answer, Refused):
        raise answer.error()
    return answer
