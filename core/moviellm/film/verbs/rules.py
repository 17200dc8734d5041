"""What must hold before an event: each rule beside its clause, which the reference prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from moviellm.film.models.animals import is_animal
from moviellm.film.models.facts import location_parts
from moviellm.film.models.screenplay import Event
from moviellm.film.models.state import State


class Broken(NamedTuple):
    """A rule that an event breaks, and how it could be kept."""

    rule: str
    hint: str


class PendingEvent(NamedTuple):
    """An event about to happen: the state before it and the place where the camera is."""

    state: State
    event: Event
    place: str


Check = Callable[[PendingEvent], Broken | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold before an event.

    Attributes:
        clause: The rule in words; one that begins with a comma goes on about the one before.
        check: How an event breaks it, or None.
        role: The role that it speaks of, which an event may leave open.
    """

    clause: str
    check: Check
    role: str = ""


def _rule(clause: str, role: str = "") -> Callable[[Check], Rule]:
    return lambda check: Rule(clause, check, role)


@_rule("agent alive and in the scene's place", "agent")
def agent_here(moment: PendingEvent) -> Broken | None:
    agent = moment.event.agent
    return None if agent is None else _present(moment, agent)


@_rule("person here and alive", "person")
def person_here(moment: PendingEvent) -> Broken | None:
    event = moment.event
    if event.person is None:
        return None
    if event.person == event.agent:
        return Broken("alone", f"`{event.verb}` needs somebody other than {event.agent}.")
    return _present(moment, event.person)


@_rule("agent alive and elsewhere; place is the scene's")
def agent_comes(moment: PendingEvent) -> Broken | None:
    state, event, place = moment
    agent = event.agent or ""
    if not state.is_("alive", agent):
        return Broken("dead", f"{agent} is dead and cannot {event.verb}.")
    if event.place != place:
        return Broken("off scene", f"The scene is at {place}; {agent} can enter only there.")
    if state.place_of(agent) == place:
        return Broken("already there", f"{agent} is at {place} already; leave the event out.")
    return None


@_rule("place is another", "place")
def goes_elsewhere(moment: PendingEvent) -> Broken | None:
    if moment.event.place == moment.place:
        return Broken("same place", f"{moment.event.agent} cannot leave {moment.place} for itself.")
    return None


@_rule("place is the scene's")
def scene_place(moment: PendingEvent) -> Broken | None:
    if moment.event.place != moment.place:
        return Broken("off scene", f"The scene is at {moment.place}; only that place can change.")
    return None


@_rule("it sees the sky")
def sees_sky(moment: PendingEvent) -> Broken | None:
    place = moment.state.entities.places.get(moment.event.place or "")
    if place is not None and not place.sees_sky:
        hint = f"Nobody in {place.id} sees the weather; let it change where there is a window."
        return Broken("no sky", hint)
    return None


