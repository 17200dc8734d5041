"""A voice of a film: every line by an engine, in the speaker's voice, levelled and listened to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from moviellm import Context, FilmError, MovieLLMError, hookimpl
from moviellm.film import Cue, Screenplay, Sound, Storyboard

from moviellm_plugin_voices.casting import NARRATOR, CastVoice, Sheet, cast_voices
from moviellm_plugin_voices.config import VoiceConfig
from moviellm_plugin_voices.levelling import RATE, Spoken, flac_of, levelled
from moviellm_plugin_voices.lines import can_be_said, speakable
from moviellm_plugin_voices.listening import Heard, Listener, Tally, names_in

_NOTHING = Spoken(np.zeros(1, np.float32), RATE)
SLOWER = 0.88
"""How much slower a line is spoken each time that it was misheard."""


class Engine(Protocol):
    """What speaks."""

    def sheets(self) -> Sequence[Sheet]:
        """Return the voices that there are for the language."""

    def speak(self, text: str, voice: CastVoice, pace: float) -> Spoken:
        """Speak a line; the result depends on the arguments alone.

        Args:
            text: The line, with something in it that can be said.
            voice: Whose voice.
            pace: How fast, 1 as usual.

        Raises:
            ValueError: It cannot be spoken; the message says why.
        """


class FilmVoice:
    """Speaks the dialogue of films.

    Args:
        name: The component's name.
        config: The options that all voices have.
        engine: What speaks.
    """

    def __init__(self, name: str, config: VoiceConfig, engine: Engine) -> None:
        self._name, self._config, self._engine = name, config, engine
        self._listener = Listener(config.check, config.language) if config.check else None

    @hookimpl
    def moviellm_voice(
        self, screenplay: Screenplay, storyboard: Storyboard, context: Context
    ) -> Sequence[Sound]:
        """Return one sound a cue.

        Raises:
            FilmError: A line cannot be spoken.
        """
        cues = storyboard.cues
        if not cues:
            return []
        config = self._config
        voices = cast_voices(screenplay.cast, self._engine.sheets(), config.voices, config.narrator)
        tally = Tally(names_in(screenplay))
        sounds = []
        for number, cue in enumerate(cues, start=1):
            context.check()
            voice = voices.get(cue.speaker or NARRATOR, voices[NARRATOR])
            sounds.append(self._sound(cue, voice, tally, context))
            context.progress(number, len(cues))
        if self._listener:
            tally.report(context)
        return sounds

    def _sound(self, cue: Cue, voice: CastVoice, tally: Tally, context: Context) -> Sound:
        """The best take of a line."""
        if not can_be_said(cue.text):
            context.log.warning("%s of %s has nothing to say: silence", cue.id, context.film)
            return flac_of(*levelled(_NOTHING, self._config.loudness))
        again = self._config.check.again if self._config.check else 0
        best: tuple[Heard, Sound] | None = None
        for take in range(again + 1):
            samples, words = levelled(
                self._spoken(cue, voice, SLOWER**take, context), self._config.loudness
            )
            sound = flac_of(samples, words)
            if self._listener is None:
                return sound
            heard = tally.heard(cue.text, self._listener.hears(samples))
            if best is None or heard.share < best[0].share:
                best = (heard, sound)
            if self._listener.accepts(best[0]):
                break
        assert best is not None
        tally.add(cue.id, best[0], accepted=self._listener.accepts(best[0]))  # type: ignore[union-attr]
        return best[1]

    def _spoken(self, cue: Cue, voice: CastVoice, pace: float, context: Context) -> Spoken:
        try:
            return self._engine.speak(speakable(cue.text), voice, pace)
        except MovieLLMError:
            raise
        except Exception as error:  # whatever an engine stumbles over, it is this line
            raise FilmError(
                f"The voice `{self._name}` cannot speak {cue.id} of {context.film} "
                f"({cue.text[:40]!r}): {' '.join(str(error).split()) or type(error).__name__}.",
                hint="Run again to try it once more, or give the pipeline another voice.",
            ) from error
