"""What the open air is built of: hills, ground, water, trees, houses and leaves near the eye."""

from __future__ import annotations

import math

from moviellm.studio.papercut.backdrop.paper_stage import FLOOR, PaperStage
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.season import snowed
from moviellm.studio.papercut.shapes import (
    Point,
    line,
    moved,
    oval,
    polygon,
    rect,
    smooth,
    turned,
    union,
)


def hills(
    stage: PaperStage, y: float, height: float, colour: int, depth: float, steps: int = 6
) -> None:
    """Lay a ridge of hills."""
    path = stage.ridge(y, height, steps)
    stage.sheet(path, stage.paper(colour, depth), 1.0 + (1 - depth) * 1.2, 0.15, 0.08)


def peaks(
    stage: PaperStage, y: float, height: float, colour: int, depth: float, snow: bool
) -> None:
    """Lay a chain of pointed mountains, white on top where wanted."""
    paper = stage.paper(colour, depth)
    count = 4
    for index in range(count + 1):
        x = stage.x((index + stage.rng.random() * 0.5 - 0.25) / count)
        high = height * (0.65 + stage.rng.random() * 0.45)
        half = high * (0.75 + stage.rng.random() * 0.25)
        stage.sheet(polygon((x - half, y + 30), (x - half * 0.1, y - high), (x + half * 1.1,
            y + 30)), paper, 1.2, 0.4, 0.08)  # fmt: skip
        if snow:
            top = y - high
            cap = [(x - half * 0.1, top), (x + half * 0.22, top + high * 0.28), (x + half * 0.06,
                top + high * 0.22), (x - half * 0.04, top + high * 0.34), (x - half * 0.16,
                top + high * 0.22), (x - half * 0.3, top + high * 0.3)]  # fmt: skip
            stage.sheet(polygon(*cap), stage.paper(0xFFF6F6F4, depth * 0.8), 0.4, 0.25, 0.02)


def ground(stage: PaperStage, colour: int, y: float = FLOOR, waves: float = 2.0) -> int:
    """Lay the ground that actors stand on, in winter under snow. Returns its colour."""
    paper = stage.paper(snowed(colour) if stage.grade.snowed_in else colour)
    points = [(stage.x(i / 6), y + math.sin(i * 1.7) * waves * 0.5) for i in range(7)]
    path = smooth([(-14, 108), (-14, y), *points, (stage.width + 14, y),
                   (stage.width + 14, 108)], tension=0.8)  # fmt: skip
    stage.sheet(path, paper, 1.8, 0.25, 0.12)
    return paper


def tufts(stage: PaperStage, colour: int, count: int, y0: float = 74.0, y1: float = 98.0) -> None:
    """Scatter tufts of grass over the ground."""
    blades = []
    for _ in range(count):
        x, y = stage.x(stage.rng.random()), y0 + stage.rng.random() * (y1 - y0)
        size = 1.0 + (y - y0) / (y1 - y0) * 1.6
        for lean in (-0.7, 0.0, 0.7):
            blades.append(line((x, y), (x + lean * size, y - size * 1.5)))
    stage.line(union(blades), alpha(stage.paper(colour), 0.85), 0.4)


def pebbles(stage: PaperStage, colour: int, count: int, y0: float = 74.0) -> None:
    """Scatter flat stones or petals over the ground."""
    paper = stage.paper(colour)
    for _ in range(count):
        y = y0 + stage.rng.random() * (98 - y0)
        size = 0.5 + (y - y0) / 24
        stone = oval(stage.x(stage.rng.random()), y, size * 1.5, size * 0.6)
        stage.sheet(stone, shade(paper, (stage.rng.random() - 0.5) * 0.08), 0.2, 0.1, 0, 0.12)


