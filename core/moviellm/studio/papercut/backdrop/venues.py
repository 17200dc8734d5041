"""Backdrops of large rooms with one great thing in them: engines, water, stars, pictures."""

from __future__ import annotations

from moviellm.studio.papercut.backdrop import room, windows
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage
from moviellm.studio.papercut.backdrop.sky import falling
from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import (
    arc,
    line,
    oval,
    polygon,
    rect,
    smooth,
    transformed,
    turned,
    union,
)


def garage(stage: PaperStage) -> None:
    room.wall(stage, 0xFFB7A998, "plain")
    stage.sheet(stage.band(-4, 10), stage.paper(0xFF6F6A68), 1.2, 0.06)
    door = stage.paper(0xFFC9CDC8)
    stage.sheet(rect(stage.x(0.3), 12, stage.x(0.44), 62), shade(door, -0.14), 1.0, 0.04)
    for row in range(6):
        panel = rect(stage.x(0.31), 13.4 + row * 10, stage.x(0.42), 9.2, 0.6)
        stage.sheet(panel, shade(door, -0.015 * row), 0.4, 0.03)
    _old_car(stage, stage.x(0.52), 75)
    board = stage.x(0.13)
    stage.sheet(rect(board - 16, 20, 32, 24, 0.6), stage.paper(0xFF8A6A4C), 0.9, 0.05)
    steel = stage.paper(0xFF9AA4A8)
    for index in range(5):
        x = board - 12 + index * 6
        stage.line(line((x, 24), (x, 33 + index % 3 * 3)), steel, 1.5)
        stage.line(arc(x, 36 + index % 3 * 3, 2.2, 2.2, 130, 280), steel, 1.2)
    for share, y, radius in ((0.87, 66.0, 8.4), (0.955, 65.4, 9), (0.91, 51, 8.4)):
        _tyre(stage, stage.x(share), y, radius)
    for index, hue in enumerate((0xFFC8453C, 0xFF3F7FA0, 0xFFE0A83C)):
        x = stage.x(0.82) + index * 7
        stage.sheet(rect(x, 27, 5.4, 8, 0.8), stage.paper(hue), 0.6, 0.04)
    stage.sheet(rect(stage.x(0.79), 35, stage.x(0.19), 2, 0.4), stage.paper(0xFF7A5A40), 0.8, 0.05)
    floor = room.floor(stage, 0xFF97928C, "tiles")
    for share, y, wide in ((0.5, 84, 12), (0.62, 92, 7), (0.24, 90, 8)):
        stage.sheet(oval(stage.x(share), y, wide, wide * 0.2), shade(floor, -0.1), 0, 0.2, 0, 0)
    room.pendant(stage, 0.3, 15, 0xFF3F5A52)
    room.pendant(stage, 0.72, 15, 0xFF3F5A52)


def _tyre(stage: PaperStage, x: float, y: float, radius: float) -> None:
    rubber = stage.paper(0xFF3A3A3F)
    stage.sheet(oval(x, y, radius), rubber, 1.0, 0.05, 0)
    stage.sheet(oval(x, y, radius * 0.6), stage.paper(0xFFB0A494), 0.3, 0.03, 0)
    stage.line(oval(x, y, radius * 0.82), shade(rubber, 0.1), 0.6)


def _old_car(stage: PaperStage, x: float, foot: float) -> None:
    """A car from the front, its bonnet up."""
    paint, glass = stage.paper(0xFF3F7F7C), stage.paper(0xFFBAD0D2)
    steel, dark = stage.paper(0xFFB9BEC0), stage.paper(0xFF34343A)
    stage.sheet(smooth([(x - 18, foot - 22), (x - 14, foot - 37), (x, foot - 39.4),
                        (x + 14, foot - 37), (x + 18, foot - 22)], tension=0.5), paint, 1.2,
                0.04)  # fmt: skip
    stage.sheet(smooth([(x - 14, foot - 23), (x - 11.6, foot - 34), (x + 11.6, foot - 34),
                        (x + 14, foot - 23)], tension=0.3), glass, 0.4, 0.03)  # fmt: skip
    for side in (-1, 1):
        stage.sheet(rect(x + side * 20 - 4, foot - 10, 8, 12, 2), dark, 0.6, 0.03)
    body = smooth([(x - 27, foot - 3), (x - 27, foot - 16), (x - 18, foot - 23),
                   (x + 18, foot - 23), (x + 27, foot - 16), (x + 27, foot - 3)],
                  tension=0.4)  # fmt: skip
    stage.sheet(body, paint, 1.2, 0.04, 0.06)
    stage.sheet(rect(x - 10, foot - 18, 20, 11, 3), dark, 0.4, 0.03)
    for dx in (-7.0, -3.5, 0.0, 3.5, 7.0):
        stage.line(line((x + dx, foot - 16.4), (x + dx, foot - 8.6)), steel, 0.9)
    for side in (-1, 1):
        stage.sheet(oval(x + side * 19, foot - 14, 4.6), steel, 0.5, 0.03)
        stage.sheet(oval(x + side * 19, foot - 14, 3.4), stage.grade.palette.lamp, 0, 0, 0, 0)
    stage.sheet(rect(x - 28, foot - 5.4, 56, 3.6, 1.8), steel, 0.7, 0.03)


