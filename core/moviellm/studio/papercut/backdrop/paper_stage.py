"""The paper stage that backdrops are built on: washes, sheets with cut edges, pools of light.

Units: the picture is 100 high and `width` wide. Actors stand at y = 90, the floor begins at 70.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from moviellm.studio.papercut.colour import alpha, lightness, mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, oval, polygon, rect, smooth, union

FLOOR = 70.0
"""Where floor and wall, or ground and distance, meet."""

_THIN, _LARGE = 0.75, 9.0
"""Sheets that stand off less get a hard shadow; lower ones are of one tone. Both cost a tenth."""


_STRIPS = 160
"""Plain strips are drawn twenty times faster than a gradient over a whole picture."""


class PaperStage:
    """Draws one backdrop, back to front.

    Attributes:
        width: Of the picture, in units.
        grade: Palette, light and weather.
        rng: Seeded with the place's id, so that a place has one face.
    """

    def __init__(self, canvas: skia.Canvas, width: float, grade: Grade, rng: Random) -> None:
        self.canvas = canvas
        self.width = width
        self.grade = grade
        self.rng = rng

    def x(self, share: float) -> float:
        """A position across the picture, 0 to 1, in units."""
        return share * self.width

    def paper(self, colour: int, depth: float = 0.0) -> int:
        """A colour as it looks on this stage at some depth."""
        return self.grade.far(colour, depth)

    def wash(self, top: int, low: int, y0: float = 0.0, y1: float = 100.0) -> None:
        """Fill the picture with a gradient of two final colours, in strips of one tone each."""
        step, paint = 104 / _STRIPS, skia.Paint()
        for index in range(_STRIPS):
            y = -2 + index * step
            paint.setColor(mix(top, low, min(1.0, max(0.0, (y - y0) / (y1 - y0)))))
            box = skia.Rect.MakeXYWH(-12, y, self.width + 24, step + 0.3)
            self.canvas.drawRect(box, paint)

    def sheet(
        self,
        path: skia.Path,
        colour: int,
        lift: float = 1.4,
        rough: float = 0.22,
        shaded: float = 0.05,
        rim: float = 0.28,
    ) -> None:
        """Lay a sheet of paper of a final colour.

        Args:
            path: Its outline.
            colour: Its paper.
            lift: How far it stands off what is behind it.
            rough: How irregular its cut edge is.
            shaded: How much darker it is at its foot than at its top.
            rim: Width of the lighter cut edge.
        """
        effect = None
        if rough:
            effect = self._rough(path, rough)
        if lift:
            self._shadow(path, lift, effect)
        box = path.getBounds()
        paint = skia.Paint(AntiAlias=True, Color=colour, PathEffect=effect)
        if shaded and box.height() > _LARGE:
            ends = [shade(colour, shaded * 0.5), shade(colour, -shaded)]
            line = [(0, box.top()), (0, min(box.bottom(), 104.0))]
            paint.setShader(skia.GradientShader.MakeLinear(line, ends))
        self.canvas.drawPath(path, paint)
        if rim:
            light = 0.07 if lightness(colour) < 0.9 else -0.04
            edge = skia.Paint(
                AntiAlias=True,
                Color=alpha(shade(colour, light), 0.8),
                PathEffect=effect,
                Style=skia.Paint.kStroke_Style,
                StrokeWidth=rim,
            )
            self.canvas.drawPath(path, edge)

    def _rough(self, path: skia.Path, rough: float) -> skia.PathEffect:
        box = path.getBounds()
        step = min(2.6, max(0.7, (box.width() + box.height()) / 14))
        return skia.DiscretePathEffect.Make(step, rough * step / 2.6, self.rng.getrandbits(16))

    def _shadow(self, path: skia.Path, lift: float, effect: skia.PathEffect | None) -> None:
        thin = lift < _THIN
        ink = alpha(self.grade.palette.ink, 0.2 if thin else 0.36)
        paint = skia.Paint(AntiAlias=True, Color=ink, PathEffect=effect if thin else None)
        if not thin:
            blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, lift * 0.75)
            paint.setMaskFilter(blur)
        self.canvas.save()
        self.canvas.translate(lift * 0.2, lift * 0.5)
        self.canvas.drawPath(path, paint)
        self.canvas.restore()

    def line(self, path: skia.Path, colour: int, width: float) -> None:
        """Draw a line of a final colour."""
        paint = skia.Paint(
            AntiAlias=True,
            Color=colour,
            Style=skia.Paint.kStroke_Style,
            StrokeWidth=width,
            StrokeCap=skia.Paint.kRound_Cap,
        )
        self.canvas.drawPath(path, paint)

    def glow(self, x: float, y: float, radius: float, colour: int, strength: float) -> None:
        """Add a pool of light."""
        stops = [alpha(colour, strength), alpha(colour, strength * 0.35), alpha(colour, 0)]
        shader = skia.GradientShader.MakeRadial((x, y), radius, stops, [0.0, 0.42, 1.0])
        paint = skia.Paint(AntiAlias=True, Shader=shader, BlendMode=skia.BlendMode.kScreen)
        self.canvas.drawPath(oval(x, y, radius), paint)

    def lamp(self, x: float, y: float, radius: float, strength: float = 0.55) -> None:
        """Add lamplight: strong by night, weak by day."""
        share = {"night": 1.0, "dusk": 0.85, "dawn": 0.45, "day": 0.22}[self.grade.light]
        self.glow(x, y, radius, self.grade.palette.lamp, strength * share)

    def shaft(self, points: Sequence[Point], strength: float = 0.16) -> None:
        """Add daylight falling through an opening, faded towards its end."""
        share = {"night": 0.35, "dusk": 0.9, "dawn": 1.0, "day": 1.0}[self.grade.light]
        colour = self.grade.sky[1] if self.grade.light != "day" else 0xFFFFF6DA
        ends = [alpha(colour, strength * share), alpha(colour, 0)]
        head = points[0]
        foot = ((points[-1][0] + points[-2][0]) / 2, (points[-1][1] + points[-2][1]) / 2)
        shader = skia.GradientShader.MakeLinear([head, foot], ends)
        blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 1.2)
        paint = skia.Paint(
            AntiAlias=True, Shader=shader, BlendMode=skia.BlendMode.kScreen, MaskFilter=blur
        )
        self.canvas.drawPath(polygon(*points), paint)

    def ridge(self, y: float, height: float, steps: int = 7, jag: float = 0.5) -> skia.Path:
        """A silhouette across the picture that rises up to ``height`` above ``y``."""
        step = (self.width + 20) / steps
        points = [
            (-10 + index * step, y - height * (self.rng.random() * jag + (1 - jag) * (index % 2)))
            for index in range(steps + 1)
        ]
        return smooth([(-14, 108), (-14, y), *points, (self.width + 14, y),
                       (self.width + 14, 108)], tension=0.9)  # fmt: skip

    def ornaments(self, colour: int, box: tuple[float, float, float, float], step: float) -> None:
        """Print small motifs over a box (left, top, right, bottom)."""
        left, top, right, bottom = box
        motifs = []
        rows = int((bottom - top) / step)
        for row in range(rows):
            for column in range(int((right - left) / step) + 1):
                x = left + (column + (row % 2) * 0.5) * step
                y = top + (row + 0.5) * step
                motifs += [
                    oval(x, y, step * 0.07),
                    oval(x, y - step * 0.17, step * 0.05),
                    oval(x - step * 0.15, y + step * 0.08, step * 0.05),
                    oval(x + step * 0.15, y + step * 0.08, step * 0.05),
                ]
        self.canvas.save()
        self.canvas.clipRect(skia.Rect.MakeLTRB(*box))
        self.canvas.drawPath(union(motifs), skia.Paint(AntiAlias=True, Color=colour))
        self.canvas.restore()

    def band(self, y0: float, y1: float) -> skia.Path:
        """A strip across the picture."""
        return rect(-12, y0, self.width + 24, y1 - y0)
