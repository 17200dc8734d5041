"""Exporters whose rows point to videos, or to folders of frames."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from moviellm import Context
from moviellm.film import Film
from moviellm.film.formats import VideoClock
from moviellm_plugin_video import ShownFrames

from moviellm_plugin_trainers.config import FramesOrMp4TrainerConfig, Mp4TrainerConfig
from moviellm_plugin_trainers.formats.dataset_exporter import write_video
from moviellm_plugin_trainers.formats.instruction_exporter import InstructionExporter, Media, Shown
from moviellm_plugin_trainers.media.frames import write_frame_folder
from moviellm_plugin_trainers.rows.exchange import Exchange

V = TypeVar("V", bound=Mp4TrainerConfig)
F = TypeVar("F", bound=FramesOrMp4TrainerConfig)


class VideoExporter(InstructionExporter[V]):
    """An exporter whose rows point to one mp4 a film, ``videos/<film>.mp4``."""

    @property
    def rate(self) -> Fraction | int:
        """Those of the video."""
        return self.config.video.rate

    def shown(self, film: Film) -> Shown | None:
        """Return what tells which frames of the film's video show a span."""
        return ShownFrames(film.storyboard, self.config.video).of

    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return the path of the film's video."""
        return f"videos/{film.id}.mp4"

    def media(self, film: Film, target: Path, context: Context) -> None:
        """Encode the film."""
        write_video(film, target, context, self.config.video)

    @property
    def workers(self) -> int | None:
        """As many as were asked for: encoders leave Python to others."""
        return self.config.workers


class FramesOrVideoExporter(VideoExporter[F]):
    """An exporter whose rows point to an mp4 or to a folder of one frame a second.

    Attributes:
        folder_end: What ends the path of a frame folder.
    """

    folder_end: str = ""

    @property
    def rate(self) -> Fraction | int:
        """Those of the video; one of a folder."""
        return 1 if self.config.media == "frames" else super().rate

    def shown(self, film: Film) -> Shown | None:
        """Return what tells which frames of the video or of the folder show a span."""
        if self.config.media == "frames":
            return VideoClock(film.storyboard, self.rate).frames
        return super().shown(film)

    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return the path of the film's video or frame folder."""
        if self.config.media == "frames":
            return f"frames/{film.id}{self.folder_end}"
        return super().pictures(film, exchanges)

    def media(self, film: Film, target: Path, context: Context) -> None:
        """Write the film's video or frame folder."""
        if self.config.media == "frames":
            write_frame_folder(film, target / "frames" / film.id, context)
        else:
            super().media(film, target, context)
