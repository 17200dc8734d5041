"""Clothes: what covers the torso and the legs, for seven garments and a coat over them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from moviellm.studio.papercut.colour import alpha, mix, shade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.skeleton import Build, Joints
from moviellm.studio.papercut.raster import skia
from moviellm.studio.papercut.shapes import Point, between, line, oval, polygon, rect, smooth, union


@dataclass(frozen=True, slots=True)
class Dress:
    """How a garment is cut.

    Attributes:
        hem: How far it reaches down the legs, 0 hip to 1 ankle.
        flare: How far its hem stands off the legs, in units.
        sleeve: Width of the sleeve at shoulder and wrist, in units.
    """

    hem: float
    flare: float
    sleeve: tuple[float, float]


DRESSES: dict[str, Dress] = {
    "coat": Dress(0.6, 4.6, (7.6, 6.4)),
    "jumper": Dress(0.0, 0.0, (7.6, 6.2)),
    "shirt": Dress(0.0, 0.0, (7.0, 5.4)),
    "dress": Dress(0.68, 6.6, (7.0, 5.2)),
    "robe": Dress(0.96, 5.0, (8.0, 9.4)),
    "apron": Dress(0.0, 0.0, (7.0, 5.4)),
    "uniform": Dress(0.14, 1.4, (7.4, 6.0)),
    "winter coat": Dress(0.3, 2.4, (9.4, 8.4)),
}


@dataclass(frozen=True, slots=True)
class Cloth:
    """The colours of a garment: its own, a darker trim, and the lighter shirt beneath."""

    main: int
    trim: int
    linen: int
    ink: int


def skirt(
    cut: Cutout, joints: Joints, build: Build, dress: Dress, cloth: Cloth, front: bool
) -> None:
    """Add the part of a garment that falls over the legs, following their bend."""
    legs = sorted(
        (
            _chain(*joints.near_leg, dress.hem),
            _chain(*joints.far_leg, dress.hem),
        ),
        key=lambda chain: chain[-1][0] + chain[1][0],
    )
    hind, fore_leg = legs
    wide = 5.6 * build.width
    x, y = joints.hip
    waist, hips = 8.8 * build.width, 10.6 * build.width
    belly, back = build.belly, build.belly * (1.0 if front else 0.2)
    top = y - build.torso * 0.32
    lean = joints.lean * 0.3
    outline: list[Point] = [(x - waist - back + lean, top), (x - hips - back * 0.5, y + 0.5)]
    rear, fore = _side(hind, wide, dress.flare, -1), _side(fore_leg, wide, dress.flare, 1)
    sag = (rear[-1][0] + fore[-1][0]) / 2, max(rear[-1][1], fore[-1][1]) + 0.9
    outline += [*rear, sag, *reversed(fore)]
    outline += [(x + hips + belly * 0.6, y - 1.5), (x + waist + belly + lean, top)]
    cut.fill(smooth(outline, tension=0.4), cloth.main, lift=1.1)


def _chain(hip: Point, knee: Point, foot: Point, hem: float) -> list[Point]:
    """Hip, knee (when the hem passes it) and hem."""
    if hem <= 0.5:
        return [hip, between(hip, knee, hem * 2)]
    return [hip, knee, between(knee, foot, (hem - 0.5) * 2)]


def _side(chain: list[Point], wide: float, flare: float, side: int) -> list[Point]:
    points = []
    for index in range(1, len(chain)):
        before, here = chain[index - 1], chain[index]
        dx, dy = here[0] - before[0], here[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        off = wide + (flare if index == len(chain) - 1 else flare * 0.4)
        points.append((here[0] + dy / length * off * side, here[1] - dx / length * off * side))
    return points


def torso_outline(build: Build, front: bool) -> skia.Path:
    """The upper body about a hip at the origin, upright."""
    t, w = build.torso, build.width * (1.0 if front else 0.92)
    b = build.belly
    back = b if front else b * 0.2
    points = [
        (-3.4 * w, -t - 0.8), (-8.6 * w, -t + 0.6), (-11.6 * w, -t + 4.4), (-11.0 * w, -t * 0.62),
        (-9.9 * w - back, -t * 0.32), (-10.6 * w - back * 0.5, 0.0), (-10.4 * w, 3.2), (0.0, 4.0),
        (10.4 * w, 3.2), (10.6 * w + b * 0.5, 0.0), (9.9 * w + b, -t * 0.32),
        (11.0 * w, -t * 0.62), (11.6 * w, -t + 4.4), (8.6 * w, -t + 0.6), (3.4 * w, -t - 0.8),
    ]  # fmt: skip
    return smooth(points, tension=0.8)


def torso(cut: Cutout, garment: str, build: Build, cloth: Cloth, turn: float) -> None:
    """Add the upper body in its garment, about a hip at the origin, upright."""
    main = cloth.linen if garment == "apron" else cloth.main
    falls = DRESSES[garment].hem > 0
    lift, rim = (0.0, 0.0) if falls else (1.0, 0.35)
    cut.fill(torso_outline(build, not turn), main, lift=lift, rim=rim)
    _DETAILS[garment](cut, build, cloth, 2.6 * turn)


def _coat(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    cut.fill(polygon((-3.6 + s, -t - 0.6), (3.8 + s, -t - 0.6), (s + 0.4, -t + 9)), cloth.linen,
             rim=0)  # fmt: skip
    cut.line(line((s + 0.6, -t + 8), (s + 0.6, 3.4)), alpha(cloth.trim, 0.9), 0.7)
    for side in (-1, 1):
        collar = polygon((side * 3.2 + s, -t - 1.6), (side * 7.6 * w + s * 0.5, -t + 2.2),
                         (side * 5.2 + s, -t + 6.2), (s + 0.5, -t + 9.6))  # fmt: skip
        cut.fill(collar, shade(cloth.main, -0.06), lift=0.7)
    for y in (0.5, 0.3, 0.1):
        cut.fill(oval(s + 2.6, -t * y - 1, 0.95), cloth.trim, rim=0)


def _jumper(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    neck = [(-4.6 + s, -t - 2.4), (s, -t - 1.4), (4.8 + s, -t - 2.4), (5 + s, -t + 0.6),
            (s, -t + 2.2), (-4.8 + s, -t + 0.6)]  # fmt: skip
    cut.fill(smooth(neck, tension=0.7), cloth.trim, lift=0.5)
    hem = [(-10.5 * w, 0.6), (0, 1.4), (10.5 * w, 0.6), (10.2 * w, 4), (0, 4.8), (-10.2 * w, 4)]
    cut.fill(smooth(hem, tension=0.7), cloth.trim, lift=0.4)
    tone = alpha(shade(cloth.main, 0.13), 0.8)
    for row in (0.62, 0.5):
        run = [(x * w * 2.05, -t * row + (0.9 if x % 2 else -0.9)) for x in range(-5, 6)]
        cut.line(line(*run), tone, 0.6)


def _shirt(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    cut.line(line((s, -t + 3), (s, 2.4)), alpha(cloth.trim, 0.8), 0.6)
    for side in (-1, 1):
        collar = polygon((side * 1.0 + s, -t + 3.6), (side * 3.4 + s, -t - 2.0),
                         (side * 6.2 + s, -t + 0.4), (side * 4.4 + s, -t + 4.4))  # fmt: skip
        cut.fill(collar, shade(cloth.main, 0.07), lift=0.5)
    for y in (0.68, 0.46, 0.24):
        cut.fill(oval(s + 1.5, -t * y, 0.7), cloth.linen, rim=0)
    cut.fill(rect(-10.4 * w, 0.6, 20.8 * w, 2.8, 0.8), mix(cloth.ink, 0xFF6B4326, 0.5), rim=0.2)
    cut.fill(rect(s - 1.5, 0.7, 3.2, 2.6, 0.4), 0xFFD2A850, rim=0)


def _dress(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    collar = [(-6 + s, -t - 0.4), (s, -t + 1.2), (6.2 + s, -t - 0.4), (6.6 + s, -t + 3.2),
              (s + 0.2, -t + 5.4), (-6.4 + s, -t + 3.2)]  # fmt: skip
    cut.fill(smooth(collar, tension=0.8), cloth.linen, lift=0.5)
    cut.fill(rect(-10.1 * w, -t * 0.36, 20.2 * w, 3.4, 1.2), cloth.trim, lift=0.4)
    dots = [oval(x * w + s * 0.4, -t * y, 0.62) for x, y in
            ((-6, 0.62), (-1.5, 0.56), (3.5, 0.63), (7.5, 0.55), (-8, 0.5), (1, 0.46))]  # fmt: skip
    cut.fill(union(dots), alpha(cloth.linen, 0.75), rim=0)


def _robe(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    cut.fill(polygon((-3.6 + s, -t - 0.8), (3.8 + s, -t - 0.8), (s + 0.6, -t * 0.5)), cloth.linen,
             rim=0)  # fmt: skip
    edge = [(4.4 + s, -t - 1.4), (2.6 + s, -t * 0.66), (-3.4 + s, -t * 0.34)]
    cut.line(smooth(edge, closed=False), cloth.trim, 2.2)
    cut.line(line((-4.4 + s, -t - 1.4), (0.8 + s, -t * 0.58)), cloth.trim, 2.2)
    cut.fill(rect(-10.2 * w, -t * 0.35, 20.4 * w, 3.0, 1.4), cloth.trim, lift=0.4)
    cut.line(line((s - 3.4, -t * 0.26), (s - 4.4, 3.4)), cloth.trim, 1.3)


def _apron(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    for side in (-1, 1):
        collar = polygon((side * 0.8 + s, -t + 2.8), (side * 3.2 + s, -t - 1.8),
                         (side * 6 + s, -t + 0.6))  # fmt: skip
        cut.fill(collar, shade(cloth.linen, 0.04), lift=0.4)
        cut.line(
            line((side * 5.2 * w + s * 0.6, -t * 0.68), (side * 4.4 + s * 0.6, -t + 1)),
            cloth.main,
            1.7,
        )
    bib = [(-6.6 * w + s * 0.6, -t * 0.72), (6.6 * w + s * 0.6, -t * 0.72), (9.6 * w, -t * 0.3),
           (10.6 * w, 4), (-10.6 * w, 4), (-9.6 * w, -t * 0.3)]  # fmt: skip
    cut.fill(smooth(bib, tension=0.4), cloth.main, lift=0.6)
    cut.fill(rect(-3.8 + s, -t * 0.58, 7.4, 4.6, 1), shade(cloth.main, -0.05), rim=0.3)
    cut.line(line((-10 * w, -t * 0.29), (10 * w, -t * 0.29)), shade(cloth.main, -0.1), 1.5)


def _uniform(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    brass = 0xFFDDB052
    cut.fill(rect(-4.4 + s, -t - 2.6, 9, 3.4, 0.8), cloth.trim, lift=0.4)
    cut.line(line((s, -t + 1), (s, 3.4)), alpha(cloth.trim, 0.9), 0.7)
    for side in (-1, 1):
        cut.fill(smooth([(side * 5.4 * w, -t - 0.2), (side * 11.8 * w, -t + 2.2),
                         (side * 11.4 * w, -t + 4.6), (side * 5.6 * w, -t + 1.8)], tension=0.5),
                 brass, rim=0.2)  # fmt: skip
        for y in (0.74, 0.56, 0.38):
            cut.fill(oval(s + side * 3.4, -t * y, 0.95), brass, rim=0)
    cut.fill(rect(-10 * w, -t * 0.24, 20 * w, 2.8, 0.6), cloth.trim, rim=0.2)
    cut.fill(rect(s - 1.6, -t * 0.24 - 0.2, 3.4, 3.2, 0.4), brass, rim=0)


def _winter_coat(cut: Cutout, build: Build, cloth: Cloth, s: float) -> None:
    t, w = build.torso, build.width
    seam = alpha(cloth.trim, 0.9)
    for y in (0.74, 0.5, 0.26, 0.02):
        sag = [(-10.6 * w, -t * y - 0.8), (s * 0.5, -t * y + 0.6), (10.6 * w, -t * y - 0.8)]
        cut.line(smooth(sag, closed=False), seam, 0.8)
    cut.line(line((s + 0.6, -t + 2), (s + 0.6, 3.6)), shade(cloth.trim, -0.06), 1.1)
    for side in (-1, 1):
        pocket = ((side * 8.4 * w + s * 0.3, -t * 0.3), (side * 5.6 * w + s * 0.3, -t * 0.1))
        cut.line(line(*pocket), shade(cloth.trim, -0.06), 1.0)


_DETAILS = {
    "coat": _coat, "jumper": _jumper, "shirt": _shirt, "dress": _dress, "robe": _robe,
    "apron": _apron, "uniform": _uniform, "winter coat": _winter_coat,
}  # fmt: skip
