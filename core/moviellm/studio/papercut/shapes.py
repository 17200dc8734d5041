"""Outlines to cut paper along: smooth blobs, limbs, strips, all as skia paths."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from moviellm.studio.papercut.raster import skia

Point = tuple[float, float]


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 0.5) -> skia.Path:
    """A curve through all points (Catmull-Rom); less tension makes it more angular."""
    path = skia.Path()
    count = len(points)
    path.moveTo(*points[0])
    last = count if closed else count - 1
    for index in range(last):
        before = points[index - 1] if closed or index else points[0]
        start, end = points[index], points[(index + 1) % count]
        after = points[(index + 2) % count] if closed or index + 2 < count else end
        path.cubicTo(
            start[0] + (end[0] - before[0]) * tension / 3,
            start[1] + (end[1] - before[1]) * tension / 3,
            end[0] - (after[0] - start[0]) * tension / 3,
            end[1] - (after[1] - start[1]) * tension / 3,
            end[0],
            end[1],
        )
    if closed:
        path.close()
    return path


def polygon(*points: Point) -> skia.Path:
    """Straight cuts from point to point."""
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], True)
    return path


def rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> skia.Path:
    """A rectangle from its top left corner, with rounded corners where wanted."""
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeXYWH(x, y, width, height), radius, radius)
    return path


def oval(x: float, y: float, rx: float, ry: float | None = None) -> skia.Path:
    """An ellipse about its centre."""
    ry = rx if ry is None else ry
    path = skia.Path()
    path.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
    return path


def line(*points: Point) -> skia.Path:
    """An open run of straight lines."""
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], False)
    return path


def arc(x: float, y: float, rx: float, ry: float, start: float, sweep: float) -> skia.Path:
    """Part of an ellipse, in degrees clockwise from the right."""
    path = skia.Path()
    path.addArc(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), start, sweep)
    return path


def union(paths: Iterable[skia.Path]) -> skia.Path:
    """Several outlines drawn as one piece of paper."""
    whole = skia.Path()
    for path in paths:
        whole.addPath(path)
    return whole


def limb(joints: Sequence[Point], widths: Sequence[float]) -> skia.Path:
    """A strip of changing width along joints, with round ends: an arm, a leg, a tail."""
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y) in enumerate(joints):
        ahead = joints[min(index + 1, len(joints) - 1)]
        behind = joints[max(index - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = math.hypot(dx, dy) or 1.0
        half = widths[index] / 2
        left.append((x + dy / length * half, y - dx / length * half))
        right.append((x - dy / length * half, y + dx / length * half))
    caps = (_cap(joints[-1], joints[-2], widths[-1]), _cap(joints[0], joints[1], widths[0]))
    return smooth([*left, caps[0], *reversed(right), caps[1]], tension=0.85)


def _cap(end: Point, before: Point, width: float) -> Point:
    dx, dy = end[0] - before[0], end[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    return end[0] + dx / length * width * 0.42, end[1] + dy / length * width * 0.42


def moved(
    path: skia.Path, dx: float = 0.0, dy: float = 0.0, scale: float = 1.0, turn: float = 0.0
) -> skia.Path:
    """The path scaled, then turned by degrees about the origin, then moved."""
    matrix = skia.Matrix()
    matrix.setTranslate(dx, dy)
    matrix.preRotate(turn)
    matrix.preScale(scale, scale)
    return transformed(path, matrix)


def transformed(path: skia.Path, matrix: skia.Matrix) -> skia.Path:
    """The path under a matrix, as a new path."""
    out = skia.Path(path)
    out.transform(matrix)
    return out


def turned(point: Point, degrees: float, about: Point = (0.0, 0.0)) -> Point:
    """A point turned clockwise (as seen in a picture) about another."""
    angle = math.radians(degrees)
    dx, dy = point[0] - about[0], point[1] - about[1]
    cos, sin = math.cos(angle), math.sin(angle)
    return about[0] + dx * cos - dy * sin, about[1] + dx * sin + dy * cos


def reach(start: Point, degrees: float, length: float) -> Point:
    """The point at a distance; 0 degrees is straight down, 90 is to the right."""
    angle = math.radians(degrees)
    return start[0] + math.sin(angle) * length, start[1] + math.cos(angle) * length


def between(one: Point, other: Point, share: float) -> Point:
    """The point on the way from one to another."""
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