def depot(stage: PaperStage) -> None:
    """A shed of iron and glass over one great engine."""
    room.wall(stage, 0xFF9C7A66, "plain")
    for share in (0.14, 0.5, 0.86):
        windows.window(stage, share, 4, 32, 26, 0xFF4A5054, "arch", "roofs")
    iron = stage.paper(0xFF4A5A5C)
    for share in (0.0, 0.32, 0.68, 1.0):
        stage.sheet(rect(stage.x(share) - 2, -4, 4, 80), iron, 1.2, 0.05)
    for share in (0.16, 0.5, 0.84):
        stage.line(arc(stage.x(share), 8, stage.x(0.17), 9, 180, 180), iron, 1.6)
    _engine(stage, stage.x(0.46), 76)
    room.floor(stage, 0xFF8A8078, "stone", 76)
    rail = stage.paper(0xFF5A5E64)
    for y in (77.4, 81.4):
        stage.sheet(stage.band(y, y + 1.2), rail, 0.5, 0.03, 0)
    steam = alpha(stage.paper(0xFFF2EEE6), 0.5)
    for dx, y, size in ((-33, 22, 6.4), (-38, 13, 8.6), (-31, 5, 10)):
        stage.sheet(oval(stage.x(0.46) + dx, y, size, size * 0.8), steam, 0, 0.2, 0, 0)
    room.pendant(stage, 0.25, 14, 0xFF3F4A48)
    room.pendant(stage, 0.8, 14, 0xFF3F4A48)


def _engine(stage: PaperStage, x: float, foot: float) -> None:
    """A steam engine from the side, its nose to the left."""
    green, black = stage.paper(0xFF2F6A58), stage.paper(0xFF2E3036)
    red, brass = stage.paper(0xFFB03A34), stage.paper(0xFFD9AC4A)
    stage.sheet(polygon((x - 36, foot - 44), (x - 28, foot - 44), (x - 29.6, foot - 30),
                        (x - 34.4, foot - 30)), black, 0.9, 0.04)  # fmt: skip
    stage.sheet(rect(x - 42, foot - 33, 58, 21, 8), green, 1.4, 0.04, 0.08)
    stage.sheet(oval(x - 41, foot - 22.6, 3.6, 10), black, 0.6, 0.03)
    for dx in (-24.0, -9.0, 5.0):
        stage.sheet(rect(x + dx, foot - 33, 1.6, 21), brass, 0.2, 0.02, 0)
    stage.sheet(smooth([(x - 17, foot - 32), (x - 16, foot - 38), (x - 10, foot - 38),
                        (x - 9, foot - 32)], tension=0.6), brass, 0.6, 0.03)  # fmt: skip
    stage.sheet(rect(x + 14, foot - 45, 24, 35, 1), green, 1.2, 0.04, 0.06)
    stage.sheet(rect(x + 11, foot - 48, 30, 4.4, 2), black, 0.9, 0.04)
    for dx in (17.4, 27.4):
        stage.sheet(rect(x + dx, foot - 41, 7.6, 10, 1), stage.paper(0xFFCFDAD4), 0.4, 0.03)
    stage.sheet(rect(x + 42, foot - 30, 34, 20, 1), shade(green, -0.03), 1.1, 0.04)
    coal = [(x + 43, foot - 30), (x + 48, foot - 35), (x + 58, foot - 37), (x + 70, foot - 34),
            (x + 75, foot - 30)]  # fmt: skip
    stage.sheet(smooth(coal, tension=0.7), black, 0.7, 0.4)
    stage.sheet(rect(x - 44, foot - 13, 122, 3.4, 0.6), red, 0.7, 0.03)
    stage.sheet(polygon((x - 44, foot - 11), (x - 53, foot), (x - 41, foot)), red, 0.7, 0.04)
    for dx, radius in ((-34.0, 5.0), (-15.0, 8.4), (4.0, 8.4), (25.0, 5.6), (51, 5), (67, 5)):
        stage.sheet(oval(x + dx, foot - radius, radius), red, 0.6, 0.03, 0)
        stage.sheet(oval(x + dx, foot - radius, radius * 0.72), shade(red, -0.14), 0, 0, 0)
        spokes = [line(turned((x + dx, foot - radius * 1.7), turn, (x + dx, foot - radius)),
                       turned((x + dx, foot - radius * 0.3), turn, (x + dx, foot - radius)))
                  for turn in (0.0, 60.0, 120.0)]  # fmt: skip
        stage.line(union(spokes), red, 0.8)
    stage.line(line((x - 34, foot - 6), (x + 4, foot - 6.4)), stage.paper(0xFFB9BEC0), 1.5)
    stage.sheet(oval(x - 44, foot - 33, 2.6), stage.grade.palette.lamp, 0.4, 0.03)
    stage.lamp(x - 46, foot - 33, 16, 0.7)


