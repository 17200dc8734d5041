"""What each verb needs before it and changes after it: the rules of the story's ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from moviellm.film.events import ROLE_FIELDS, VERBS, VerbName
from moviellm.film.facts import LIGHTS, MOODS, WEATHERS, Fact, fluent, location_parts
from moviellm.film.ids import AWAY
from moviellm.film.screenplay import Event
from moviellm.film.state import GONE, State


class Broken(NamedTuple):
    """A rule that an event breaks, and how it could be kept."""

    rule: str
    hint: str


class Moment(NamedTuple):
    """An event about to happen: the state before it and the place where the camera is."""

    state: State
    event: Event
    place: str


Rule = Callable[[Moment], Broken | None]
Effect = Callable[[Event, State], tuple[Fact, ...]]


def form(moment: Moment) -> Iterator[Broken]:
    """Whether the event has the fields of its verb, and names only what exists."""
    event, stage = moment.event, moment.state.stage
    verb = VERBS[event.verb]
    for name in ROLE_FIELDS:
        given = getattr(event, name) not in (None, "")
        if name in verb.needs and not given:
            yield Broken("incomplete", f"`{event.verb}` needs `{name}`.")
        elif given and name not in (*verb.needs, *verb.may, "prose"):
            yield Broken("superfluous", f"`{event.verb}` has no `{name}`; leave it out.")
    homes: dict[str, Collection[str]] = {
        "agent": stage.persons,
        "person": stage.persons,
        "prop": stage.props,
        "place": stage.places,
        "spot": stage.spots.keys() | {i for i, prop in stage.props.items() if prop.container},
    }
    for name, home in homes.items():
        known = getattr(event, name)
        if known is not None and known not in home:
            yield Broken("unknown id", f"There is no {name} `{known}`; there are {_some(home)}.")


def agent_here(moment: Moment) -> Broken | None:
    agent = moment.event.agent
    return None if agent is None else _present(moment, agent)


def person_here(moment: Moment) -> Broken | None:
    event = moment.event
    if event.person is None:
        return None
    if event.person == event.agent:
        return Broken("alone", f"`{event.verb}` needs somebody other than {event.agent}.")
    return _present(moment, event.person)


def agent_comes(moment: Moment) -> Broken | None:
    state, event, place = moment
    agent = event.agent or ""
    if not state.is_("alive", agent):
        return Broken("dead", f"{agent} is dead and cannot {event.verb}.")
    if event.place != place:
        return Broken("off scene", f"The scene is at {place}; {agent} can enter only there.")
    if state.place_of(agent) == place:
        return Broken("already there", f"{agent} is at {place} already; leave the event out.")
    return None


def goes_elsewhere(moment: Moment) -> Broken | None:
    if moment.event.place == moment.place:
        return Broken("same place", f"{moment.event.agent} cannot leave {moment.place} for itself.")
    return None


def scene_place(moment: Moment) -> Broken | None:
    if moment.event.place != moment.place:
        return Broken("off scene", f"The scene is at {moment.place}; only that place can change.")
    return None


def holds(moment: Moment) -> Broken | None:
    state, event, _ = moment
    where = state.location_of(event.prop or "")
    if where != f"held:{event.agent}":
        return Broken("not in hand", f"{event.agent} does not hold {event.prop}: it is {where}.")
    return None


def wears(moment: Moment) -> Broken | None:
    state, event, _ = moment
    where = state.location_of(event.prop or "")
    if where != f"worn:{event.agent}":
        return Broken("not worn", f"{event.agent} does not wear {event.prop}: it is {where}.")
    return None


def within_reach(moment: Moment) -> Broken | None:
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


def can_be_taken(moment: Moment) -> Broken | None:
    state, event, _ = moment
    prop = event.prop or ""
    if state.stage.props[prop].fixed:
        return Broken("fixed", f"{prop} cannot be moved.")
    if location_parts(state.location_of(prop))[0] in ("held", "worn"):
        return Broken("in hand already", f"{event.agent} has {prop} already.")
    return within_reach(moment)


def was_hidden(moment: Moment) -> Broken | None:
    how, where = location_parts(moment.state.location_of(moment.event.prop or ""))
    spot = moment.state.stage.spots.get(where)
    if how == "on" and spot is not None and not spot.hidden:
        return Broken("not hidden", f"{moment.event.prop} lies in plain sight; use `take`.")
    return None


def spot_here(moment: Moment) -> Broken | None:
    state, event, place = moment
    spot, prop = event.spot or "", event.prop or ""
    if spot in state.stage.spots:
        if state.stage.place_of_spot[spot] != place:
            return Broken("elsewhere", f"{spot} is not at {place}.")
        return None
    if spot == prop or _inside(state, spot, prop):
        return Broken("containment cycle", f"{prop} cannot be put into itself.")
    if state.place_of_prop(spot) != place:
        return Broken("elsewhere", f"{spot} is not at {place}.")
    if not state.is_open(spot):
        return Broken("shut", f"{spot} is shut; open it first.")
    return None


def spot_conceals(moment: Moment) -> Broken | None:
    stage, spot = moment.state.stage, moment.event.spot or ""
    if spot in stage.spots and stage.spots[spot].hidden:
        return None
    if spot in stage.props and stage.props[spot].opens:
        return None
    return Broken("in plain sight", f"{spot} hides nothing; use `put`, or a hidden spot.")


def prop_is(quality: str) -> Rule:
    """A rule: the prop has this quality (``opens``, ``locks``, ``lights``, ``wearable``)."""

    def rule(moment: Moment) -> Broken | None:
        prop = moment.state.stage.props[moment.event.prop or ""]
        if getattr(prop, quality):
            return None
        return Broken("wrong prop", f"{prop.id} is not something that one can {moment.event.verb}.")

    return rule


def fluent_is(name: str, value: str) -> Rule:
    """A rule: ``name(prop)`` has this value (nothing said counts as ``no``)."""

    def rule(moment: Moment) -> Broken | None:
        prop = moment.event.prop or ""
        now = "yes" if moment.state.is_(name, prop) else "no"
        if now == value:
            return None
        return Broken(
            "wrong state", f"{name}({prop}) is {now}; `{moment.event.verb}` needs {value}."
        )

    return rule


def posture_is_not(posture: str) -> Rule:
    """A rule: the agent does not have this posture yet."""

    def rule(moment: Moment) -> Broken | None:
        if moment.state.value(f"posture({moment.event.agent})") != posture:
            return None
        return Broken("nothing changes", f"{moment.event.agent} is {posture} already.")

    return rule


def value_among(values: tuple[str, ...]) -> Rule:
    """A rule: the event's value is one of these."""

    def rule(moment: Moment) -> Broken | None:
        if moment.event.value in values:
            return None
        return Broken("unknown value", f"`{moment.event.value}` is none of {', '.join(values)}.")

    return rule


