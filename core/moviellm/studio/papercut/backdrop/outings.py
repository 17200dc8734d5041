"""Backdrops of the open that one goes out to see: rides, runways, falling water, ice."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import mist, sky
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.shapes import (
    Point,
    arc,
    limb,
    line,
    oval,
    polygon,
    rect,
    smooth,
    turned,
    union,
)

_BRIGHT = (0xFFD0453C, 0xFFE8B33C, 0xFF3F8A9C, 0xFFF3EAD6, 0xFF7A9A4C, 0xFFB45A8C)


def airfield(stage: PaperStage) -> None:
    sky(stage, 66)
    land.hills(stage, 61, 7, 0xFF7E9C86, 0.75)
    _hangar(stage, stage.x(0.86))
    _tower(stage, stage.x(0.3))
    land.ground(stage, 0xFF8DA863, 67, 1.0)
    runway = stage.paper(0xFF8A8788)
    stage.sheet(stage.band(76, 104), runway, 0.6, 0.08, 0.06)
    for index in range(7):
        x = stage.x((index + 0.5) / 7)
        dash = polygon((x - 6, 91), (x + 6, 91), (x + 7.4, 93.4), (x - 7.4, 93.4))
        stage.sheet(dash, stage.paper(0xFFF1ECDD), 0, 0.05, 0, 0)
    _plane(stage, stage.x(0.59), 73)
    _windsock(stage, stage.x(0.06))
    land.tufts(stage, 0xFF64854A, 24, 68, 75)


def _plane(stage: PaperStage, x: float, foot: float) -> None:
    """An old propeller plane that stands with its nose to the right."""
    red, cream = stage.paper(0xFFC8503C, 0.03), stage.paper(0xFFF1E4C8, 0.03)
    dark = stage.paper(0xFF3C3A40, 0.03)
    for dx, radius in ((14.0, 4.0), (-26, 2.0)):
        stage.line(line((x + dx, foot - 8), (x + dx, foot - radius)), dark, 1.2)
        stage.sheet(oval(x + dx, foot - radius, radius), dark, 0.6, 0.04, 0)
    stage.sheet(polygon((x - 33, foot - 13), (x - 38, foot - 29), (x - 29, foot - 29),
                        (x - 22, foot - 15)), red, 1.0, 0.05)  # fmt: skip
    body = [(x - 38, foot - 13), (x - 18, foot - 19), (x + 8, foot - 20), (x + 25, foot - 16),
            (x + 25, foot - 8), (x + 6, foot - 5), (x - 16, foot - 7)]  # fmt: skip
    stage.sheet(smooth(body, tension=0.5), cream, 1.3, 0.05, 0.08)
    stage.sheet(smooth([(x + 15, foot - 18.6), (x + 25, foot - 16.4), (x + 25, foot - 7.6),
                        (x + 15, foot - 6)], tension=0.3), red, 0.4, 0.03)  # fmt: skip
    stage.sheet(smooth([(x - 6, foot - 19), (x - 3, foot - 25), (x + 5, foot - 24),
                        (x + 8, foot - 19)]), stage.paper(0xFFB5D2D8, 0.03), 0.5, 0.03)  # fmt: skip
    stage.sheet(rect(x - 15, foot - 12, 33, 3.6, 1.6), red, 1.0, 0.05)
    stage.sheet(rect(x - 10, foot - 32, 30, 3.0, 1.4), red, 1.0, 0.05)
    for dx in (-6.0, 15.0):
        stage.line(line((x + dx, foot - 29), (x + dx + 1, foot - 12)), dark, 0.7)
    stage.sheet(oval(x + 26.6, foot - 12, 1.0, 10.5), alpha(dark, 0.7), 0, 0.03, 0)
    stage.sheet(oval(x + 26, foot - 12, 1.9), dark, 0.4, 0.03)


def _hangar(stage: PaperStage, x: float) -> None:
    steel = stage.paper(0xFF8F9EA2, 0.2)
    dome = smooth([(x - 30, 68), (x - 30, 50), (x - 20, 38), (x, 33), (x + 20, 38), (x + 30, 50),
                   (x + 30, 68)], tension=0.6)  # fmt: skip
    stage.sheet(dome, steel, 1.2, 0.06, 0.06)
    stage.sheet(rect(x - 23, 48, 46, 20), shade(steel, -0.24), 0.5, 0.05)
    for index in range(5):
        left = x - 23 + index * 3.6
        stage.sheet(rect(left, 48, 3.2, 20), shade(steel, 0.04 - 0.03 * (index % 2)), 0.5, 0.03)
    stage.line(arc(x, 49, 25, 12, 190, 160), shade(steel, -0.08), 0.6)


def _tower(stage: PaperStage, x: float) -> None:
    wall = stage.paper(0xFFE4DCCB, 0.35)
    stage.sheet(polygon((x - 4, 68), (x - 3, 40), (x + 3, 40), (x + 4, 68)), wall, 1.0, 0.05)
    glass = stage.grade.palette.lamp if stage.grade.night else stage.paper(0xFF7FA6B0, 0.3)
    stage.sheet(polygon((x - 5, 41), (x - 7.4, 32), (x + 7.4, 32), (x + 5, 41)), glass, 0.7, 0.04)
    stage.sheet(rect(x - 8.6, 29.6, 17.2, 3, 1), stage.paper(0xFFB5503F, 0.3), 0.7, 0.04)
    stage.line(line((x, 30), (x, 21)), stage.paper(0xFF4A4A50, 0.3), 0.6)


def _windsock(stage: PaperStage, x: float) -> None:
    stage.line(line((x, 80), (x, 30)), stage.paper(0xFFE9E4D8), 1.1)
    for index in range(4):
        left, half = x + index * 4.6, 3.8 - index * 0.6
        tone = stage.paper(0xFFE07B2E if index % 2 == 0 else 0xFFF4EEDF)
        piece = polygon(
            (left, 34 - half + index),
            (left + 4.8, 34.9 - half + index),
            (left + 4.8, 34.5 + half + index * 0.8),
            (left, 34 + half + index * 0.8),
        )
        stage.sheet(piece, tone, 0.5, 0.04)


def playground(stage: PaperStage) -> None:
    sky(stage, 64)
    for x, size in ((0.05, 10), (0.2, 8), (0.42, 9), (0.6, 8), (0.8, 10), (0.96, 9)):
        land.tree(stage, stage.x(x), 67, size, 0xFF6C9A5C, 0.4)
    land.fence(stage, 68, 0xFFE9DFC8)
    land.ground(stage, 0xFF93B562, 69, 1.6)
    sand = stage.paper(0xFFE6CC94)
    stage.sheet(oval(stage.x(0.5), 87, stage.x(0.43), 9), sand, 0.6, 0.2, 0.04)
    _swing(stage, stage.x(0.25))
    _slide(stage, stage.x(0.72))
    x, foot = stage.x(0.48), 75.0
    stage.sheet(polygon((x - 3, foot), (x, foot - 6), (x + 3, foot)), stage.paper(0xFF4F7FA0), 0.6)
    stage.sheet(limb([(x - 15, foot - 2), (x, foot - 6), (x + 15, foot - 10)], (2, 2.4, 2)),
                stage.paper(0xFFE8B33C), 0.9, 0.05)  # fmt: skip
    for dx, dy in ((-12.0, -3.0), (12.0, -9.2)):
        stage.line(line((x + dx, foot + dy), (x + dx, foot + dy - 4)), stage.paper(0xFF4A4A50), 0.8)
    land.tufts(stage, 0xFF6A9148, 24, 72, 98)


def _swing(stage: PaperStage, x: float) -> None:
    steel = stage.paper(0xFFC8503C)
    for side in (-1, 1):
        for lean in (-4.0, 4.0):
            foot = (x + side * 20 + lean, 76 + abs(lean) * 0.3)
            stage.line(line((x + side * 17, 32), foot), steel, 1.9)
    stage.sheet(rect(x - 18.6, 30.6, 37.2, 2.4, 1.2), steel, 0.9, 0.04)
    rope, seat = stage.paper(0xFF5A5048), stage.paper(0xFF8A5C3C)
    for dx, swing in ((-8.0, -5.0), (8.0, 3.0)):
        low = 64 - abs(swing) * 0.3
        for gap in (-3.2, 3.2):
            stage.line(line((x + dx + gap, 33), (x + dx + gap + swing, low)), rope, 0.5)
        board = rect(x + dx - 4.4 + swing, low - 0.6, 8.8, 1.8, 0.6)
        stage.sheet(board, seat, 0.7, 0.04)


def _slide(stage: PaperStage, x: float) -> None:
    blue, steel = stage.paper(0xFF3F8A9C), stage.paper(0xFF6A7076)
    for dx in (8.0, 15.0):
        stage.line(line((x + dx * 0.9, 40), (x + dx + 1, 77)), steel, 1.5)
    for index in range(6):
        y = 46 + index * 5.4
        stage.line(line((x + 7.8, y), (x + 15.4, y)), steel, 0.9)
    chute = [(x + 12, 41), (x + 6, 42), (x - 6, 56), (x - 16, 70), (x - 26, 74), (x - 26, 77),
             (x - 14, 75), (x - 3, 60), (x + 8, 46), (x + 14, 45)]  # fmt: skip
    stage.sheet(smooth(chute, tension=0.6), blue, 1.2, 0.05)
    stage.line(smooth([(x + 8, 41), (x - 5, 54), (x - 15, 68), (x - 25, 72.6)], closed=False),
               shade(blue, 0.12), 1.2)  # fmt: skip
    stage.sheet(polygon((x + 3, 32), (x + 11.4, 22), (x + 20, 32)), stage.paper(0xFFC8503C), 0.9)
    for dx in (5.0, 18.0):
        stage.line(line((x + dx, 32), (x + dx, 42)), steel, 1.0)


def fairground(stage: PaperStage) -> None:
    sky(stage, 64)
    land.hills(stage, 62, 6, 0xFF6F8A86, 0.75)
    _wheel(stage, stage.x(0.26), 36, 29)
    _big_top(stage, stage.x(0.93))
    land.ground(stage, 0xFFC2A878, 69, 1.2)
    _carousel(stage, stage.x(0.71))
    for index in range(19):
        x = stage.x((index + 0.5) / 19)
        sag = 4.6 + 3.4 * (1 - abs((index / 19 * 3) % 1 - 0.5) * 2)
        tone = stage.paper(_BRIGHT[index % 6])
        stage.sheet(polygon((x - 2.4, sag), (x + 2.4, sag), (x, sag + 5.6)), tone, 0.5, 0.08, 0)
    land.pebbles(stage, 0xFFA98C5C, 16)


def _wheel(stage: PaperStage, x: float, y: float, radius: float) -> None:
    """A Ferris wheel with its cabins, lit by night."""
    steel = stage.paper(0xFF6A5A78, 0.16)
    for side in (-1, 1):
        stage.line(line((x, y), (x + side * 15, 72)), steel, 2.4)
    rims = [oval(x, y, radius), oval(x, y, radius * 0.86)]
    spokes = [line((x, y), turned((x, y - radius), index * 30.0, (x, y))) for index in range(12)]
    stage.line(union(rims), steel, 0.9)
    stage.line(union(spokes), steel, 0.45)
    for index in range(12):
        px, py = turned((x, y - radius), index * 30.0 + 15, (x, y))
        tone = stage.paper(_BRIGHT[index % 6], 0.1)
        stage.sheet(smooth([(px - 3.2, py + 1.6), (px - 2.6, py + 5.6), (px + 2.6, py + 5.6),
                            (px + 3.2, py + 1.6)], tension=0.5), tone, 0.6, 0.04)  # fmt: skip
        stage.sheet(polygon((px - 3.6, py + 0.8), (px, py - 1.8), (px + 3.6, py + 0.8)),
                    shade(tone, -0.08), 0.4, 0.03)  # fmt: skip
        if stage.grade.night:
            stage.lamp(*turned((x, y - radius), index * 30.0, (x, y)), 5, 0.8)
    stage.sheet(oval(x, y, 3), stage.paper(0xFFE8B33C, 0.1), 0.6, 0.03)


def _carousel(stage: PaperStage, x: float) -> None:
    gold, red = stage.paper(0xFFE0B04A), stage.paper(0xFFC8453C)
    stage.sheet(rect(x - 25, 70, 50, 5, 1.6), shade(red, -0.06), 1.1, 0.05)
    stage.sheet(rect(x - 6, 40, 12, 31), stage.paper(0xFFF1E2C2), 0.7, 0.04, 0.05)
    for dx, y, tone in ((-17.0, 58.0, 0xFFF4EEE2), (17, 56, 0xFF7A5A42), (1, 61, 0xFF4A4650)):
        stage.line(line((x + dx, 38), (x + dx, 71)), gold, 0.9)
        _wooden_horse(stage, x + dx, y, stage.paper(tone))
    for index in range(8):
        left = x - 29 + index * 7.25
        tone = red if index % 2 else stage.paper(0xFFF4E8D0)
        stage.sheet(polygon((x - 1 + index * 0.25, 20), (x - 0.8 + index * 0.25, 20),
                            (left + 7.25, 36), (left, 36)), tone, 0.5, 0.03)  # fmt: skip
        stage.sheet(smooth([(left, 35.6), (left + 7.25, 35.6), (left + 6.6, 40),
                            (left + 3.6, 42), (left + 0.6, 40)], tension=0.5), shade(tone, -0.03),
                    0.6, 0.03)  # fmt: skip
    stage.line(line((x, 20), (x, 12)), gold, 0.9)
    stage.sheet(polygon((x, 12), (x + 8, 14), (x, 16.4)), stage.paper(0xFF3F8A9C), 0.5, 0.04)
    stage.lamp(x, 50, 34, 0.6)


def _wooden_horse(stage: PaperStage, x: float, y: float, tone: int) -> None:
    for dx, bend in ((-3.4, -1.6), (-2.2, 1.0), (3.2, -0.8), (4.2, 2.2)):
        stage.line(line((x + dx, y), (x + dx + bend, y + 5.6)), shade(tone, -0.05), 1.2)
    stage.sheet(oval(x, y - 1, 6, 3), tone, 0.6, 0.03)
    stage.sheet(smooth([(x - 3, y - 1), (x - 5, y - 7), (x - 10, y - 5.4), (x - 9.6, y - 3.8),
                        (x - 7, y - 4)], tension=0.5), tone, 0.5, 0.03)  # fmt: skip
    stage.sheet(rect(x - 2, y - 4.4, 4.4, 3, 0.8), stage.paper(0xFFC8453C), 0.4, 0.03)


def _big_top(stage: PaperStage, x: float) -> None:
    for index in range(6):
        left = x - 27 + index * 9
        tone = stage.paper(0xFF3F7F8C if index % 2 else 0xFFF1E2C2, 0.24)
        stage.sheet(rect(left, 52, 9.2, 20), shade(tone, -0.04), 0.5, 0.03)
        peak = polygon((x - 1, 32), (x + 1, 32), (left + 9.6, 53), (left - 0.4, 53))
        stage.sheet(peak, tone, 0.6, 0.04)


def waterfall(stage: PaperStage) -> None:
    sky(stage, 50)
    for x, size in ((0.04, 30), (0.13, 24), (0.86, 26), (0.95, 32)):
        land.pine(stage, stage.x(x), 40, size, 0xFF4F7A5A, 0.45)
    rock = stage.paper(0xFF77706E, 0.22)
    cliff: list[Point] = [(-12, 84), (-12, 30), (stage.x(0.16), 24), (stage.x(0.3), 27),
                          (stage.x(0.38), 21), (stage.x(0.62), 21), (stage.x(0.72), 28),
                          (stage.x(0.86), 23), (stage.width + 12, 31),
                          (stage.width + 12, 84)]  # fmt: skip
    stage.sheet(polygon(*cliff), rock, 1.5, 0.6, 0.1)
    for share, y, wide in ((0.08, 42.0, 18), (0.22, 54.0, 16), (0.8, 46.0, 20), (0.94, 58.0, 15),
                           (0.14, 66.0, 20), (0.86, 68.0, 18)):  # fmt: skip
        x = stage.x(share)
        ledge = polygon((x - wide / 2, y + 5), (x - wide * 0.4, y), (x + wide * 0.36, y - 1),
                        (x + wide / 2, y + 6))  # fmt: skip
        stage.sheet(ledge, shade(rock, 0.05), 0.8, 0.35, 0.06)
        moss = oval(x - wide * 0.1, y + 0.2, wide * 0.3, 1.6)
        stage.sheet(moss, stage.paper(0xFF6F9450, 0.16), 0.3, 0.3, 0)
    water = stage.paper(0xFFBFE0E6, 0.12)
    for index in range(9):
        left = stage.x(0.385 + index * 0.026)
        drop = stage.rng.random() * 3
        stream = smooth([(left - 1, 20 + drop * 0.3), (left + 5.4, 20 + drop * 0.3),
                         (left + 6.4, 50), (left + 6.8, 80), (left - 2.4, 80), (left - 1.6, 50)],
                        tension=0.4)  # fmt: skip
        stage.sheet(stream, shade(water, 0.05 - 0.045 * (index % 3)), 0.5, 0.12, 0, 0.2)
    stage.glow(stage.x(0.5), 74, 36, water, 0.5)
    land.water(stage, 72, 88, 0xFF4F93A4)
    for _ in range(16):
        x, y = stage.x(0.34 + stage.rng.random() * 0.32), 73 + stage.rng.random() * 6
        stage.sheet(oval(x, y, 3.4, 2.0), alpha(stage.paper(0xFFF4FAFA), 0.85), 0.3, 0.1, 0, 0)
    mist(stage, 64, 80, 0.45)
    bank = land.ground(stage, 0xFF7E9A5A, 85, 3.0)
    for share, y, size in ((0.02, 86, 12), (0.34, 88, 7), (0.66, 87, 8), (0.97, 87, 12)):
        stone = smooth(
            [
                (stage.x(share) - size, y),
                (stage.x(share) - size * 0.6, y - size * 0.7),
                (stage.x(share) + size * 0.5, y - size * 0.6),
                (stage.x(share) + size, y),
            ]
        )
        stage.sheet(stone, stage.paper(0xFF837C78), 0.9, 0.3, 0.06)
    land.tufts(stage, shade(bank, -0.12), 26, 88, 99)


def icefield(stage: PaperStage) -> None:
    """Ice to the horizon: green light in the night sky, an igloo, and what has broken off."""
    sky(stage, 64)
    if stage.grade.night and stage.grade.weather == "clear":
        for index, hue in enumerate((0xFF5FE0A8, 0xFF7AD0E0, 0xFF9A8AE0)):
            band = smooth([(stage.x(0.05), 22 + index * 6), (stage.x(0.3), 10 + index * 6),
                           (stage.x(0.6), 24 + index * 5), (stage.x(0.95), 9 + index * 7)],
                          closed=False, tension=0.9)  # fmt: skip
            stage.line(band, alpha(hue, 0.22), 6)
            stage.line(band, alpha(hue, 0.3), 2)
    land.peaks(stage, 60, 26, 0xFF9FBBD0, 0.62, snow=True)
    land.water(stage, 58, 72, 0xFF4F86A8)
    for share, high, wide in ((0.16, 22, 16), (0.46, 12, 12), (0.8, 18, 17)):
        x, ice = stage.x(share), stage.paper(0xFFDDEEF4, 0.2)
        top = [(x - wide, 64), (x - wide * 0.6, 64 - high * 0.7), (x - wide * 0.1, 64 - high),
               (x + wide * 0.4, 64 - high * 0.55), (x + wide, 64)]  # fmt: skip
        stage.sheet(polygon(*top), ice, 1.0, 0.35, 0.04)
        side = polygon(top[2], top[3], top[4], (x + wide * 0.2, 64))
        stage.sheet(side, mix(ice, 0xFF7FB2CC, 0.35), 0.2, 0.25, 0.04)
    snow = land.ground(stage, 0xFFEFF5F8, 70, 2.6)
    _igloo(stage, stage.x(0.74))
    for share, y in ((0.1, 84), (0.4, 78), (0.52, 93), (0.9, 92)):
        crack = line((stage.x(share) - 9, y), (stage.x(share), y + 1.8), (stage.x(share) + 8, y))
        stage.line(crack, alpha(mix(snow, 0xFF6FA4C0, 0.5), 0.8), 0.5)
    for share, y, wide in ((0.2, 90, 15), (0.6, 82, 12), (0.95, 80, 14)):
        drift = smooth([(stage.x(share) - wide, y), (stage.x(share), y - 3.4),
                        (stage.x(share) + wide, y)], tension=0.8)  # fmt: skip
        stage.sheet(drift, shade(snow, 0.02), 0.5, 0.15, 0.05)


def _igloo(stage: PaperStage, x: float) -> None:
    ice = stage.paper(0xFFE6F0F5)
    dome = smooth([(x - 22, 77), (x - 21, 64), (x - 12, 53), (x, 49.6), (x + 12, 53), (x + 21, 64),
                   (x + 22, 77)], tension=0.7)  # fmt: skip
    stage.sheet(dome, ice, 1.4, 0.08, 0.08)
    joints = [arc(x, 77, 21.6, high, 182, 176) for high in (9.0, 17.5)]
    for row, (top, low) in enumerate(((70.0, 77.0), (62, 69), (54, 60))):
        shift = 3.4 * (row % 2)
        joints += [line((x + dx * (1 - row * 0.24) + shift, top), (x + dx * (1 - row * 0.2) + shift,
                   low)) for dx in (-14.0, -7.0, 7.0, 14.0)]  # fmt: skip
    stage.line(union(joints), alpha(mix(ice, 0xFF6F9CBA, 0.6), 0.9), 0.5)
    porch = smooth([(x - 17, 79), (x - 16.6, 69), (x - 9, 64.4), (x - 1.4, 69), (x - 1, 79)],
                   tension=0.6)  # fmt: skip
    stage.sheet(porch, shade(ice, 0.03), 0.9, 0.06, 0.04)
    door = smooth([(x - 14, 79), (x - 13.4, 71.4), (x - 9, 68.4), (x - 4.6, 71.4), (x - 4, 79)],
                  tension=0.6)  # fmt: skip
    stage.sheet(door, mix(0xFF2E4A66, stage.grade.palette.ink, 0.3), 0.3, 0.04, 0)
    stage.lamp(x - 9, 75, 15, 0.6)
