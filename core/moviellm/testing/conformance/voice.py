"""How the kit checks a voice: a film of eight lines, and one without any."""

from __future__ import annotations

from numbers import Integral
from typing import Any, ClassVar

from moviellm.film import Sound
from moviellm.film.formats.flac import flac_head
from moviellm.plugins.answers import checked_sound
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import (
    Check,
    HookCall,
    StageCheck,
    expect_field,
    expect_one_each,
    taken,
)
from moviellm.testing.films.movie import longer_movie

_HOOK = "moviellm_voice"
_SLACK_MS = 25


def no_dialogue(stage_check: StageCheck) -> None:
    """Speak a storyboard without cues."""
    arguments = stage_check.arguments(0)
    silent = arguments["storyboard"].model_copy(update={"cues": ()})
    made = stage_check.ask(arguments={**arguments, "storyboard": silent})
    expect_one_each(made.result, Sound, 0, _HOOK)


class VoiceCheck(StageCheck):
    """Asks for the lines of a longer film."""

    own_checks: ClassVar[tuple[Check, ...]] = (
        Check(
            name="no dialogue",
            means="A film without lines gets an empty list of sounds.",
            run=no_dialogue,
        ),
    )

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return screenplay and storyboard."""
        film = longer_movie()
        return {"screenplay": film.screenplay, "storyboard": film.storyboard}

    def collect(self, result: Any, arguments: dict[str, Any]) -> Any:
        """Keep sequences; a generator is no sequence."""
        return result

    def expect(self, made: HookCall) -> None:
        """It is one sound a cue."""
        cues = made.arguments["storyboard"].cues
        for sound in expect_one_each(made.result, Sound, len(cues), _HOOK):
            expect_field(sound.data, "Sound.data", bytes)
            expect_field(sound.duration_ms, "Sound.duration_ms", Integral)

    def judge(self, made: HookCall) -> None:
        """Every sound is a file that lasts as long as it says."""
        for cue, sound in zip(made.arguments["storyboard"].cues, made.result, strict=True):
            with taken(f"The sound of {cue.id}"):
                checked_sound(sound)
            lasts = _length_ms(sound.data)
            if lasts is None:
                raise ContractBroken(
                    f"The sound of {cue.id} is no whole WAV or FLAC file.",
                    "Sound.data is RIFF/WAVE or FLAC that tells how long it is.",
                )
            if not lasts or abs(lasts - sound.duration_ms) > _SLACK_MS:
                raise ContractBroken(
                    f"The sound of {cue.id} lasts {lasts} ms and says {sound.duration_ms} ms.",
                    "Sound.duration_ms is the length of the samples; cues are retimed by it.",
                )

    def in_bytes(self, made: HookCall) -> bytes:
        """Return all sounds."""
        sounds: list[Sound] = list(made.result)
        return b"".join(sound.data + b"%d;" % sound.duration_ms for sound in sounds)


def _length_ms(data: bytes) -> int | None:
    """How long a sound is; None where its head does not tell."""
    head = flac_head(data)
    return head.duration_ms if head else _wav_ms(data)


def _wav_ms(data: bytes) -> int | None:
    """Read the chunks ``fmt`` and ``data`` of a RIFF/WAVE file; any encoding of samples."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        return None
    at, rate = 12, 0
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind == b"fmt ":
            rate = int.from_bytes(data[at + 16 : at + 20], "little")
        if kind == b"data":
            return round(1_000 * min(size, len(data) - at - 8) / rate) if rate else None
        at += 8 + size + size % 2
    return None
