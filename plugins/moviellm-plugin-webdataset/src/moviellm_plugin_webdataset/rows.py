"""What the JSON beside a picture or a video holds. The how-to page describes every field.

A caption stands in the rows of its frame and of its film, a frame in that of its shot: each is
written as JSON once, and rows are joined of JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from moviellm.film import Box, Camera, Depiction, Verdict
from pydantic import TypeAdapter

FILM = b'"film":%b,"family":%b,"split":%b,"title":%b,"genre":%b,"language":%b'
"""What every row tells of its film."""

ROW = (
    b'{"id":%(id)b,"unit":%(unit)b,"target":%(target)b,%(film)b,'
    b'"start_ms":%(start_ms)d,"end_ms":%(end_ms)d,"frames":%(frames)b,'
    b'"captions":%(captions)b,"dialogue":%(dialogue)b,"questions":%(questions)b,'
    b'"evidence_for":%(evidence_for)b,"video":%(video)b,"consent":%(consent)b,"synthetic":true}'
)
"""All that is known of a sample, to be filled in with JSON."""

FrameRange = tuple[int, int]
"""The first video frame, from 0, and the one after the last."""


@dataclass(slots=True, kw_only=True)
class FrameRow:
    """A key frame of a sample, without a file; see `with_file`.

    Attributes:
        index: Its place among all key frames of the film, from 1.
        boxes: Where persons and props are, in pixels; empty when the painter did not tell.
        sha256: Of the picture's bytes, as the painter made them.
        verdict: What a critic saw in the picture; None without a critic.
    """

    id: str
    index: int
    file: None = None
    start_ms: int
    end_ms: int
    scene: str
    shot: str
    camera: Camera
    prompt: str
    depiction: Depiction
    boxes: tuple[Box, ...]
    width: int
    height: int
    sha256: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoFrameRanges:
    """Exactly which video frames show what, by id."""

    key_frames: dict[str, FrameRange]
    captions: dict[str, FrameRange]
    dialogue: dict[str, FrameRange]


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRow:
    """The video of a film.

    Attributes:
        rate: Video frames a second as a fraction, such as ``30000/1001``; None where each key
            frame is one frame that is held.
    """

    frames: int
    rate: str | None
    width: int
    height: int
    duration_ms: int
    bytes: int
    sha256: str
    shows: VideoFrameRanges


def as_json(kind: Any, value: Any) -> bytes:
    """Return a value as JSON on one line, in UTF-8.

    JSON leaves U+0085, U+2028 and U+2029 as they are, and some readers split lines there.
    """
    data = _dumper(kind)(value)
    if not data.isascii():
        for character in ("\u0085", "\u2028", "\u2029"):
            data = data.replace(character.encode(), b"\\u%04x" % ord(character))
    return data


def joined(texts: Iterable[bytes]) -> bytes:
    """Return the JSON of a list from the JSON of its items."""
    return b"[%b]" % b",".join(texts)


def quoted(name: str) -> bytes:
    """Return the JSON of an id or of another text that needs no escapes."""
    return b'"%b"' % name.encode()


def with_file(frame: bytes, file: str | None) -> bytes:
    """Tell in the JSON of a frame which part of the sample its picture is (``0001.jpg``)."""
    return frame if file is None else frame.replace(b'"file":null', b'"file":' + quoted(file), 1)


@cache
def _dumper(kind: Any) -> Callable[[Any], bytes]:
    return TypeAdapter(kind).serializer.to_json
