"""What a pydantic model found wrong, said with the place in the file and the nearest valid key."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from moviellm.errors import InputError
from moviellm.pipeline.places import KeyPath, Position, SourceFile, kind, quoted

MAX_SHOWN = 20

_WORDS = {  # the starts of pydantic's messages, the longer first
    "Input should be a valid integer": "a whole number",
    "Input should be a valid number": "a number",
    "Input should be a valid string": "text",
    "Input should be a valid boolean": "true or false",
    "Input should be a valid array": "a list",
    "Input should be a valid list": "a list",
    "Input should be a valid tuple": "a list",
    "Input should be an object": "a mapping",
    "Input should be greater than or equal to": "at least",
    "Input should be less than or equal to": "at most",
    "Input should be greater than": "more than",
    "Input should be ": "",
    "String should match pattern": "text that matches",
    "String should have": "text of",
    "Tuple should have": "a list of",
    "List should have": "a list of",
}


def input_error(
    error: ValidationError,
    model: type[BaseModel],
    document: SourceFile,
    *,
    within: KeyPath = (),
    reserved: Sequence[str] = (),
    hint: str = "`moviellm schema` prints every key and what it takes.",
) -> InputError:
    """Return one error that tells everything that is wrong, each with its place.

    Args:
        error: What pydantic found.
        model: The model that was asked.
        document: The file.
        within: Where in the file the model's data stand.
        reserved: Keys that are valid there beside the model's own (``use``).
        hint: What to do where no nearer word is to be had.
    """
    found = [_fault(one, model, document, within, reserved) for one in error.errors()]
    faults = sorted(_merged(found), key=lambda fault: (fault.place.line, fault.place.column))
    hints = dict.fromkeys(fault.hint for fault in faults if fault.hint)
    return InputError(
        "\n".join(f"{fault.place}: {fault}." for fault in faults[:MAX_SHOWN]),
        hint=" ".join([*hints][:3]) or hint,
    )


def nearest(word: str, words: Iterable[str]) -> str:
    """Return ``Did you mean ...?`` for a word, or an empty string."""
    near = difflib.get_close_matches(word, list(words), n=1)
    return f"Did you mean `{near[0]}`?" if near else ""


@dataclass(slots=True)
class _Fault:
    place: Position
    what: str
    expected: list[str] = field(default_factory=list)
    found: str = ""
    hint: str = ""

    def __str__(self) -> str:
        expected = f" expected {' or '.join(self.expected)}" if self.expected else ""
        found = f", found {self.found}" if self.found else ""
        return f"{self.what}{expected}{found}".lstrip()


def _fault(
    problem: Any,
    model: type[BaseModel],
    document: SourceFile,
    within: KeyPath,
    reserved: Sequence[str],
) -> _Fault:
    path = _path(document, within, problem["loc"])
    place = document.place(path)
    name = _name(path, place)
    match problem["type"]:
        case "extra_forbidden":
            inner = path[len(within) : -1]
            keys = [*_keys(model, inner), *(reserved if not inner else ())]
            word = str(path[-1])
            what = f"unknown key {quoted(word)};"
            place = document.keys.get(path, place)
            return _Fault(place, what, [_one_of(keys)], hint=nearest(word, keys))
        case "missing":
            return _Fault(place, f"the key `{problem['loc'][-1]}` is missing")
        case "value_error" | "assertion_error":
            return _Fault(place, f"{name} {str(problem['ctx']['error']).rstrip('.')}".lstrip())
    expected, hint = _in_words(problem["msg"]), ""
    if problem["type"] == "literal_error":
        hint = nearest(str(problem["input"]), str(problem["ctx"]["expected"]).split("'"))
    return _Fault(place, name, [expected], kind(problem["input"]), hint)


def _name(path: KeyPath, place: Position) -> str:
    """What a message calls a value; a place such as ``--set painter.size`` has named it already."""
    if not place.file.startswith("--set "):
        return f"`{_dotted(path)}`:"
    named = place.file.count(".") + 1
    return f"`{_dotted(path[named - 1 :])}`:" if path[named:] else ""


def _merged(faults: Iterable[_Fault]) -> list[_Fault]:
    """Put together what a union expects at one place."""
    merged: dict[tuple[Position, str, str], _Fault] = {}
    for fault in faults:
        first = merged.setdefault((fault.place, fault.what, fault.found), fault)
        first.expected += [more for more in fault.expected if more not in first.expected]
    return list(merged.values())


def _in_words(message: str) -> str:
    """Return pydantic's message as what comes after "expected"."""
    for start, words in _WORDS.items():
        if message.startswith(start):
            return words + message[len(start) :]
    return message


def _path(document: SourceFile, within: KeyPath, location: Sequence[str | int]) -> KeyPath:
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
