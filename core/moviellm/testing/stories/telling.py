"""Telling: a fact is told only by a line that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film import (
    Entities,
    Event,
    Fact,
    Ledger,
    fluent_parts,
    is_animal,
    location_parts,
    parse_fact,
)
from moviellm.testing.stories.fault import StoryFault

_STATES = {
    ("open", "yes"): r"open", ("open", "no"): r"shut|closed", ("locked", "yes"): r"locked",
    ("locked", "no"): r"unlocked|not locked|open", ("lit", "yes"): r"lit|burn\w*|on",
    ("lit", "no"): r"out|dark|not lit", ("whole", "no"): r"br[eo]ak\w*|broke\w*|pieces",
    ("whole", "yes"): r"whole|mended", ("alive", "no"): r"dead|died|dies",
    ("alive", "yes"): r"alive|lives?",
}  # fmt: skip
_HAS = r"(?:has|have|had|holds?|keeps?|carr(?:y|ies)|took|takes|walks? off|leaves?)"


def untold_facts(ledger: Ledger) -> Iterator[StoryFault]:
    """Every `tell` whose line does not say its fact: of what, and what is the case with it.

    The line names the thing or person, or points at what was named before in it, and says the
    value as English does: ``behind the stove``, ``in the chest``, ``Ivo has``, ``broken``.
    """
    for step in ledger.steps:
        event = step.event
        if event.verb != "tell" or not event.fact:
            continue
        fact = parse_fact(event.fact)
        if not _says(event, fact, ledger.entities):
            said = f"{event.fact} is not in “{event.line}”"
            yield StoryFault("fact untold", event.id, said)


def _says(event: Event, fact: Fact, entities: Entities) -> bool:
    line = event.line or ""
    name, subject, _ = fluent_parts(fact.fluent)
    value = _value(event, name, fact.value, entities)
    return _found(_named(event, subject, entities), line) and (not value or _found(value, line))


def _found(pattern: str, line: str) -> bool:
    return re.search(rf"(?i)\b(?:{pattern})(?!\w)", line) is not None


def _named(event: Event, entity: str, entities: Entities) -> str:
    """How a line can name somebody or something."""
    if entity in entities.persons:
        known = {event.agent: "I|me", event.person: "you"}.get(entity)
        name = re.escape(entities.persons[entity].name)
        return f"{name}|{known}" if known else name
    if entity in entities.props:
        name = entities.props[entity].name
        return "|".join(re.escape(one) for one in dict.fromkeys((name, *name.split()[-1:])))
    if entity in entities.places:
        return re.escape(entities.places[entity].name)
    return re.escape(entity)


def _value(event: Event, name: str, value: str, entities: Entities) -> str:
    """How a line can say what is the case; empty for what may be said in any way."""
    if name == "location":
        return _whereabouts(event, value, entities)
    if name == "place":
        return _named(event, value, entities)
    return _STATES.get((name, value), "")


def _whereabouts(event: Event, location: str, entities: Entities) -> str:
    how, where = location_parts(location)
    if how in ("held", "worn"):
        who = f"(?:{_named(event, where, entities)})"
        return rf"{who} (?:\w+ )?{_HAS}|with {who}|{who}'s?(?: \w+)? hands?|{who}.* {_HAS}"
    if how == "in":
        container = entities.props.get(where)
        animal = container is not None and is_animal(container)
        return (
            rf"{'with' if animal else 'in(?:side)?'} (?:\w+ )*?(?:{_named(event, where, entities)})"
        )
    spot = entities.spots.get(where)
    if spot is None:
        return "gone|lost"
    return rf"{spot.preposition} (?:\w+ )?{re.escape(spot.name)}"
