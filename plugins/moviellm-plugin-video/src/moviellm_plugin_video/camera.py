"""Gentle camera moves over pictures that stand still, chosen by how each shot is framed.

| camera                  | move                                            |
|-------------------------|-------------------------------------------------|
| low angle               | tilt up                                         |
| high angle              | pull out, from the subject to the whole picture |
| wide, without a subject | pan towards the side where more is to be seen   |
| any other               | push in on the subject                          |

What a caption tells stays in sight from the first video frame of a shot to the last
(`moviellm_plugin_video.in_sight`); a shot that leaves no room for that is held.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moviellm.film import Camera, Film, Shot
from moviellm.film.formats import VideoClock

from moviellm_plugin_video.in_sight import Seen, Window, kept_in_sight, middle, subject_of
from moviellm_plugin_video.pictures import Canvas

MOST_ZOOM = {"wide": 1.14, "full": 1.12, "medium": 1.10, "close": 1.08, "insert": 1.08}
"""The nearer the shot, the less of it may go out of the frame."""

ZOOM_A_SECOND = 0.02
"""How much closer a push gets each second, at most: gentle."""

_LEAST_ZOOM = 1.01


@dataclass(frozen=True, slots=True)
class Move:
    """From one window to another while a shot is shown.

    Both windows have what must be seen inside, and so has every window between them.

    Attributes:
        ticks: The video frames of the shot.
    """

    start: Window
    end: Window
    ticks: range

    def window(self, tick: int) -> Window:
        """Return what a video frame of the shot shows; moves begin and end softly."""
        part = (tick - self.ticks.start) / max(1, len(self.ticks) - 1)
        eased = part * part * (3 - 2 * part)
        return Window(*(a + (b - a) * eased for a, b in zip(self.start, self.end, strict=True)))


def moves(film: Film, canvas: Canvas, clock: VideoClock) -> dict[str, Move]:
    """Return the move of every key frame by its id; those of shots that are held are missing.

    Args:
        film: A film with pictures.
        canvas: What the pictures lie on.
        clock: Tells how long shots are shown.
    """
    pictures = {picture.frame: picture for picture in film.footage.pictures}
    found: dict[str, Move] = {}
    for shot in film.storyboard.shots:
        first, last = (clock.frames_of(shot.frames[end].id) for end in (0, -1))
        ticks = range(first.start, last.stop)
        seen = [(frame, pictures[frame.id]) for frame in shot.frames]
        move = _move(shot, seen, canvas, ticks, float(len(ticks) / clock.rate))
        if move is not None:
            found.update((frame.id, move) for frame in shot.frames)
    return found


def _move(
    shot: Shot,
    seen: Sequence[Seen],
    canvas: Canvas,
    ticks: range,
    seconds: float,
) -> Move | None:
    whole = Window(0.0, 0.0, float(canvas.width), float(canvas.height))
    kept = kept_in_sight(seen, canvas)
    zoom = min(
        MOST_ZOOM[shot.camera.size],
        1 + ZOOM_A_SECOND * seconds,
        whole.width / kept.width,
        whole.height / kept.height,
    )
    if zoom < _LEAST_ZOOM:
        return None
    frame = _Framing(whole, kept, zoom)
    point = subject_of(shot.camera, seen[-1], canvas) or middle(kept)
    start, end = _windows(shot.camera, frame, point)
    return Move(start, end, ticks)


class _Framing:
    """Windows of one zoom that lie on the canvas and have all in them that must be seen."""

    def __init__(self, whole: Window, kept: Window, zoom: float) -> None:
        self.whole = whole
        self._width, self._height = whole.width / zoom, whole.height / zoom
        self._left = _reach(kept.left, kept.right, self._width, whole.right)
        self._top = _reach(kept.top, kept.bottom, self._height, whole.bottom)

    def around(self, x: float, y: float) -> Window:
        """The window whose middle is nearest to a point."""
        left = max(self._left[0], min(x - self._width / 2, self._left[1]))
        top = max(self._top[0], min(y - self._height / 2, self._top[1]))
        return Window(left, top, left + self._width, top + self._height)


def _reach(first: float, last: float, length: float, end: float) -> tuple[float, float]:
    """From where to where a stretch of this length may begin that covers first to last."""
    return max(0.0, last - length), min(first, end - length)


def _windows(camera: Camera, frame: _Framing, point: tuple[float, float]) -> tuple[Window, Window]:
    whole, (x, y) = frame.whole, point
    if camera.angle == "low":
        return frame.around(x, whole.bottom), frame.around(x, whole.top)
    if camera.angle == "high":
        return frame.around(x, y), whole
    if camera.size == "wide" and camera.subject is None:
        left, right = frame.around(whole.left, y), frame.around(whole.right, y)
        return (left, right) if x >= whole.width / 2 else (right, left)
    return whole, frame.around(x, y)
