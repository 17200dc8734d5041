"""Plots of the dataset card as SVG, on a sheet of their own that light and dark pages both bear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moviellm.pages import Html, fill, join

_WIDTH = 720
_INK, _SOFT, _LINE, _ACCENT, _SHEET = "#24201b", "#665e54", "#e2d9cb", "#a83f1c", "#fffdf8"
_SERIF = "'Iowan Old Style', Palatino, P052, Georgia, 'Noto Serif', serif"
_SANS = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"

_PAGE = f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} $height" width="{_WIDTH}" \
height="$height" role="img" font-family="{_SANS}" font-size="13" fill="{_INK}">
<title>$title</title>
<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="$frame" rx="10" fill="{_SHEET}" \
stroke="{_LINE}"/>
<text x="28" y="42" font-family="{_SERIF}" font-size="20">$title</text>
<text x="28" y="64" fill="{_SOFT}">$note</text>
$body
</svg>
"""
_BAR = f"""\
<text x="150" y="$line" text-anchor="end">$name</text>
<rect x="162" y="$top" width="$width" height="14" rx="3" fill="{_ACCENT}"/>
<text x="$end" y="$line" fill="{_SOFT}">$count</text>
"""
_RULE = f"""\
<path d="M64 $y H692" stroke="{_LINE}"/>
<text x="54" y="$text" text-anchor="end" fill="{_SOFT}" font-size="12">$count</text>
"""
_COLUMN = f'<rect x="$x" y="$y" width="$width" height="$height" rx="2" fill="{_ACCENT}"/>\n'
_TICK = f'<text x="$x" y="286" text-anchor="middle" fill="{_SOFT}" font-size="12">$time</text>\n'

_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600)
"""Seconds that a column of a histogram may stand for."""

_LEFT, _RIGHT, _TOP, _FLOOR = 64, 692, 96, 264
_LEAST_COLUMNS, _MOST_COLUMNS, _LABEL = 8, 24, 64


def bars(title: str, note: str, counts: Mapping[str, int]) -> str:
    """Return a bar for each name, most first.

    Args:
        title: What is counted.
        note: A sentence below the title.
        counts: At least one.
    """
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    most = max(1, ordered[0][1])
    rows = []
    for place, (name, count) in enumerate(ordered):
        line = 102 + 25 * place
        width = max(2.0, 460 * count / most)
        rows.append(
            fill(
                _BAR,
                name=name.replace("_", " "),
                count=f"{count:,}",
                line=line,
                top=line - 11.5,
                width=f"{width:.1f}",
                end=f"{162 + width + 9:.1f}",
            )
        )
    return _page(title, note, join(rows), 102 + 25 * len(ordered))


def histogram(title: str, note: str, counts: Mapping[int, int]) -> str:
    """Return columns of things by their length.

    Args:
        title: What is counted.
        note: A sentence below the title.
        counts: How many have which length, in whole seconds; at least one.
    """
    step = _step(min(counts), max(counts), sum(counts.values()))
    last = max(counts) // step
    missing = max(0, _LEAST_COLUMNS - (last - min(counts) // step + 1))
    first = max(0, min(counts) // step - missing // 2)
    columns = [0] * max(_LEAST_COLUMNS, last - first + 1)
    for seconds, count in counts.items():
        columns[seconds // step - first] += count
    ceiling, rules = _rules(max(columns))
    wide = (_RIGHT - _LEFT) / len(columns)
    drawn = [_rule(count, ceiling) for count in rules]
    drawn += [_column(n, count, wide, ceiling) for n, count in enumerate(columns) if count]
    every = -(-_LABEL // wide)
    drawn += [
        fill(_TICK, x=f"{_LEFT + edge * wide:.1f}", time=clock_time((first + edge) * step))
        for edge in range(len(columns) + 1)
        if edge % every == 0
    ]
    return _page(title, note, join(drawn), 306)


def _page(title: str, note: str, body: Html, height: int) -> str:
    return fill(_PAGE, title=title, note=note, body=body, height=height, frame=height - 1)


def _step(least: int, most: int, things: int) -> int:
    """The shortest step with few enough columns for so many things."""
    columns = min(_MOST_COLUMNS, _LEAST_COLUMNS + things // 4)
    for step in _STEPS:
        if most // step - least // step < columns:
            return step
    return -(-(most - least + 1) // (columns - 1))


def _rules(most: int) -> tuple[int, Sequence[int]]:
    """A round number not below ``most``, and the lines up to it."""
    size = 10 ** (len(str(most)) - 1)
    unit = next(u for u in (size // 5, size // 2, size, size * 2, size * 5) if u and most / u <= 5)
    ceiling = -(-most // unit) * unit
    return ceiling, range(0, ceiling + 1, unit)


def _rule(count: int, ceiling: int) -> Html:
    y = _FLOOR - (_FLOOR - _TOP) * count / ceiling
    return fill(_RULE, y=f"{y:.1f}", text=f"{y + 4:.1f}", count=f"{count:,}")


def _column(place: int, count: int, wide: float, ceiling: int) -> Html:
    height = max(2.0, (_FLOOR - _TOP) * count / ceiling)
    return fill(
        _COLUMN,
        x=f"{_LEFT + place * wide + wide * 0.08:.1f}",
        y=f"{_FLOOR - height:.1f}",
        width=f"{wide * 0.84:.1f}",
        height=f"{height:.1f}",
    )


def clock_time(seconds: int) -> str:
    """Return a length as ``M:SS`` or ``H:MM:SS``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
