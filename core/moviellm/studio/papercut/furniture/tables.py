"""Spots of the kind `table`: whatever things are put down on at the height of the hand."""

from __future__ import annotations

from moviellm.studio.papercut.colour import alpha
from moviellm.studio.papercut.furniture.piece import PALE_WOOD, WOOD, Furniture, Papers
from moviellm.studio.papercut.shapes import line, rect


def table(f: Furniture, p: Papers) -> None:
    for x in (-24.0, 20.0):
        f.cut.fill(rect(x, -32, 4, 32, 0.6), p(WOOD, -0.06), lift=0.8)
    f.cut.fill(rect(-26, -32.6, 52, 5.4, 0.6), p(WOOD, -0.03), lift=0.8)
    f.cut.fill(rect(-29, -36, 58, 4.4, 1), p(PALE_WOOD), lift=1.0)
    f.cut.line(line((-20, -34), (6, -34)), alpha(p.line(PALE_WOOD), 0.6), 0.4)
    f.rest = -35.4
