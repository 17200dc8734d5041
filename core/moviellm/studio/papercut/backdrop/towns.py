"""Backdrops of towns."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import sky
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.shapes import arc, line, oval, polygon, rect, smooth, union

_HUES = (0xFFC9775A, 0xFFE2C287, 0xFF8FA49A, 0xFFD89E6A, 0xFFB66A5C, 0xFF9BA7B4, 0xFFE8D7B0)


def street(stage: PaperStage) -> None:
    sky(stage, 66)
    _row(stage, 60, 0.62, (12.0, 26.0), 0.75)
    x, index = -6.0, 0
    while x < stage.width + 6:
        wide = 19 + stage.rng.random() * 9
        if not 0.4 < (x + wide / 2) / stage.width < 0.58:
            land.house(
                stage,
                x + wide / 2,
                72,
                wide,
                36 + stage.rng.random() * 16,
                _HUES[index % 7],
                0.08,
                True,
            )
        x, index = x + wide + 0.6, index + 1
    paving = land.ground(stage, 0xFF8E8580, 71, 0.6)
    _cobbles(stage, paving, 73)
    stage.sheet(stage.band(69.6, 72.6), shade(paving, 0.07), 0.9, 0.12, 0)
    _lamp_post(stage, stage.x(0.07))
    _lamp_post(stage, stage.x(0.93))


def _row(
    stage: PaperStage, foot: float, depth: float, high: tuple[float, float], step: float
) -> None:
    x, index = -4.0, 0
    while x < stage.width + 6:
        wide = 10 + stage.rng.random() * 7
        land.house(
            stage,
            x + wide / 2,
            foot,
            wide,
            high[0] + stage.rng.random() * (high[1] - high[0]),
            _HUES[(index * 3) % 7],
            depth,
            True,
        )
        x, index = x + wide * (0.25 + step), index + 1


def _cobbles(stage: PaperStage, paper: int, y0: float) -> None:
    stones = []
    y, high = y0, 2.2
    while y < 101:
        x = -4.0 + (int(y * 7) % 5)
        while x < stage.width + 4:
            stones.append(rect(x, y, high * 2.1, high * 0.8, high * 0.3))
            x += high * 2.5
        y, high = y + high, high * 1.16
    stage.line(union(stones), alpha(shade(paper, -0.06), 0.55), 0.28)


def _lamp_post(stage: PaperStage, x: float) -> None:
    iron = stage.paper(0xFF3C4048)
    stage.sheet(rect(x - 0.9, 28, 1.8, 52, 0.4), iron, 1.0, 0.05, 0)
    stage.sheet(polygon((x - 3, 80), (x + 3, 80), (x + 1, 74), (x - 1, 74)), iron, 0.6, 0.05, 0)
    glass = mix(
        stage.grade.palette.lamp, stage.paper(0xFFE9E4D0), 0.2 if stage.grade.night else 0.75
    )
    stage.sheet(
        polygon((x - 3.2, 20), (x + 3.2, 20), (x + 2.2, 28), (x - 2.2, 28)), glass, 0.5, 0, 0
    )
    stage.sheet(polygon((x - 4, 20.4), (x, 16), (x + 4, 20.4)), iron, 0.5, 0, 0)
    if stage.grade.night:
        stage.lamp(x, 24, 46, 0.85)


def market(stage: PaperStage) -> None:
    sky(stage, 62)
    _row(stage, 60, 0.55, (18.0, 32.0), 0.78)
    x = stage.x(0.56)
    tower = stage.paper(0xFFC7A582, 0.42)
    stage.sheet(rect(x - 6, 14, 12, 60), tower, 1.1, 0.12)
    stage.sheet(
        polygon((x - 7.6, 15), (x, 1), (x + 7.6, 15)), stage.paper(0xFF8A4A40, 0.36), 1.0, 0.1
    )
    stage.sheet(oval(x, 22, 3.6), stage.paper(0xFFF6EFDC, 0.2), 0.5, 0.05, 0)
    stage.line(
        union([line((x, 22), (x, 19.6)), line((x, 22), (x + 1.6, 22.8))]),
        stage.grade.palette.ink,
        0.4,
    )
    paving = land.ground(stage, 0xFFC2A486, 68, 0.8)
    _cobbles(stage, paving, 71)
    for share, hue in (
        (0.1, 0xFFB5433C),
        (0.27, 0xFF3F7A6C),
        (0.76, 0xFFD08A35),
        (0.93, 0xFF4A6A9A),
    ):
        _booth(stage, stage.x(share), hue)
    flags = smooth(
        [
            (-4, 7),
            (stage.x(0.25), 13),
            (stage.x(0.5), 8),
            (stage.x(0.75), 13),
            (stage.width + 4, 6),
        ],
        closed=False,
    )
    stage.line(flags, stage.paper(0xFF6A5444), 0.4)
    for index in range(15):
        fx = stage.x((index + 0.5) / 15)
        sag = 9.6 + 2.6 * (1 - abs((fx / stage.width * 2) % 1 - 0.5) * 2)
        tone = stage.paper((0xFFD0453C, 0xFFF0C23C, 0xFF3F8A7C, 0xFFF3EAD6)[index % 4])
        stage.sheet(
            polygon((fx - 2.6, sag), (fx + 2.6, sag), (fx, sag + 6.4)), tone, 0.5, 0.1, 0.03
        )


def _booth(stage: PaperStage, x: float, hue: int) -> None:
    wood = stage.paper(0xFF8A5F40, 0.06)
    for dx in (-11.0, 10.0):
        stage.sheet(rect(x + dx, 38, 1.4, 36), wood, 0.6, 0.05)
    stage.sheet(rect(x - 12, 60, 25, 14, 0.4), shade(wood, -0.03), 1.0, 0.1)
    for index in range(7):
        tone = stage.paper((0xFFD0453C, 0xFFE8A93C, 0xFF6F9A4C, 0xFFB45A8C)[index % 4], 0.04)
        stage.sheet(oval(x - 9.6 + index * 3.2, 58.6, 2.1), tone, 0.3, 0.08, 0, 0.15)
    for index in range(6):
        left = x - 13.5 + index * 4.5
        tone = stage.paper(hue if index % 2 else 0xFFF4E8D0, 0.05)
        stage.sheet(smooth([(left + 0.8, 34), (left + 4.6, 34), (left + 4.5, 41), (left + 2.25,
            43), (left, 41)], tension=0.4), tone, 0.6, 0.06)  # fmt: skip


def station(stage: PaperStage) -> None:
    sky(stage, 64)
    _row(stage, 60, 0.7, (8.0, 17.0), 0.75)
    land.hills(stage, 63, 5, 0xFF7E9A74, 0.5)
    coach = stage.paper(0xFF2F5F62, 0.08)
    stage.sheet(rect(stage.x(0.36), 38, stage.width, 30, 2), coach, 1.5, 0.06, 0.06)
    stage.sheet(
        rect(stage.x(0.36) - 1.4, 36, stage.width, 4, 2), stage.paper(0xFF20484C, 0.06), 0.8, 0.05
    )
    stage.line(line((stage.x(0.36), 58), (stage.width + 4, 58)), stage.paper(0xFFDDB965, 0.05), 0.9)
    glass = stage.paper(0xFFB9CBC8, 0.1)
    if stage.grade.night:
        glass = mix(stage.grade.palette.lamp, glass, 0.2)
    for index in range(8):
        stage.sheet(
            rect(stage.x(0.385 + index * 0.08), 43, stage.x(0.05), 10.4, 1.4),
            glass,
            0.4,
            0.04,
            0.03,
        )
    for index in range(6):
        stage.sheet(oval(stage.x(0.42 + index * 0.11), 69, 3), stage.paper(0xFF33363C), 0.5, 0.05)
    slab = land.ground(stage, 0xFFA89A8C, 70.5, 0.4)
    stage.sheet(stage.band(70, 73), shade(slab, 0.07), 0.8, 0.1, 0)
    stage.sheet(stage.band(73.4, 74.8), stage.paper(0xFFE3BC4A), 0, 0.05, 0, 0)
    for dx in range(-150, 151, 20):
        stage.line(
            line((stage.width / 2 + dx * 0.65, 75), (stage.width / 2 + dx * 1.4, 102)),
            alpha(shade(slab, -0.06), 0.8),
            0.4,
        )
    iron = stage.paper(0xFF3F5A56)
    stage.sheet(stage.band(-4, 7), stage.paper(0xFF6F4A3C), 1.6, 0.08)
    for index in range(22):
        x = stage.x((index + 0.5) / 22)
        stage.sheet(
            polygon((x - 3.6, 6), (x + 3.6, 6), (x, 11)), stage.paper(0xFF8A5B46), 0.5, 0.05, 0
        )
    for share in (0.1, 0.88):
        x = stage.x(share)
        stage.sheet(rect(x - 1.3, 6, 2.6, 72, 0.5), iron, 1.1, 0.05)
        for side in (-1, 1):
            stage.line(arc(x + side * 8, 8, 8, 11, 0 if side < 0 else 90, 90), iron, 1.2)
    _clock(stage, stage.x(0.24), 23, 7.4)


def _clock(stage: PaperStage, x: float, y: float, radius: float) -> None:
    ink = stage.grade.palette.ink
    stage.sheet(rect(x - 0.7, 6, 1.4, y - 6), stage.paper(0xFF3F5A56), 0.5, 0)
    stage.sheet(oval(x, y, radius + 1.3), stage.paper(0xFF3F5A56), 1.1, 0.04)
    stage.sheet(oval(x, y, radius), stage.paper(0xFFF7F0DE), 0.2, 0.03, 0.02)
    marks = [line((x, y - radius * 0.84), (x, y - radius * 0.66)), line((x + radius * 0.66, y),
        (x + radius * 0.84, y)), line((x, y + radius * 0.66), (x, y + radius * 0.84)),
        line((x - radius * 0.84, y), (x - radius * 0.66, y)), line((x, y), (x,
        y - radius * 0.56)), line((x, y), (x + radius * 0.36, y + radius * 0.2))]  # fmt: skip
    stage.line(union(marks), ink, 0.6)
    if stage.grade.night:
        stage.lamp(x, y, 24, 0.5)


def rooftop(stage: PaperStage) -> None:
    sky(stage, 68)
    _row(stage, 66, 0.72, (22.0, 38.0), 0.7)
    _row(stage, 70, 0.5, (14.0, 27.0), 0.74)
    _row(stage, 74, 0.26, (6.0, 17.0), 0.78)
    tile = stage.paper(0xFFAF5F48)
    stage.sheet(stage.band(73, 104), tile, 1.8, 0.15, 0.1)
    y, high = 73.0, 4.0
    while y < 102:
        scallops = []
        x = -6.0 + (high * 1.1 if int(y) % 2 else 0)
        while x < stage.width + 6:
            scallops.append(arc(x, y, high * 1.1, high * 0.85, 0, 180))
            x += high * 2.2
        stage.line(union(scallops), alpha(shade(tile, -0.09), 0.75), 0.4)
        y, high = y + high, high * 1.14
    stage.sheet(stage.band(71.6, 75), shade(tile, 0.05), 0.9, 0.12, 0)
    for share, tall in ((0.035, 30.0), (0.975, 36.0), (0.27, 15.0)):
        x, brick = stage.x(share), stage.paper(0xFF9A5444)
        stage.sheet(rect(x - 5, 78 - tall, 10, tall + 4, 0.3), brick, 1.3, 0.12)
        stage.sheet(rect(x - 6.4, 76 - tall, 12.8, 4, 0.5), shade(brick, 0.05), 0.7, 0.08)
        for dx in (-2.6, 2.6):
            stage.sheet(
                rect(x + dx - 1.4, 71 - tall, 2.8, 5.6, 0.4), shade(brick, -0.05), 0.5, 0.05
            )
        smoke = [(x, 68 - tall), (x + 3, 61 - tall), (x - 1, 55 - tall), (x + 4, 48 - tall)]
        stage.line(smooth(smoke, closed=False), alpha(stage.paper(0xFFEDE7DC), 0.35), 2.4)