@_rule("agent holds prop")
def holds(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    where = state.location_of(event.prop or "")
    if where != f"held:{event.agent}":
        return Broken("not in hand", f"{event.agent} does not hold {event.prop}: it is {where}.")
    return None


@_rule("agent holds prop or takes person along, not both")
def takes_one_along(moment: PendingEvent) -> Broken | None:
    event = moment.event
    if (event.prop is None) == (event.person is None):
        return Broken("incomplete", f"`{event.verb}` needs either `prop` or `person`.")
    return None if event.prop is None else holds.check(moment)


@_rule("agent wears prop")
def wears(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    where = state.location_of(event.prop or "")
    if where != f"worn:{event.agent}":
        return Broken("not worn", f"{event.agent} does not wear {event.prop}: it is {where}.")
    return None


@_rule("prop within reach")
def within_reach(moment: PendingEvent) -> Broken | None:
    state, event, place = moment
    prop = event.prop or ""
    how, holder = location_parts(state.location_of(prop))
    if state.place_of_prop(prop) != place:
        where = state.place_of_prop(prop) or state.location_of(prop)
        return Broken("elsewhere", f"{prop} is not at {place} but at {where}; bring it first.")
    if how in ("held", "worn") and holder != event.agent:
        return Broken("in other hands", f"{holder} has {prop}; let {holder} give it first.")
    if how == "in" and not state.is_open(holder):
        return Broken("shut away", f"{prop} is inside {holder}, which is shut; open it first.")
    return None


@_rule("prop here, on a spot or in an open container, not fixed")
def can_be_taken(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    prop = event.prop or ""
    if state.entities.props[prop].fixed:
        return Broken("fixed", f"{prop} cannot be moved.")
    if location_parts(state.location_of(prop))[0] in ("held", "worn"):
        return Broken("in hand already", f"{event.agent} has {prop} already.")
    return within_reach.check(moment)


@_rule(", not in plain sight")
def was_hidden(moment: PendingEvent) -> Broken | None:
    how, where = location_parts(moment.state.location_of(moment.event.prop or ""))
    spot = moment.state.entities.spots.get(where)
    if how == "on" and spot is not None and not spot.hidden:
        return Broken("not hidden", f"{moment.event.prop} lies in plain sight; use `take`.")
    return None


@_rule("spot is here; a container is open")
def spot_here(moment: PendingEvent) -> Broken | None:
    state, event, place = moment
    spot, prop = event.spot or "", event.prop or ""
    if spot in state.entities.spots:
        if state.entities.place_of_spot[spot] != place:
            return Broken("elsewhere", f"{spot} is not at {place}.")
        return None
    if spot == prop or _inside(state, spot, prop):
        return Broken("containment cycle", f"{prop} cannot be put into itself.")
    if state.place_of_prop(spot) != place:
        return Broken("elsewhere", f"{spot} is not at {place}.")
    if not state.is_open(spot):
        return Broken("shut", f"{spot} is shut; open it first.")
    return None


@_rule("spot is hidden, or a container that closes")
def spot_conceals(moment: PendingEvent) -> Broken | None:
    entities, spot = moment.state.entities, moment.event.spot or ""
    if spot in entities.spots and entities.spots[spot].hidden:
        return None
    if spot in entities.props and entities.props[spot].opens:
        return None
    return Broken("in plain sight", f"{spot} hides nothing; use `put`, or a hidden spot.")


@_rule("prop an animal, or here, in nobody's hands and not fixed")
def can_stray(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    prop = event.prop or ""
    if is_animal(state.entities.props[prop]):
        return None
    how, holder = location_parts(state.location_of(prop))
    if how in ("held", "worn"):
        return Broken("in other hands", f"{holder} has {prop}; let {holder} put it down first.")
    return can_be_taken.check(moment)


@_rule(", and if it is an animal it carries nothing yet")
def mouth_is_free(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    spot = event.spot or ""
    if spot not in state.entities.props or not is_animal(state.entities.props[spot]):
        return None
    if is_animal(state.entities.props[event.prop or ""]):
        return Broken("too large", f"{spot} cannot carry {event.prop}.")
    carried = state.at(f"in:{spot}")
    return Broken("carries already", f"{spot} carries {carried[0]} already.") if carried else None


def prop_is(quality: str, clause: str) -> Rule:
    """The prop has this quality (``opens``, ``locks``, ``lights``, ``wearable``)."""

    def check(moment: PendingEvent) -> Broken | None:
        prop = moment.state.entities.props[moment.event.prop or ""]
        if getattr(prop, quality):
            return None
        return Broken("wrong prop", f"{prop.id} is not something that one can {moment.event.verb}.")

    return Rule(clause, check)


def fluent_is(name: str, value: str, clause: str) -> Rule:
    """``name(prop)`` has this value (nothing said counts as ``no``)."""

    def check(moment: PendingEvent) -> Broken | None:
        prop = moment.event.prop or ""
        now = "yes" if moment.state.is_(name, prop) else "no"
        if now == value:
            return None
        return Broken(
            "wrong state", f"{name}({prop}) is {now}; `{moment.event.verb}` needs {value}."
        )

    return Rule(clause, check)


def posture_is_not(posture: str) -> Rule:
    """The agent does not have this posture yet."""

    def check(moment: PendingEvent) -> Broken | None:
        if moment.state.value(f"posture({moment.event.agent})") != posture:
            return None
        return Broken("nothing changes", f"{moment.event.agent} is {posture} already.")

    return Rule(f"not {posture}", check)


def value_among(values: tuple[str, ...], clause: str) -> Rule:
    """The event's value is one of these."""

    def check(moment: PendingEvent) -> Broken | None:
        if moment.event.value in values:
            return None
        return Broken("unknown value", f"`{moment.event.value}` is none of {', '.join(values)}.")

    return Rule(clause, check)


@_rule("rivals or enemies")
def at_odds(moment: PendingEvent) -> Broken | None:
    state, event, _ = moment
    if state.relation(event.agent or "", event.person or "") in ("rivals", "enemies"):
        return None
    return Broken("nothing to forgive", f"{event.agent} and {event.person} are not at odds.")


@_rule("what is looked at is here")
def target_here(moment: PendingEvent) -> Broken | None:
    state, event, place = moment
    if event.place is not None and event.place != place:
        return Broken("elsewhere", f"{event.place} cannot be seen from {place}.")
    if event.spot in state.entities.spots and state.entities.place_of_spot[event.spot] != place:
        return Broken("elsewhere", f"{event.spot} is not at {place}.")
    if event.prop is None:
        return None
    if state.place_of_prop(event.prop) != place:
        return Broken("elsewhere", f"{event.prop} is not at {place}.")
    if event.prop in state.stowed(event.agent or ""):
        return None
    if not state.in_sight(event.prop):
        return Broken(
            "out of sight",
            f"{event.prop} is out of sight; find it, open what holds it, or have it shown.",
        )
    return None


def _present(moment: PendingEvent, person: str) -> Broken | None:
    state, event, place = moment
    if not state.is_("alive", person):
        return Broken("dead", f"{person} is dead and has no part in `{event.verb}`.")
    where = state.place_of(person)
    if where != place:
        return Broken("elsewhere", f"{person} is at {where}, not at {place}; let them enter first.")
    return None


def _inside(state: State, inner: str, outer: str) -> bool:
    for _ in range(len(state.entities.props)):
        how, where = location_parts(state.location_of(inner))
        if how != "in":
            return False
        if where == outer:
            return True
        inner = where
    return True
