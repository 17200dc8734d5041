"""The story's ledger: what is the case after every event, and which events cannot have happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from moviellm.film.ledger.moods import opening_moods, outcome
from moviellm.film.models.facts import (
    TOKENS,
    Fact,
    fluent_parts,
    location_parts,
    parse_fact,
)
from moviellm.film.models.ids import AWAY, Record
from moviellm.film.models.screenplay import Event, Screenplay
from moviellm.film.models.state import GONE, Entities, State
from moviellm.film.verbs import VERBS
from moviellm.film.verbs.form import first_broken
from moviellm.film.verbs.hands import more_than_hands_hold
from moviellm.film.verbs.rules import Broken, PendingEvent


class Problem(Record):
    """Something in a screenplay or storyboard that cannot be.

    Attributes:
        where: Id of the event, scene, frame or entity; empty for the whole.
        rule: The rule that is broken, in a word or three.
        hint: What is the case instead and what would mend it.
    """

    where: str
    rule: str
    hint: str

    def __str__(self) -> str:
        return f"{self.where or 'screenplay'}: {self.rule}. {self.hint}"


@dataclass(frozen=True, slots=True)
class Step:
    """One event that happened: the states around it and what it changed.

    Attributes:
        changes: What its verb changes.
        moods: The moods that it brought along, and those that had passed by then.
    """

    event: Event
    scene: str
    before: State
    after: State
    changes: tuple[Fact, ...]
    moods: tuple[Fact, ...] = ()


class Ledger:
    """The ledger of one screenplay.

    Folding never raises: an event that breaks a rule becomes a `Problem` and changes nothing.
    """

    def __init__(self, screenplay: Screenplay) -> None:
        self.screenplay = screenplay
        self.entities = Entities(screenplay)

    @cached_property
    def opening(self) -> State:
        """The state before the first event: the defaults, then what the screenplay says.

        A cellar has no weather: it would be told and seen by nobody, whatever the screenplay says.
        """
        facts: dict[str, str] = {}
        for person in self.entities.persons:
            facts[f"place({person})"] = AWAY
            facts[f"posture({person})"] = "standing"
            facts[f"mood({person})"] = "calm"
            facts[f"alive({person})"] = "yes"
        for prop in self.screenplay.props:
            facts[f"location({prop.id})"] = GONE
            facts[f"whole({prop.id})"] = "yes"
            for fluent, has in (("open", prop.opens), ("locked", prop.locks), ("lit", prop.lights)):
                if has:
                    facts[f"{fluent}({prop.id})"] = "no"
        for place in self.entities.places:
            facts[f"light({place})"] = "day"
            facts[f"weather({place})"] = "clear"
        facts.update(parse_fact(text) for text in self.screenplay.opening)
        hidden = (name for name, place in self.entities.places.items() if not place.sees_sky)
        facts.update((f"weather({place})", "clear") for place in hidden)
        return self._stowing(opening_moods(State(self.entities, facts)))

    def _stowing(self, state: State) -> State:
        """What somebody has at first beyond what two hands hold is stowed."""
        over = (
            prop
            for person in self.entities.persons
            for prop in more_than_hands_hold(self.entities, state.in_hands(person))
        )
        return state.after(Fact(f"stowed({prop})", "yes") for prop in over)

    @cached_property
    def _telling(self) -> tuple[tuple[Step, ...], tuple[Problem, ...]]:
        steps: list[Step] = []
        problems: list[Problem] = []
        state = self.opening
        for scene in self.screenplay.scenes():
            for event in scene.events:
                broken = self.broken(state, event, scene.place)
                if broken is not None:
                    problems.append(Problem(where=event.id, rule=broken.rule, hint=broken.hint))
                    continue
                after, changes, moods = outcome(state, event)
                steps.append(Step(event, scene.id, state, after, changes, moods))
                state = after
        return tuple(steps), tuple(problems)

    @staticmethod
    def broken(state: State, event: Event, place: str) -> Broken | None:
        """The first rule that an event would break in a state, or None: it can happen."""
        return first_broken(VERBS[event.verb], PendingEvent(state, event, place))

    @staticmethod
    def step(state: State, event: Event, place: str) -> State | Problem:
        """The state after one event, or why it cannot happen. For writers that try events out."""
        broken = Ledger.broken(state, event, place)
        if broken is not None:
            return Problem(where=event.id, rule=broken.rule, hint=broken.hint)
        return outcome(state, event).after

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every event that could happen, in order."""
        return self._telling[0]

    @cached_property
    def by_event(self) -> dict[str, Step]:
        """The steps by the ids of their events."""
        return {step.event.id: step for step in self.steps}

    def after(self, event: str | None) -> State:
        """The state after an event; the opening for None.

        Raises:
            KeyError: No such event happened.
        """
        return self.opening if event is None else self.by_event[event].after

    @property
    def closing(self) -> State:
        """The state after the last event."""
        return self.steps[-1].after if self.steps else self.opening

    def problems(self) -> tuple[Problem, ...]:
        """Everything that cannot be: ids first, then the opening, then the events in order."""
        return (*self._ids(), *self._opening_problems(), *self._telling[1])

    def _ids(self) -> Iterator[Problem]:
        play = self.screenplay
        names = [
            *self.entities.persons, *self.entities.places, *self.entities.props,
            *self.entities.spots,
        ]  # fmt: skip
        given = [
            *(person.id for person in play.cast),
            *(place.id for place in play.places),
            *(prop.id for prop in play.props),
            *(spot.id for place in play.places for spot in place.spots),
        ]
        parts = [*(c.id for c in play.chapters), *(s.id for s in play.scenes())]
        events = [event.id for event in play.events()]
        for ids in (given, parts, events):
            for name, count in Counter(ids).items():
                if count > 1:
                    yield Problem(where=name, rule="duplicate id", hint="Give each its own id.")
        if AWAY in names:
            yield Problem(where=AWAY, rule="reserved id", hint="`away` means in no place.")
        for scene in play.scenes():
            if scene.place not in self.entities.places:
                yield Problem(
                    where=scene.id,
                    rule="unknown id",
                    hint=f"There is no place `{scene.place}`.",
                )
        seen: set[str] = set()
        for event in play.events():
            for cause in event.because:
                if cause not in seen:
                    yield Problem(
                        where=event.id,
                        rule="unknown cause",
                        hint=f"`{cause}` is no earlier event.",
                    )
            seen.add(event.id)

    def _opening_problems(self) -> Iterator[Problem]:
        for text in self.screenplay.opening:
            fact = parse_fact(text)
            hint = self._fact_hint(fact)
            if hint:
                yield Problem(where="", rule="impossible opening", hint=f"{text}: {hint}")
        for prop in self.entities.props:
            inner = prop
            for _ in self.entities.props:
                how, inner = location_parts(self.opening.location_of(inner))
                if how != "in":
                    break
                if inner == prop:
                    yield Problem(where=prop, rule="containment cycle", hint="It contains itself.")
                    break

    def _fact_hint(self, fact: Fact) -> str:
        name, subject, other = fluent_parts(fact.fluent)
        entities = self.entities
        homes: dict[str, Collection[str]] = {
            "place": entities.persons, "posture": entities.persons, "mood": entities.persons,
            "alive": entities.persons, "relation": entities.persons, "light": entities.places,
            "weather": entities.places, "location": entities.props, "open": entities.props,
            "locked": entities.props, "lit": entities.props, "whole": entities.props,
            "stowed": entities.props,
        }  # fmt: skip
        if name not in homes:
            return f"there is no fluent `{name}`."
        for who in (subject, other) if other else (subject,):
            if who not in homes[name]:
                return f"there is no such `{who}`."
        if name == "place":
            known = fact.value == AWAY or fact.value in entities.places
            return "" if known else f"there is no place `{fact.value}`."
        if name == "location":
            return self._location_hint(fact.value)
        return "" if fact.value in TOKENS[name] else f"use one of {', '.join(TOKENS[name])}."

    def _location_hint(self, value: str) -> str:
        how, where = location_parts(value)
        entities = self.entities
        containers = {i for i, prop in entities.props.items() if prop.container}
        homes: dict[str, Collection[str]] = {
            "on": entities.spots,
            "in": containers,
            "held": entities.persons,
            "worn": entities.persons,
        }
        if value == GONE or (how in homes and where in homes[how]):
            return ""
        return "expected on:SPOT, in:CONTAINER, held:PERSON, worn:PERSON or gone."


def check(screenplay: Screenplay) -> tuple[Problem, ...]:
    """Everything that cannot be in a screenplay; empty when it may be painted."""
    return Ledger(screenplay).problems()
