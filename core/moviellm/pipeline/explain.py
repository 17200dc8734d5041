"""What a pydantic model found wrong, said with the place in the file and the nearest valid key."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from moviellm.errors import InputError
from moviellm.pipeline.places import Document, KeyPath, Place, kind, quoted

MAX_SHOWN = 20


def explain(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    *,
    within: KeyPath = (),
    reserved: Sequence[str] = (),
) -> InputError:
    """Return one error that tells everything that is wrong, each with its place.

    Args:
        error: What pydantic found.
        model: The model that was asked.
        document: The file.
        within: Where in the file the model's data stand.
        reserved: Keys that are valid there beside the model's own (``use``).
    """
    lines: dict[str, tuple[Place, str]] = {}
    hints: list[str] = []
    for problem in error.errors(include_url=False):
        path = _path(document, within, problem["loc"])
        text, hint, place = _say(problem, path, model, document, within, reserved)
        lines.setdefault(f"{place}: {text}", (place, hint))
    ordered = sorted(lines, key=lambda line: (lines[line][0].line, lines[line][0].column))
    hints = list(dict.fromkeys(hint for line in ordered if (hint := lines[line][1])))
    return InputError("\n".join(ordered[:MAX_SHOWN]), hint=" ".join(hints[:3]))


def nearest(word: str, words: Iterable[str]) -> str:
    """Return ``Did you mean ...?`` for a word, or an empty string."""
    near = difflib.get_close_matches(word, list(words), n=1)
    return f"Did you mean `{near[0]}`?" if near else ""


def _say(
    problem: Any,
    path: KeyPath,
    model: type[BaseModel],
    document: Document,
    within: KeyPath,
    reserved: Sequence[str],
) -> tuple[str, str, Place]:
    inner = path[len(within) :]
    if problem["type"] == "extra_forbidden":
        keys = _keys(model, inner[:-1]) + ([] if inner[:-1] else list(reserved))
        word = str(path[-1])
        text = f"unknown key {quoted(word)}; expected {_one_of(keys)}."
        return text, nearest(word, keys), document.keys.get(path, document.place(path))
    if problem["type"] == "missing":
        return f"the key `{problem['loc'][-1]}` is missing.", "", document.place(path)
    message, found = str(problem["msg"]), kind(problem["input"])
    if problem["type"] in {"value_error", "assertion_error"}:
        message, found = str(problem["ctx"]["error"]), ""
    message = message.replace("Input should be", "expected", 1).rstrip(".")
    text = f"`{_dotted(path)}`: {message}{f', found {found}' if found else ''}."
    hint = ""
    if problem["type"] == "literal_error" and isinstance(problem["input"], str):
        hint = nearest(problem["input"], problem["ctx"]["expected"].replace("'", " ").split())
    return text, hint, document.place(path)


def _path(document: Document, within: KeyPath, location: Sequence[str | int]) -> KeyPath:
    """Return the longest path of the file that a pydantic location means (unions add steps)."""
    path = within
    for step in location:
        if (*path, step) in document.values:
            path = (*path, step)
    return path


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    inner: type[BaseModel] | None = model
    for step in path:
        field = inner.model_fields.get(str(step)) if inner and isinstance(step, str) else None
        if field is not None:
            inner = _model_in(field.annotation)
    return [field.alias or name for name, field in inner.model_fields.items()] if inner else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _one_of(keys: Sequence[str]) -> str:
    if not keys:
        return "no such key"
    return f"one of {', '.join(keys)}" if len(keys) > 1 else f"`{keys[0]}`"


def _dotted(path: KeyPath) -> str:
    return ".".join(str(step) for step in path) or "the file"