def pool(stage: PaperStage) -> None:
    """A bath with lanes, seen from its edge."""
    room.wall(stage, 0xFFCFE0DC, "tiled")
    stage.sheet(stage.band(-4, 33), stage.paper(0xFFEAF0E8), 0, 0, 0.02, 0)
    for share in (0.18, 0.5, 0.82):
        windows.window(stage, share, 4, 30, 24, 0xFFF2F0E6, "arch")
    stage.sheet(stage.band(33, 36), stage.paper(0xFF3F8A9C), 0.4, 0.02, 0)
    water = stage.paper(0xFF5FB4C4)
    stage.sheet(stage.band(54, 104), stage.paper(0xFFDDE8E4), 0.8, 0.04)
    basin = polygon((stage.x(0.1), 57), (stage.x(0.9), 57), (stage.width + 6, 80), (-6, 80))
    stage.sheet(basin, shade(water, -0.06), 0.5, 0.03)
    stage.sheet(polygon((stage.x(0.095), 58.6), (stage.x(0.905), 58.6), (stage.width + 6, 80),
                        (-6, 80)), water, 0, 0.03, 0.06)  # fmt: skip
    for lane in (0.3, 0.5, 0.7):
        for index in range(12):
            share = index / 11
            x = stage.x(0.5) + (stage.x(lane) - stage.x(0.5)) * (0.82 + share * 0.6)
            tone = stage.paper(0xFFD0453C if index % 2 else 0xFFF4EFE4)
            stage.sheet(oval(x, 59.4 + share * 19.6, 0.8 + share * 0.7), tone, 0.2, 0, 0, 0.15)
    for _ in range(30):
        x, y = stage.x(stage.rng.random()), 61 + stage.rng.random() * 17
        stage.line(arc(x, y, 3.4, 0.9, 190, 160), alpha(0xFFFFFFFF, 0.5), 0.4)
    board = stage.x(0.86)
    steel = stage.paper(0xFFAEB8BA)
    for dx in (6.0, 14.0):
        stage.line(line((board + dx, 40), (board + dx, 58)), steel, 1.2)
    stage.sheet(rect(board - 10, 38.6, 28, 2, 0.8), stage.paper(0xFFE8B33C), 0.9, 0.04)
    x = stage.x(0.1)
    stage.line(union([arc(x + dx, 52, 3, 6, 180, 180) for dx in (0.0, 7.0)]), steel, 1.2)
    stage.line(union([line((x - 3 + dx, 52), (x - 3 + dx, 64)) for dx in (6.0, 13.0)]), steel, 1.2)
    _ring_buoy(stage, stage.x(0.34), 44)
    room.floor(stage, 0xFFD9D3C2, "tiles", 80)
    stage.glow(stage.x(0.5), 68, 60, water, 0.16)


def _ring_buoy(stage: PaperStage, x: float, y: float) -> None:
    stage.line(oval(x, y, 4.6), stage.paper(0xFFF4EFE4), 3.2)
    for start in (20, 110, 200, 290):
        stage.line(arc(x, y, 4.6, 4.6, start, 40), stage.paper(0xFFD0453C), 3.2)


