"""The clips of a film as frames at the rate of a video."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from moviellm import Context, FilmError
from moviellm.film import Clip, Film, KeyFrame

from moviellm_plugin_video.clip_times import ClipTimes
from moviellm_plugin_video.mark import Mark
from moviellm_plugin_video.pictures import Canvas

DEMUXERS = {"video/mp4": "mp4", "video/webm": "webm"}


class ClipReel:
    """Decodes the clips of a film, one after the other.

    Args:
        film: It has clips.
        context: Where they are read from.
        canvas: What their frames lie on.
        rate: Of the video.
        mark: Shown every clip.
    """

    def __init__(
        self, film: Film, context: Context, canvas: Canvas, rate: Fraction, mark: Mark
    ) -> None:
        self._film, self._blobs, self._canvas, self._mark = film.id, context.blobs, canvas, mark
        self._times = ClipTimes(film, rate)
        self._open = ""
        self._frames: Iterator[VideoFrame] = iter(())
        self._at = -1

    def frames(self, key_frame: KeyFrame) -> Iterator[VideoFrame]:
        """Yield a new frame for each of the video frames that show a key frame.

        Args:
            key_frame: The key frame after that of the call before.

        Raises:
            FilmError: The clip cannot be decoded.
            StorageError: It cannot be read.
        """
        clip = self._times.clip(key_frame.id)
        if clip.shot != self._open:
            self._frames = self._decoded(clip)
            self._open, self._at = clip.shot, -1
        for number in self._times.frames(key_frame.id):
            yield self._frame(number)

    def _frame(self, number: int) -> VideoFrame:
        while self._at < number:
            try:
                self._last = next(self._frames)
            except StopIteration:
                raise FilmError(
                    f"The clip of {self._film}, {self._open} ends after {self._at + 1} frames.",
                    hint="Mend the animator that made it.",
                ) from None
            self._at += 1
        return self._canvas.laid(self._last)

    def _decoded(self, clip: Clip) -> Iterator[VideoFrame]:
        data = self._blobs.get(clip.digest)
        self._mark.see(data)
        with opened(data, clip, self._film) as container:
            try:
                yield from container.decode(video=0)
            except av.FFmpegError as error:
                raise undecodable(clip, self._film, error) from error


def opened(data: bytes, clip: Clip, film: str) -> InputContainer:
    """Return a clip as a container.

    Raises:
        FilmError: It cannot be opened.
    """
    try:
        return av.open(io.BytesIO(data), "r", format=DEMUXERS[clip.media_type])
    except av.FFmpegError as error:
        raise undecodable(clip, film, error) from error


def undecodable(clip: Clip, film: str, error: av.FFmpegError) -> FilmError:
    """Return the error about a clip that cannot be decoded."""
    return FilmError(
        f"The clip of {film}, {clip.shot} cannot be decoded: {error.strerror}.",
        hint="Mend the animator that made it.",
    )
