"""A studio film whose pictures carry their numbers, to see what a video shows at a named time."""

from __future__ import annotations

import hashlib
import io
import re
from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from moviellm.component import Blobs
from moviellm.film import (
    Annotations,
    Brief,
    Film,
    Footage,
    KeyFrame,
    Picture,
    Screenplay,
    Shape,
    Span,
    Storyboard,
)
from moviellm.film.captioning import annotate
from moviellm.film.formats import TIMECODE, milliseconds
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import make_context
from PIL import Image

SIZE = (64, 48)
FRAME_RATES = (1, 2, 24, 25, "30000/1001")


def at_rate(rate: int | str, *more: object) -> Any:
    """A parameter of a test; videos of many frames take seconds."""
    return pytest.param(rate, *more, marks=[] if rate in (1, 2) else pytest.mark.slow)


RATES = tuple(map(at_rate, FRAME_RATES))
_BITS = 16


def coded_story(blobs: Blobs, name: str = "film-coded") -> Film:
    """Return a film of the studio, captioned, whose every picture is its number in blocks."""
    brief, play, board = _told(name)
    pictures = tuple(_picture(frame, blobs) for frame in board.frames())
    film = Film(
        brief=brief,
        screenplay=play,
        storyboard=board,
        footage=Footage(film=name, pictures=pictures),
        annotations=Annotations(film=name, captions=(), questions=()),
    )
    notes = annotate(film, ScriptConfig(per_scene=8), make_context(film=name, seed=3).random())
    return film.model_copy(update={"annotations": notes})


@cache
def _told(name: str) -> tuple[Brief, Screenplay, Storyboard]:
    brief = Brief(
        id=name, theme="The map in the chest", seed=1, dials={"plot": "hidden"},
        shape=Shape(chapters=2, scenes=2, frames=6),
    )  # fmt: skip
    context = make_context(film=name, seed=1)
    play = Fable(FableConfig()).moviellm_write(brief, context)
    return brief, play, Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, context)


def _picture(frame: KeyFrame, blobs: Blobs) -> Picture:
    bits = [(frame.index >> bit & 1) * 255 for bit in range(_BITS)]
    blocks = Image.fromarray(np.array(bits, np.uint8).reshape(4, 4))
    out = io.BytesIO()
    blocks.resize(SIZE, Image.Resampling.NEAREST).convert("RGB").save(out, "JPEG", quality=95)
    data = out.getvalue()
    return Picture(
        frame=frame.id, digest=blobs.put(data), sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data), format="jpg", width=SIZE[0], height=SIZE[1],
    )  # fmt: skip


class Decoded:
    """What a video file shows when.

    Args:
        video: The file, or its bytes.

    Attributes:
        end: When it ends, in seconds.
    """

    def __init__(self, video: Path | bytes) -> None:
        source: Any = io.BytesIO(video) if isinstance(video, bytes) else str(video)
        self._times: list[Fraction] = []
        self._numbers: list[int] = []
        with av.open(source) as file:
            (stream,) = file.streams.video
            self.end = stream.duration * stream.time_base
            for frame in file.decode(stream):
                self._times.append(frame.pts * frame.time_base)
                self._numbers.append(_number(frame))

    def at(self, ms: int) -> int:
        """Return the number of the key frame that is seen at a time."""
        seconds = Fraction(ms, 1_000)
        assert 0 <= seconds < self.end, f"{float(seconds)} s is not in {float(self.end)} s"
        return self._numbers[bisect_right(self._times, seconds) - 1]

    def between(self, start_ms: int, end_ms: int) -> tuple[int, int]:
        """Return the numbers of the key frames that are seen first and last in a span."""
        return self.at(start_ms), self.at(end_ms - 1)


def _number(frame: av.VideoFrame) -> int:
    assert frame.format.name == "yuv420p"
    plane = frame.planes[0]  # as it is: a conversion takes twenty times as long as decoding
    luma = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)
    luma = luma[:, : plane.width]
    rows, columns = _middles(*luma.shape)
    bright = luma[rows, columns].mean(axis=(1, 2)) > 128
    return int(bright @ (1 << np.arange(_BITS)))


@cache
def _middles(height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Where the nine points in the middle of each block are, as indices of a picture."""
    row, column = np.divmod(np.arange(_BITS), 4)
    about = np.arange(-1, 2)
    y = ((2 * row + 1) * height // 8)[:, None] + about
    x = ((2 * column + 1) * width // 8)[:, None] + about
    return y[:, :, None], x[:, None, :]


def seen(film: Film, spans: Iterable[Span]) -> set[int]:
    """Return the numbers of the key frames that are seen in some spans of a film."""
    return {
        frame.index
        for span in spans
        for frame in film.storyboard.frames()
        if frame.span.overlaps(span)
    }


def first_and_last(film: Film, start_ms: int, end_ms: int) -> tuple[int, int]:
    """Return the numbers of the key frames that are seen first and last in a span of a film."""
    found = seen(film, [Span(start_ms=start_ms, end_ms=end_ms)])
    return min(found), max(found)


def times_in(text: str) -> list[int]:
    """Return the times that a text names, in milliseconds."""
    return [milliseconds(code) for code in re.findall(TIMECODE, text)]
