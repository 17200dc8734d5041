"""Words and numbers as people read them, and JSON as machines do."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from moviellm.cli.streams import columns, echo

_SIZES = ("bytes", "kB", "MB", "GB", "TB")


def print_json(data: Any) -> None:
    """Print a value as indented JSON in ASCII, which every terminal and pipe carries."""
    echo(json.dumps(data, indent=2))


def shown(text: object) -> str:
    """Text from outside on one line, without the characters that steer a terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(str(text).split()))


def short(text: object, width: int = 60) -> str:
    """Text from outside on one line of at most ``width`` characters."""
    line = shown(text)
    return line if len(line) <= width else f"{line[: width - 3]}..."


def how_many(number: int, noun: str) -> str:
    """``1 film``, ``2,000 films``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def elapsed(seconds: float) -> str:
    """A duration: ``0:07``, ``1:02:03``."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def size(number: float) -> str:
    """A size in decimal units: ``1.2 MB``."""
    for unit in _SIZES:
        if number < 1000 or unit == _SIZES[-1]:
            break
        number /= 1000
    return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"


def money(usd: float) -> str:
    """US dollars: ``$0.0400``."""
    return f"${usd:,.4f}" if usd < 1 else f"${usd:,.2f}"


def spend_text(spend: Mapping[str, Any]) -> str:
    """What was spent, in words; a price that nobody knows is never counted as zero."""
    usd, possible, unknown = spend["usd"], spend["possible_usd"], spend["unknown_calls"]
    parts = [money(usd) if usd else "nothing"] if usd or possible or not unknown else []
    if possible:
        parts.append(f"possibly {money(possible)} more for calls without an answer")
    if unknown:
        parts.append(f"{'and ' if parts else ''}{how_many(unknown, 'call')} of unknown price")
    return ", ".join(parts)


def table(rows: Sequence[tuple[str, ...]], *, indent: str = "  ") -> None:
    """Print rows in columns as wide as their longest cell; the last may be any length."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        echo((indent + "  ".join(cells)).rstrip())


def paragraph(text: str, *, indent: str = "") -> None:
    """Print text wrapped to the terminal (at most 100 columns), later lines further in."""
    echo(wrapped(shown(text), indent=indent))


def wrapped(text: str, *, indent: str = "") -> str:
    """Text as `paragraph` prints it; paths and commands are never cut, so that they can be used."""
    width = min(100, columns())
    return textwrap.fill(
        text,
        max(30, width),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
