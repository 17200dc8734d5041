"""The state of a film's world at one moment: a mapping of fluents to values that never changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from moviellm.film.models.facts import Fact, fluent, location_parts
from moviellm.film.models.ids import AWAY
from moviellm.film.models.screenplay import Screenplay

GONE = "gone"


class Entities:
    """The cast, places, spots and props of a screenplay by id."""

    def __init__(self, screenplay: Screenplay) -> None:
        self.persons = {person.id: person for person in screenplay.cast}
        self.places = {place.id: place for place in screenplay.places}
        self.props = {prop.id: prop for prop in screenplay.props}
        self.spots = {spot.id: spot for place in screenplay.places for spot in place.spots}
        self.place_of_spot = {
            spot.id: place.id for place in screenplay.places for spot in place.spots
        }


class State:
    """What is the case at one moment. `after` gives the next; equal facts give equal states."""

    __slots__ = ("_facts", "entities", "moods")

    def __init__(
        self, entities: Entities, facts: Mapping[str, str], moods: Mapping[str, int] | None = None
    ) -> None:
        """Say what is the case.

        Args:
            entities: What the ids mean.
            facts: The value of each fluent.
            moods: The fluents of moods that pass, and how many events ago each came up.
        """
        self.entities = entities
        self.moods = moods or {}
        self._facts = facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and self._facts == other._facts

    def __hash__(self) -> int:
        return hash(frozenset(self._facts.items()))

    def __iter__(self) -> Iterator[Fact]:
        """All facts, ordered by fluent."""
        return (Fact(name, self._facts[name]) for name in sorted(self._facts))

    def __contains__(self, fact: object) -> bool:
        return isinstance(fact, tuple) and self._facts.get(fact[0]) == fact[1]

    def value(self, name: str) -> str | None:
        """The value of a fluent; None when nothing is said of it."""
        return self._facts.get(name)

    def after(self, changes: Iterable[Fact], moods: Mapping[str, int] | None = None) -> State:
        """The state in which ``changes`` hold and all else stays; time goes on with ``moods``."""
        moods = self.moods if moods is None else moods
        return State(self.entities, {**self._facts, **dict(changes)}, moods)

    def unlike(self, other: State) -> set[str]:
        """The fluents that have another value in another state of the same film."""
        return {name for name, _ in self._facts.items() ^ other._facts.items()}

    def is_(self, name: str, subject: str) -> bool:
        """Whether ``name(subject)`` is ``yes``."""
        return self._facts.get(f"{name}({subject})") == "yes"

    def place_of(self, person: str) -> str:
        """The place where a person is, or ``away``."""
        return self._facts.get(f"place({person})", AWAY)

    def location_of(self, prop: str) -> str:
        """The ``location`` of a prop; ``gone`` when nothing is said of it."""
        return self._facts.get(f"location({prop})", GONE)

    def place_of_prop(self, prop: str) -> str | None:
        """The place where a prop is, through hands and containers; None when it is in none."""
        for _ in range(len(self.entities.props) + 1):
            how, where = location_parts(self.location_of(prop))
            if how == "on":
                return self.entities.place_of_spot.get(where)
            if how in ("held", "worn"):
                place = self.place_of(where)
                return None if place == AWAY else place
            if how != "in":
                return None
            prop = where
        return None

    def present(self, place: str) -> list[str]:
        """The persons in a place, in the order of the cast."""
        return [person for person in self.entities.persons if self.place_of(person) == place]

    def held(self, person: str) -> list[str]:
        """The props that a person carries, in hand or stowed, in the order of the screenplay."""
        return self.at(f"held:{person}")

    def in_hands(self, person: str) -> list[str]:
        """What a person's two hands hold."""
        return [prop for prop in self.held(person) if not self.is_("stowed", prop)]

    def stowed(self, person: str) -> list[str]:
        """What a person carries in a pocket or bag, where nobody sees it."""
        return [prop for prop in self.held(person) if self.is_("stowed", prop)]

    def worn(self, person: str) -> list[str]:
        """The props that a person has on, beside the clothes of their appearance."""
        return self.at(f"worn:{person}")

    def at(self, location: str) -> list[str]:
        """The props with this ``location``, in the order of the screenplay."""
        return [prop for prop in self.entities.props if self.location_of(prop) == location]

    def is_open(self, prop: str) -> bool:
        """Whether one can see and reach into a container."""
        known = self.entities.props.get(prop)
        return known is not None and (not known.opens or self.is_("open", prop))

    def in_sight(self, prop: str) -> bool:
        """Whether somebody in its place can see a prop: not hidden, not shut away, not gone."""
        for _ in range(len(self.entities.props) + 1):
            how, where = location_parts(self.location_of(prop))
            if how == "on":
                spot = self.entities.spots.get(where)
                return spot is not None and not spot.hidden
            if how in ("held", "worn"):
                return self.place_of(where) != AWAY and not self.is_("stowed", prop)
            if how != "in" or not self.is_open(where):
                return False
            prop = where
        return False

    def relation(self, one: str, other: str) -> str:
        """The relation of two persons."""
        return self._facts.get(fluent("relation", one, other), "strangers")
