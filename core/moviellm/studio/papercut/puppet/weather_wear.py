"""What people put on for the weather, over the clothes by which one knows them."""

from __future__ import annotations

from moviellm.film import DressedFor, Person
from moviellm.studio.papercut.colour import NAMED, alpha, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.body import Puppet
from moviellm.studio.papercut.shapes import limb, line, rect, smooth

WRAPS = frozenset({"scarf", "cloak", "cape", "coat", "blanket"})
"""Kinds of worn prop that do instead."""


def wrap_up(cut: Cutout, puppet: Puppet, person: Person, wear: DressedFor, grade: Grade) -> None:
    """Add a scarf against the cold or a cape against the rain."""
    look, piece = person.appearance, Cutout()
    if wear == "cold":
        colour = grade.front(NAMED[look.legwear_colour])
        _scarf(piece, puppet, shade(colour, 0.06))
    elif wear == "rain":
        _cape(piece, puppet, shade(grade.front(NAMED[look.garment_colour]), -0.1))
    cut.add(piece, puppet.torso_matrix, person.id)


def _scarf(cut: Cutout, puppet: Puppet, colour: int) -> None:
    t, s = puppet.build.torso, 0.0 if puppet.front else 2.2
    end = limb([(-3 - s, -t + 2), (-5 - s, -t + 9), (-4.4 - s, -t + 18)], (5.0, 5.6, 5.8))
    cut.fill(end, shade(colour, -0.05), lift=0.9)
    for y in (11.0, 14.8):
        cut.fill(rect(-7.3 - s, -t + y, 5.8, 1.6), shade(colour, 0.2), rim=0)
    wrap = smooth([
        (-9 + s, -t - 3.4), (s, -t - 1.2), (9.4 + s, -t - 3.4), (10 + s, -t + 2), (s, -t + 5.2),
        (-9.6 + s, -t + 2),
    ], tension=0.8)  # fmt: skip
    cut.fill(wrap, colour, lift=1.0)
    for x in (-5.0, 0.0, 5.0):
        fold = line((x + s - 0.8, -t - 0.6), (x + s + 0.6, -t + 3.4))
        cut.line(fold, alpha(shade(colour, 0.16), 0.8), 0.7)


def _cape(cut: Cutout, puppet: Puppet, colour: int) -> None:
    t, w, s = puppet.build.torso, puppet.build.width, 0.0 if puppet.front else 2.2
    mantle = smooth([
        (-4.8 + s, -t - 2.6), (-12.8 * w, -t + 0.6), (-15.8 * w, -t + 11), (-8 * w, -t + 15.6),
        (s, -t + 16.6), (8.4 * w, -t + 15.6), (15.8 * w, -t + 11), (12.8 * w, -t + 0.6),
        (5.4 + s, -t - 2.6),
    ], tension=0.7)  # fmt: skip
    cut.fill(mantle, colour, lift=1.0)
    cut.line(line((s + 0.6, -t), (s + 0.6, -t + 16)), alpha(shade(colour, -0.12), 0.9), 0.7)
    shine = smooth([(-10 * w, -t + 3), (-12.4 * w, -t + 7), (-12 * w, -t + 10.5)], closed=False)
    cut.line(shine, alpha(shade(colour, 0.3), 0.7), 1.2)
