"""Backdrops of the open that few pass through: graves, swamps, islands, fire and camp."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import land
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import mist, sky
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.shapes import arc, limb, line, oval, polygon, rect, smooth, union


def graveyard(stage: PaperStage) -> None:
    sky(stage, 66)
    land.hills(stage, 60, 8, 0xFF6E8A72, 0.7)
    x, stone = stage.x(0.7), stage.paper(0xFF8A8488, 0.35)
    stage.sheet(rect(x - 13, 42, 26, 28), stone, 1.1, 0.1)
    stage.sheet(polygon((x - 15, 43), (x, 31), (x + 15, 43)), shade(stone, -0.08), 0.9, 0.08)
    stage.sheet(rect(x - 4, 22, 8, 22), stone, 0.9, 0.08)
    stage.sheet(polygon((x - 5.4, 22.6), (x, 12), (x + 5.4, 22.6)), shade(stone, -0.08), 0.8, 0.06)
    window = stage.grade.palette.lamp if stage.grade.night else shade(stone, -0.2)
    stage.sheet(smooth([(x - 2, 58), (x - 2, 51), (x, 48), (x + 2, 51), (x + 2, 58)]), window, 0)
    _bare_tree(stage, stage.x(0.12))
    land.ground(stage, 0xFF6C8058, 69, 2.4)
    iron = stage.paper(0xFF3C4046, 0.14)
    rails = [line((stage.x(i / 34), 60), (stage.x(i / 34), 71)) for i in range(35)]
    stage.line(union(rails), iron, 0.6)
    stage.line(line((-4, 62), (stage.width + 4, 62)), iron, 0.8)
    for index, share in enumerate((0.05, 0.3, 0.42, 0.58, 0.8, 0.95)):
        _headstone(stage, stage.x(share), 76 + (index * 5 % 7), index % 3)
    mist(stage, 66, 84, 0.5)
    land.tufts(stage, 0xFF55704A, 30, 78)


def _headstone(stage: PaperStage, x: float, foot: float, kind: int) -> None:
    stone = stage.paper((0xFF9A979C, 0xFF87868C, 0xFFA8A29E)[kind], 0.06)
    if kind == 1:
        cross = union([rect(x - 1.4, foot - 15, 2.8, 15), rect(x - 5, foot - 11.6, 10, 2.8)])
        stage.sheet(cross, stone, 1.0, 0.08)
        return
    outline = smooth([(x - 5, foot), (x - 5, foot - 9), (x, foot - 13.6), (x + 5, foot - 9),
                      (x + 5, foot)], tension=0.4)  # fmt: skip
    stage.sheet(outline, stone, 1.0, 0.1)
    for dy in (8.4, 6.6):
        stage.line(line((x - 2.6, foot - dy), (x + 2.6, foot - dy)), shade(stone, -0.1), 0.5)


def _bare_tree(stage: PaperStage, x: float) -> None:
    wood = stage.paper(0xFF4A3F40, 0.12)
    stage.sheet(limb([(x, 84), (x + 1, 56), (x - 3, 34)], (8, 5, 3)), wood, 1.2, 0.12)
    for start, bend, end in (((x, 52), (x - 10, 42), (x - 16, 30)), ((x, 46), (x + 9, 38),
            (x + 19, 32)),
                             ((x - 3, 36), (x + 3, 24), (x + 1, 13)), ((x - 3, 35), (x - 8, 24),
                             (x - 13, 16)), ((x + 9, 38), (x + 12, 28), (x + 10, 20))):  # fmt: skip
        stage.sheet(limb([start, bend, end], (2.8, 1.9, 0.9)), wood, 0.8, 0.1)


def swamp(stage: PaperStage) -> None:
    sky(stage, 60)
    stage.glow(stage.x(0.5), 52, 64, stage.grade.sky[1], 0.4)
    for x, size in ((0.06, 15), (0.26, 12), (0.44, 13), (0.63, 12), (0.82, 14), (0.97, 15)):
        land.crown(stage, stage.x(x), 42, size, 0xFF5F7F6A, 0.66)
    for share in (0.08, 0.27, 0.44, 0.62, 0.81, 0.95):
        land.trunk(stage, stage.x(share), 68, 2.6, 0xFF4A5248, 0.52)
    mist(stage, 46, 70, 0.6)
    land.water(stage, 62, 104, 0xFF50705C)
    for share, y, wide in ((0.1, 80, 20), (0.44, 94, 30), (0.84, 84, 24), (0.6, 70, 12)):
        bank = oval(stage.x(share), y, wide, wide * 0.2)
        stage.sheet(bank, stage.paper(0xFF6F8450), 0.9, 0.25, 0.05)
    for share in (0.02, 0.2, 0.74, 0.96):
        x = stage.x(share)
        land.trunk(stage, x, 84, 4.4, 0xFF524A3E, 0.18)
        for dx in (-7.0, -3.0, 4.0, 8.0):
            hang = smooth([(x + dx, 4), (x + dx + 1, 18), (x + dx - 1, 26 + dx)], closed=False)
            stage.line(hang, alpha(stage.paper(0xFF5F7A52), 0.8), 1.1)
    for index in range(26):
        x, foot = stage.x(stage.rng.random()), 76 + stage.rng.random() * 20
        tip = foot - 7 - stage.rng.random() * 6
        stage.line(line((x, foot), (x + 0.8, tip)), stage.paper(0xFF5C7A44), 0.7)
        if index % 3 == 0:
            stage.sheet(oval(x + 0.8, tip, 0.9, 2.4), stage.paper(0xFF6B4630), 0.3, 0.05, 0)
    for share, y in ((0.33, 78), (0.52, 82), (0.7, 92), (0.24, 90)):
        stage.sheet(oval(stage.x(share), y, 3.6, 1.1), stage.paper(0xFF7FA35E), 0.4, 0.1, 0)
    mist(stage, 66, 82, 0.4)


def island(stage: PaperStage) -> None:
    sky(stage, 62)
    land.water(stage, 56, 82, 0xFF3F93A8)
    peak = smooth([(stage.x(0.5), 62), (stage.x(0.6), 50), (stage.x(0.68), 38), (stage.x(0.76), 47),
                   (stage.x(0.9), 62)], tension=0.7)  # fmt: skip
    stage.sheet(peak, stage.paper(0xFF6F9A7A, 0.6), 0.9, 0.15)
    stage.sheet(smooth([(-12, 108), (-12, 76), (stage.x(0.3), 72), (stage.x(0.62), 76),
                        (stage.width + 12, 70), (stage.width + 12, 108)], tension=0.7),
                stage.paper(0xFFEBD3A0), 1.2, 0.15, 0.08)  # fmt: skip
    foam = smooth([(-4, 75), (stage.x(0.3), 71), (stage.x(0.62), 75), (stage.width + 4, 69)],
                  closed=False)  # fmt: skip
    stage.line(foam, alpha(stage.paper(0xFFF7F3E6), 0.8), 1.1)
    for share, foot, lean in ((0.1, 84, 10), (0.2, 80, -6), (0.9, 82, -13)):
        _palm(stage, stage.x(share), foot, lean)
    land.pebbles(stage, 0xFFCBAE7C, 18)


def _palm(stage: PaperStage, x: float, foot: float, lean: float) -> None:
    top = (x + lean, foot - 56)
    wood = stage.paper(0xFF8E6A48, 0.04)
    stage.sheet(limb([(x, foot), (x + lean * 0.3, foot - 28), top], (5, 3.6, 2.6)), wood, 1.1, 0.12)
    for step in range(1, 9):
        share = step / 9
        px, py = x + lean * share**1.5, foot - 56 * share
        stage.line(line((px - 1.8, py), (px + 1.8, py - 0.6)), shade(wood, -0.08), 0.5)
    green = stage.paper(0xFF4C8A4E, 0.03)
    for dx, dy, by in ((-22, 8, -0.04), (22, 8, -0.04), (-19, -6, 0.02), (19, -6, 0.02), (-9, 16,
            0.0),
                       (10, 16, 0.0), (2, -13, 0.05)):  # fmt: skip
        middle = (top[0] + dx * 0.55, top[1] + dy * 0.3 - 5)
        leaf = limb([top, middle, (top[0] + dx, top[1] + dy)], (3.4, 5.6, 0.8))
        stage.sheet(leaf, shade(green, by), 0.8, 0.2, 0.03)
    for dx in (-2, 2):
        stage.sheet(oval(top[0] + dx, top[1] + 3, 1.9), stage.paper(0xFF6B4630), 0.5, 0.04)


def volcano(stage: PaperStage) -> None:
    sky(stage, 66)
    x, rock = stage.x(0.6), stage.paper(0xFF6A5450, 0.3)
    fire, glow = 0xFFF07A2E, 0xFFF6B24A
    for dx, y, size in ((0, 12, 12), (-9, 5, 9), (10, 4, 10), (-2, -2, 12)):
        stage.sheet(
            oval(x + dx, y, size, size * 0.72), stage.paper(0xFF6E686C, 0.25), 0.7, 0.3, 0.05
        )
    stage.glow(x, 24, 44, fire, 0.7)
    stage.sheet(polygon((x - 62, 72), (x - 34, 46), (x - 12, 23), (x + 11, 23), (x + 30, 44),
                        (x + 66, 72)), rock, 1.4, 0.5, 0.1)  # fmt: skip
    stage.sheet(oval(x, 23.4, 11.4, 2.6), mix(rock, fire, 0.8), 0.4, 0.08, 0)
    for path in ([(x - 2, 23), (x - 7, 40), (x - 3, 54), (x - 10, 71)],
                 [(x + 5, 23), (x + 9, 37), (x + 18, 50), (x + 20, 71)]):  # fmt: skip
        stage.line(smooth(path, closed=False), fire, 3.2)
        stage.line(smooth(path, closed=False), glow, 1.4)
    for dx, y in ((-16, 12), (14, 10), (-7, 7), (22, 17), (-24, 19), (4, 3)):
        stage.sheet(oval(x + dx, y, 0.9), glow, 0, 0, 0, 0)
    stage.sheet(stage.ridge(71, 5, 12), stage.paper(0xFF54484A, 0.16), 1.0, 0.3)
    ground = land.ground(stage, 0xFF5C5152, 74, 2.6)
    crack = stage.paper(0xFFE2702E)
    for start in (0.1, 0.42, 0.8):
        px = stage.x(start)
        stage.line(line((px, 80), (px + 9, 84), (px + 5, 90), (px + 17, 99)), crack, 0.9)
        stage.glow(px + 8, 88, 16, fire, 0.25)
    land.pebbles(stage, shade(ground, -0.06), 30)


def camp(stage: PaperStage) -> None:
    sky(stage, 66)
    land.hills(stage, 60, 8, 0xFF6F8F78, 0.66)
    for share, size in ((0.04, 30), (0.14, 24), (0.3, 20), (0.66, 22), (0.86, 28), (0.96, 34)):
        land.pine(stage, stage.x(share), 73, size, 0xFF44684E, 0.3 - size * 0.004)
    land.ground(stage, 0xFF86935A, 71, 2.2)
    x, cloth = stage.x(0.22), stage.paper(0xFFC9803F)
    stage.sheet(polygon((x - 25, 80), (x, 44), (x + 25, 80)), cloth, 1.5, 0.08, 0.08)
    stage.sheet(polygon((x - 8, 80), (x, 44), (x + 8, 80)), shade(cloth, -0.16), 0.4, 0.04, 0.03)
    stage.sheet(polygon((x - 8, 80), (x, 44), (x - 2, 66)), shade(cloth, 0.06), 0.5, 0.04, 0)
    for side in (-1, 1):
        stage.line(line((x, 44), (x + side * 32, 82)), alpha(stage.grade.palette.ink, 0.6), 0.4)
    fire = stage.x(0.6)
    stage.lamp(fire, 76, 56, 0.9)
    wood = stage.paper(0xFF6B4630)
    for start, end in (((-9, 83), (8, 78)), ((9, 83), (-8, 78))):
        log = limb([(fire + start[0], start[1]), (fire + end[0], end[1])], (3.2, 2.8))
        stage.sheet(log, wood, 0.7, 0.1)
    for half, high, tone in (
        (5.4, 17, 0xFFE8702E),
        (3.6, 11.5, 0xFFF6A83E),
        (1.8, 6.4, 0xFFFFE08A),
    ):
        flame = smooth([(fire - half, 80), (fire - half * 0.9, 80 - high * 0.5), (fire - half * 0.3,
            80 - high * 0.4), (fire + half * 0.1, 80 - high), (fire + half * 0.7, 80 - high * 0.5),
            (fire + half, 80)], tension=0.8)  # fmt: skip
        stage.sheet(flame, mix(stage.grade.palette.lamp, tone, 0.8), 0, 0.05, 0, 0)
    for dx in (-12, -8, 9, 13):
        stage.sheet(oval(fire + dx, 83, 2.7, 1.8), stage.paper(0xFF8F8A86), 0.5, 0.12)
    land.tufts(stage, 0xFF667A44, 24, 82)


def bridge(stage: PaperStage) -> None:
    sky(stage, 62)
    land.hills(stage, 58, 10, 0xFF7F9A80, 0.7)
    for share, wide in ((0.08, 13.0), (0.2, 11.0), (0.84, 12.0), (0.95, 14.0)):
        land.tree(stage, stage.x(share), 62, wide * 0.6, 0xFF6E9262, 0.5)
    land.water(stage, 61, 80, 0xFF4F86A0)
    stone = stage.paper(0xFFA99C8C, 0.08)
    stage.sheet(stage.band(66, 76), stone, 1.3, 0.12, 0.06)
    for share in (0.2, 0.5, 0.8):
        x, half = stage.x(share), stage.x(0.11)
        hole = smooth([(x - half, 80), (x - half * 0.86, 71), (x, 67), (x + half * 0.86, 71),
                       (x + half, 80)], tension=0.8)  # fmt: skip
        stage.sheet(hole, stage.paper(0xFF3F6A80, 0.1), 0.3, 0.05, 0)
    paving = land.ground(stage, 0xFFB3A592, 76, 0.4)
    for dx in range(-150, 151, 13):
        stage.line(line((stage.width / 2 + dx * 0.7, 78), (stage.width / 2 + dx * 1.4, 102)),
                   alpha(shade(paving, -0.07), 0.8), 0.4)  # fmt: skip
    for y in (84, 92):
        stage.line(line((-4, y), (stage.width + 4, y)), alpha(shade(paving, -0.07), 0.8), 0.4)
    rail = stage.paper(0xFF9A8E80)
    for index in range(19):
        x = stage.x(index / 18)
        post = smooth([(x - 1.6, 78), (x - 0.9, 73), (x - 1.8, 68), (x + 1.8, 68), (x + 0.9, 73),
                       (x + 1.6, 78)], tension=0.7)  # fmt: skip
        stage.sheet(post, rail, 0.6, 0.06)
    stage.sheet(stage.band(64.6, 68.4), shade(rail, 0.05), 0.9, 0.08, 0.02)
    stage.sheet(stage.band(77, 79.4), shade(rail, -0.03), 0.6, 0.08, 0)
    for share in (0.16, 0.84):
        x = stage.x(share)
        stage.sheet(rect(x - 0.9, 40, 1.8, 26), stage.paper(0xFF3E4A50), 0.8, 0.04)
        stage.sheet(rect(x - 2.6, 33, 5.2, 7.4, 1), stage.grade.palette.lamp, 0.6, 0.03, 0)
        stage.line(arc(x, 33, 3.2, 2.6, 180, 180), stage.paper(0xFF3E4A50), 1.2)
        stage.lamp(x, 37, 30, 0.6)