def observatory(stage: PaperStage) -> None:
    """A dome that is open to the stars, and the great tube under it."""
    room.wall(stage, 0xFF5F6684, "plain")
    x = stage.x(0.5)
    for index in range(-4, 5):
        rib = smooth([(x + index * 24, 60), (x + index * 19, 26), (x + index * 6, -6)],
                     closed=False)  # fmt: skip
        stage.line(rib, alpha(stage.paper(0xFF464C68), 0.9), 0.8)
    slit = polygon((x - 4, -6), (x + 26, -6), (x + 40, 44), (x - 2, 44))
    stage.sheet(polygon((x - 8, -6), (x + 30, -6), (x + 45, 47), (x - 7, 47)),
                stage.paper(0xFF7A7F98), 1.2, 0.04)  # fmt: skip
    _heaven(stage, slit)
    brass, steel = stage.paper(0xFFC99F4A), stage.paper(0xFFAEB2B8)
    stage.sheet(polygon((x - 27, 76), (x - 19, 56), (x - 11, 56), (x - 3, 76)),
                stage.paper(0xFF4A4E58), 1.2, 0.04)  # fmt: skip
    tilt = skia.Matrix.RotateDeg(-34, (x - 15, 52))
    for left, top, wide, high, tone in (
        (-34.0, 46.0, 20.0, 9.0, steel), (-16, 44, 40, 13, brass), (22, 42.6, 12, 16, steel),
        (-42, 48, 9, 5, stage.paper(0xFF34363E)), (4, 43, 2.4, 15, shade(brass, -0.12)),
    ):  # fmt: skip
        part = transformed(rect(x - 15 + left, top, wide, high, 1), tilt)
        stage.sheet(part, tone, 1.0, 0.04, 0.06)
    stage.sheet(oval(x - 15, 52, 5.4), shade(brass, -0.1), 0.8, 0.04)
    stage.sheet(oval(x - 15, 52, 2.2), steel, 0.4, 0.03)
    for share in (0.1, 0.88):
        _star_chart(stage, stage.x(share))
    room.floor(stage, 0xFF6A5A58, "boards")
    stage.line(arc(x, 84, stage.x(0.36), 8, 0, 359), alpha(steel, 0.5), 0.6)
    room.skirting(stage, 0xFF4A4458)
    stage.lamp(stage.x(0.14), 66, 26, 0.6)


def _heaven(stage: PaperStage, slit: skia.Path) -> None:
    """Stars by night; by day what sky there is."""
    stage.canvas.save()
    stage.canvas.clipPath(slit, skia.ClipOp.kIntersect, True)
    night, clear = stage.grade.night, stage.grade.weather == "clear"
    box = slit.getBounds()
    ends = [0xFF0B1030, 0xFF2A3A70] if night and clear else list(stage.grade.sky)
    shader = skia.GradientShader.MakeLinear([(0, box.top()), (0, box.bottom())], ends)
    stage.canvas.drawRect(box, skia.Paint(Shader=shader))
    if night and clear:
        for _ in range(46):
            x = box.left() + stage.rng.random() * box.width()
            y = stage.rng.random() * box.bottom()
            stage.sheet(oval(x, y, 0.2 + stage.rng.random() * 0.4), 0xE8FFF6DC, 0, 0, 0, 0)
        stage.sheet(oval(box.centerX() + 8, 12, 3.4), 0xFFFAF0D2, 0.3, 0.04, 0, 0)
    for _ in range(2):
        falling(stage, (box.left(), box.top(), box.right(), box.bottom()), near=False)
    stage.canvas.restore()


def _star_chart(stage: PaperStage, x: float) -> None:
    stage.sheet(rect(x - 12, 22, 24, 30, 0.4), stage.paper(0xFF27345C), 0.9, 0.05)
    chalk = alpha(0xFFF3EAD0, 0.8)
    stage.line(oval(x, 37, 9.6), chalk, 0.4)
    stars = [(x - 6, 31), (x - 1, 34), (x + 3, 31.6), (x + 6, 38), (x - 2, 43)]
    stage.line(line(*stars), chalk, 0.4)
    for star in stars:
        stage.sheet(oval(*star, 0.9), 0xFFF6EBC8, 0, 0, 0, 0)


