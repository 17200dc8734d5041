"""What of a picture must stay in the frame while the camera moves over it.

Every person and prop whose box is known stays as whole as it is in the picture, with a little air
around it; one that the picture itself cuts off may lose as much again on that side. Where no boxes
are known, nothing but a margin may be lost, and nothing near a figure or prop of the depiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

from moviellm.film import Box, Camera, KeyFrame, Picture

from moviellm_plugin_video.pictures import Canvas

Seen = tuple[KeyFrame, Picture]
Edges = tuple[float, float, float, float]

AIR = 0.02
"""Around what must be seen, as a share of the picture's side."""

_UNKNOWN_MARGIN = 0.05
_FIGURE_REACH = 0.12


class Window(NamedTuple):
    """The part of the canvas that fills the video frame, in pixels of the canvas."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def joined(self, other: Window) -> Window:
        """The smallest window around both."""
        return Window(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def kept_in_sight(seen: Sequence[Seen], canvas: Canvas) -> Window:
    """Return the smallest window that has everything in it that a shot's captions can tell of."""
    parts = (part for frame, picture in seen for part in _parts(frame, picture, canvas))
    return reduce(Window.joined, parts)


def _parts(frame: KeyFrame, picture: Picture, canvas: Canvas) -> Iterator[Window]:
    width, height = picture.width, picture.height
    for box in picture.boxes:
        yield _placed(_with_air(_edges(box, picture), picture), picture, canvas)
    if picture.boxes:
        return
    across, down = width * _UNKNOWN_MARGIN, height * _UNKNOWN_MARGIN
    yield _placed((across, down, width - across, height - down), picture, canvas)
    depiction = frame.depiction
    for x in (*(f.x for f in depiction.figures), *(p.x for p in depiction.props)):
        left, right = max(0.0, x - _FIGURE_REACH) * width, min(1.0, x + _FIGURE_REACH) * width
        yield _placed((left, down, right, height - down), picture, canvas)


def _edges(box: Box, picture: Picture) -> Edges:
    """Left, top, right and bottom of a box, within its picture."""
    right = min(picture.width, box.x + box.width)
    bottom = min(picture.height, box.y + box.height)
    return min(box.x, right), min(box.y, bottom), right, bottom


def _with_air(edges: Edges, picture: Picture) -> Edges:
    """A part with air around it, or without its outermost share where the picture cuts it off."""
    left, top, right, bottom = edges
    across, down = picture.width * AIR, picture.height * AIR
    return (
        max(0.0, left - across) if left > 0 else min(across, right),
        max(0.0, top - down) if top > 0 else min(down, bottom),
        min(picture.width, right + across) if right < picture.width else max(left, right - across),
        min(picture.height, bottom + down) if bottom < picture.height else max(top, bottom - down),
    )


def _placed(part: Edges, picture: Picture, canvas: Canvas) -> Window:
    scale, left, top = canvas.place(picture.width, picture.height)
    return Window(*(edge * scale + by for edge, by in zip(part, (left, top) * 2, strict=True)))


def subject_of(camera: Camera, seen: Seen, canvas: Canvas) -> tuple[float, float] | None:
    """Return the middle of the shot's subject on the canvas, if it is known where it is."""
    frame, picture = seen
    for box in picture.boxes:
        if box.entity == camera.subject:
            return middle(_placed(_edges(box, picture), picture, canvas))
    depiction = frame.depiction
    places = {figure.person: figure.x for figure in depiction.figures}
    places |= {prop.prop: prop.x for prop in depiction.props}
    if camera.subject in places:
        x = places[camera.subject] * picture.width
        return middle(_placed((x, 0.0, x, float(picture.height)), picture, canvas))
    return None


def middle(window: Window) -> tuple[float, float]:
    """Return the point in the middle of a window."""
    return (window.left + window.right) / 2, (window.top + window.bottom) / 2
