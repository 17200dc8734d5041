"""Where the eyes of a figure are directed, from whom or what it looks at."""

from __future__ import annotations

from moviellm.film import Figure, location_parts
from moviellm.studio.papercut.puppet.skeleton import Gaze
from moviellm.studio.papercut.slate_index import SlateIndex

_NEAR = 0.03
"""What is less than this share of the picture aside is straight above or below."""

_LOW = ("sitting", "kneeling", "lying")
_HEIGHTS = {"hook": -1, "shelf": 0, "niche": 0, "sill": 0}
"""How far below the eyes of somebody who stands the spots of each kind are; the others are low."""


def gaze_of(figure: Figure, index: SlateIndex) -> Gaze | None:
    """The eyes of a figure, as it is cut out: to +x where it turns to the right, else mirrored.

    None where it looks at nothing in particular; the mood then has the eyes.
    """
    target = figure.looks_at
    if target is None or figure.pose == "lying":
        return None
    if target in figure.holding or target in figure.wearing:
        return (0, 1) if figure.facing == "front" else (1, 1)
    found = _towards(figure, target, index)
    if found is None:
        return None
    x, down = found
    aside = 0 if abs(x - figure.x) < _NEAR else 1 if x > figure.x else -1
    return (-aside if figure.facing == "left" else aside, down)


def _towards(figure: Figure, target: str, index: SlateIndex) -> tuple[float, int] | None:
    """Where in the picture something is, and whether above or below the eyes."""
    seen = index.slate.depiction
    for other in seen.figures:
        if target == other.person:
            return other.x, _below(figure, other, index)
        if target in other.holding or target in other.wearing:
            return other.x, 1
    for prop in seen.props:
        if target == prop.prop:
            return prop.x, _height(figure, location_parts(prop.location)[1], index)
    for spot in index.slate.place.spots:
        if target == spot.id:
            shown = next((one.x for one in seen.spots if one.spot == target), spot.x)
            return shown, _height(figure, target, index)
    return None


def _below(figure: Figure, other: Figure, index: SlateIndex) -> int:
    """Whether the eyes of another are lower (1) or higher (-1) than somebody's own."""
    return _stature(figure, index) - _stature(other, index)


def _stature(figure: Figure, index: SlateIndex) -> int:
    child = index.persons[figure.person].appearance.age == "child"
    return 0 if child or figure.pose in _LOW else 1


def _height(figure: Figure, spot: str, index: SlateIndex) -> int:
    kind = next((one.kind for one in index.slate.place.spots if one.id == spot), "floor")
    low = figure.pose in _LOW and kind != "floor"
    return min(_HEIGHTS.get(kind, 1), 0 if low else 1)