def at_odds(moment: Moment) -> Broken | None:
    state, event, _ = moment
    if state.relation(event.agent or "", event.person or "") in ("rivals", "enemies"):
        return None
    return Broken("nothing to forgive", f"{event.agent} and {event.person} are not at odds.")


def target_here(moment: Moment) -> Broken | None:
    state, event, place = moment
    if event.place is not None and event.place != place:
        return Broken("elsewhere", f"{event.place} cannot be seen from {place}.")
    if event.spot in state.stage.spots and state.stage.place_of_spot[event.spot] != place:
        return Broken("elsewhere", f"{event.spot} is not at {place}.")
    if event.prop is None:
        return None
    if state.place_of_prop(event.prop) != place:
        return Broken("elsewhere", f"{event.prop} is not at {place}.")
    if not state.in_sight(event.prop):
        return Broken(
            "out of sight", f"{event.prop} is out of sight; find it or open what holds it."
        )
    return None


def _present(moment: Moment, person: str) -> Broken | None:
    state, event, place = moment
    if not state.is_("alive", person):
        return Broken("dead", f"{person} is dead and has no part in `{event.verb}`.")
    where = state.place_of(person)
    if where != place:
        return Broken("elsewhere", f"{person} is at {where}, not at {place}; let them enter first.")
    return None


def _inside(state: State, inner: str, outer: str) -> bool:
    for _ in range(len(state.stage.props)):
        how, where = location_parts(state.location_of(inner))
        if how != "in":
            return False
        if where == outer:
            return True
        inner = where
    return True


def _some(ids: Collection[str]) -> str:
    names = sorted(ids)
    return ", ".join(names[:8]) + (", ..." if len(names) > 8 else "") if names else "none"


def _none(event: Event, state: State) -> tuple[Fact, ...]:
    return ()


def _moved(event: Event, state: State) -> tuple[Fact, ...]:
    target = AWAY if event.place is None else event.place
    return (
        Fact(f"place({event.agent})", target),
        Fact(f"posture({event.agent})", "standing"),
    )


def _placed(event: Event, state: State) -> tuple[Fact, ...]:
    how = "on" if event.spot in state.stage.spots else "in"
    return (Fact(f"location({event.prop})", f"{how}:{event.spot}"),)