def water(stage: PaperStage, y0: float, y1: float, colour: int) -> None:
    """Lay water in overlapping strips of waves, with the light of the sky on it."""
    rows = max(3, int((y1 - y0) / 4.5))
    for row in range(rows):
        share = row / (rows - 1)
        y = y0 + (y1 - y0) * share
        crest = 0.5 + share * 0.9
        step = 5 + share * 8
        path = skia.Path()
        path.moveTo(-14, 108)
        x = -14 - (row % 2) * step * 0.5
        path.lineTo(x, y)
        while x < stage.width + 14:
            path.quadTo(x + step * 0.5, y - crest * 1.6, x + step, y)
            x += step
        path.lineTo(x, 108)
        path.close()
        paper = stage.paper(shade(colour, 0.05 - share * 0.09), 0.62 * (1 - share))
        stage.sheet(path, paper, 0.9, 0.0, 0.0, 0.25)
    glints = [line((stage.x(0.5 + (stage.rng.random() - 0.5) * 0.5), y),
                   (stage.x(0.5 + (stage.rng.random() - 0.5) * 0.5) + 4, y))
              for y in (y0 + 1.5, y0 + 4.5)]  # fmt: skip
    stage.line(union(glints), alpha(stage.grade.sky[1], 0.3), 0.3)


def trunk(
    stage: PaperStage, x: float, foot: float, width: float, colour: int, depth: float
) -> None:
    """Set a tall tree trunk that leaves the picture at the top."""
    half = width / 2
    path = smooth([(x - half * 2.2, foot), (x - half * 1.1, foot - 6), (x - half * 0.85, 40),
                   (x - half * 0.8, -8), (x + half * 0.8, -8), (x + half * 0.9, 38),
                   (x + half * 1.2, foot - 5), (x + half * 2.4, foot)], tension=0.55)  # fmt: skip
    paper = stage.paper(colour, depth)
    stage.sheet(path, paper, 0.8 + (1 - depth) * 1.4, 0.25, 0.06)
    marks = [
        line((x - half * 0.4, y), (x + half * 0.2, y + 4)) for y in range(8, int(foot) - 8, 15)
    ]
    stage.line(union(marks), alpha(shade(paper, -0.05), 0.8), 0.4 + width * 0.04)


def crown(stage: PaperStage, x: float, y: float, size: float, colour: int, depth: float) -> None:
    """Set a round crown of leaves in three layers of paper."""
    for index, (dx, dy, share) in enumerate(((0, 0, 1.0), (-0.32, -0.16, 0.72), (0.3, -0.3, 0.52))):
        paper = stage.paper(shade(colour, 0.035 * index), depth)
        stage.sheet(
            _leafy(x + dx * size, y + dy * size, size * share, stage), paper, 1.3, 0.2, 0.06
        )


def _leafy(x: float, y: float, size: float, stage: PaperStage) -> skia.Path:
    count = 11
    points: list[Point] = []
    for index in range(count * 2):
        radius = size * (1.0 if index % 2 else 0.86) * (0.94 + stage.rng.random() * 0.12)
        points.append(turned((x, y - radius), 180 * index / count, (x, y)))
    return smooth(points, tension=1.0)


def tree(stage: PaperStage, x: float, foot: float, size: float, leaves: int, depth: float) -> None:
    """Set a whole leafy tree."""
    wood = stage.paper(0xFF6B4A38, depth)
    stem = smooth([(x - size * 0.16, foot), (x - size * 0.08, foot - size * 0.7),
                   (x - size * 0.3, foot - size * 1.4), (x, foot - size * 1.1),
                   (x + size * 0.26, foot - size * 1.5), (x + size * 0.08, foot - size * 0.7),
                   (x + size * 0.18, foot)], tension=0.5)  # fmt: skip
    stage.sheet(stem, wood, 1.0, 0.15, 0.05)
    crown(stage, x, foot - size * 1.65, size * 0.95, leaves, depth)


def pine(stage: PaperStage, x: float, foot: float, size: float, colour: int, depth: float) -> None:
    """Set a fir of stacked triangles."""
    for index in range(3):
        y = foot - size * (0.12 + index * 0.42)
        half, high = size * (0.52 - index * 0.12), size * 0.78
        leaf = polygon((x - half, y), (x - half * 0.45, y - high * 0.22), (x, y - high),
                       (x + half * 0.45, y - high * 0.22), (x + half, y))  # fmt: skip
        stage.sheet(leaf, stage.paper(shade(colour, index * 0.03), depth), 0.8, 0.2, 0.05)


