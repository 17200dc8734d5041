"""Fluents and facts: what can change in a film, and what is the case.

A fluent is written ``name(subject)`` or ``name(subject,other)``; a fact is ``fluent=value``.
Both are plain strings on disk, so that captions, questions and language models can quote them.

| fluent | its value |
|---|---|
| ``place(person)`` | a place's id, or ``away`` |
| ``location(prop)`` | ``on:SPOT``, ``in:PROP``, ``held:PERSON``, ``worn:PERSON``, ``gone`` |
| ``posture(person)`` | one of `POSTURES` |
| ``mood(person)`` | one of `MOODS` |
| ``alive(person)`` | ``yes``, ``no`` |
| ``relation(person,person)`` | one of `RELATIONS`; the two ids in alphabetical order |
| ``open(prop)``, ``locked(prop)``, ``lit(prop)``, ``whole(prop)`` | ``yes``, ``no`` |
| ``stowed(prop)`` | ``yes`` for what is held, but in a pocket or bag; ``no`` |
| ``light(place)`` | one of `LIGHTS` |
| ``weather(place)`` | one of `WEATHERS` |
"""

from __future__ import annotations

import functools
import re
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import AfterValidator

Posture = Literal["standing", "sitting", "kneeling", "lying"]
Mood = Literal[
    "calm", "happy", "sad", "angry", "afraid", "surprised", "determined", "tender", "suspicious"
]
Relation = Literal["strangers", "friends", "rivals", "enemies", "family", "lovers"]
Light = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "cloudy", "rain", "snow", "storm", "fog"]
Truth = Literal["yes", "no"]

POSTURES: tuple[str, ...] = get_args(Posture)
MOODS: tuple[str, ...] = get_args(Mood)
RELATIONS: tuple[str, ...] = get_args(Relation)
LIGHTS: tuple[str, ...] = get_args(Light)
WEATHERS: tuple[str, ...] = get_args(Weather)
TRUTHS: tuple[str, ...] = get_args(Truth)

TOKENS: dict[str, tuple[str, ...]] = {
    "posture": POSTURES,
    "mood": MOODS,
    "alive": TRUTHS,
    "relation": RELATIONS,
    "open": TRUTHS,
    "locked": TRUTHS,
    "lit": TRUTHS,
    "whole": TRUTHS,
    "stowed": TRUTHS,
    "light": LIGHTS,
    "weather": WEATHERS,
}
"""The closed values of each fluent that has them."""

_FLUENT = re.compile(r"([a-z]+)\(([a-z0-9._-]+)(?:,([a-z0-9._-]+))?\)")


def fluent(name: str, subject: str, other: str = "") -> str:
    """Write a fluent; the two subjects of a ``relation`` are put in order."""
    if not other:
        return f"{name}({subject})"
    first, second = sorted((subject, other))
    return f"{name}({first},{second})"


def fluent_parts(text: str) -> tuple[str, str, str]:
    """Read a fluent as (name, subject, other or "").

    Raises:
        ValueError: The text is not a fluent.
    """
    match = _FLUENT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a fluent: {text!r}; expected for example location(map)")
    return match[1], match[2], match[3] or ""


class Fact(NamedTuple):
    """A fluent and its value at some time."""

    fluent: str
    value: str

    def __str__(self) -> str:
        return f"{self.fluent}={self.value}"


def parse_fact(text: str) -> Fact:
    """Read ``fluent=value``.

    Raises:
        ValueError: The text is not a fact.
    """
    name, equals, value = text.partition("=")
    if not equals or not value:
        raise ValueError(f"not a fact: {text!r}; expected for example location(map)=in:chest")
    fluent_parts(name)
    return Fact(name, value)


@functools.lru_cache(maxsize=4_096)  # what is true in a film is told again frame by frame
def _well_formed(text: str) -> str:
    parse_fact(text)
    return text


FactText = Annotated[str, AfterValidator(_well_formed)]
"""A fact in its written form, checked for form (not for truth)."""


def location_parts(value: str) -> tuple[str, str]:
    """Split the value of a ``location`` into (how, id): ``on:den.table`` is ("on", "den.table")."""
    how, _, where = value.partition(":")
    return how, where
