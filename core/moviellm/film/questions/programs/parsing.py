"""The text form of programs: ``believes(mara, location(map), at=e5)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from moviellm.film.models.facts import fluent, fluent_parts, parse_fact
from moviellm.film.questions.programs.events import (
    Cause,
    Count,
    First,
    Last,
    Order,
    Story,
    When,
    WhoSaid,
)
from moviellm.film.questions.programs.facts import (
    Believes,
    Difference,
    Duration,
    Knows,
    Mistaken,
    Value,
)
from moviellm.film.questions.programs.otherwise import Would
from moviellm.film.questions.programs.pattern import Pattern
from moviellm.film.questions.programs.program import KEYWORDS, Program
from moviellm.film.questions.programs.shown import Nth, Whereabouts

PROGRAMS: dict[str, type[Program]] = {
    program.name: program
    for program in (
        Value, When, First, Last, Order, Count, Cause, Believes, Knows, Mistaken, WhoSaid, Duration,
        Difference, Whereabouts, Nth, Would, Story,
    )
}  # fmt: skip
"""Every program by its name."""


def _fluent(text: str) -> str:
    return fluent(*fluent_parts(text))


def _fact(text: str) -> str:
    return str(parse_fact(text))


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _DIGITS:
        raise ValueError(f"not a number of changes: {text!r}")
    return int(text)


_DIGITS = 4

_READERS: dict[str, Callable[[str], Any]] = {
    "pattern": Pattern.parse,
    "fluent": _fluent,
    "fact": _fact,
    "number": _number,
}


def parse_program(text: str) -> Program:
    """Read a program in its text form; ``str`` of the result gives the same text again.

    Raises:
        ValueError: It is not a program.
    """
    name, bracket, rest = text.strip().partition("(")
    if name not in PROGRAMS or not bracket or not rest.endswith(")"):
        raise ValueError(f"not a program: {text!r}; there are {', '.join(PROGRAMS)}")
    kind = PROGRAMS[name]
    given = list(_arguments(rest[:-1]))
    if kind.variadic:
        if not all(given):
            raise ValueError(f"not a program: {text!r}; it names no events")
        return kind(events=tuple(given))  # type: ignore[call-arg]  # every variadic one has events
    if "" in given:
        raise ValueError(f"not a program: {text!r}; an argument is empty")
    values: dict[str, Any] = dict(zip(kind.positional, given, strict=False))
    for argument in given[len(kind.positional) :]:
        written, _, value = argument.partition("=")
        names = {KEYWORDS.get(f.name, f.name): f.name for f in fields(kind)}  # type: ignore[arg-type]
        if names.get(written) in (None, *values) or not value:
            raise ValueError(f"not an argument of {name}: {argument!r}")
        values[names[written]] = value
    for key in values.keys() & _READERS:
        values[key] = _READERS[key](values[key])
    try:
        return kind(**values)
    except TypeError as error:
        raise ValueError(f"not a program: {text!r}; {error}") from None


def _arguments(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for position, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            yield text[start:position].strip()
            start = position + 1
    yield text[start:].strip()
