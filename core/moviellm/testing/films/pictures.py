"""Small pictures for tests: the fake painter's."""

from __future__ import annotations

from moviellm.film import Painting, Slate
from moviellm.testing.fakes.painter.impl import paint

SIZE = (96, 64)
"""Width and height of the kit's pictures, in pixels."""


def tiny_picture(slate: Slate, size: tuple[int, int] = SIZE) -> Painting:
    """Paint a slate as coloured bars, with the synthetic mark and a box for every entity.

    Needs numpy and a JPEG encoder, no drawing library; the same bytes on every run.

    Args:
        slate: What to paint; its seed tints the background.
        size: Width and height, in pixels.
    """
    return paint(slate, size)
