"""What holds after an event: each effect beside its clause, which the reference prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from moviellm.film.models.facts import Fact, fluent
from moviellm.film.models.ids import AWAY
from moviellm.film.models.screenplay import Event
from moviellm.film.models.state import GONE, State
from moviellm.film.verbs.hands import into_hand, out_of_pocket, replaced

Change = Callable[[Event, State], tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event changes.

    Attributes:
        clause: What holds afterwards, in words.
        facts: The facts that hold afterwards and did not before.
        of: The role whose fluents change; None when nothing does.
        believer: The role that believes the event's fact afterwards.
    """

    clause: str
    facts: Change
    of: Literal["agent", "prop", "place"] | None = None
    believer: Literal["agent", "person"] | None = None


def _none(event: Event, state: State) -> tuple[Fact, ...]:
    return ()


def _moved(event: Event, state: State) -> tuple[Fact, ...]:
    target = AWAY if event.place is None else event.place
    return (
        Fact(f"place({event.agent})", target),
        Fact(f"posture({event.agent})", "standing"),
    )


def _moved_together(event: Event, state: State) -> tuple[Fact, ...]:
    alone = event.model_copy(update={"agent": event.person})
    return (*_moved(event, state), *(_moved(alone, state) if event.person else ()))


def _placed(event: Event, state: State) -> tuple[Fact, ...]:
    how = "on" if event.spot in state.entities.spots else "in"
    here = Fact(f"location({event.prop})", f"{how}:{event.spot}")
    return (here, *out_of_pocket(state, event.prop or ""))


def _died(event: Event, state: State) -> tuple[Fact, ...]:
    return (Fact(f"alive({event.agent})", "no"), Fact(f"posture({event.agent})", "lying"))


def _on_their_feet(event: Event, state: State) -> tuple[Fact, ...]:
    people = (event.agent, event.person)
    return tuple(Fact(f"posture({person})", "standing") for person in people)


def _gone(event: Event, state: State) -> tuple[Fact, ...]:
    return (Fact(f"location({event.prop})", GONE), *out_of_pocket(state, event.prop or ""))


def held_by(role: Literal["agent", "person"]) -> Effect:
    """The prop is in the hands of whoever plays a role; what they do not hold is stowed."""

    def facts(event: Event, state: State) -> tuple[Fact, ...]:
        who, prop = getattr(event, role), event.prop or ""
        return Fact(f"location({prop})", f"held:{who}"), *into_hand(state, who, prop)

    return Effect(
        f"location(prop)=held:{role}; what two hands do not hold is stowed", facts, "prop"
    )


def _worn(event: Event, state: State) -> tuple[Fact, ...]:
    agent, prop = event.agent or "", event.prop or ""
    on = (Fact(f"location({prop})", f"worn:{agent}"), *out_of_pocket(state, prop))
    return (*on, *replaced(state.after(on), agent, prop))


def _brought_out(event: Event, state: State) -> tuple[Fact, ...]:
    prop, agent = event.prop or "", event.agent or ""
    stowed = state.is_("stowed", prop) and prop in state.held(agent)
    return tuple(into_hand(state, agent, prop)) if stowed else ()


def becomes(name: str, role: Literal["agent", "prop", "place"], value: str | None = None) -> Effect:
    """A fluent of whoever plays a role gets a value; without one, that of the event."""

    def facts(event: Event, state: State) -> tuple[Fact, ...]:
        out = _brought_out(event, state) if role == "prop" else ()
        return Fact(f"{name}({getattr(event, role)})", value or event.value or ""), *out

    return Effect(f"{name}({role})={value or 'value'}", facts, role)


def related(value: str) -> Effect:
    """Agent and person stand in a relation."""
    return Effect(
        f"relation(agent,person)={value}",
        lambda event, state: (
            Fact(fluent("relation", event.agent or "", event.person or ""), value),
        ),
        "agent",
    )


def befriended() -> Effect:
    """Agent and person are friends, and on their feet to shake hands."""
    friends = related("friends")
    return Effect(
        f"{friends.clause}, {ON_THEIR_FEET.clause}",
        lambda event, state: (*friends.facts(event, state), *ON_THEIR_FEET.facts(event, state)),
        "agent",
    )


def _lit_everywhere(event: Event, state: State) -> tuple[Fact, ...]:
    places = dict.fromkeys((event.place or "", *state.entities.places))
    return tuple(Fact(f"light({place})", event.value or "") for place in places)


NOTHING = Effect("nothing", _none)
BRINGS_OUT = Effect("prop in hand", _brought_out)
WORN = Effect("location(prop)=worn:agent; what was worn there is held", _worn, "prop")
COMES = Effect("place(agent)=place, standing", _moved, "agent")
GOES = Effect("place(agent)=place, or away; standing", _moved, "agent")
GO_TOGETHER = Effect("place(agent)=place(person)=place, standing", _moved_together, "agent")
PLACED = Effect("location(prop)=on:spot or in:container", _placed, "prop")
USED_UP = Effect("location(prop)=gone", _gone, "prop")
ON_THEIR_FEET = Effect("both standing", _on_their_feet, "agent")
DIES = Effect("alive(agent)=no, lying", _died, "agent")
DAWNS = Effect("light=value in every place: a story has one clock", _lit_everywhere, "place")
LEARNS = Effect("agent believes the fact", _none, believer="agent")
IS_TOLD = Effect("person believes the fact", _none, believer="person")
