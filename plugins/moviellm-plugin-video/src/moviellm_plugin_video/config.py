"""Options of the exporters `mp4` and `subtitles`, and of every exporter that encodes films."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Literal, Self

from moviellm import WithoutEffect
from moviellm.exporting import CardConfig
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

X264_PRESETS = (
    "ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow",
)  # fmt: skip
"""From fast and large to slow and small (trac.ffmpeg.org/wiki/Encode/H.264)."""

SVT_PRESETS = tuple(str(number) for number in range(14))
"""From slow and small to fast and large (SVT-AV1, Docs/Parameters.md)."""

MAX_FPS = 60


class VideoOptions(BaseModel):
    """How one film becomes a video."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    codec: Literal["h264", "av1"] = Field(
        default="h264", description="H.264, which everything reads, or AV1, which is smaller."
    )
    fps: int | str = Field(
        default=24,
        description="Video frames a second: a whole number, or a fraction such as 30000/1001.",
    )
    motion: Literal["hold", "kenburns"] = Field(
        default="hold",
        description="Hold each picture still, unless the film has clips, which are shown; or move "
        "over the pictures gently as the shots' cameras would.",
    )
    variable_rate: bool = Field(
        default=False,
        description="One video frame a key frame, shown as long as the key frame, instead of "
        "`fps` frames a second; times are still whole frames of `fps`.",
    )
    quality: Annotated[int, Field(ge=1, le=63)] | None = Field(
        default=None,
        description="Constant rate factor, smaller is better: 1 to 51 for H.264 (by default 20, "
        "at 1 fps 27, which looks the same), 1 to 63 for AV1 (by default 30).",
    )
    preset: int | str | None = Field(
        default=None,
        description="How hard the encoder tries: ultrafast to veryslow for H.264 (by default "
        "veryfast), 13 to 0 for AV1 (by default 8).",
    )
    audio: bool = Field(default=True, description="Add what is heard: the mix, or the lines.")
    subtitles: bool = Field(default=True, description="Add the dialogue as a subtitle track.")
    chapters: bool = Field(default=True, description="Mark the screenplay's chapters.")

    @property
    def rate(self) -> Fraction:
        """Video frames a second, exactly."""
        return Fraction(self.fps)

    @property
    def shows_clips(self) -> bool:
        """Whether the clips of a film are shown, if it has any, and not its pictures."""
        return self.motion == "hold" and not self.variable_rate

    @field_validator("fps", mode="before")
    @classmethod
    def _exact(cls, fps: object) -> object:
        if isinstance(fps, bool) or not isinstance(fps, int | str):
            raise ValueError(
                f"{fps} is not exact: give a whole number or a fraction such as 30000/1001"
            )
        if isinstance(fps, str) and not re.fullmatch(r"[1-9]\d{0,5}(/[1-9]\d{0,5})?", fps):
            raise ValueError(f"{fps!r} is not a whole number or a fraction such as 30000/1001")
        if not 1 <= Fraction(fps) <= MAX_FPS:
            raise ValueError(f"{fps} is not from 1 to {MAX_FPS} frames a second")
        return fps

    @model_validator(mode="after")
    def _fits_the_codec(self) -> Self:
        presets = X264_PRESETS if self.codec == "h264" else SVT_PRESETS
        if self.preset is not None and str(self.preset) not in presets:
            raise ValueError(
                f"{self.codec} has no preset {self.preset!r}: choose from {', '.join(presets)}"
            )
        if self.codec == "h264" and (self.quality or 1) > 51:
            raise ValueError("the quality of h264 is at most 51")
        if self.variable_rate and self.motion != "hold":
            raise ValueError("variable_rate holds each picture: it does not go with kenburns")
        return self


class OneFpsOptions(VideoOptions):
    """How a film is encoded for models: a frame a second, with nothing beside picture and sound."""

    fps: int | str = Field(
        default=1,
        description="Video frames a second: a whole number, or a fraction such as 30000/1001.",
    )
    subtitles: bool = Field(default=False, description="Add the dialogue as a subtitle track.")
    chapters: bool = Field(default=False, description="Mark the screenplay's chapters.")


class SteadyVideoOptions(OneFpsOptions):
    """How a film is encoded for readers that compute seconds from the numbers of its frames."""

    @field_validator("variable_rate")
    @classmethod
    def _steady(cls, variable: bool) -> bool:
        if variable:
            raise ValueError(
                "its readers compute seconds from the numbers of frames and from their average "
                "rate, which is wrong where a frame is held as long as its key frame; leave "
                "video.variable_rate off"
            )
        return variable


class Mp4Config(VideoOptions, CardConfig):
    """Options of the exporter `mp4`."""

    workers: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="How many films are encoded at once; by default as many as there are cores.",
    )


class SubtitlesConfig(CardConfig):
    """Options of the exporter `subtitles`."""

    formats: Annotated[tuple[Literal["srt", "vtt", "ass"], ...], Field(min_length=1)] = Field(
        default=("srt", "vtt", "ass"),
        description="Which files each film gets: SubRip, WebVTT, Advanced SubStation Alpha.",
    )
    sounds: bool = Field(
        default=False,
        description="Tell in brackets what is heard beside the lines, where a mixer made it.",
    )
