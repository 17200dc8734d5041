"""What everybody in the story believes: what they saw, heard, or worked out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from moviellm.film import Event, Fact, State, location_parts, parse_fact

MISSING = "missing"
"""The believed location of a prop that was not where it was thought to be."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What somebody holds to be the case, and the event that they have it from.

    Attributes:
        before: For what is missing: the event from which they had thought to know where it is.
    """

    value: str
    source: str
    before: str = ""


@dataclass(slots=True)
class Minds:
    """The beliefs of every person, by fluent. They change only by what the person witnesses."""

    beliefs: dict[str, dict[str, Belief]] = field(default_factory=dict)

    def of(self, person: str, fluent: str) -> Belief | None:
        """What a person believes of a fluent; None when they know nothing of it."""
        return self.beliefs.get(person, {}).get(fluent)

    def location(self, person: str, prop: str) -> str:
        """Where a person believes a prop to be; empty when they do not know."""
        belief = self.of(person, f"location({prop})")
        return "" if belief is None or belief.value == MISSING else belief.value

    def source(self, person: str, prop: str) -> str:
        """The event from which a person has their belief about a prop; empty for none."""
        belief = self.of(person, f"location({prop})")
        return "" if belief is None else belief.before or belief.source

    def witness(
        self, event: Event, after: State, changes: Collection[Fact], seen_by: Collection[str]
    ) -> None:
        """Everybody who is there sees an event and what it changes."""
        for person in seen_by:
            for change in changes:
                self._hold(person, change.fluent, change.value, event.id)
        if event.verb == "enter" and event.agent:
            self._look_around(event.agent, event.place or "", after, event.id)
        elif event.verb == "open" and event.prop:
            for person in seen_by:
                self._look_at(person, f"in:{event.prop}", after, event.id)
        elif event.verb == "look" and event.spot and event.agent:
            how = "on" if event.spot in after.entities.spots else "in"
            self._look_at(event.agent, f"{how}:{event.spot}", after, event.id)
        elif event.verb in ("tell", "learn") and event.fact:
            fact = parse_fact(event.fact)
            hearer = event.person if event.verb == "tell" else event.agent
            self._hold(hearer or "", fact.fluent, fact.value, event.id)

    def _hold(self, person: str, fluent: str, value: str, source: str) -> None:
        self.beliefs.setdefault(person, {})[fluent] = Belief(value, source)

    def _look_around(self, person: str, place: str, state: State, source: str) -> None:
        for prop in state.entities.props:
            believed = self.location(person, prop)
            if state.place_of_prop(prop) == place and state.in_sight(prop):
                if believed != state.location_of(prop):
                    self._hold(person, f"location({prop})", state.location_of(prop), source)
            elif self._in_plain_sight(believed, place, state):
                self._lose(person, prop, source)

    @staticmethod
    def _in_plain_sight(location: str, place: str, state: State) -> bool:
        how, spot = location_parts(location)
        if how != "on" or state.entities.place_of_spot.get(spot) != place:
            return False
        return not state.entities.spots[spot].hidden

    def _look_at(self, person: str, location: str, state: State, source: str) -> None:
        for prop in state.entities.props:
            if state.location_of(prop) == location:
                self._hold(person, f"location({prop})", location, source)
            elif self.location(person, prop) == location:
                self._lose(person, prop, source)

    def _lose(self, person: str, prop: str, source: str) -> None:
        before = self.source(person, prop)
        self.beliefs[person][f"location({prop})"] = Belief(MISSING, source, before)
