"""How a camera frames the stage: sizes, base lines, and how near the backdrop is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from moviellm.film import Camera


@dataclass(frozen=True, slots=True)
class Frame:
    """The geometry of one picture, in pixels.

    Attributes:
        unit: Pixels a body unit (an adult is 100 high).
        head: Where the top of the tallest head comes to be.
        foot: Where the feet of the tallest stand.
        back: Where furniture stands.
        heights: How much of the difference between heights is kept, 0 to 1.
        zoom: How much larger the backdrop is than in a wide shot.
        focus: The point of the backdrop that is brought to the middle, 0 to 1 across and down.
        blur: How soft the backdrop is, as a share of the picture's height.
        reach: At most how far below the top of the tallest head the picture ends, in units.
        whole: Whether feet and floor are in the picture.
        alone: Whether the picture is of things only, near by.
    """

    width: int
    height: int
    unit: float
    head: float
    foot: float
    back: float
    heights: float
    zoom: float
    focus: tuple[float, float]
    blur: float
    reach: float
    whole: bool
    alone: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    unit: float
    widest: float
    foot: float
    back: float
    heights: float
    zoom: float
    down: float
    blur: float


_SIZES: dict[str, _Size] = {
    "wide": _Size(0.0053, 0.0064, 0.92, 0.80, 1.0, 1.0, 0.5, 0.0),
    "full": _Size(0.0072, 0.0095, 0.955, 0.815, 1.0, 1.34, 0.6, 0.0),
    "medium": _Size(0.0148, 0.0165, 0.0, 0.0, 0.5, 1.9, 0.5, 0.0042),
    "close": _Size(0.0205, 0.0205, 0.0, 0.0, 0.24, 2.7, 0.46, 0.011),
    "insert": _Size(0.0205, 0.0205, 0.0, 0.0, 0.24, 3.0, 0.55, 0.014),
}
_TOPS = {"medium": 0.13, "close": 0.1, "insert": 0.06}
"""Where the top of a head is in a nearer shot, as a share of the height: the nearer the camera, the
less air is above it.
"""


def frame_of(camera: Camera, width: int, height: int, aside: float) -> Frame:
    """The geometry of a camera.

    Args:
        camera: Size and angle.
        width: Of the picture in pixels.
        height: Of the picture in pixels.
        aside: Where the camera looks across the backdrop, -1 to 1.
    """
    size = _SIZES[camera.size]
    unit = min(size.unit * height, size.widest * width)
    lift = {"eye": 0.0, "low": 0.035, "high": -0.035}[camera.angle]
    focus = (0.5 + aside * 0.16, size.down - lift)
    if camera.size in ("wide", "full"):
        foot, back = (size.foot + lift * 0.4) * height, (size.back + lift) * height
        return Frame(
            width,
            height,
            unit,
            foot - 100 * unit,
            foot,
            back,
            1.0,
            size.zoom,
            focus,
            size.blur,
            102,
            True,
        )
    head = (_TOPS[camera.size] - lift * 0.6) * height
    near = Frame(
        width,
        height,
        unit,
        head,
        0.0,
        0.0,
        size.heights,
        size.zoom,
        focus,
        size.blur,
        78 if camera.size == "medium" else 62,
        False,
    )
    return _cut_off(near)


def _cut_off(frame: Frame) -> Frame:
    """Lower people as far as it takes for the picture to end above their knees or waists."""
    head = max(frame.head, frame.height - frame.reach * frame.unit)
    foot = head + 102 * frame.unit
    return replace(frame, head=head, foot=foot, back=foot - 20 * frame.unit)


def frame_alone(frame: Frame, wide: float, high: float) -> Frame:
    """The same camera, so near that a thing of this size (in units) fills the picture."""
    side = min(frame.width, frame.height)
    unit = min(0.68 * frame.height / high, 0.6 * frame.width / wide, 0.056 * side)
    return replace(frame, unit=unit, alone=True)


def frame_held(frame: Frame, wide: float, high: float) -> Frame:
    """The same camera, so near that a thing in somebody's hand fills half of the picture.

    The face behind it stays in the picture.
    """
    side = min(frame.width, frame.height)
    unit = min(max(0.6 * side / max(wide, high), 0.0155 * side), 0.026 * side)
    return _cut_off(replace(frame, unit=unit))


def step_back(frame: Frame, back: float) -> Frame:
    """The same camera with people and things drawn smaller by a factor of at most 1."""
    if back == 1.0:
        return frame
    if frame.whole:
        return replace(frame, unit=frame.unit * back)
    return _cut_off(replace(frame, unit=frame.unit * back))
