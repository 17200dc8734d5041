"""JSON and text as exports write them: equal values give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_LINE_BREAKS = ("\u0085", "\u2028", "\u2029")


def to_json(value: Any, *, sort_keys: bool = True, indent: int | None = None) -> str:
    """Return JSON in UTF-8, without characters that some readers take for the end of a line.

    JSON leaves U+0085, U+2028 and U+2029 as they are, and `str.splitlines` splits there.

    Args:
        value: Plain data; NaN and infinities are refused.
        sort_keys: Order keys by name; False keeps the order in which a loader's users expect them.
        indent: As in `json.dumps`; by default everything stands on one line.

    Raises:
        ValueError: A number is no JSON.
    """
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=sort_keys, allow_nan=False, indent=indent
    )
    if not text.isascii():
        for character in _LINE_BREAKS:
            text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def write_text(path: Path, text: str) -> None:
    """Write a new file in UTF-8 with Unix line ends on every system."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write JSON Lines."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(to_json(row) + "\n")
