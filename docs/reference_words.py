"""Types, defaults and docstrings in the words of the reference."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from moviellm.film import SHAPES, Shape
from moviellm.film.models import events, facts, screenplay, storyboard
from moviellm.film.models.facts import FactText
from moviellm.film.models.ids import ID_PATTERN
from moviellm.pipeline.config import Choice
from pydantic import BaseModel, StringConstraints
from pydantic_core import PydanticUndefined

NAMED = {
    "colour": screenplay.Colour, "pose": storyboard.Pose, "mood": facts.Mood,
    "light": facts.Light, "weather": facts.Weather, "verb": events.VerbName,
}  # fmt: skip
_FACT = get_args(FactText)[1]
_PLAIN = {int: "integer", float: "number", str: "text", bool: "true or false", NoneType: "null"}
_WORDS = {"Ge": "from", "Gt": "above", "Le": "to", "Lt": "below"}


def cell(text: str) -> str:
    """Return text for a cell of a Markdown table: docstring markup becomes Markdown."""
    text = re.sub(r"``([^`]+)``", r"`\1`", " ".join(text.split()))
    return text.replace("|", "\\|")


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def first_paragraph(thing: object) -> str:
    """Return the first paragraph of a docstring."""
    return cell((inspect.getdoc(thing) or "").partition("\n\n")[0])


def meanings(kind: type) -> dict[str, str]:
    """Return what the section ``Attributes:`` of a docstring says, by field."""
    text = inspect.getdoc(kind) or ""
    section = re.search(r"^Attributes:\n((?:    .*\n?|\n)*)", text, re.MULTILINE)
    if section is None:
        return {}
    items = re.findall(r"^    (\w+): ((?:.*)(?:\n {8}.*)*)", section[1], re.MULTILINE)
    return {name: cell(said) for name, said in items}


def spelled(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """Return a type in words, with its limits."""
    for word, known in NAMED.items():
        if annotation == known:
            return f"[{word}](#closed-words)"
    if _FACT in metadata:
        return "[fact](verbs.md#fluents)"
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return spelled(parts[0], (*parts[1:], *metadata))
    if origin in (Union, UnionType):
        return " or ".join(spelled(part) for part in parts)
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin is tuple:
        some = f"list of {spelled(parts[0])}" if parts[1:] == (...,) else "list"
        return some + _limits(metadata)
    if isinstance(origin, type) and len(parts) == 2:
        return f"mapping of {spelled(parts[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if any(isinstance(m, StringConstraints) and m.pattern == ID_PATTERN for m in metadata):
        return "id"
    plain = _PLAIN.get(annotation, str(getattr(annotation, "__name__", annotation)))
    return plain + _limits(metadata)


def _limits(metadata: tuple[Any, ...]) -> str:
    words = []
    for found in metadata:
        for part in getattr(found, "metadata", None) or [found]:
            name = type(part).__name__
            if name in _WORDS:
                words.append(f"{_WORDS[name]} {_number(getattr(part, name.lower()))}")
            elif name == "MinLen" and part.min_length == 1:
                words.append("not empty")
    return f", {' '.join(words)}" if words else ""


def _number(value: float) -> str:
    return "2^63" if value == 2**63 else f"{value:,}"


def default_of(value: Any) -> str:
    """Return a default as it would be written in JSON, or say that there is none."""
    if value is PydanticUndefined or value is dataclasses.MISSING:
        return "required"
    if isinstance(value, Choice):
        return f"`{value.use}`"
    if isinstance(value, tuple) and value and isinstance(value[0], Choice):
        return f"`[{', '.join(choice.use for choice in value)}]`"
    if isinstance(value, BaseModel):
        return _of_model(value)
    if isinstance(value, tuple):
        value = list(value)
    return f"`{json.dumps(value)}`"


def _of_model(value: BaseModel) -> str:
    shapes = {shape: name for name, shape in SHAPES.items()}
    if isinstance(value, Shape):
        return f"`{shapes[value]}`"
    return "its own defaults"


@cache
def documented_constants(file: Path) -> Mapping[str, str]:
    """Return the strings that stand below assignments, as documentation of what is assigned."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    found = {}
    for one, other in pairwise(body):
        match one, other:
            case (
                ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                found[name] = inspect.cleandoc(said)
    return found


def shown(found: object) -> str:
    """Return what a constant holds, where that is a few words."""
    if get_origin(found) is Literal:
        return "One of " + ", ".join(f"`{value}`" for value in get_args(found))
    if isinstance(found, frozenset):
        found = tuple(sorted(found))
    if isinstance(found, tuple):
        return ", ".join(f"`{value}`" for value in found)
    return ""
