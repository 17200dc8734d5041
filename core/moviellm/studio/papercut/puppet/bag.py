"""The bag over the shoulder of somebody who has more with them than hands and pockets hold."""

from __future__ import annotations

from moviellm.studio.papercut.colour import shade
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.paper import Cutout
from moviellm.studio.papercut.puppet.body import Puppet
from moviellm.studio.papercut.shapes import line, oval, rect, smooth

_CANVAS, _BUCKLE = 0xFF7A5A3C, 0xFFD4A545


def sling_bag(cut: Cutout, puppet: Puppet, who: str, grade: Grade) -> None:
    """Add a bag at the hip, its strap across the breast; it belongs to whoever carries it."""
    t, w = puppet.build.torso, puppet.build.width
    canvas = grade.front(_CANVAS)
    x = -10.0 * w if puppet.front else -8.5 * w
    bag = Cutout()
    bag.line(line((7.0 * w, -t + 2.5), (x, -3)), shade(canvas, -0.1), 2.0)
    bag.fill(
        smooth([(x - 8, -6), (x + 7, -6), (x + 8.4, 8), (x, 10.4), (x - 9.4, 8)], tension=0.5),
        canvas, lift=0.9,
    )  # fmt: skip
    bag.fill(rect(x - 8.6, -7, 16.4, 7.6, 2.4), shade(canvas, 0.07), lift=0.5)
    bag.fill(oval(x - 0.4, 0.6, 1.2), grade.front(_BUCKLE), rim=0)
    cut.add(bag, puppet.torso_matrix, who)
