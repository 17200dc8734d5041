"""Props that are worn: drawn on the body they are worn by."""

from __future__ import annotations

from moviellm.film import Prop
from moviellm.studio.papercut.colour import NAMED, mix, shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.props.attributes import plume
from moviellm.studio.papercut.puppet.body import Puppet
from moviellm.studio.papercut.shapes import arc, limb, oval, polygon, rect, smooth, union

HEADWEAR = {
    "hat": "hat", "cap": "cap", "hood": "hood", "crown": "crown", "tiara": "crown",
    "helmet": "helmet", "bonnet": "hat", "beret": "cap",
}  # fmt: skip
"""Kinds of prop that are worn on the head, and how they are cut."""


def wear_behind(cut: Cutout, puppet: Puppet, prop: Prop, grade: Grade) -> None:
    """Add what of a worn prop hangs behind the body."""
    if prop.kind not in ("cloak", "cape", "coat", "blanket"):
        return
    colour = grade.front(NAMED[prop.colour])
    t, w = puppet.build.torso, puppet.build.width
    s = 0.0 if puppet.front else -3.5
    cape = Cutout()
    cape.fill(smooth([
        (-4, -t - 2.5), (-12.5 * w + s, -t + 2), (-15.5 * w + s, -4), (-17 * w + s, 14),
        (0 + s, 16), (16.5 * w + s, 14), (14.5 * w + s * 0.6, -4), (12.5 * w + s * 0.4, -t + 2),
        (4, -t - 2.5),
    ], tension=0.7), shade(colour, -0.05), lift=1.4)  # fmt: skip
    cut.add(cape, puppet.torso_matrix, prop.id)


def wear_over(cut: Cutout, puppet: Puppet, prop: Prop, grade: Grade) -> None:
    """Add what of a worn prop lies over body and head."""
    colour = grade.front(NAMED[prop.colour])
    piece = Cutout()
    if prop.kind == "mask":
        _mask(piece, colour, 0.0 if puppet.front else 1.0)
        cut.add(piece, puppet.head_matrix, prop.id)
        return
    t, w = puppet.build.torso, puppet.build.width
    s = 0.0 if puppet.front else 2.2
    if prop.kind in ("cloak", "cape", "coat", "blanket"):
        mantle = [
            (-4.4 + s, -t - 3), (-12.6 * w, -t + 0.6), (-15.4 * w, -t + 12), (-9 * w, -t + 16.5),
            (s - 0.6, -t + 7.4), (9.4 * w, -t + 16.5), (15.4 * w, -t + 12), (12.6 * w, -t + 0.6),
            (5 + s, -t - 3), (s + 0.4, -t + 1.4),
        ]  # fmt: skip
        piece.fill(smooth(mantle, tension=0.65), colour, lift=0.9)
        piece.fill(oval(s + 0.4, -t + 2.4, 1.6), mix(colour, 0xFFE2B650, 0.8), lift=0.4)
    elif prop.kind == "scarf":
        wrap = [(-7.4 + s, -t - 2.6), (s, -t - 0.6), (7.8 + s, -t - 2.6), (8 + s, -t + 1.6),
                (s, -t + 4), (-7.6 + s, -t + 1.6)]  # fmt: skip
        piece.fill(limb([(3 + s, -t + 1), (4.8 + s, -t + 8), (4.2 + s, -t + 17)], (4.4, 5, 5.2)),
                   shade(colour, -0.04), lift=0.8)  # fmt: skip
        for y in (11.0, 14.5):
            piece.fill(rect(2 + s, -t + y, 5, 1.4), shade(colour, 0.16), rim=0)
        piece.fill(smooth(wrap, tension=0.8), colour, lift=0.8)
    elif prop.kind in ("necklace", "medal", "amulet", "pendant", "locket"):
        beads = arc(s, -t - 1, 6.4, 9.4, 8, 164)
        piece.line(beads, shade(colour, -0.1), 0.9)
        xs = ((-5.4, 4.4), (-3.6, 6.6), (-1.4, 8.0), (1.4, 8.0), (3.6, 6.6), (5.4, 4.4))
        piece.fill(union([oval(x + s, -t - 0.6 + y, 1.15) for x, y in xs]), colour, lift=0.3)
        piece.fill(polygon((s, -t + 7), (s + 2, -t + 9.8), (s, -t + 12.6), (s - 2, -t + 9.8)),
            colour, lift=0.4)  # fmt: skip
    else:
        piece.fill(oval(-4.4 + s, -t * 0.66, 2.7), colour, lift=0.5)
        piece.fill(oval(-4.4 + s, -t * 0.66, 1.4), shade(colour, 0.16), rim=0)
    cut.add(piece, puppet.torso_matrix, prop.id)


def wear_plume(cut: Cutout, puppet: Puppet, hat: Prop, grade: Grade) -> None:
    """Add the feather of a feathered hat."""
    if "feathered" not in hat.name.lower() and "plumed" not in hat.name.lower():
        return
    piece = Cutout()
    plume(piece, 8.6, -24.0, 1.1, grade.front(grade.palette.accent))
    cut.add(piece, puppet.head_matrix, hat.id)


def _mask(cut: Cutout, colour: int, turn: float) -> None:
    """A mask pushed up onto the forehead, so that the face stays readable."""
    s = 2.4 * turn
    face = [(-9 + s, -24), (-6 + s, -30), (s, -31.4), (6 + s, -30), (9 + s, -24), (5.6 + s, -18.4),
            (s, -17.2), (-5.6 + s, -18.4)]  # fmt: skip
    cut.fill(smooth(face, tension=0.85), colour, lift=1.0)
    for side in (-1, 1):
        hole = [(s + side * 1.6, -24.4), (s + side * 4, -26), (s + side * 6.2, -24.2),
                (s + side * 4, -22.8)]  # fmt: skip
        cut.fill(smooth(hole, tension=0.8), shade(colour, -0.45), rim=0)
    cut.line(arc(s, -21.6, 2.6, 1.7, 20, 140), shade(colour, -0.3), 0.7)
