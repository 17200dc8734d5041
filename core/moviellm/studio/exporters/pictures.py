"""Pictures and clips as files: their names, and hashes so that no picture is read twice."""

from __future__ import annotations

from pathlib import Path

from moviellm import Context
from moviellm.film import Clip, Film, Footage, Picture

MIX = "mix.flac"
"""The file of a film's mix in an export."""

CLIPS = "clips"
"""The folder of a film's clips."""

_SHA256 = 32
"""Bytes of a SHA-256."""


def picture_name(index: int, picture: Picture) -> str:
    """Return the file name of a key frame's picture; ``index`` counts from 1."""
    return f"frame_{index:06d}.{picture.format}"


def clip_name(clip: Clip) -> str:
    """Return the file name of a clip: the id of its shot."""
    return f"{clip.shot}.{clip.media_type.removeprefix('video/')}"


def write_clips(film: Film, folder: Path, context: Context) -> None:
    """Write a film's clips as they are into `CLIPS` below a folder, if it has any."""
    if film.clips is None:
        return
    (folder / CLIPS).mkdir()
    for clip in film.clips.clips:
        context.check()
        (folder / CLIPS / clip_name(clip)).write_bytes(context.blobs.get(clip.digest))


def write_mix(film: Film, folder: Path, context: Context) -> None:
    """Write all that is heard in a film as it is into `MIX` below a folder, if it has a mix."""
    if film.mix is not None:
        (folder / MIX).write_bytes(context.blobs.get(film.mix.digest))


class PictureHashes:
    """The sha256 of every picture that was written, 32 bytes each."""

    def __init__(self) -> None:
        self._of_folder: dict[str, bytes] = {}

    def add(self, folder: str, footage: Footage) -> None:
        """Remember that the pictures of a film lie in a folder of the export."""
        hashes = (bytes.fromhex(picture.sha256) for picture in footage.pictures)
        self._of_folder[folder] = b"".join(hashes)

    def of(self, path: str) -> str | None:
        """Return the hash of a picture by its path in the export; None for other files."""
        folder, _, name = path.rpartition("/")
        if folder not in self._of_folder or not name.startswith("frame_"):
            return None
        start = (int(name.removeprefix("frame_").partition(".")[0]) - 1) * _SHA256
        return self._of_folder[folder][start : start + _SHA256].hex()
