"""What the body of an error says, in whichever of the servers' forms it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from moviellm_plugins_gpt.calls.json_text import json_of, without_surrogates

SAID = 300
"""Characters that a message keeps of what a server says."""

_READ = 4_000
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """What a body says about an error: a sentence, its codes, and the parameters it names."""

    said: str
    codes: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()


def told_by(status: int, body: str) -> Told:
    """Return what a body says about an error."""
    try:
        parsed: Any = json_of(body)
    except ValueError:
        parsed = None
    if isinstance(parsed, list) and len(parsed) == 1 and isinstance(parsed[0], dict):
        parsed = parsed[0]
    if isinstance(parsed, dict):
        parsed = parsed.get("error") or parsed
    told = told_of(parsed, body)
    return replace(told, said=f"HTTP {status}: {told.said}"[:SAID].rstrip(": "))


def told_of(found: Any, body: str) -> Told:
    if not isinstance(found, dict):
        text = without_surrogates(found if isinstance(found, str) else body)
        said = " ".join(text[:_READ].split())[:SAID]
        return Told(said, named=_named(text))
    names = ("code", "type", "status", "error_code")
    codes = {str(found[name]) for name in names if isinstance(found.get(name), str | int)}
    codes |= _reasons(found)
    message = found.get("message") or found.get("detail") or found.get("error")
    said = message if isinstance(message, str) else _short(message) or ", ".join(sorted(codes))
    said = without_surrogates(said)
    param = found.get("param")
    params = (param,) if isinstance(param, str) and param else ()
    return Told(said, frozenset(codes - {"False", "True", ""}), (*params, *_named(said)))


def _short(found: object) -> str:
    try:
        return str(found)[:_READ] if found else ""
    except (RecursionError, ValueError):
        return ""


def _reasons(found: Mapping[str, Any]) -> set[str]:
    """Return the codes inside an error: Google's details, Azure's inner error, a gateway's data."""
    inner = found.get("innererror")
    details = found.get("details")
    places = [inner, *(details if isinstance(details, list) else ())]
    names = ("code", "reason")
    return {
        str(place[name])
        for place in places
        if isinstance(place, dict)
        for name in names
        if isinstance(place.get(name), str)
    }


def _named(text: str) -> tuple[str, ...]:
    """Return the words of a message that parameters may be called by."""
    return tuple(dict.fromkeys(_WORD.findall(text[:_READ])))
