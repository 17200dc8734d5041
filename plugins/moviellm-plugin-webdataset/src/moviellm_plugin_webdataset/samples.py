"""From films to samples: a key, pictures or a video, and the row of JSON beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from moviellm import Context, FilmError
from moviellm.film import Film, Span
from moviellm_plugin_video import VideoOptions

from moviellm_plugin_webdataset.config import Unit
from moviellm_plugin_webdataset.film_parts import FilmIndex, FilmPart
from moviellm_plugin_webdataset.rows import VideoFrameRanges, VideoRow, as_json


@dataclass(frozen=True, slots=True)
class SampleContent:
    """What is in a sample.

    Attributes:
        media: Pictures as the painter made them, or one video as a file, each by its part of the
            sample (``jpg``, ``0001.jpg``, ``mp4``). A file is removed when it is in its shard.
        row: All that is known of it, as JSON.
    """

    media: tuple[tuple[str, bytes | Path], ...]
    row: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample that has not been read yet.

    Attributes:
        key: Its name, unlike any other of the dataset, without dots and folders.
        read: Reads its pictures from the store, or encodes its film.
    """

    key: str
    read: Callable[[Context], SampleContent]


def key_of(film: str, part: FilmPart | None = None) -> str:
    """Return the key of a film or of a part of it, in at most 74 characters.

    A loader takes what stands before the first dot for the key. Ids have no ``+`` and no two
    hyphens beside each other, so different ids give different keys.
    """
    name = film.replace(".", "+")
    return name if part is None or part.unit == "film" else f"{name}--{part.number:06d}"


def samples(
    film: Film, film_index: FilmIndex, unit: Unit, video: VideoOptions, scratch: Path
) -> Iterator[Sample]:
    """Yield the samples of a film in order.

    Args:
        film: The film.
        film_index: What is told of it: with the times of its video, where there is one.
        unit: What a sample is.
        video: How a film is encoded, where that is the unit.
        scratch: A folder for the video while it is not yet in a shard.

    Raises:
        FilmError: The film has no pictures.
    """
    if not film.footage.pictures:
        raise FilmError(
            f"{film.id} has no pictures, so it cannot be exported.",
            hint="Run its pipeline again, with a painter.",
        )
    for part in film_index.parts(unit):
        key = key_of(film.id, part)
        if unit == "film":
            path = scratch / f".{key}.mp4"
            yield Sample(key, partial(_video, film, film_index, part, key, video, path))
        else:
            yield Sample(key, partial(_pictures, film_index, part, key))


def film_row(film_index: FilmIndex) -> bytes:
    """Return all that is known of a whole film as JSON, without its video."""
    (part,) = film_index.parts("film")
    return film_index.row(part, key_of(film_index.film.id), (None,) * len(part.frames))


def _pictures(film_index: FilmIndex, part: FilmPart, key: str, context: Context) -> SampleContent:
    formats: list[str] = [one.picture.format for one in part.frames]
    if part.unit == "frame":
        files = tuple(formats)
    else:
        files = tuple(f"{place:04d}.{kind}" for place, kind in enumerate(formats, start=1))
    data = (context.blobs.get(one.picture.digest) for one in part.frames)
    return SampleContent(tuple(zip(files, data, strict=True)), film_index.row(part, key, files))


def _video(
    film: Film,
    film_index: FilmIndex,
    part: FilmPart,
    key: str,
    options: VideoOptions,
    path: Path,
    context: Context,
) -> SampleContent:
    from moviellm_plugin_video import encode_film

    made = encode_film(film, path, context, options)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    video = VideoRow(
        frames=made.frames,
        rate=None if options.variable_rate else str(made.rate),
        width=made.width,
        height=made.height,
        duration_ms=made.duration_ms,
        bytes=made.bytes,
        sha256=sha256,
        shows=_shown(film_index.film, options),
    )
    row = film_index.row(part, key, (None,) * len(part.frames), as_json(VideoRow, video))
    return SampleContent((("mp4", path),), row)


def _shown(film: Film, options: VideoOptions) -> VideoFrameRanges:
    from moviellm_plugin_video import ShownFrames

    frames = ShownFrames(film.storyboard, options)

    def shown(span: Span) -> tuple[int, int]:
        found = frames.of(span)
        return found.start, found.stop

    return VideoFrameRanges(
        key_frames={frame.id: shown(frame.span) for frame in film.storyboard.frames()},
        captions={
            one.id: shown(Span(start_ms=one.start_ms, end_ms=one.end_ms))
            for one in film.annotations.captions
        },
        dialogue={cue.id: shown(cue.span) for cue in film.storyboard.cues},
    )