def _died(event: Event, state: State) -> tuple[Fact, ...]:
    return (Fact(f"alive({event.agent})", "no"), Fact(f"posture({event.agent})", "lying"))


def _located(how: str, role: str) -> Effect:
    return lambda event, state: (Fact(f"location({event.prop})", f"{how}:{getattr(event, role)}"),)


def _becomes(name: str, role: str, value: str | None = None) -> Effect:
    return lambda event, state: (
        Fact(f"{name}({getattr(event, role)})", value or event.value or ""),
    )


def _related(value: str) -> Effect:
    return lambda event, state: (
        Fact(fluent("relation", event.agent or "", event.person or ""), value),
    )


def _gone(event: Event, state: State) -> tuple[Fact, ...]:
    return (Fact(f"location({event.prop})", GONE),)


_OPENS, _LOCKS = prop_is("opens"), prop_is("locks")

RULES: dict[VerbName, tuple[tuple[Rule, ...], Effect]] = {
    "enter": ((agent_comes,), _moved),
    "leave": ((agent_here, goes_elsewhere), _moved),
    "sit": ((agent_here, posture_is_not("sitting")), _becomes("posture", "agent", "sitting")),
    "stand": ((agent_here, posture_is_not("standing")), _becomes("posture", "agent", "standing")),
    "kneel": ((agent_here, posture_is_not("kneeling")), _becomes("posture", "agent", "kneeling")),
    "lie": ((agent_here, posture_is_not("lying")), _becomes("posture", "agent", "lying")),
    "wait": ((agent_here,), _none),
    "take": ((agent_here, can_be_taken), _located("held", "agent")),
    "put": ((agent_here, holds, spot_here), _placed),
    "give": ((agent_here, person_here, holds), _located("held", "person")),
    "show": ((agent_here, person_here, holds), _none),
    "hide": ((agent_here, holds, spot_here, spot_conceals), _placed),
    "find": ((agent_here, can_be_taken, was_hidden), _located("held", "agent")),
    "wear": ((agent_here, holds, prop_is("wearable")), _located("worn", "agent")),
    "doff": ((agent_here, wears), _located("held", "agent")),
    "consume": ((agent_here, holds), _gone),
    "open": (
        (agent_here, within_reach, _OPENS, fluent_is("open", "no"), fluent_is("locked", "no")),
        _becomes("open", "prop", "yes"),
    ),
    "close": (
        (agent_here, within_reach, _OPENS, fluent_is("open", "yes")),
        _becomes("open", "prop", "no"),
    ),
    "lock": (
        (agent_here, within_reach, _LOCKS, fluent_is("open", "no"), fluent_is("locked", "no")),
        _becomes("locked", "prop", "yes"),
    ),
    "unlock": (
        (agent_here, within_reach, _LOCKS, fluent_is("locked", "yes")),
        _becomes("locked", "prop", "no"),
    ),
    "light": (
        (agent_here, within_reach, prop_is("lights"), fluent_is("lit", "no")),
        _becomes("lit", "prop", "yes"),
    ),
    "douse": (
        (agent_here, within_reach, fluent_is("lit", "yes")),
        _becomes("lit", "prop", "no"),
    ),
    "break": (
        (agent_here, within_reach, fluent_is("whole", "yes")),
        _becomes("whole", "prop", "no"),
    ),
    "mend": (
        (agent_here, within_reach, fluent_is("whole", "no")),
        _becomes("whole", "prop", "yes"),
    ),
    "look": ((agent_here, person_here, target_here), _none),
    "learn": ((agent_here,), _none),
    "feel": ((agent_here, value_among(MOODS)), _becomes("mood", "agent")),
    "say": ((agent_here, person_here), _none),
    "ask": ((agent_here, person_here), _none),
    "tell": ((agent_here, person_here), _none),
    "narrate": ((), _none),
    "befriend": ((agent_here, person_here), _related("friends")),
    "quarrel": ((agent_here, person_here), _related("rivals")),
    "reconcile": ((agent_here, person_here, at_odds), _related("friends")),
    "embrace": ((agent_here, person_here), _none),
    "die": ((agent_here,), _died),
    "daylight": ((scene_place, value_among(LIGHTS)), _becomes("light", "place")),
    "weather": ((scene_place, value_among(WEATHERS)), _becomes("weather", "place")),
    "act": ((agent_here, person_here), _none),
}
"""For each verb its preconditions, in the order in which they are checked, and its effect."""
