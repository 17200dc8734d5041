"""The ablation of the paper, to put a run's numbers beside (arXiv 2403.01422, adjacent frames)."""

from __future__ import annotations

from typing import NamedTuple


class PublishedRow(NamedTuple):
    """A row of the ablation: CLIP score (higher is more alike) and LPIPS (lower is more alike)."""

    name: str
    clip: float
    lpips: float


ABLATION = (
    PublishedRow("no style immobilisation", 0.7175, 0.7265),
    PublishedRow("no story expanding", 0.6902, 0.5574),
    PublishedRow("full", 0.8304, 0.5316),
)
