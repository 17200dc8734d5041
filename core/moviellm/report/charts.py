"""Small charts as inline SVG: attributes only, since the page's policy forbids style attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moviellm.pages import Html, fill, join

_BAR = """\
<tr><th scope="row">$name</th><td class="number">$count</td><td class="wide">\
<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
<rect width="$width" height="8"/></svg></td></tr>"""

_COLUMN = '<rect x="$x" y="$y" width="$width" height="$height"><title>$title</title></rect>'
_BINS = 16
_HEIGHT = 60


def bars(counts: Mapping[str, int]) -> Html:
    """Return rows of a table, most first, each with a bar against the longest."""
    most = max(counts.values(), default=0) or 1
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return join(
        fill(
            _BAR,
            name=name.replace("_", " "),
            count=f"{count:,}",
            width=f"{100 * count / most:.2f}",
        )
        for name, count in ordered
    )


def columns(values: Sequence[int], label: str) -> Html:
    """Return a histogram of values from 0 to the largest.

    Args:
        values: At least one.
        label: What they are, for those who hear the page.
    """
    largest = max(values) or 1
    bins = [0] * _BINS
    for value in values:
        bins[min(_BINS - 1, value * _BINS // largest)] += 1
    most = max(bins)
    shapes = []
    for index, count in enumerate(bins):
        height = _HEIGHT * count / most
        shapes.append(
            fill(
                _COLUMN,
                x=index * 10,
                y=f"{_HEIGHT - height:.2f}",
                width=9,
                height=f"{height:.2f}",
                title=f"{count:,}",
            )
        )
    return fill(
        '<svg class="columns" viewBox="0 0 $width $height" preserveAspectRatio="none" role="img" '
        'aria-label="$label">$shapes</svg>',
        width=_BINS * 10 - 1,
        height=_HEIGHT,
        label=label,
        shapes=join(shapes),
    )
