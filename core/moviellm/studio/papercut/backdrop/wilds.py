"""Backdrops of the open country and the sea."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import mist, sky
from moviellm.studio.papercut.colour import alpha, shade
from moviellm.studio.papercut.shapes import line, oval, polygon, rect, smooth, union


def forest(stage: PaperStage) -> None:
    sky(stage)
    stage.glow(stage.x(0.5), 46, 70, stage.grade.sky[1], 0.5)
    for x, size in ((0.05, 20.0), (0.24, 15), (0.42, 17), (0.62, 15), (0.8, 18), (0.98, 20)):
        land.crown(stage, stage.x(x), 46 - size * 0.3, size, 0xFF6F9A72, 0.72)
    land.hills(stage, 62, 9, 0xFF5F8A66, 0.62)
    for share in (0.1, 0.28, 0.45, 0.57, 0.73, 0.91):
        land.trunk(stage, stage.x(share), 70, 3.0, 0xFF4F5A4C, 0.56)
    for x, size in ((0.0, 15), (0.2, 12), (0.36, 13), (0.66, 12), (0.83, 14), (1.0, 16)):
        land.crown(stage, stage.x(x), 14 - size * 0.2, size, 0xFF4E7C56, 0.42)
    mist(stage, 48, 78, 0.5)
    land.ground(stage, 0xFF86A060, 69)
    for share in (0.18, 0.68, 0.85):
        land.trunk(stage, stage.x(share), 75, 5.0, 0xFF5E4C40, 0.26)
    for x, size in ((0.12, 5), (0.32, 4), (0.6, 4.4), (0.78, 5)):
        land.crown(stage, stage.x(x), 73 - size * 0.3, size, 0xFF56804A, 0.1)
    land.ground(stage, 0xFF5F8148, 75, 3.0)
    for share in (0.015, 0.985):
        land.trunk(stage, stage.x(share), 84, 9.5, 0xFF4A382F, 0.0)
    land.tufts(stage, 0xFF3F5F38, 34)
    land.pebbles(stage, 0xFFC58F58, 16, 80)
    for share in (0.38, 0.5, 0.6):
        stage.shaft([(stage.x(share), 0), (stage.x(share) + 9, 0), (stage.x(share) + 2, 90),
                     (stage.x(share) - 22, 90)], 0.17)  # fmt: skip
    land.canopy(stage, 0xFF3E6B45, 20)
    land.leaves_aside(stage, 0xFF3B5A3C, 26)


def harbour(stage: PaperStage) -> None:
    sky(stage, 60)
    land.hills(stage, 56, 9, 0xFF6F8A86, 0.8)
    for index, share in enumerate((0.1, 0.155, 0.205, 0.26, 0.31)):
        hue = (0xFFC97B5C, 0xFFE3C68C, 0xFF8FA6A0, 0xFFD9A06C, 0xFFB8695A)[index]
        land.house(stage, stage.x(share), 60, 8.4, (14, 18, 12, 16, 13)[index], hue, 0.42, True)
    land.water(stage, 57, 76, 0xFF3F7D94)
    for share, y, size, hue in ((0.52, 64.0, 0.8, 0xFFB5473C), (0.76, 69, 1.15, 0xFF2F5F7A)):
        _ship(stage, stage.x(share), y, size, hue)
    quay = stage.paper(0xFF9A8676)
    stage.sheet(stage.band(75, 104), quay, 2.0, 0.2, 0.1)
    for row, y in enumerate((78.5, 85.0, 93.0)):
        stage.line(line((-4, y), (stage.width + 4, y)), alpha(shade(quay, -0.08), 0.8), 0.4)
        for index in range(9):
            x = stage.x((index + (row % 2) * 0.5) / 8.5)
            stage.line(
                line((x, y), (x + (x - stage.width / 2) * 0.04, y + 6.5 + row)),
                alpha(shade(quay, -0.08), 0.7),
                0.4,
            )
    stage.sheet(stage.band(74, 76.6), shade(quay, 0.06), 0.8, 0.12, 0)
    _gulls(stage, ((0.4, 22), (0.47, 17), (0.62, 27)))


def _ship(stage: PaperStage, x: float, y: float, size: float, hue: int) -> None:
    wood = stage.paper(0xFF6A4A38, 0.15)
    stage.sheet(rect(x - 0.5 * size, y - 27 * size, 1.0 * size, 27 * size), wood, 0.6, 0.05, 0)
    for side, wide, high in ((1, 12, 22), (-1, 8.5, 17)):
        sail = smooth([(x + side * 0.9 * size, y - (4 + high) * size),
            (x + side * wide * 0.72 * size, y - 13 * size), (x + side * wide * size,
            y - 4.5 * size), (x + side * 0.9 * size, y - 4.5 * size)], tension=0.45)  # fmt: skip
        stage.sheet(sail, stage.paper(0xFFF3E6CC, 0.12), 0.9, 0.1, 0.06)
    hull = smooth([(x - 15 * size, y - 3.6 * size), (x + 16 * size, y - 3.6 * size),
        (x + 11 * size, y + 3 * size), (x - 10.5 * size, y + 3 * size)],
        tension=0.3)  # fmt: skip
    stage.sheet(hull, stage.paper(hue, 0.1), 1.0, 0.12, 0.05)
    stage.line(
        line((x - 13.6 * size, y - 1.6 * size), (x + 14.4 * size, y - 1.6 * size)),
        stage.paper(0xFFF3E6CC, 0.1),
        0.6 * size,
    )
    foam = smooth([(x - 16 * size, y + 3.4 * size), (x - 5 * size, y + 1.8 * size), (x + 5 * size,
        y + 3.2 * size), (x + 15 * size, y + 1.8 * size), (x + 17 * size, y + 4.6 * size), (x,
        y + 5.4 * size)])  # fmt: skip
    stage.sheet(foam, stage.paper(0xFF6FA3B4, 0.2), 0.4, 0.1, 0)


def _gulls(stage: PaperStage, at: tuple[tuple[float, float], ...]) -> None:
    for share, y in at:
        x = stage.x(share)
        wings = smooth([(x - 4, y - 1.4), (x - 1.6, y - 2.2), (x, y), (x + 1.6, y - 2.2), (x + 4,
            y - 1.4)], closed=False)  # fmt: skip
        stage.line(wings, stage.paper(0xFFF7F3EA, 0.1), 0.6)


def beach(stage: PaperStage) -> None:
    sky(stage, 56)
    land.hills(stage, 52, 7, 0xFF7E9C94, 0.82)
    land.water(stage, 52, 70, 0xFF3E93A0)
    foam = stage.paper(0xFFF4F1E6, 0.1)
    for y, lift in ((68.0, 0.3), (70.4, 0.4)):
        run = smooth([(-12, 108), (-12, y), (stage.x(0.14), y + 1.8), (stage.x(0.34), y - 0.6),
            (stage.x(0.55), y + 1.8), (stage.x(0.78), y - 0.4), (stage.width + 12, y + 1.6),
            (stage.width + 12, 108)], tension=0.9)  # fmt: skip
        stage.sheet(run, foam if y < 70 else stage.paper(0xFFC9AE86), lift, 0.15, 0)
    land.ground(stage, 0xFFE9CF9C, 72.6, 2.4)
    land.pebbles(stage, 0xFFC4A678, 22, 78)
    for share, y, size in ((0.1, 79, 2.4), (0.86, 84, 2.8), (0.6, 96, 2.6)):
        x = stage.x(share)
        star = [(x, y - size), (x + size * 0.3, y - size * 0.2), (x + size, y - size * 0.1),
            (x + size * 0.4, y + size * 0.2), (x + size * 0.5, y + size * 0.6), (x,
            y + size * 0.3), (x - size * 0.5, y + size * 0.6), (x - size * 0.4, y + size * 0.2),
            (x - size, y - size * 0.1), (x - size * 0.3, y - size * 0.2)]  # fmt: skip
        stage.sheet(polygon(*star), stage.paper(0xFFE0704E), 0.4, 0.05, 0)
    _gulls(stage, ((0.3, 20), (0.37, 25), (0.7, 18)))
    for side in (0.0, 1.0):
        x = stage.x(side)
        rock = smooth(
            [(x - 17, 106), (x - 16, 84), (x - 6, 74), (x + 5, 73), (x + 15, 83), (x + 18, 106)],
            tension=0.6,
        )
        stage.sheet(rock, stage.paper(0xFF7E7A78), 1.8, 0.35, 0.08)


def mountain(stage: PaperStage) -> None:
    sky(stage, 66)
    land.peaks(stage, 56, 38, 0xFF8C9AAE, 0.72, True)
    mist(stage, 40, 66, 0.4)
    land.peaks(stage, 64, 25, 0xFF6E7488, 0.42, True)
    for x, size in ((0.04, 12), (0.13, 9), (0.24, 7), (0.72, 7), (0.84, 10), (0.95, 13)):
        land.pine(stage, stage.x(x), 71, size, 0xFF4A6A5C, 0.3)
    land.ground(stage, 0xFFE8EDF2, 69, 3.4)
    for x, y, size in ((0.06, 78, 9), (0.9, 80, 11), (0.33, 74, 4), (0.65, 75, 5)):
        rock = smooth([(stage.x(x) - size, y + 3), (stage.x(x) - size * 0.7, y - size * 0.5),
            (stage.x(x), y - size * 0.8), (stage.x(x) + size * 0.8, y - size * 0.3),
            (stage.x(x) + size, y + 3)], tension=0.4)  # fmt: skip
        stage.sheet(rock, stage.paper(0xFF7C7A80, 0.05), 1.3, 0.35, 0.06)
        cap = smooth([(stage.x(x) - size * 0.7, y - size * 0.46), (stage.x(x), y - size * 0.82),
            (stage.x(x) + size * 0.7, y - size * 0.36), (stage.x(x), y - size * 0.42)],
            tension=0.5)  # fmt: skip
        stage.sheet(cap, stage.paper(0xFFF8FAFB), 0.3, 0.2, 0)
    land.ground(stage, 0xFFF2F4F6, 79, 4.0)
    land.pebbles(stage, 0xFF9AA2AE, 10, 84)


def desert(stage: PaperStage) -> None:
    sky(stage, 64)
    land.hills(stage, 58, 9, 0xFFD9A86C, 0.62, 4)
    for share, high in ((0.16, 30.0), (0.25, 20.0), (0.31, 34.0), (0.77, 26.0)):
        x, sand = stage.x(share), stage.paper(0xFFCBA273, 0.36)
        stage.sheet(rect(x - 2.4, 64 - high, 4.8, high + 4, 0.4), sand, 0.9, 0.25, 0.06)
        if high > 25:
            stage.sheet(rect(x - 3.6, 63 - high, 7.2, 2.2, 0.4), shade(sand, 0.03), 0.6, 0.15, 0)
    lintel = polygon(
        (stage.x(0.145), 33), (stage.x(0.335), 29), (stage.x(0.335), 33), (stage.x(0.145), 37)
    )
    stage.sheet(lintel, stage.paper(0xFFCBA273, 0.34), 0.9, 0.25, 0.03)
    land.hills(stage, 66, 8, 0xFFE0B271, 0.3, 5)
    x = stage.x(0.9)
    trunk = smooth(
        [(x - 1.2, 76), (x - 2.4, 58), (x + 1.6, 42), (x + 3, 42), (x, 58), (x + 1.8, 76)],
        tension=0.7,
    )
    stage.sheet(trunk, stage.paper(0xFF8A6444, 0.1), 1.0, 0.2)
    for angle in (-1.0, -0.6, -0.15, 0.3, 0.8):
        leaf = smooth([(x + 2.4, 42), (x + 2.4 + angle * 9, 34 + abs(angle) * 2),
            (x + 2.4 + angle * 18, 41 + abs(angle) * 7), (x + 2.4 + angle * 9,
            38 + abs(angle) * 3)], tension=0.9)  # fmt: skip
        stage.sheet(leaf, stage.paper(0xFF6E8A4C, 0.08), 0.8, 0.1)
    land.ground(stage, 0xFFE6BC7C, 71, 4.0)
    land.ground(stage, 0xFFEBC68A, 80, 5.0)
    for y in (84.0, 90.0, 95.0):
        ripple = smooth([(stage.x(0.05), y), (stage.x(0.3), y - 1.6), (stage.x(0.6), y + 0.6),
            (stage.x(0.95), y - 1)], closed=False)  # fmt: skip
        stage.line(ripple, alpha(shade(stage.paper(0xFFEBC68A), -0.07), 0.8), 0.45)
    land.pebbles(stage, 0xFFC99C62, 12, 82)


def meadow(stage: PaperStage) -> None:
    """Any other open country: hills, a winding path, trees, flowers."""
    sky(stage, 66)
    land.hills(stage, 58, 12, 0xFF86A58C, 0.78)
    land.hills(stage, 64, 9, 0xFF7FA268, 0.5)
    for x, size in ((0.1, 8), (0.2, 6), (0.84, 8)):
        land.tree(stage, stage.x(x), 71, size, 0xFF5F8A4F, 0.35)
    land.ground(stage, 0xFF8DAE5E, 69, 3)
    path = smooth([(stage.x(0.56), 69), (stage.x(0.5), 74), (stage.x(0.55), 81), (stage.x(0.36),
        104), (stage.x(0.66), 104), (stage.x(0.66), 82), (stage.x(0.56), 75), (stage.x(0.585),
        69)], tension=0.8)  # fmt: skip
    stage.sheet(path, stage.paper(0xFFDDBF8C), 0.5, 0.25, 0.05)
    land.tufts(stage, 0xFF5C7E3C, 40)
    count = 0 if stage.grade.season == "winter" else 40
    blooms = [
        oval(stage.x(stage.rng.random()), 76 + stage.rng.random() * 22, 0.7) for _ in range(count)
    ]
    for index, tone in enumerate((0xFFE8604C, 0xFFF3D35C, 0xFFF7F0E6)):
        stage.sheet(union(blooms[index::3]), stage.paper(tone), 0.3, 0, 0, 0)
    land.leaves_aside(stage, 0xFF4F7A42, 22)


def riverside(stage: PaperStage) -> None:
    sky(stage, 60)
    land.hills(stage, 56, 12, 0xFF7E9C88, 0.75)
    land.hills(stage, 60, 6, 0xFF6E9460, 0.45)
    for x, size in ((0.08, 8), (0.3, 7), (0.66, 7.6), (0.92, 9)):
        land.tree(stage, stage.x(x), 63, size, 0xFF5A8450, 0.4)
    land.water(stage, 61, 77, 0xFF4A8A98)
    land.ground(stage, 0xFF84A45A, 76, 3)
    reeds = []
    for index in range(34):
        x = stage.x(stage.rng.random() ** 0.7 * (1 if index % 2 else 0.3))
        high = 7 + stage.rng.random() * 6
        reeds.append(
            smooth([(x, 79), (x + 0.6, 79 - high * 0.6), (x + 2, 79 - high)], closed=False)
        )
    stage.line(union(reeds), stage.paper(0xFF5A7A44), 0.6)
    land.tufts(stage, 0xFF557A3C, 24, 80)
    land.leaves_aside(stage, 0xFF476F42, 24)


def deck(stage: PaperStage) -> None:
    sky(stage, 62)
    land.water(stage, 54, 72, 0xFF34708A)
    wood = stage.paper(0xFF9A6B45)
    for share in (0.28, 0.76):
        x = stage.x(share)
        stage.sheet(rect(x - 1.8, -6, 3.6, 84), stage.paper(0xFF6E4A33), 1.3, 0.12, 0.04)
        sail = smooth(
            [
                (x - 19, 3),
                (x + 19, 3),
                (x + 21, 28),
                (x + 17, 46),
                (x, 42),
                (x - 17, 46),
                (x - 21, 28),
            ],
            tension=0.5,
        )
        stage.sheet(sail, stage.paper(0xFFF1E4C8), 1.6, 0.15, 0.08)
        for y in (15, 29):
            stage.line(smooth([(x - 20, y), (x, y - 2), (x + 20, y)], closed=False),
                       alpha(shade(stage.paper(0xFFF1E4C8), -0.08), 0.9), 0.4)  # fmt: skip
    for index in range(13):
        stage.sheet(rect(stage.x(index / 12) - 1, 60, 2, 13, 0.6), shade(wood, -0.04), 0.7, 0.08)
    stage.sheet(stage.band(58, 61.4), shade(wood, 0.03), 1.0, 0.12, 0.02)
    stage.sheet(stage.band(72, 104), wood, 1.8, 0.12, 0.1)
    for dx in range(-150, 151, 11):
        stage.line(
            line((stage.width / 2 + dx * 0.62, 72), (stage.width / 2 + dx * 1.5, 102)),
            alpha(shade(wood, -0.08), 0.8),
            0.4,
        )
    _gulls(stage, ((0.5, 14), (0.56, 20)))
