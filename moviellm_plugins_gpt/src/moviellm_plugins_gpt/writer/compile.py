"""From a scene as the model wrote it to events that the ledger accepts, and what it refuses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from moviellm.film import (
    Entities,
    Event,
    Ledger,
    Problem,
    State,
    fluent_parts,
    location_parts,
    parse_fact,
)
from moviellm.film.verbs import ROLE_FIELDS, SPEECH, VERBS

from moviellm_plugins_gpt.naming import Names
from moviellm_plugins_gpt.writer.bible import clean
from moviellm_plugins_gpt.writer.schemas import Deed

_DOES = re.compile(
    r"\b(?:takes?|grabs?|picks?|puts?|places?|lays?|gives?|executor?|passes|opens?|closes?|shuts?"
    r"|locks?|unlocks?|hides?|finds?|breaks?|mends?|steals?|drops?|throws?|lights?|eats?|drinks?"
    r"|burns?|tears?|wears?)\b",
    re.IGNORECASE,
)
"""Words that say of a thing what only another verb of the table may do to it."""
_OWN = re.compile(r"^\s*(?:#|e)?0*(\d+)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a scene stands in its film.

    Attributes:
        scene: The scene's id; its events are ``SCENE.e1``, ``SCENE.e2``, ...
        place: Id of its place.
        opening: The state before it.
        earlier: Ids of all events before it.
        lines: How many lines of dialogue are wanted.
    """

    scene: str
    place: str
    opening: State
    earlier: Collection[str]
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A scene's events as far as they can happen.

    Attributes:
        events: Those that the ledger accepts, in order.
        problems: Why the others are refused; ``where`` is their number in the answer (``#3``).
        closing: The state after the events.
    """

    events: tuple[Event, ...]
    problems: tuple[Problem, ...]
    closing: State


def compile_scene(setting: Setting, deeds: Sequence[Deed]) -> Compiled:
    """Fold a scene's events over the ledger; one that cannot happen changes nothing."""
    state, kept, problems = setting.opening, [], []
    for number, deed in enumerate(deeds, start=1):
        event = event_of(setting, number, deed)
        problem = refused(state, event, setting.place)
        if problem is not None:
            problems.append(problem.model_copy(update={"where": f"#{number} ({deed.verb})"}))
            continue
        state = happened(state, event, setting.place)
        kept.append(event)
    return Compiled(
        events=tuple(kept), problems=(*problems, *_measure(setting, deeds)), closing=state
    )


def event_of(setting: Setting, number: int, deed: Deed) -> Event:
    """The event that an answer means: what its verb has no use for is left out."""
    verb = VERBS[deed.verb]
    wanted = (*verb.needs, *verb.may)
    roles: dict[str, str] = {}
    for name in ROLE_FIELDS:
        said = clean(getattr(deed, name) or "")
        if said and name in wanted and name != "prose":
            roles[name] = said
    if verb.moves == "in" or verb.effect.of == "place":
        roles["place"] = setting.place
    if "fact" in roles and not _is_fact(roles["fact"]):
        roles["fact"] = ""
    given: dict[str, Any] = {name: value or None for name, value in roles.items()}
    return Event.model_construct(
        id=f"{setting.scene}.e{number}",
        verb=deed.verb,
        because=tuple(_causes(setting, number, deed.because)),
        prose=clean(deed.prose),
        **given,
    )


def refused(state: State, event: Event, place: str) -> Problem | None:
    """Why an event cannot happen in a state, or None: the ledger's rules, and ours for words."""
    broken = Ledger.broken(state, event, place)
    if broken is not None:
        return Problem(where=event.id, rule=broken.rule, hint=broken.hint)
    if event.fact is not None and (hint := _fact_hint(state.entities, event.fact)):
        return Problem(where=event.id, rule="unknown fact", hint=hint)
    if event.verb == "act" and (hint := _act_hint(state, event, place)):
        return Problem(where=event.id, rule="act states what the ledger does not know", hint=hint)
    return None


def happened(state: State, event: Event, place: str) -> State:
    """The state after an event that can happen."""
    after = Ledger.step(state, event, place)
    assert isinstance(after, State)
    return after


def named_in(text: str, stage: Entities) -> set[str]:
    """Ids of the persons, props and places that a text names."""
    return _names(stage).in_text(text)


@lru_cache(maxsize=8)
def _names(stage: Entities) -> Names:
    return Names(stage)


def _causes(setting: Setting, number: int, because: Sequence[str]) -> Iterator[str]:
    """The causes that there are: ids of earlier events, or numbers of this answer's."""
    seen = set()
    for text in because:
        own = _OWN.match(text)
        cause = f"{setting.scene}.e{own[1]}" if own else clean(text).strip("#")
        earlier = (
            int(own[1]) < number
            if own
            else cause in setting.earlier or _before(setting.scene, cause, number)
        )
        if earlier and cause not in seen:
            seen.add(cause)
            yield cause


def _before(scene: str, cause: str, number: int) -> bool:
    start, _, rest = cause.rpartition(".e")
    return start == scene and rest.isdecimal() and 1 <= int(rest) < number


def _is_fact(text: str) -> bool:
    try:
        parse_fact(text)
    except ValueError:
        return False
    return True


def _fact_hint(stage: Entities, text: str) -> str:
    """What is wrong with a fact that somebody tells or learns; empty when nothing is."""
    fact = parse_fact(text)
    name, subject, _ = fluent_parts(fact.fluent)
    if name == "place":
        right = subject in stage.persons and fact.value in stage.places
        return "" if right else "Write place(PERSON)=PLACE with ids that there are."
    if name == "location":
        how, where = location_parts(fact.value)
        homes: dict[str, Collection[str]] = {
            "on": stage.spots,
            "in": stage.props,
            "held": stage.persons,
        }
        right = subject in stage.props and where in homes.get(how, ())
        return "" if right else "Write location(PROP)=on:SPOT, in:PROP or held:PERSON."
    return "Only location(PROP)=... and place(PERSON)=... can be told or learned."


def _act_hint(state: State, event: Event, place: str) -> str:
    """An `act` names nothing that cannot be seen there: it would be told as if it were so."""
    stage = state.entities
    seen = {place, *state.present(place)}
    seen |= {p for p in stage.props if state.place_of_prop(p) == place and state.in_sight(p)}
    strange = _names(stage).beyond(event.prose, seen)
    if strange:
        return f"{strange[0]} is not to be seen at {place}; leave it out of the prose."
    things = sorted(named_in(event.prose, stage) & stage.props.keys())
    if things and _DOES.search(event.prose):
        return f"An `act` does nothing to {things[0]}; use the verb of the table that does."
    return ""


def _measure(setting: Setting, deeds: Sequence[Deed]) -> Iterator[Problem]:
    lines = sum(deed.verb in SPEECH for deed in deeds)
    if lines < setting.lines:
        hint = f"There are {lines} `say`, `ask` or `tell`; give {setting.lines}."
        yield Problem(where="", rule="too few lines", hint=hint)
