"""What the rows of the tables tell of: parts of films, and the videos that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from moviellm import FilmError
from moviellm.film import Chapter, Film, KeyFrame, Picture, Scene, Shot
from moviellm_plugin_video import EncodedVideo, ShownFrames

Part = TypeVar("Part", covariant=True)


@dataclass(frozen=True, slots=True)
class Row(Generic[Part]):
    """A row's subject: a part of a film, or the film itself."""

    film: Film
    part: Part


class FrameInContext(NamedTuple):
    """A key frame with all that is around it.

    Attributes:
        data: Its picture, encoded as the painter left it.
        caption: Its first caption, or None.
    """

    chapter: Chapter
    scene: Scene
    shot: Shot
    frame: KeyFrame
    picture: Picture
    data: bytes
    caption: str | None


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A film's video.

    Attributes:
        encoded: The file.
        sha256: Its hash.
        shown: Which of its frames show what.
    """

    encoded: EncodedVideo
    sha256: str
    shown: ShownFrames


@dataclass(frozen=True, slots=True)
class VideoRow(Row[Part]):
    """A row's subject, and the video that shows it."""

    video: VideoFile


def key_frames(film: Film, read: Callable[[str], bytes]) -> Iterator[Row[FrameInContext]]:
    """Yield the key frames of a film; their pictures are read one at a time.

    Args:
        film: A film with pictures.
        read: Returns the bytes with a digest.

    Raises:
        FilmError: The film has no pictures.
    """
    if not film.footage.pictures:
        raise FilmError(f"{film.id} has no pictures.", hint="Run its pipeline first.")
    scenes = {
        scene.id: (chapter, scene)
        for chapter in film.screenplay.chapters
        for scene in chapter.scenes
    }
    told = {c.target: c.text for c in reversed(film.annotations.captions) if c.level == "frame"}
    pictures = iter(film.footage.pictures)
    for shot in film.storyboard.shots:
        chapter, scene = scenes[shot.scene]
        for frame in shot.frames:
            picture = next(pictures)
            data = read(picture.digest)
            caption = told.get(frame.id)
            yield Row(film, FrameInContext(chapter, scene, shot, frame, picture, data, caption))