def cinema(stage: PaperStage) -> None:
    """Rows of seats before a screen on which a black and white film runs."""
    stage.wash(stage.paper(0xFF33202C), stage.paper(0xFF4E2A34), 0, 74)
    left, wide = stage.x(0.22), stage.x(0.56)
    stage.sheet(rect(left - 3, 5, wide + 6, 49, 1), stage.paper(0xFF1F1A22), 1.2, 0.03)
    pale = mix(stage.paper(0xFFE9E6DC), 0xFFF4F2EA, 0.5)
    stage.sheet(rect(left, 8, wide, 43, 0.6), pale, 0, 0, 0.02, 0)
    stage.canvas.save()
    stage.canvas.clipRect(skia.Rect.MakeXYWH(left, 8, wide, 43))
    grey = stage.paper(0xFF9A9A9C)
    hills = smooth([(left - 4, 52), (left - 4, 40), (left + wide * 0.3, 31),
                    (left + wide * 0.6, 39), (left + wide + 4, 29), (left + wide + 4, 52)],
                   tension=0.8)  # fmt: skip
    stage.sheet(hills, grey, 0.4, 0.05)
    stage.sheet(oval(left + wide * 0.76, 19, 5.4), shade(pale, 0.04), 0.4, 0.03)
    rider = left + wide * 0.4
    dark = stage.paper(0xFF3A3A3E)
    stage.sheet(rect(rider - 9, 41, 20, 4.6, 2), dark, 0.3, 0.04)
    stage.sheet(smooth([(rider - 4, 41), (rider - 1, 36.4), (rider + 7, 36.4), (rider + 9, 41)]),
                dark, 0.3, 0.04)  # fmt: skip
    for dx in (-5.0, 7.0):
        stage.sheet(oval(rider + dx, 45.6, 2.6), dark, 0.3, 0.03)
    stage.canvas.restore()
    beam = polygon((stage.x(0.5), -6), (left, 51), (left + wide, 51))
    stage.canvas.drawPath(beam, skia.Paint(AntiAlias=True, Color=alpha(0xFFFFF6DC, 0.1)))
    room.drapes(stage, 0xFF8E2F38, 0.17)
    for row, y in enumerate((57.0, 63.0)):
        for index in range(12):
            x = stage.x((index + 0.5 + 0.5 * (row % 2)) / 12)
            plush = stage.paper((0xFF7A2C38, 0xFF92343E)[row])
            stage.sheet(smooth([(x - 6.4, y + 12), (x - 6, y + 1), (x, y - 1.4), (x + 6, y + 1),
                                (x + 6.4, y + 12)], tension=0.5), plush, 0.9, 0.04)  # fmt: skip
    room.floor(stage, 0xFF6A3440, "carpet")
    for share in (0.06, 0.94):
        x = stage.x(share)
        stage.sheet(smooth([(x - 3.4, 30), (x + 3.4, 30), (x + 2, 37), (x - 2, 37)]),
                    stage.paper(0xFFD9AC4A), 0.7, 0.04)  # fmt: skip
        stage.lamp(x, 28, 20, 0.9)
    stage.glow(stage.x(0.5), 30, 60, pale, 0.14)


