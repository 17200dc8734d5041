"""What rooms are built of: walls, floors, windows, beams, hangings."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import arc, line, oval, rect, smooth, union


def wall(stage: PaperStage, colour: int, pattern: str = "plain") -> int:
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


def _every(stage: PaperStage, step: float) -> list[float]:
    return [-4 + index * step for index in range(int((stage.width + 8) / step) + 1)]


def _runs(stage: PaperStage, paths: list[skia.Path], colour: int, width: float) -> None:
    stage.line(union(paths), colour, width)


def _stones(stage: PaperStage, paper: int) -> None:
    for row in range(8):
        x = -8.0 - stage.rng.random() * 8
        while x < stage.width + 4:
            wide = 9 + stage.rng.random() * 9
            if stage.rng.random() < 0.5:
                block = rect(x + 0.5, row * 9 + 0.5, wide - 1, 8, 1.4)
                tone = shade(paper, (stage.rng.random() - 0.55) * 0.07)
                stage.sheet(block, alpha(tone, 0.85), 0.3, 0.3, 0.02, 0.2)
            x += wide


def floor(stage: PaperStage, colour: int, pattern: str = "boards", y: float = FLOOR) -> int:
    """Lay the floor: boards, tiles, stone or carpet. Returns its colour."""
    paper = stage.paper(colour)
    stage.sheet(stage.band(y, 104), paper, 1.2, 0.12, 0.1)
    tone = alpha(shade(paper, -0.08), 0.75)
    middle = stage.width / 2
    if pattern in ("boards", "tiles"):
        runs = [
            line((middle + dx * 0.62, y), (middle + dx * 1.5, 102)) for dx in range(-150, 151, 12)
        ]
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
                stage.sheet(
                    slab, shade(paper, (stage.rng.random() - 0.5) * 0.05), 0.2, 0.3, 0.0, 0.2
                )
                x += wide
    return paper


def skirting(stage: PaperStage, colour: int) -> None:
    """Add the board where wall and floor meet."""
    stage.sheet(stage.band(FLOOR - 2.6, FLOOR + 0.5), stage.paper(colour), 0.6, 0.08, 0.02)


def rug(stage: PaperStage, colour: int, share: float = 0.5, half: float = 0.3) -> None:
    """Lay an oval rug on the floor."""
    x, rx = stage.x(share), stage.x(half)
    outer = stage.paper(colour)
    stage.sheet(oval(x, 90, rx, 7.4), shade(outer, -0.06), 0.5, 0.3, 0.0)
    stage.sheet(oval(x, 90, rx * 0.9, 6.2), outer, 0.2, 0.2, 0.02)
    stage.line(oval(x, 90, rx * 0.74, 4.7), alpha(shade(outer, 0.16), 0.8), 0.5)


def beams(stage: PaperStage, colour: int, count: int = 5) -> None:
    """Add ceiling beams along the top."""
    wood = stage.paper(colour)
    stage.sheet(stage.band(-4, 5.2), shade(wood, -0.06), 1.8, 0.2, 0.03)
    for index in range(count):
        x = stage.x((index + 0.5) / count)
        stage.sheet(rect(x - 2, -3, 4, 11, 0.6), wood, 1.2, 0.15, 0.04)


def drapes(stage: PaperStage, colour: int, reach: float = 0.12) -> None:
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


def pendant(stage: PaperStage, share: float, y: float, colour: int) -> None:
    """Hang a lamp from the ceiling."""
    x = stage.x(share)
    stage.line(line((x, -2), (x, y - 4)), alpha(stage.grade.palette.ink, 0.7), 0.35)
    stage.lamp(x, y + 3, 46, 0.7)
    shade_path = smooth([(x - 1.4, y - 4.4), (x + 1.4, y - 4.4), (x + 6.6, y + 1.4),
                         (x - 6.6, y + 1.4)], tension=0.5)  # fmt: skip
    stage.sheet(oval(x, y + 1.6, 2.0, 1.6), stage.grade.palette.lamp, 0, 0, 0, 0)
    stage.sheet(shade_path, stage.paper(colour), 1.0, 0.08, 0.06)


def hanging(stage: PaperStage, xs: list[float], y: float, colour: int) -> None:
    """Hang copper pans from a rail."""
    rail = alpha(stage.grade.palette.ink, 0.75)
    stage.line(line((xs[0] - 4, y), (xs[-1] + 4, y)), rail, 0.6)
    metal = stage.paper(colour)
    for index, x in enumerate(xs):
        size = (3.4, 2.6, 3.0, 2.2)[index % 4]
        stage.sheet(rect(x - 0.45, y, 0.9, 6.4, 0.3), shade(metal, -0.1), 0.5, 0, 0)
        stage.sheet(oval(x, y + 6 + size, size), metal, 0.8, 0.08, 0.05)
        stage.line(arc(x, y + 6 + size, size * 0.66, size * 0.66, 190, 80), shade(metal, 0.12), 0.5)


def pictures(stage: PaperStage, shares: list[float], y: float, frame: int) -> None:
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
