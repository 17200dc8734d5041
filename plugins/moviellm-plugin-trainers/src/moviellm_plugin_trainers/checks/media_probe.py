"""Probing media: each file once, however many rows point to it."""

from __future__ import annotations

import re
import stat
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from moviellm_plugin_trainers.checks.pickle_scan import PickleContents, scan_pickle

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.stream import VideoStream

_JPEG = b"\xff\xd8\xff"
_FRAME = re.compile(r".*_\d+\.jpg")
_KEPT = 4096
"""How many files are remembered."""


def kind(path: Path) -> Literal["file", "folder", ""]:
    """Say what is there; empty for nothing, and for a path that no file can have."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "folder" if stat.S_ISDIR(mode) else "file"


class MediaProbe:
    """Probes files for one check and remembers what it found.

    Attributes:
        kind: What is at a path.
        trouble: Says why a file or folder cannot be opened; empty when it can.
        video: The average rate of a video, in frames a second; None when it does not open, or its
            end is missing.
        picture: Whether a file is a picture.
        size: Width and height of a picture in pixels; zeros for what is none.
        frames: How many frames a video has; 0 where it does not say so.
        strange: The name of something in a folder that is no frame; empty when there is nothing
            such, None when there is nothing at all.
        pickled: What a feature file holds; None when that cannot be told.
    """

    def __init__(self) -> None:
        self.kind = lru_cache(_KEPT)(kind)
        self.trouble = lru_cache(_KEPT)(_trouble)
        self.video = lru_cache(_KEPT)(_average_rate)
        self.picture = lru_cache(_KEPT)(_is_picture)
        self.size = lru_cache(_KEPT)(_size)
        self.frames = lru_cache(_KEPT)(_frames)
        self.strange = lru_cache(_KEPT)(_strange)
        self.pickled = lru_cache(_KEPT)(_pickled)


def _trouble(path: Path) -> str:
    try:
        if kind(path) == "folder":
            next(path.iterdir(), None)
            return ""
        with path.open("rb") as file:
            return "" if file.read(1) else "is empty"
    except FileNotFoundError:
        return "is not there"
    except (OSError, ValueError):
        return "cannot be read"


def _average_rate(path: Path) -> float | None:
    import av

    try:
        # "file:", since FFmpeg takes what stands before the colon of a folder's name for a protocol
        with av.open(f"file:{path}") as video:
            stream = video.streams.video[0]
            ends = _has_its_end(video, stream)
            return float(stream.average_rate) if ends and stream.average_rate else None
    except (av.FFmpegError, IndexError, ValueError):
        return None


def _has_its_end(video: InputContainer, stream: VideoStream) -> bool:
    """Whether the last packets are there: half of an mp4 opens like a whole one."""
    if not stream.duration:
        return True
    video.seek((stream.start_time or 0) + stream.duration - 1, stream=stream)
    last = [packet for packet in video.demux(stream) if packet.size]
    return bool(last) and not any(packet.is_corrupt for packet in last)


def _is_picture(path: Path) -> bool:
    from PIL import Image

    try:
        with Image.open(path):
            return True
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _size(path: Path) -> tuple[int, int]:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return (0, 0)


def _frames(path: Path) -> int:
    import av

    try:
        with av.open(f"file:{path}") as video:
            return int(video.streams.video[0].frames)
    except (av.FFmpegError, IndexError, ValueError):
        return 0


def _strange(folder: Path) -> str | None:
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return ""  # `trouble` tells
    wrong = (path.name for path in paths if not _is_frame(path))
    return next(wrong, "") if paths else None


def _is_frame(path: Path) -> bool:
    if not _FRAME.fullmatch(path.name) or kind(path) != "file":
        return False
    try:
        with path.open("rb") as data:
            return data.read(len(_JPEG)) == _JPEG
    except OSError:
        return False


def _pickled(path: Path) -> PickleContents | None:
    try:
        with path.open("rb") as data:
            return scan_pickle(data)
    except (OSError, ValueError):
        return None
