"""Where people stand and props lie on a place's stage, from 0 (left edge) to 1 (right edge).

People keep their order from left to right for a whole scene, so that the line of action is never
crossed; who uses something goes to it. All of it follows from what has happened so far alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import location_parts
from moviellm.film.models.state import State
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.verbs import VERBS

MARGIN = 0.07
_GAP = 0.15
_REACH = 0.1
_HOMES = (0.34, 0.66, 0.18, 0.82, 0.5)
_SEATS = (0.0, 0.06, -0.06, 0.12, -0.12)


def arrange(order: Sequence[str], wanted: dict[str, float], fixed: str | None) -> dict[str, float]:
    """Positions in the given order with room between them, as near to the wanted as can be.

    Args:
        order: The people from left to right.
        wanted: Where each would stand.
        fixed: Who stands exactly where wanted, if the stage has room; the others give way.
    """
    count = len(order)
    gap = min(_GAP, (1 - 2 * MARGIN) / max(1, count - 1))
    xs = [wanted[person] for person in order]
    middle = order.index(fixed) if fixed in order else 0
    for i in range(middle + 1, count):
        xs[i] = max(xs[i], xs[i - 1] + gap)
    for i in range(middle - 1, -1, -1):
        xs[i] = min(xs[i], xs[i + 1] - gap)
    for i in range(count):
        xs[i] = min(xs[i], 1 - MARGIN - (count - 1 - i) * gap)
        xs[i] = max(xs[i], MARGIN + i * gap)
    return dict(zip(order, xs, strict=True))


def towards_edge(person: str, present: Sequence[str], x: float) -> float:
    """Half way to the edge of the stage where nobody else stands in the way, else the nearer."""
    alone_left, alone_right = person == present[0], person == present[-1]
    left = x < 0.5 if alone_left == alone_right else alone_left
    return x / 2 if left else (1 + x) / 2


@dataclass(slots=True)
class Seats:
    """Which part of its spot every prop has: the first free one, for as long as it lies there."""

    taken: dict[str, tuple[str, float]] = field(default_factory=dict)

    def settle(self, state: State, props: Iterable[str]) -> None:
        """Take note of where these props are now."""
        for prop in props:
            location = state.location_of(prop)
            if self.taken.get(prop, ("", 0.0))[0] == location:
                continue
            self.taken.pop(prop, None)
            if location_parts(location)[0] == "on":
                used = [x for where, x in self.taken.values() if where == location]
                free = next((x for x in _SEATS if x not in used), _SEATS[len(used) % len(_SEATS)])
                self.taken[prop] = (location, free)


@dataclass(frozen=True, slots=True)
class Blocking:
    """Who stands where and what lies where in one state of a scene.

    Attributes:
        order: Everybody who is in the scene at some time, from left to right.
        people: Where each of those present stands.
        seats: By how much each prop lies beside the middle of its spot.
    """

    order: tuple[str, ...]
    people: dict[str, float]
    seats: dict[str, float]

    def prop(self, state: State, prop: str) -> float:
        """Where a prop is, through containers and hands."""
        for _ in range(len(state.entities.props) + 1):
            how, where = location_parts(state.location_of(prop))
            if how == "on":
                x = state.entities.spots[where].x + self.seats.get(prop, 0.0)
                return min(max(x, 0.03), 0.97)
            if how in ("held", "worn"):
                return self.people.get(where, 0.5)
            prop = where
        return 0.5

    def walking_out(self, person: str) -> Blocking:
        """The same, with somebody on the way to the nearer edge."""
        present = [other for other in self.order if other in self.people]
        edge = towards_edge(person, present, self.people[person])
        wanted = {**self.people, person: edge}
        return Blocking(self.order, arrange(present, wanted, person), self.seats)


def block_scene(run: SceneRun, seats: Seats) -> list[Blocking]:
    """The blocking of every state of a scene; the opening comes first."""
    order, homes = _homes(run)
    here = run.opening.present(run.scene.place)
    present = [person for person in order if person in here]
    people = arrange(present, homes, None)
    blockings = [Blocking(order, people, _offsets(seats))]
    arriving: str | None = None
    for step in run.steps:
        seats.settle(step.after, _moved(step))
        here = step.after.present(run.scene.place)
        present = [person for person in order if person in here]
        wanted = {person: people.get(person, homes[person]) for person in present}
        if arriving in wanted:
            wanted[arriving] = homes[arriving]
        agent = step.event.agent if step.event.agent in wanted else None
        arriving = agent if _comes(step) else None
        if agent is not None:
            wanted[agent] = _goal(step, blockings[-1], wanted, agent)
        people = arrange(present, wanted, agent)
        blockings.append(Blocking(order, people, _offsets(seats)))
    return blockings


def _homes(run: SceneRun) -> tuple[tuple[str, ...], dict[str, float]]:
    """Everybody of the scene, the first of the cast in the middle, the others around them."""
    here = set(run.opening.present(run.scene.place))
    here.update(s.event.agent for s in run.steps if _comes(s) and s.event.agent)
    people = [person for person in run.opening.entities.persons if person in here]
    homes = {
        person: _HOMES[i] if i < len(_HOMES) else 0.1 + 0.8 * ((i * 0.381966) % 1)
        for i, person in enumerate(people)
    }
    return tuple(sorted(people, key=homes.__getitem__)), homes


def _goal(step: Step, blocking: Blocking, wanted: dict[str, float], agent: str) -> float:
    """Where the agent of a step stands for it."""
    event, x = step.event, wanted[agent]
    if _comes(step):
        return towards_edge(agent, list(wanted), x)
    if VERBS[event.verb].meets and event.person in wanted:
        other = wanted[event.person]
        left = blocking.order.index(agent) < blocking.order.index(event.person)
        return other - _GAP if left else other + _GAP
    state = step.before
    thing = event.spot or event.prop
    if thing is None:
        return x
    if thing in state.entities.spots:
        goal = state.entities.spots[thing].x
    elif location_parts(state.location_of(thing))[0] in ("on", "in"):
        goal = blocking.prop(state, thing)
    else:
        return x
    if abs(goal - x) <= 2 * _REACH and event.verb == "look":
        return x
    left = x <= goal if MARGIN + _REACH < goal < 1 - MARGIN - _REACH else goal > 0.5
    return goal - _REACH if left else goal + _REACH


def _comes(step: Step) -> bool:
    return VERBS[step.event.verb].moves == "in"


def _moved(step: Step) -> list[str]:
    moved = [fact.fluent for fact in step.changes if fact.fluent.startswith("location(")]
    return [name[len("location(") : -1] for name in moved]


def _offsets(seats: Seats) -> dict[str, float]:
    return {prop: x for prop, (_, x) in seats.taken.items()}
