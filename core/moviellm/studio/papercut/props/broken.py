"""Broken things: the same paper, torn in two, with shards about it."""

from __future__ import annotations

from moviellm.studio.papercut.paper import Cutout, PaperPiece
from moviellm.studio.papercut.props.thing import Thing, Tones
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, polygon, transformed

_Half = tuple[skia.Path, skia.Matrix]
"""Which part of a thing, and where it comes to lie."""


def break_up(thing: Thing, tones: Tones) -> Thing:
    """Tear a thing along a zigzag; its halves fall apart and shards lie at its foot."""
    left, top, right, bottom = thing.whole.bounds()
    wide, high = right - left, bottom - top
    middle = (left + right) / 2
    rear = Cutout()
    cut = _across if high > 1.5 * wide else _down
    for area, matrix in cut(left, top, wide, high):
        rear.pieces += [part for piece in thing.whole.pieces for part in _torn(piece, area, matrix)]
    for x, size in ((-0.34, 0.1), (0.02, 0.13), (0.3, 0.09), (0.52, 0.07)):
        s, at = max(1.6, size * max(wide, high) * 0.6), middle + x * wide
        rear.fill(polygon((at - s, 0), (at - s * 0.3, -s * 1.5), (at + s * 1.1, -s * 0.3)),
                  tones.main, lift=0.4)  # fmt: skip
    return Thing(rear, Cutout(), thing.grip, 0.0, thing.mouth)


def _down(left: float, top: float, wide: float, high: float) -> list[_Half]:
    """Left and right halves, leaning away from each other."""
    right, bottom, middle = left + wide, top + high, left + wide / 2
    tear: list[Point] = [
        (middle + wide * 0.09 * (1 if i % 2 else -1), top + high * i / 5) for i in range(6)
    ]
    tear[0], tear[-1] = (tear[0][0], top - 9), (tear[-1][0], bottom + 9)
    halves = []
    for edge, turn, shift in ((left - 9, -15.0, -0.09), (right + 9, 19.0, 0.1)):
        matrix = skia.Matrix()
        matrix.setTranslate(shift * wide, 0)
        matrix.preRotate(turn, left + wide * (0.2 if turn < 0 else 0.8), bottom)
        halves.append((polygon((edge, top - 9), *tear, (edge, bottom + 9)), matrix))
    return halves


def _across(left: float, top: float, wide: float, high: float) -> list[_Half]:
    """The lower half, and the upper one fallen over beside it."""
    right, bottom, level = left + wide, top + high, top + high * 0.52
    tear: list[Point] = [
        (left + wide * i / 4, level + high * 0.05 * (1 if i % 2 else -1)) for i in range(5)
    ]
    tear[0], tear[-1] = (left - 9, tear[0][1]), (right + 9, tear[-1][1])
    lower, upper = skia.Matrix(), skia.Matrix()
    lower.setRotate(-7, left + wide / 2, bottom)
    upper.setTranslate(wide * 0.55, high * 0.3)
    upper.preRotate(54, left + wide / 2, level)
    return [
        (polygon((left - 9, bottom + 9), *tear, (right + 9, bottom + 9)), lower),
        (polygon((left - 9, top - 9), *tear, (right + 9, top - 9)), upper),
    ]


def _torn(piece: PaperPiece, area: skia.Path, matrix: skia.Matrix) -> list[PaperPiece]:
    if piece.glow:
        return []
    outline = piece.path
    if piece.stroke:
        paint = skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=piece.stroke)
        outline = skia.Path()
        paint.getFillPath(piece.path, outline)
    part = skia.Op(outline, area, skia.PathOp.kIntersect_PathOp)
    if part.isEmpty():
        return []
    return [PaperPiece(transformed(part, matrix), piece.colour, lift=piece.lift, rim=piece.rim)]
