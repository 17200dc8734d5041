"""A lineage as a tree of text, as wide as the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moviellm.cli.printing import elapsed, shown
from moviellm.cli.streams import columns, echo
from moviellm.engine.inspect.nodes import Node

_DIGEST = 64
_LONGEST = 600
_HIDDEN = ("sha256", "checks", "python", "machine", "moviellm", "language", "bytes")


def print_tree(node: Node) -> None:
    """Print a node, its facts, and everything that it comes from; repeated parts only once."""
    width = max(40, min(110, columns()))
    echo("\n".join(_lines(node, "", "", width, set())))


def _lines(
    node: Node, first: str, rest: str, width: int, seen: set[tuple[str, str]]
) -> Iterator[str]:
    name = shown(node.id)
    title = f"{node.what} {name[:16] if len(name) == _DIGEST else name}"
    if (node.what, node.id) in seen:
        yield f"{first}{title} (above)"
        return
    seen.add((node.what, node.id))
    yield f"{first}{title}"
    bar = "│  " if node.parents else "   "
    for text in _facts(node.facts):
        yield from textwrap.wrap(
            text,
            width,
            initial_indent=f"{rest}{bar}",
            subsequent_indent=f"{rest}{bar}  ",
            break_on_hyphens=False,
            break_long_words=len(rest) < width // 2,
        )
    for number, parent in enumerate(node.parents, 1):
        last = number == len(node.parents)
        branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _lines(parent, rest + branch, rest + below, width, seen)


def _facts(facts: Mapping[str, Any]) -> Iterator[str]:
    start, end = facts.get("start_ms"), facts.get("end_ms")
    if start is not None:
        end = start + facts.get("duration_ms", 0) if end is None else end
        yield f"time: {elapsed(start / 1000)} to {elapsed(end / 1000)} ({start} to {end} ms)"
    for name, value in facts.items():
        if name in _HIDDEN or name in ("start_ms", "end_ms") or value in (None, "", [], {}):
            continue
        if name == "duration_ms" and start is not None:
            continue
        text = _text(name, value)
        yield f"{name.replace('_', ' ')}: {text if len(text) <= _LONGEST else text[:_LONGEST]}"


def _text(name: str, value: Any) -> str:
    match name, value:
        case "made_by", {"component": component, **facts}:
            origin = f"{facts.get('distribution', '')} {facts.get('version', '')}".strip()
            return shown(f"{component} ({origin})")
        case "depiction", dict():
            return _depiction(value)
        case "boxes", list():
            return ", ".join(box["entity"] for box in value)
        case _, dict():
            return ", ".join(f"{key} {_text(key, item)}" for key, item in _given(value))
        case _, list():
            return ", ".join(_text("", item) for item in value)
        case _:
            return shown(value)


def _given(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, item) for key, item in value.items() if item not in (None, "", [], {}))


def _depiction(seen: Mapping[str, Any]) -> str:
    parts = [f"{seen['place']}, {seen['light']}, {seen['weather']}"]
    for figure in seen["figures"]:
        things = _things("holding", figure["holding"]) + _things("wearing", figure["wearing"])
        parts.append(f"{figure['person']} {figure['pose']}, {figure['expression']}{things}")
    parts += [f"{prop['prop']} {prop['location']}" for prop in seen["props"]]
    return shown("; ".join(parts))


def _things(verb: str, names: Sequence[str]) -> str:
    return f", {verb} {' and '.join(names)}" if names else ""
