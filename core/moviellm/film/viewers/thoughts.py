"""What a viewer thinks that a character thinks: a viewer inside a viewer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from moviellm.film.models.facts import location_parts
from moviellm.film.models.state import Entities
from moviellm.film.viewers.observation import NOT, Observation
from moviellm.film.viewers.views import Sightings, View


class Thought(NamedTuple):
    """A belief that a viewer ascribes to a character, and the observations it rests on.

    Attributes:
        value: What the character is taken to believe.
        learnt: Where they learnt it.
        missed: Where it first stopped being so without their seeing it; None when it did not.
        absent: From where the viewer knows that they were not there then.
    """

    value: str
    learnt: Observation | None
    missed: Observation | None = None
    absent: Observation | None = None


def thought(view: View, person: str, fluent: str, at: int) -> Thought | None:
    """What a viewer takes a character to believe after event number ``at``; None: no idea.

    The character sees an observation if the viewer takes them to be in its place, sees what the
    viewer takes to be in sight there on coming in or when a container opens, and believes what they
    are told. On the ledger (`Screening.omniscient`) their belief is that of `beliefs`.
    """
    screening = view.screening
    if view is screening.omniscient:
        value = screening.minds[person].value(fluent, at) if person in screening.minds else None
        return None if value is None else Thought(value, None)
    if not view.timed:
        return None
    key = (person, fluent, at)
    if key not in view.memory:
        view.memory[key] = _Inner(view, person, fluent, at).run()
    found: Thought | None = view.memory[key]
    return found


class _Inner:
    """The character's history, as the viewer can rebuild it."""

    def __init__(self, view: View, person: str, fluent: str, at: int) -> None:
        self.view, self.person, self.fluent, self.at = view, person, fluent, at
        self.entities: Entities = view.screening.ledger.entities
        self.where = f"place({person})"
        self.place: str | None = None
        self.left: Observation | None = None
        self.found: Thought | None = None

    def run(self) -> Thought | None:
        for moment, kind, value, observation in self._rows():
            if kind == 0:
                self._moves(value, moment, observation)
            elif kind == 1:
                self._sees(value, observation)
            elif kind == 2 and value == self.place:
                self._looks(moment, observation)
            elif kind == 3:
                self.found = Thought(value, observation)
                self._looks(moment, observation)
        return self.found

    def _rows(self) -> list[tuple[int, int, str, Observation]]:
        view = self.view
        rows: list[tuple[int, int, str, Observation]] = []
        target = view.sightings(self.fluent)
        rows += [(m, 0, v, p) for m, v, p in self._until(view.sightings(self.where))]
        rows += [(m, 1, v, p) for m, v, p in self._until(target)]
        told = [
            (fact.moment, 3, fact.value, observation)
            for observation in view.tellings
            for listener, fact in (observation.told or ("", None),)
            if fact is not None and listener == self.person
            if fact.fluent == self.fluent and fact.moment <= self.at
        ]
        for fluent in self._revealing([*target.values, *(row[2] for row in told)]):
            seen = view.sightings(fluent)
            arrives = fluent.startswith("place(")
            rows += [(m, 2, v if arrives else p.place, p) for m, v, p in self._until(seen)]
        rows += told
        rows.sort(key=itemgetter(0, 1))
        return rows

    def _until(self, seen: Sightings) -> Iterator[tuple[int, str, Observation]]:
        return islice(zip(*seen, strict=True), bisect_right(seen.moments, self.at))

    def _revealing(self, locations: Iterable[str]) -> list[str]:
        """The fluents whose changes can bring the thing into sight: holders, containers."""
        around = dict.fromkeys(locations)
        fluents: dict[str, None] = {}
        for _ in range(2):
            for how, where in map(location_parts, tuple(around)):
                if how == "in" and where in self.entities.props:
                    fluents |= {f"open({where})": None, f"location({where})": None}
                    around |= dict.fromkeys(self.view.sightings(f"location({where})").values)
                elif how in ("held", "worn") and where != self.person:
                    fluents[f"place({where})"] = None
        return list(fluents)

    def _moves(self, value: str, moment: int, observation: Observation) -> None:
        came = value != self.place
        if value != self.place and not (self.place or "").startswith(NOT):
            self.left = observation
        self.place = value
        if came:
            self._looks(moment, observation)

    def _sees(self, value: str, observation: Observation) -> None:
        if self.place == observation.place:
            self.found = Thought(value, observation)
        elif self.found is not None and self.found.missed is None and value != self.found.value:
            self.found = self.found._replace(missed=observation, absent=self.left)

    def _looks(self, moment: int, observation: Observation) -> None:
        if self.place is None or self.place.startswith(NOT):
            return
        actual = self.view.value(self.fluent, moment)
        if actual is not None and self._in_sight(actual, moment):
            if self.found is None or self.found.value != actual:
                self.found = Thought(
                    actual, self.view.last_seen(self.fluent, moment) or observation
                )
        elif self.found is not None and self._in_sight(self.found.value, moment):
            self.found = Thought(NOT + self.found.value, observation)

    def _in_sight(self, location: str, moment: int) -> bool:
        for _ in range(4):
            how, where = location_parts(location)
            if how == "on":
                spot = self.entities.spots.get(where)
                here = self.entities.place_of_spot.get(where) == self.place
                return spot is not None and not spot.hidden and here
            if how in ("held", "worn"):
                return where == self.person or self._value(f"place({where})", moment) == self.place
            if how != "in" or not self._open(where, moment):
                return False
            location = self._value(f"location({where})", moment) or ""
        return False

    def _open(self, container: str, moment: int) -> bool:
        if not self.entities.props[container].opens:
            return True
        return self._value(f"open({container})", moment) == "yes"

    def _value(self, fluent: str, moment: int) -> str | None:
        moments, values, _ = self.view.sightings(fluent)
        last = bisect_right(moments, moment)
        return values[last - 1] if last else None
