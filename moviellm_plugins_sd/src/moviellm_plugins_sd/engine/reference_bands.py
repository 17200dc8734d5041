"""Where people stand in a picture, for the masks of their portraits."""

from __future__ import annotations

from moviellm.film import Slate

from moviellm_plugins_sd.engine.model import BANDS, Band

MOST_REFERENCES = 2
"""An adapter keeps one or two people apart; with more, all of them are kept by wording."""

_WIDTHS = {"wide": 2, "full": 3, "medium": 5, "close": 8, "insert": 8}
"""How wide somebody is in a picture of each size of shot, in eighths of its width."""


def reference_bands(slate: Slate) -> dict[str, Band]:
    """The bands of one or two people, from left to right; nobody's when there are more.

    Bands do not overlap: where two would, each ends halfway between them.
    """
    figures = sorted(slate.depiction.figures, key=lambda figure: figure.x)
    if not 1 <= len(figures) <= MOST_REFERENCES:
        return {}
    width = _WIDTHS[slate.camera.size]
    if len(figures) == 1:
        return {figures[0].person: _band(figures[0].x, width, 0, BANDS)}
    left, right = figures
    middle = min(BANDS - 1, max(1, round((left.x + right.x) / 2 * BANDS)))
    return {
        left.person: _band(left.x, width, 0, middle),
        right.person: _band(right.x, width, middle, BANDS),
    }


def _band(x: float, width: int, first: int, last: int) -> Band:
    """A band of some width around ``x``, inside bounds and at least one eighth wide."""
    start = min(max(first, round(x * BANDS - width / 2)), last - 1)
    return start, max(start + 1, min(last, start + width))
