"""Cut-outs: ordered pieces of paper, each with its colour, owner, thickness and shadow."""

from __future__ import annotations

from dataclasses import dataclass, field

from moviellm.studio.papercut.colour import alpha, lightness, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import transformed

SCENERY = ""
"""The owner of pieces that belong to nobody of the depiction."""

_THIN = 0.95
"""Pieces that stand off less than this, in units, get a hard shadow: it costs a tenth."""


@dataclass(slots=True)
class PaperPiece:
    """One piece of paper, or one drawn line when `stroke` is not 0.

    Attributes:
        owner: Id of the person or prop that it is part of; `SCENERY` for furniture.
        lift: How far it stands off the paper beneath, which gives its shadow; in units.
        rim: Width of the lighter cut edge, in units.
        glow: It is light, not paper: it is added to what is beneath and belongs to no outline.
    """

    path: skia.Path
    colour: int
    owner: str = SCENERY
    lift: float = 0.0
    rim: float = 0.0
    stroke: float = 0.0
    glow: float = 0.0


@dataclass(slots=True)
class Cutout:
    """Pieces from back to front, in units of the thing that they make up."""

    pieces: list[PaperPiece] = field(default_factory=list)

    def fill(self, path: skia.Path, colour: int, lift: float = 0.0, rim: float = 0.35) -> Cutout:
        """Add a piece of paper."""
        self.pieces.append(PaperPiece(path, colour, lift=lift, rim=rim))
        return self

    def line(self, path: skia.Path, colour: int, width: float) -> Cutout:
        """Add a line with round ends."""
        self.pieces.append(PaperPiece(path, colour, stroke=width))
        return self

    def glow(self, x: float, y: float, radius: float, colour: int, strength: float) -> Cutout:
        """Add a pool of light about a point."""
        centre = skia.Path()
        centre.addCircle(x, y, radius)
        self.pieces.append(PaperPiece(centre, alpha(colour, strength), glow=radius))
        return self

    def add(self, other: Cutout, matrix: skia.Matrix | None = None, owner: str = "") -> Cutout:
        """Add all pieces of another cut-out, moved by a matrix; unowned ones get ``owner``."""
        scale = 1.0 if matrix is None else abs(_determinant(matrix)) ** 0.5
        for piece in other.pieces:
            self.pieces.append(
                PaperPiece(
                    piece.path if matrix is None else transformed(piece.path, matrix),
                    piece.colour,
                    piece.owner or owner,
                    piece.lift * scale,
                    piece.rim * scale,
                    piece.stroke * scale,
                    piece.glow * scale,
                )
            )
        return self

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of all paper, lights left out."""
        boxes = [
            (box.left() - pad, box.top() - pad, box.right() + pad, box.bottom() + pad)
            for piece in self.pieces
            if not piece.glow
            for box, pad in ((piece.path.computeTightBounds(), piece.stroke / 2),)
        ]
        if not boxes:
            return 0.0, 0.0, 0.0, 0.0
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def _determinant(matrix: skia.Matrix) -> float:
    return float(matrix.getScaleX() * matrix.getScaleY() - matrix.getSkewX() * matrix.getSkewY())


def draw(canvas: skia.Canvas, piece: PaperPiece, ink: int) -> None:
    """Draw one piece with its shadow and its lighter cut edge."""
    if piece.glow:
        _draw_glow(canvas, piece)
        return
    if piece.lift:
        _draw_shadow(canvas, piece, ink)
    paint = skia.Paint(AntiAlias=True, Color=piece.colour)
    if piece.stroke:
        _stroked(paint, piece.stroke)
    canvas.drawPath(piece.path, paint)
    if piece.rim:
        light = 0.09 if lightness(piece.colour) < 0.9 else -0.05
        rim = skia.Paint(AntiAlias=True, Color=alpha(shade(piece.colour, light), 0.75))
        _stroked(rim, piece.rim)
        canvas.drawPath(piece.path, rim)


def _draw_shadow(canvas: skia.Canvas, piece: PaperPiece, ink: int) -> None:
    """Draw the shadow on the paper beneath: blurred, or for thin pieces hard."""
    thin = piece.lift < _THIN
    paint = skia.Paint(AntiAlias=True, Color=alpha(ink, 0.2 if thin else 0.34))
    if not thin:
        blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, piece.lift * 0.6)
        paint.setMaskFilter(blur)
    if piece.stroke:
        _stroked(paint, piece.stroke)
    canvas.save()
    canvas.translate(piece.lift * 0.35, piece.lift * 0.75)
    canvas.drawPath(piece.path, paint)
    canvas.restore()


def _draw_glow(canvas: skia.Canvas, piece: PaperPiece) -> None:
    box = piece.path.getBounds()
    faint = alpha(piece.colour, (piece.colour >> 24) / 255 * 0.35)
    shader = skia.GradientShader.MakeRadial(
        (box.centerX(), box.centerY()),
        piece.glow,
        [piece.colour, faint, alpha(piece.colour, 0)],
        [0.0, 0.4, 1.0],
    )
    paint = skia.Paint(AntiAlias=True, Shader=shader, BlendMode=skia.BlendMode.kScreen)
    canvas.drawPath(piece.path, paint)


def _stroked(paint: skia.Paint, width: float) -> None:
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
