"""Whom or what people look at, and to which side they turn for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.events import VerbName
from moviellm.film.models.facts import location_parts
from moviellm.film.models.state import State
from moviellm.film.staging.blocking import Blocking
from moviellm.film.staging.moments import Moment
from moviellm.film.verbs import SPEECH, VERBS

Facing = Literal["left", "right", "front"]

_OFFERS: frozenset[VerbName] = frozenset({"show", "give"})
"""Deeds at which the other looks at the thing."""

_UNSEEING: frozenset[VerbName] = frozenset({"learn", "feel"})
"""What happens inside of somebody, who looks at nothing for it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to look at in a picture.

    Attributes:
        moment: What the picture is for.
        state: The state that it shows.
        blocking: Where people stand, in the picture or beside it.
        seen: Where in the picture persons, props and spots are.
    """

    moment: Moment
    state: State
    blocking: Blocking
    seen: Mapping[str, float]

    def looked_at(self, person: str) -> str | None:
        """Whom or what of the picture somebody looks at; None for nothing in particular."""
        wanted = (one for one in self._wanted(person) if one is not None and one != person)
        return next((one for one in wanted if one in self.seen), None)

    def facing(self, person: str, looks_at: str | None) -> Facing:
        """To which side somebody turns: to whom or what they look at, else to who is busy."""
        here, main = self.blocking.people[person], self.moment.main
        if main is not None and main.event.agent == person:
            moves = VERBS[main.event.verb].moves
            if moves is not None:
                return "right" if (here < 0.5) == (moves == "in") else "left"
        if looks_at is not None and abs(self.seen[looks_at] - self.seen[person]) >= 0.01:
            return "right" if self.seen[looks_at] > self.seen[person] else "left"
        target = self._beside(person)
        if target is None or abs(target - here) < 0.01:
            return "front"
        return "right" if target > here else "left"

    def _wanted(self, person: str) -> Iterator[str | None]:
        """Whom or what somebody wants to look at, first what matters most."""
        main = self.moment.main
        if self.moment.purpose == "insert":
            yield self.moment.prop
        if main is not None and VERBS[main.event.verb].moves is None:
            if main.event.agent == person:
                yield from _of_agent(main)
                if main.event.verb in _UNSEEING:
                    return
            elif main.event.person == person:
                yield main.event.prop if main.event.verb in _OFFERS else main.event.agent
            elif VERBS[main.event.verb].trace in ("moved", "changed"):
                yield main.event.prop
        if main is not None:
            yield main.event.agent
        yield self._nearest(person)

    def _nearest(self, person: str) -> str | None:
        here = self.blocking.people[person]
        others = {
            other: abs(x - here)
            for other, x in self.blocking.people.items()
            if other != person and other in self.seen
        }
        return min(others, key=others.__getitem__, default=None)

    def _beside(self, person: str) -> float | None:
        """Where that is to which somebody turns who looks at nothing beside them."""
        people, main = self.blocking.people, self.moment.main
        target: float | None = None
        if main is not None and main.event.agent == person:
            target = self._aim(main)
        elif main is not None and main.event.agent in people:
            target = people[main.event.agent]
        if target is not None:
            return target
        others = [x for other, x in people.items() if other != person]
        return min(others, key=lambda x: abs(x - people[person]), default=None)

    def _aim(self, main: Step) -> float | None:
        """Where that is with which the agent is busy, in the picture or beside it."""
        event, state = main.event, self.state
        if event.person in self.blocking.people:
            return self.blocking.people[event.person]
        if event.spot in state.entities.spots:
            return state.entities.spots[event.spot].x
        thing = event.spot or event.prop
        if thing is None or event.verb in SPEECH:
            return None
        where = main.before if location_parts(state.location_of(thing))[0] == "held" else state
        if location_parts(where.location_of(thing))[0] in ("on", "in"):
            return self.blocking.prop(where, thing)
        return None


def _of_agent(main: Step) -> Iterator[str | None]:
    """What somebody looks at who does something: whom they speak to, or what they do."""
    event = main.event
    if event.verb in SPEECH or VERBS[event.verb].meets:
        yield event.person
    if event.verb not in SPEECH:
        yield from (event.prop, event.spot, event.person)
