"""The fake voice: a tone for every line, as long as it takes to say it."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib

from moviellm import Context, hookimpl
from moviellm.film import Cue, Screenplay, Sound, Storyboard
from moviellm.testing.fakes.voice.config import FakeVoiceConfig

_RATE = 8_000


class FakeVoice:
    """Speaks in tones; each speaker has a pitch."""

    def __init__(self, config: FakeVoiceConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_voice(
        self, screenplay: Screenplay, storyboard: Storyboard, context: Context
    ) -> list[Sound]:
        """Return one tone a cue."""
        return [_tone(cue, self._config.character_ms) for cue in storyboard.cues]


def _tone(cue: Cue, character_ms: int) -> Sound:
    duration_ms = 200 + character_ms * len(cue.text)
    hertz = 120 + zlib.crc32((cue.speaker or "").encode()) % 160
    samples = [
        round(8_000 * math.sin(2 * math.pi * hertz * n / _RATE))
        for n in range(_RATE * duration_ms // 1_000)
    ]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return Sound(buffer.getvalue(), duration_ms)
