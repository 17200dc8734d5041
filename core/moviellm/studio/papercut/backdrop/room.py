"""What rooms are built of: walls, floors, windows, beams, hangings."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop.sky import falling
from moviellm.studio.papercut.backdrop.stage import FLOOR, Stage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth, union


def wall(stage: Stage, colour: int, pattern: str = "plain") -> int:
    """Hang the back wall: plain, papered, planked, tiled, stone or metal. Returns its colour."""
    paper = stage.paper(colour)
    stage.wash(shade(paper, -0.09), shade(paper, 0.02), 0, FLOOR)
    if stage.grade.palette.patterned and pattern == "plain":
        pattern = "papered"
    tone = alpha(shade(paper, -0.05), 0.8)
    if pattern == "papered":
        stage.ornaments(alpha(shade(paper, 0.06), 0.75), (-4, 0, stage.width + 4, FLOOR), 6.2)
    elif pattern == "planked":
        _runs(stage, [line((x, -2), (x, FLOOR)) for x in _every(stage, 9.5)], tone, 0.4)
    elif pattern == "tiled":
        rows = [line((-4, y), (stage.width + 4, y)) for y in range(34, int(FLOOR), 6)]
        columns = [line((x, 34), (x, FLOOR)) for x in _every(stage, 6)]
        _runs(stage, [*rows, *columns], tone, 0.25)
    elif pattern == "stone":
        _stones(stage, paper)
    elif pattern == "metal":
        _runs(stage, [line((x, -2), (x, FLOOR)) for x in _every(stage, 26)], tone, 0.5)
        _runs(stage, [line((-4, y), (stage.width + 4, y)) for y in (18, 46)], tone, 0.35)
    stage.glow(stage.x(0.5), 44, stage.width * 0.42, shade(paper, 0.1), 0.22)
    return paper


def _every(stage: Stage, step: float) -> list[float]:
    return [-4 + index * step for index in range(int((stage.width + 8) / step) + 1)]


def _runs(stage: Stage, paths: list[skia.Path], colour: int, width: float) -> None:
    stage.line(union(paths), colour, width)


def _stones(stage: Stage, paper: int) -> None:
    for row in range(8):
        x = -8.0 - stage.rng.random() * 8
        while x < stage.width + 4:
            wide = 9 + stage.rng.random() * 9
            if stage.rng.random() < 0.5:
                block = rect(x + 0.5, row * 9 + 0.5, wide - 1, 8, 1.4)
                tone = shade(paper, (stage.rng.random() - 0.55) * 0.07)
                stage.sheet(block, alpha(tone, 0.85), 0.3, 0.3, 0.02, 0.2)
            x += wide


def floor(stage: Stage, colour: int, pattern: str = "boards", y: float = FLOOR) -> int:
    """Lay the floor: boards, tiles, stone or carpet. Returns its colour."""
    paper = stage.paper(colour)
    stage.sheet(stage.band(y, 104), paper, 1.2, 0.12, 0.1)
    tone = alpha(shade(paper, -0.08), 0.75)
    middle = stage.width / 2
    if pattern in ("boards", "tiles"):
        runs = [line((middle + dx * 0.62, y), (middle + dx * 1.5, 102))
                for dx in range(-150, 151, 12)]  # fmt: skip
        if pattern == "tiles":
            runs += [line((-4, y + gap), (stage.width + 4, y + gap)) for gap in (4, 9.5, 17, 26)]
        _runs(stage, runs, tone, 0.35)
    elif pattern == "stone":
        for row, gap in enumerate((0.0, 5.0, 11.5, 20.0)):
            high = (5.0, 6.5, 8.5, 12.0)[row]
            x = -9.0 + row * 5
            while x < stage.width:
                wide = high * (2 + stage.rng.random())
                slab = rect(x + 0.4, y + gap + 0.4, wide - 0.8, high - 0.8, 1)
                stage.sheet(slab, shade(paper, (stage.rng.random() - 0.5) * 0.05), 0.2, 0.3, 0.0,
                            0.2)  # fmt: skip
                x += wide
    return paper


def skirting(stage: Stage, colour: int) -> None:
    """Add the board where wall and floor meet."""
    stage.sheet(stage.band(FLOOR - 2.6, FLOOR + 0.5), stage.paper(colour), 0.6, 0.08, 0.02)


def rug(stage: Stage, colour: int, share: float = 0.5, half: float = 0.3) -> None:
    """Lay an oval rug on the floor."""
    x, rx = stage.x(share), stage.x(half)
    outer = stage.paper(colour)
    stage.sheet(oval(x, 90, rx, 7.4), shade(outer, -0.06), 0.5, 0.3, 0.0)
    stage.sheet(oval(x, 90, rx * 0.9, 6.2), outer, 0.2, 0.2, 0.02)
    stage.line(oval(x, 90, rx * 0.74, 4.7), alpha(shade(outer, 0.16), 0.8), 0.5)


def window(
    stage: Stage, share: float, y: float, wide: float, high: float, frame: int, kind: str = "cross",
    view: str = "hills",
) -> None:  # fmt: skip
    """Cut a window into the wall: sky, view and weather are seen through it.

    Args:
        stage: The stage.
        share: Its centre across the picture, 0 to 1.
        y: Its top.
        wide: Its width.
        high: Its height.
        frame: The colour of its frame.
        kind: ``cross``, ``arch`` or ``round``.
        view: ``hills``, ``roofs``, ``sea`` or ``stars``.
    """
    x = stage.x(share)
    wood = stage.paper(frame)
    hole = _hole(x, y, wide, high, kind)
    rim = _hole(x, y - 1.5, wide + 3.4, high + 3.2, kind)
    stage.sheet(rim, wood, 1.2, 0.1, 0.05)
    stage.canvas.save()
    stage.canvas.clipPath(hole, skia.ClipOp.kIntersect, True)
    _view(stage, (x - wide / 2, y, x + wide / 2, y + high), view)
    inner = skia.Paint(AntiAlias=True, Color=alpha(stage.grade.palette.ink, 0.4),
        Style=skia.Paint.kStroke_Style, StrokeWidth=1.6,
        MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.9))  # fmt: skip
    stage.canvas.drawPath(hole, inner)
    stage.canvas.restore()
    bars = [line((x, y), (x, y + high)), line((x - wide / 2, y + high * 0.45),
                                              (x + wide / 2, y + high * 0.45))]  # fmt: skip
    for bar in bars:
        stage.sheet(_thick(bar, 1.0), wood, 0.3, 0, 0, 0.15)
    if kind != "round":
        sill = rect(x - wide / 2 - 3, y + high + 0.6, wide + 6, 2.2, 0.5)
        stage.sheet(sill, shade(wood, 0.03), 0.9, 0.1, 0.02)
    _daylight(stage, x, y, wide, high)


def _hole(x: float, y: float, wide: float, high: float, kind: str) -> skia.Path:
    if kind == "round":
        return oval(x, y + high / 2, wide / 2, high / 2)
    if kind == "arch":
        path = skia.Path()
        half = wide / 2
        path.moveTo(x - half, y + high)
        path.lineTo(x - half, y + half)
        path.arcTo(skia.Rect.MakeLTRB(x - half, y, x + half, y + wide), 180, 180, False)
        path.lineTo(x + half, y + high)
        path.close()
        return path
    return rect(x - wide / 2, y, wide, high, 0.4)


def _thick(path: skia.Path, width: float) -> skia.Path:
    box = path.getBounds()
    return rect(box.left() - width / 2, box.top() - width / 2, box.width() + width,
                box.height() + width)  # fmt: skip


def _view(stage: Stage, box: tuple[float, float, float, float], view: str) -> None:
    left, top, right, bottom = box
    grade = stage.grade
    high, zenith = bottom - top, (left, top)
    colours = list(grade.sky)
    if view == "stars":
        colours = [0xFF070B1E, 0xFF1B2348]
    shader = skia.GradientShader.MakeLinear([zenith, (left, bottom)], colours)
    stage.canvas.drawRect(skia.Rect.MakeLTRB(*box), skia.Paint(Shader=shader))
    rng = stage.rng
    if grade.light == "night" or view == "stars":
        dots = [oval(left + rng.random() * (right - left), top + rng.random() * high * 0.8,
                     0.14 + rng.random() * 0.2) for _ in range(28)]  # fmt: skip
        stage.canvas.drawPath(union(dots), skia.Paint(AntiAlias=True, Color=0xC0FFF6DC))
        stage.sheet(oval(right - (right - left) * 0.26, top + high * 0.24, 2.0), 0xFFFAF0D2, 0.3,
                    0, 0, 0)  # fmt: skip
    if view == "stars":
        return
    if view == "sea":
        _patch(stage, rect(left, top + high * 0.62, right - left, high), 0xFF3F7C93, 0.5)
        _patch(stage, rect(left, top + high * 0.82, right - left, high), 0xFF2F6680, 0.3)
    else:
        for level, depth in ((0.56, 0.75), (0.74, 0.45)):
            base = top + high * level
            if view == "roofs":
                step = (right - left) / 4
                points = [(left - 1 + step * i / 2, base + (-3.0 if i % 2 else 1.0))
                          for i in range(10)]  # fmt: skip
                path = polygon((left - 2, bottom + 1), *points, (right + 2, bottom + 1))
            else:
                path = smooth([(left - 2, bottom + 2), (left - 2, base), (left + 5, base - 2.6),
                    ((left + right) / 2, base + 0.6), (right - 3, base - 3), (right + 2, base),
                    (right + 2, bottom + 2)], tension=0.8)  # fmt: skip
            _patch(stage, path, 0xFF7A5E62 if view == "roofs" else 0xFF5F8260, depth)
    outside = type(grade)(grade.palette, grade.light, grade.weather, False)
    veil = {"fog": 0.6, "snow": 0.2, "rain": 0.15, "storm": 0.2}.get(grade.weather, 0.0)
    if veil:
        stage.canvas.drawRect(skia.Rect.MakeLTRB(*box),
                              skia.Paint(Color=alpha(outside.haze, veil)))  # fmt: skip
    falling(stage, box, near=False)
    falling(stage, box, near=False)


def _patch(stage: Stage, path: skia.Path, colour: int, depth: float) -> None:
    grade = stage.grade
    outside = type(grade)(grade.palette, grade.light, grade.weather, False)
    stage.sheet(path, outside.far(colour, depth), 0.5, 0.1, 0.03, 0.15)


def _daylight(stage: Stage, x: float, y: float, wide: float, high: float) -> None:
    if stage.grade.weather in ("clear", "snow", "cloudy") or stage.grade.light == "night":
        stage.glow(x, y + high / 2, wide * 1.9, mix(stage.grade.sky[1], 0xFFFFF4DC, 0.4),
                   0.1 if stage.grade.light == "night" else 0.3)  # fmt: skip
        lean = (stage.width / 2 - x) * 0.35
        stage.shaft([(x - wide / 2, y + high * 0.2), (x + wide / 2, y + high * 0.2),
                     (x + wide + lean, 98), (x - wide * 0.2 + lean, 98)])  # fmt: skip


def beams(stage: Stage, colour: int, count: int = 5) -> None:
    """Add ceiling beams along the top."""
    wood = stage.paper(colour)
    stage.sheet(stage.band(-4, 5.2), shade(wood, -0.06), 1.8, 0.2, 0.03)
    for index in range(count):
        x = stage.x((index + 0.5) / count)
        stage.sheet(rect(x - 2, -3, 4, 11, 0.6), wood, 1.2, 0.15, 0.04)


def drapes(stage: Stage, colour: int, reach: float = 0.12) -> None:
    """Hang curtains at both sides and a valance along the top: the proscenium."""
    cloth = stage.paper(colour)
    for side in (0, 1):
        for fold in range(4, 0, -1):
            share = reach * fold / 4
            edge = stage.x(share) if not side else stage.width - stage.x(share)
            out = -8.0 if not side else stage.width + 8.0
            bow = (edge - out) * 0.22
            strip = smooth([(out, -6), (edge, -6), (edge - bow * 0.3, 40), (edge - bow, 74),
                            (edge + bow * 0.05, 106), (out, 106)], tension=0.6)  # fmt: skip
            stage.sheet(strip, shade(cloth, -0.03 * (fold % 2) - 0.012 * fold), 1.2, 0.12, 0.1)
    step = stage.width / 7
    for index in range(8):
        x = index * step - step * 0.5
        swag = smooth([(x - 1, -6), (x, 5), (x + step * 0.5, 10.5), (x + step, 5),
                       (x + step + 1, -6)], tension=0.8)  # fmt: skip
        stage.sheet(swag, shade(cloth, 0.01 if index % 2 else -0.03), 1.2, 0.12, 0.06)


def pendant(stage: Stage, share: float, y: float, colour: int) -> None:
    """Hang a lamp from the ceiling."""
    x = stage.x(share)
    stage.line(line((x, -2), (x, y - 4)), alpha(stage.grade.palette.ink, 0.7), 0.35)
    stage.lamp(x, y + 3, 46, 0.7)
    shade_path = smooth([(x - 1.4, y - 4.4), (x + 1.4, y - 4.4), (x + 6.6, y + 1.4),
                         (x - 6.6, y + 1.4)], tension=0.5)  # fmt: skip
    stage.sheet(oval(x, y + 1.6, 2.0, 1.6), stage.grade.palette.lamp, 0, 0, 0, 0)
    stage.sheet(shade_path, stage.paper(colour), 1.0, 0.08, 0.06)


def hanging(stage: Stage, xs: list[float], y: float, colour: int) -> None:
    """Hang copper pans from a rail."""
    rail = alpha(stage.grade.palette.ink, 0.75)
    stage.line(line((xs[0] - 4, y), (xs[-1] + 4, y)), rail, 0.6)
    metal = stage.paper(colour)
    for index, x in enumerate(xs):
        size = (3.4, 2.6, 3.0, 2.2)[index % 4]
        stage.sheet(rect(x - 0.45, y, 0.9, 6.4, 0.3), shade(metal, -0.1), 0.5, 0, 0)
        stage.sheet(oval(x, y + 6 + size, size), metal, 0.8, 0.08, 0.05)
        stage.line(arc(x, y + 6 + size, size * 0.66, size * 0.66, 190, 80), shade(metal, 0.12), 0.5)


def pictures(stage: Stage, shares: list[float], y: float, frame: int) -> None:
    """Hang framed landscapes on the wall."""
    hues = (0xFF6E8F7A, 0xFFB9785A, 0xFF5F7DA0, 0xFFA58A4A)
    for index, share in enumerate(shares):
        x, wide, high = stage.x(share), (13.0, 10.0, 15.0)[index % 3], (11.0, 13.0, 10.0)[index % 3]
        stage.sheet(
            rect(x - wide / 2 - 1, y - 1, wide + 2, high + 2), stage.paper(frame), 1.0, 0.08
        )
        stage.sheet(rect(x - wide / 2, y, wide, high), stage.paper(0xFFEFE3C8), 0, 0, 0.02)
        hue = stage.paper(hues[index % 4])
        hill = smooth([(x - wide / 2, y + high), (x - wide / 2, y + high * 0.6),
                       (x - wide * 0.1, y + high * 0.42), (x + wide / 2, y + high * 0.66),
                       (x + wide / 2, y + high)], tension=0.6)  # fmt: skip
        stage.sheet(hill, hue, 0.2, 0, 0.04)
        stage.sheet(oval(x + wide * 0.2, y + high * 0.26, 1.2), shade(hue, 0.2), 0, 0, 0, 0)


def curtains(stage: Stage, share: float, y: float, wide: float, high: float, colour: int) -> None:
    """Hang a pair of curtains about a window."""
    x, cloth = stage.x(share), stage.paper(colour)
    for side in (-1, 1):
        for fold in range(3):
            edge = x + side * (wide / 2 + 4 - fold * 2.6)
            inner = x + side * (wide / 2 - 1 - fold * 2.2)
            strip = smooth([(edge, y), (inner, y), (inner + side * 1.2, y + high * 0.6),
                (inner + side * 3.4, y + high), (edge + side, y + high)],
                tension=0.4)  # fmt: skip
            stage.sheet(strip, shade(cloth, -0.03 * (fold % 2)), 0.8, 0.08, 0.05)
    rail = rect(x - wide / 2 - 6, y - 1.2, wide + 12, 1.6, 0.8)
    stage.sheet(rail, stage.paper(0xFF6B4A36), 0.5, 0, 0)
