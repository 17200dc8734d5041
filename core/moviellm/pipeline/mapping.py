"""A pipeline that a program holds: plain data, with the place of each value for messages."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from moviellm.pipeline.loader import MAX_DEPTH
from moviellm.pipeline.places import KeyPath, Position, SourceFile, refuse

_NAME = "the mapping"
_SURROGATE = re.compile("[\ud800-\udfff]")


def source_of(mapping: Mapping[str, Any]) -> SourceFile:
    """Return a mapping as if it were read from a file; it is copied.

    Tuples are lists. What no pipeline file can hold is refused.

    Raises:
        InputError: A value is no text, number, true, false, nothing, list or mapping; a key is no
            text; or it is nested too deeply, as what contains itself is.
    """
    document = SourceFile(_NAME, {}, {}, {}, {})
    document.data.update(_mapping(mapping, (), document))
    return document


def _value(value: object, path: KeyPath, document: SourceFile) -> Any:
    document.values[path] = place = Position(f"{_NAME} at `{_shown(path)}`")
    if len(path) >= MAX_DEPTH:
        refuse(place, f"expected at most {MAX_DEPTH} levels.")
    match value:
        case None:
            return None
        case bool() | int() | float():
            return _scalar(value, path, document)
        case str():
            return _text(value, place)
        case list() | tuple():
            return [_value(item, (*path, n), document) for n, item in enumerate(value)]
        case Mapping():
            return _mapping(value, path, document)
    refuse(
        place,
        f"expected text, a number, true, false, None, a list or a mapping, "
        f"found a value of the type {type(value).__name__}.",
        "Write paths as text, and numbers of other libraries as int or float.",
    )


def _scalar(value: float, path: KeyPath, document: SourceFile) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        refuse(document.values[path], "expected a finite number.")
    document.texts[path] = json.dumps(value)
    kind = next(kind for kind in (bool, int, float) if isinstance(value, kind))
    return kind(value)


def _text(value: str, place: Position) -> str:
    if _SURROGATE.search(value):
        refuse(place, "half a character (a lone surrogate) is not text.")
    return str(value)


def _mapping(mapping: Mapping[Any, Any], path: KeyPath, document: SourceFile) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            place = document.values.get(path, Position(_NAME))
            refuse(place, f"expected text as a key, found {key!r:.60}.")
        inner = (*path, _text(key, Position(_NAME)))
        document.keys[inner] = Position(f"{_NAME} at `{_shown(inner)}`")
        found[str(key)] = _value(value, inner, document)
    return found


def _shown(path: KeyPath) -> str:
    """A path as `--set` writes it, short and printable."""
    text = ".".join(map(str, path))
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:80])
