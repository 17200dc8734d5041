"""Folders of frames, one a second: ``<film>/frame_000001.jpg``, and nothing else in them.

This naming satisfies all loaders of frame folders: InternVL and VideoChat-Flash sort by the number
after the last ``_`` and want ``.jpg``, others sort by name.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from moviellm import Context
from moviellm.film import Film
from moviellm.film.formats import VideoClock

from moviellm_plugin_trainers.media.pictures import key_pictures


def write_frame_folder(film: Film, folder: Path, context: Context) -> None:
    """Write a film as one JPEG a second; a key frame that is held is written again.

    Raises:
        FilmError: As `key_pictures`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clock = VideoClock(film.storyboard, 1)
    for frame, data in key_pictures(film, context):
        for second in clock.frames_of(frame.id):
            (folder / f"frame_{second + 1:06d}.jpg").write_bytes(data)


def write_key_frames(film: Film, folder: Path, wanted: Collection[str], context: Context) -> None:
    """Write the key frames with these ids, named by their place in the film.

    Raises:
        FilmError: As `key_pictures`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for frame, data in key_pictures(film, context):
        if frame.id in wanted:
            (folder / f"frame_{frame.index:06d}.jpg").write_bytes(data)
