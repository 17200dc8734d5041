"""One film as one mp4: pictures, sound, subtitles and chapters on the film's one timeline."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from moviellm import Context, FilmError
from moviellm.exporting import whole_file
from moviellm.film import Film
from moviellm.film.captioning import film_in_video

from moviellm_plugin_video.chapters import chapters
from moviellm_plugin_video.clip_copy import JoinedClips, joins
from moviellm_plugin_video.codecs import CONTAINER
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.mark import metadata
from moviellm_plugin_video.picture_track import PictureTrack
from moviellm_plugin_video.pictures import Canvas
from moviellm_plugin_video.shown import ShownFrames
from moviellm_plugin_video.sound_track import SoundTrack, heard
from moviellm_plugin_video.subtitle_track import SubtitleTrack


@dataclass(frozen=True, slots=True)
class EncodedVideo:
    """A whole video.

    Attributes:
        path: Where it is.
        frames: How many video frames it has.
        rate: Video frames a second; at a variable rate, the ticks of which every frame's time is
            a whole number.
        width: In pixels.
        height: In pixels.
        duration_ms: How long it is shown, in whole milliseconds.
        bytes: Its size.
    """

    path: Path
    frames: int
    rate: Fraction
    width: int
    height: int
    duration_ms: int
    bytes: int


def encode_film(film: Film, path: Path, context: Context, options: VideoOptions) -> EncodedVideo:
    """Encode a film as mp4.

    The file appears under its name when it is whole; when something goes wrong nothing is left.
    Equal films and options give equal bytes.

    Args:
        film: A film with pictures.
        path: The mp4 to write; what stands there is replaced.
        context: Where pictures and recordings are read from.
        options: Codec, rate, motion, and what goes in.

    Raises:
        Cancelled: The run was asked to stop.
        FilmError: The film has no pictures, or one of them, a clip or a recording cannot be
            decoded.
        StorageError: The file cannot be written, or a picture cannot be read.
    """
    if not film.footage.pictures:
        raise FilmError(
            f"{film.id} has no pictures, so it cannot be a video.", hint="Run its pipeline first."
        )
    shown, told = ShownFrames(film.storyboard, options), film_in_video(film, options.rate)
    with whole_file(path) as draft:
        with _mp4(draft, film, options) as mp4:
            mp4.metadata.update(metadata(film))
            if options.chapters:
                mp4.set_chapters(chapters(told))
            pictures = _pictures(mp4, film, context, options, shown)
            beside = list(_beside(mp4, film, told, context, options))
            _fill(mp4, pictures, beside, shown.seconds)
        pictures.mark.append_to(draft)
    return encoded_video(film, path, options)


def encoded_video(film: Film, path: Path, options: VideoOptions) -> EncodedVideo:
    """Return what `encode_film` returned when it made a video that is there.

    Args:
        film: The film.
        path: Its video.
        options: Those that it was encoded with.
    """
    shown, canvas = ShownFrames(film.storyboard, options), Canvas(film.footage)
    return EncodedVideo(
        path=path,
        frames=shown.count,
        rate=options.rate,
        width=canvas.width,
        height=canvas.height,
        duration_ms=round(shown.seconds * 1000),
        bytes=path.stat().st_size,
    )


def _pictures(
    mp4: OutputContainer, film: Film, context: Context, options: VideoOptions, shown: ShownFrames
) -> PictureTrack | JoinedClips:
    if options.shows_clips and joins(film, context, options, Canvas(film.footage)):
        return JoinedClips(mp4, film, context)
    return PictureTrack(mp4, film, context, options, shown.clock)


def _beside(
    mp4: OutputContainer, film: Film, told: Film, context: Context, options: VideoOptions
) -> Iterator[SoundTrack | SubtitleTrack]:
    """Sound at the film's times, as it was made; lines at those of the video."""
    if options.audio and (source := heard(film, context)):
        yield SoundTrack(mp4, source)
    if options.subtitles and film.storyboard.cues:
        yield SubtitleTrack(mp4, told)


def _fill(
    mp4: OutputContainer,
    pictures: PictureTrack | JoinedClips,
    beside: Sequence[SoundTrack | SubtitleTrack],
    seconds: Fraction,
) -> None:
    """Write all tracks side by side, so that little of any waits in memory for the others.

    Sound and subtitles follow the pictures that are encoded, not those that were sent: encoders
    with threads of their own answer when they like, and the file must not depend on it.
    """
    for packet in pictures.packets():
        assert packet.pts is not None
        assert packet.duration is not None
        end = (packet.pts + packet.duration) * packet.time_base
        mp4.mux(packet)
        for track in beside:
            track.until(end)
    for track in beside:
        track.end(seconds)


@contextlib.contextmanager
def _mp4(draft: Path, film: Film, options: VideoOptions) -> Iterator[OutputContainer]:
    """An mp4 whose index is written only when nothing went wrong before."""
    mp4 = av.open(str(draft), "w", format="mp4", container_options=CONTAINER)
    try:
        yield mp4
    except BaseException as error:
        with contextlib.suppress(OSError, ValueError):
            mp4.close()
        if isinstance(error, av.FFmpegError) and not isinstance(error, OSError):
            raise FilmError(
                f"{film.id} cannot be encoded as {options.codec}: {error.strerror}.",
                hint="Look at the size of its pictures, or choose another codec.",
            ) from error
        raise
    mp4.close()