def aquarium(stage: PaperStage) -> None:
    """A dark hall before a wall of water."""
    room.wall(stage, 0xFF2F4258, "plain")
    left, wide = stage.x(0.06), stage.x(0.88)
    stage.sheet(rect(left - 3, 3, wide + 6, 60, 3), stage.paper(0xFF26303E), 1.4, 0.04)
    tank = rect(left, 6, wide, 54, 2)
    stage.canvas.save()
    stage.canvas.clipPath(tank, skia.ClipOp.kIntersect, True)
    light = {"night": 0.25, "dusk": 0.12}.get(stage.grade.light, 0.0)
    ends = [mix(colour, stage.grade.palette.ink, light) for colour in (0xFF5FC4CE, 0xFF1F6890)]
    shader = skia.GradientShader.MakeLinear([(0, 6), (0, 60)], ends)
    stage.canvas.drawPath(tank, skia.Paint(AntiAlias=True, Shader=shader))
    for share in (0.2, 0.46, 0.7):
        x = stage.x(share)
        stage.shaft([(x - 3, 4), (x + 5, 4), (x + 22, 62), (x - 6, 62)], 0.16)
    sand = smooth([(left, 62), (left, 55), (stage.x(0.3), 52.6), (stage.x(0.6), 56),
                   (left + wide, 52), (left + wide, 62)], tension=0.8)  # fmt: skip
    stage.sheet(sand, stage.paper(0xFFDCC48E), 0.6, 0.15)
    for share, hue, high in ((0.12, 0xFF3F8A5C, 22), (0.18, 0xFF4F9A5E, 15), (0.57, 0xFF3F8A5C, 18),
                             (0.86, 0xFF4F9A5E, 24), (0.91, 0xFF3F8A5C, 14)):  # fmt: skip
        x = stage.x(share)
        weed = smooth([(x, 56), (x + 3, 56 - high * 0.4), (x - 2, 56 - high * 0.7), (x + 2,
                       56 - high)], closed=False)  # fmt: skip
        stage.line(weed, stage.paper(hue), 2.0)
    for share, hue in ((0.34, 0xFFE0607A), (0.74, 0xFFE8843C)):
        for dx, turn in ((-4.0, -28.0), (0.0, 0.0), (4.0, 28.0)):
            x = stage.x(share) + dx
            stage.line(line((x * 0.5 + stage.x(share) * 0.5, 55), turned((x, 43), turn, (x, 52))),
                       stage.paper(hue), 2.2)  # fmt: skip
    for share, y, size, hue, way in (
        (0.24, 22.0, 4.6, 0xFFF0A23C, 1), (0.32, 30, 3.6, 0xFFF0A23C, 1),
        (0.52, 17, 3.8, 0xFFF3E24C, -1), (0.66, 36, 5.4, 0xFFE0607A, -1),
        (0.8, 23, 4.2, 0xFF5F7FD0, 1), (0.44, 44, 3.2, 0xFFF3EAD6, 1),
    ):  # fmt: skip
        _fish(stage, stage.x(share), y, size, stage.paper(hue), way)
    _shark(stage, stage.x(0.54), 27)
    for _ in range(16):
        x, y = left + stage.rng.random() * wide, 8 + stage.rng.random() * 44
        stage.line(oval(x, y, 0.5 + stage.rng.random() * 0.6), alpha(0xFFFFFFFF, 0.5), 0.3)
    stage.canvas.restore()
    for share in (0.35, 0.65):
        stage.sheet(rect(stage.x(share) - 1, 4, 2, 58), stage.paper(0xFF26303E), 0.8, 0.03)
    room.floor(stage, 0xFF3F5468, "tiles", 68)
    stage.glow(stage.x(0.5), 80, 70, 0xFF4FB4C4, 0.24)


def _fish(stage: PaperStage, x: float, y: float, size: float, tone: int, way: int) -> None:
    body = smooth([(x + way * size, y), (x, y - size * 0.62), (x - way * size, y),
                   (x, y + size * 0.62)], tension=0.9)  # fmt: skip
    tail = polygon((x - way * size * 0.8, y), (x - way * size * 1.6, y - size * 0.6),
                   (x - way * size * 1.6, y + size * 0.6))  # fmt: skip
    stage.sheet(tail, shade(tone, -0.06), 0.4, 0.04, 0)
    stage.sheet(body, tone, 0.6, 0.04, 0)
    stage.line(line((x, y - size * 0.5), (x, y + size * 0.5)), shade(tone, 0.14), 0.7)
    stage.sheet(oval(x + way * size * 0.6, y - size * 0.1, 0.5), stage.grade.palette.ink, 0, 0, 0)


def _shark(stage: PaperStage, x: float, y: float) -> None:
    grey = stage.paper(0xFF7F93A4)
    stage.sheet(polygon((x - 1, y - 5), (x + 6, y - 11), (x + 7, y - 4)), shade(grey, -0.04), 0.6)
    stage.sheet(polygon((x + 19, y), (x + 28, y - 8), (x + 25, y), (x + 27, y + 6)),
                shade(grey, -0.04), 0.6)  # fmt: skip
    body = smooth([(x - 22, y), (x - 10, y - 5.4), (x + 8, y - 4.4), (x + 22, y), (x + 8, y + 3.6),
                   (x - 10, y + 4.8)], tension=0.7)  # fmt: skip
    stage.sheet(body, grey, 0.9, 0.05, 0.04)
    stage.sheet(smooth([(x - 20, y + 1), (x - 6, y + 1.6), (x + 10, y + 2), (x - 8, y + 4.4)]),
                shade(grey, 0.16), 0, 0.04, 0, 0)  # fmt: skip
    stage.sheet(polygon((x - 4, y + 3), (x + 4, y + 9), (x + 3, y + 2.4)), shade(grey, -0.05), 0.5)
    stage.sheet(oval(x - 15.4, y - 1.4, 0.7), stage.grade.palette.ink, 0, 0, 0, 0)