def canopy(stage: PaperStage, colour: int, reach: float = 16.0) -> None:
    """Hang leaves into the picture from above, near the eye."""
    for layer, share in enumerate((1.0, 0.62)):
        paper = stage.paper(shade(colour, -0.12 - layer * 0.08))
        x = -6.0
        boughs = []
        while x < stage.width + 8:
            size = 6 + stage.rng.random() * 6
            edge = abs(x / stage.width - 0.5) * 2
            y = -7 + reach * share * (0.25 + edge * 0.85) * (0.75 + stage.rng.random() * 0.4)
            boughs.append(_leafy(x, y - size * 0.45, size, stage))
            x += size * 0.95
        path = stage.band(-12, -2)
        for bough in boughs:
            path = skia.Op(path, bough, skia.PathOp.kUnion_PathOp)
        stage.sheet(path, paper, 2.0, 0.15, 0.0)


def leaves_aside(stage: PaperStage, colour: int, high: float = 34.0) -> None:
    """Grow dark leaves into the two lower corners, near the eye."""
    for side in (-1, 1):
        root = (-2.0 if side < 0 else stage.width + 2.0, 104.0)
        for index in range(6):
            angle = side * (-8 - index * 13 + stage.rng.random() * 6) * -1
            size = high * (1.0 - index * 0.11) * (0.85 + stage.rng.random() * 0.25)
            blade = smooth([(0, 0), (-size * 0.1, -size * 0.5), (0, -size), (size * 0.1,
                -size * 0.5)], tension=0.8)  # fmt: skip
            paper = stage.paper(shade(colour, -0.15 + index * 0.018))
            stage.sheet(moved(blade, root[0], root[1], turn=-angle), paper, 1.5, 0.12, 0.04)


def house(
    stage: PaperStage,
    x: float,
    foot: float,
    wide: float,
    high: float,
    colour: int,
    depth: float,
    lit: bool,
) -> None:
    """Set a gabled house with windows, lit by night."""
    paper = stage.paper(colour, depth)
    roof = stage.paper(mix(colour, 0xFF8A3F34, 0.65), depth)
    stage.sheet(rect(x - wide / 2, foot - high, wide, high + 30), paper, 1.2, 0.12, 0.06)
    gable = polygon((x - wide * 0.6, foot - high + 1), (x, foot - high - wide * 0.62),
                    (x + wide * 0.6, foot - high + 1))  # fmt: skip
    stage.sheet(gable, roof, 1.2, 0.15, 0.05)
    glass = stage.paper(0xFF5E7280, depth)
    if lit and stage.grade.night:
        glass = mix(stage.grade.palette.lamp, glass, 0.12 + depth * 0.3)
    columns = max(1, int(wide / 8))
    for row in range(int(high / 11)):
        for column in range(columns):
            cx = x - wide / 2 + wide * (column + 0.5) / columns
            cy = foot - high + 4 + row * 11
            dark = stage.rng.random() < 0.3
            pane = rect(cx - 1.7, cy, 3.4, 5, 0.3)
            stage.sheet(
                pane, shade(glass, -0.16 if dark and stage.grade.night else 0), 0.2, 0, 0.02
            )
            stage.line(line((cx, cy), (cx, cy + 5)), alpha(paper, 0.9), 0.4)


def fence(stage: PaperStage, y: float, colour: int) -> None:
    """Set a wooden fence across the picture."""
    wood = stage.paper(colour)
    for gap in (0.0, 6.0):
        stage.sheet(stage.band(y - 11 + gap, y - 9 + gap), shade(wood, -0.03), 0.6, 0.15, 0.02)
    x = -2.0
    while x < stage.width + 4:
        post = polygon(
            (x - 1.3, y), (x - 1.3, y - 13), (x, y - 15), (x + 1.3, y - 13), (x + 1.3, y)
        )
        stage.sheet(post, wood, 0.7, 0.12, 0.04)
        x += 9.5
