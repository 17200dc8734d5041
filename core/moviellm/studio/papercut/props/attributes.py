"""What the words before its kind say of a thing's looks: feathered, striped, cracked, tiny."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from moviellm.studio.papercut.colour import alpha, lightness, shade
from moviellm.studio.papercut.paper import Cutout, PaperPiece
from moviellm.studio.papercut.props.thing import Thing, Tones
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth

_Bounds = tuple[float, float, float, float]
_Mark = Callable[[Cutout, PaperPiece, Tones], None]

_SIZES: Mapping[str, float] = {
    "tiny": 0.76, "small": 0.88, "little": 0.88, "stubby": 0.86, "short": 0.9, "narrow": 0.94,
    "big": 1.14, "large": 1.14, "huge": 1.24, "tall": 1.12, "long": 1.1, "bulky": 1.1,
    "wide": 1.1,
}  # fmt: skip


def adorn(thing: Thing, name: str, tones: Tones) -> Thing:
    """Give a thing what its name says of it, beside its colour.

    Args:
        thing: The thing as its kind looks.
        name: Its name; the last word says what it is and is left out.
        tones: Its papers.
    """
    *words, _ = re.findall(r"[a-z]+", name.lower()) or [""]
    body = _largest(thing.whole.pieces)
    for word in words:
        mark = _MARKS.get(word)
        if mark is not None and body is not None:
            cut = thing.front if body in thing.front.pieces else thing.rear
            made = Cutout()
            mark(made, body, tones)
            at = cut.pieces.index(body) + 1 if word in _PRINTED else len(cut.pieces)
            cut.pieces[at:at] = made.pieces
    scale = next((_SIZES[word] for word in words if word in _SIZES), 1.0)
    return thing.scaled(scale)


def plume(cut: Cutout, x: float, y: float, size: float, colour: int) -> None:
    """Add a feather that is stuck in at a point and leans back."""
    tip = [(x, y), (x - 5 * size, y - 6 * size), (x - 8.4 * size, y - 15 * size),
           (x - 3 * size, y - 12 * size), (x + 1.4 * size, y - 5 * size)]  # fmt: skip
    cut.fill(smooth(tip, tension=0.8), colour, lift=0.5, rim=0.25)
    cut.line(line((x, y), (x - 6.6 * size, y - 12.6 * size)), shade(colour, -0.14), 0.5)


def _largest(pieces: Iterable[PaperPiece]) -> PaperPiece | None:
    """The piece that shows the most of a thing."""
    papers = [piece for piece in pieces if not piece.glow and not piece.stroke]
    return max(papers, key=_area, default=None)


def _area(piece: PaperPiece) -> float:
    box = piece.path.computeTightBounds()
    return float(box.width() * box.height())


def _bounds(piece: PaperPiece) -> _Bounds:
    box = piece.path.computeTightBounds()
    return box.left(), box.top(), box.right(), box.bottom()


def _print(cut: Cutout, body: PaperPiece, paths: Iterable[skia.Path], colour: int) -> None:
    """Add what is printed on a piece, cut off at its edge."""
    for path in paths:
        part = skia.Op(path, body.path, skia.PathOp.kIntersect_PathOp)
        if part is not None and not part.isEmpty():
            cut.fill(part, colour, rim=0)


def _other(body: PaperPiece) -> int:
    """A paper that stands out from a piece."""
    return shade(body.colour, -0.16 if lightness(body.colour) > 0.5 else 0.17)


def _striped(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    step = max(2.4, (right - left) / 7)
    xs = (left + step * (0.6 + 2 * index) for index in range(4))
    _print(cut, body, (rect(x, top, step * 0.8, bottom - top) for x in xs), _other(body))


def _patched(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    side = min(right - left, bottom - top) * 0.34
    for x, y, colour in ((0.24, 0.3, t.accent), (0.66, 0.62, t.paper), (0.7, 0.16, _other(body))):
        at = left + (right - left) * x, top + (bottom - top) * y
        _print(cut, body, [rect(at[0] - side / 2, at[1] - side / 2, side, side, 0.4)], colour)


def _spotted(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    spots = ((0.2, 0.3), (0.5, 0.2), (0.78, 0.34), (0.34, 0.6), (0.66, 0.64), (0.5, 0.88))
    radius = min(wide, high) * 0.075
    _print(cut, body, (oval(left + wide * x, top + high * y, radius) for x, y in spots),
           _other(body))  # fmt: skip


def _dirty(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    blots = ((0.24, 0.8, 0.17), (0.56, 0.9, 0.2), (0.82, 0.7, 0.11), (0.42, 0.4, 0.07))
    shapes = (oval(left + wide * x, top + high * y, wide * r, high * r * 0.6) for x, y, r in blots)
    _print(cut, body, shapes, alpha(0xFF5A4634, 0.42))


def _cracked(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    run = ((0.62, 0.0), (0.5, 0.2), (0.6, 0.36), (0.46, 0.52), (0.53, 0.66))
    crack = line(*((left + wide * x, top + high * y) for x, y in run))
    outline = skia.Path()
    width = max(0.7, min(wide, high) * 0.05)
    skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=width).getFillPath(crack, outline)
    _print(cut, body, [outline], alpha(t.ink, 0.8))


def _torn(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    fold = ((right, top), (right - wide * 0.3, top), (right - wide * 0.16, top + high * 0.14),
            (right - wide * 0.14, top + high * 0.24), (right, top + high * 0.34))  # fmt: skip
    _print(cut, body, [polygon(*fold)], _other(body))


def _metal(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    x, y = left + wide * 0.22, top + high * 0.16
    band = polygon((x, y), (x + wide * 0.1, y), (x + wide * 0.05, y + high * 0.5),
                   (x - wide * 0.03, y + high * 0.5))  # fmt: skip
    _print(cut, body, [band], alpha(0xFFFFFFFF, 0.55))


def _banded(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    bars = (rect(left, top + (bottom - top) * y, right - left, 2.4) for y in (0.2, 0.68))
    _print(cut, body, bars, t.metal)


def _framed(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    cut.line(body.path, t.brass, 1.4)


def _sealed(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    size = min(right - left, bottom - top) * 0.16
    cut.fill(oval((left + right) / 2, top + (bottom - top) * 0.6, size), 0xFFB4303C, lift=0.3)


def _flowered(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    wide, high = right - left, bottom - top
    size = min(wide, high) * 0.09
    for x, y in ((0.26, 0.36), (0.7, 0.3), (0.48, 0.7)):
        at = left + wide * x, top + high * y
        petals = (oval(at[0] + dx * size, at[1] + dy * size, size * 0.8)
                  for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)))  # fmt: skip
        _print(cut, body, petals, t.accent)
        _print(cut, body, [oval(*at, size * 0.6)], t.paper)


def _feathered(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    size = max(0.5, min(1.0, (right - left) / 22))
    plume(cut, left + (right - left) * 0.68, top + (bottom - top) * 0.55, size, t.accent)


def _steaming(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, _ = _bounds(body)
    for share in (0.36, 0.62):
        x, y = left + (right - left) * share, top - 3
        wisp = smooth([(x, y), (x + 1.6, y - 3), (x - 1.2, y - 6), (x + 0.8, y - 9)], closed=False)
        cut.line(wisp, alpha(0xFFFFFFFF, 0.75), 0.9)


def _glowing(cut: Cutout, body: PaperPiece, t: Tones) -> None:
    left, top, right, bottom = _bounds(body)
    cut.glow((left + right) / 2, (top + bottom) / 2, (right - left) * 1.1, t.light, 0.4)


_WORDS: Mapping[_Mark, str] = {
    _striped: "striped", _patched: "patched patchwork rag ragged", _spotted: "spotted dotted",
    _dirty: "muddy dusty stained oily sooty grubby dirty mouldy",
    _cracked: "cracked chipped split notched scratched dented battered broken creased folded",
    _torn: "torn tattered crumpled",
    _metal: "silver golden gold brass bronze copper steel shiny shining polished gilt gilded",
    _banded: "bound tarred hooped", _framed: "framed", _sealed: "sealed stamped",
    _flowered: "flowered flowery painted embroidered", _feathered: "feathered plumed",
    _steaming: "steaming hot", _glowing: "glowing humming shimmering magic",
}  # fmt: skip
_MARKS: Mapping[str, _Mark] = {
    word: mark for mark, words in _WORDS.items() for word in words.split()
}
_PRINTED = frozenset(
    word for word, mark in _MARKS.items() if mark not in (_feathered, _steaming, _sealed, _glowing)
)
"""Words for what is on the largest piece itself, under what lies over it."""
