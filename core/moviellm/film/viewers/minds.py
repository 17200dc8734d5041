"""Beliefs on the ledger: every character is a viewer of what happens where they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.facts import Fact, location_parts
from moviellm.film.models.ids import AWAY
from moviellm.film.models.state import State
from moviellm.film.verbs import VERBS
from moviellm.film.viewers.observation import NOT, effects, moved, told

_LOOKS = ("location", "open", "locked", "lit", "whole")


class Mind:
    """What one character believes, and since which event.

    A character assumes that things stay as they last saw them. ``not:VALUE`` is the belief of one
    who has seen that a thing is not where they believed it to be.
    """

    def __init__(self, person: str) -> None:
        self.person = person
        self._history: dict[str, tuple[list[int], list[str]]] = {}

    def value(self, fluent: str, at: int) -> str | None:
        """What they believe of a fluent after the event number ``at``; None for nothing."""
        moments, values = self._history.get(fluent, ((), ()))
        last = bisect_right(moments, at)
        return values[last - 1] if last else None

    def since(self, fluent: str, at: int) -> int | None:
        """The number of the event (-1: the opening) that gave them their belief."""
        moments, _ = self._history.get(fluent, ((), ()))
        last = bisect_right(moments, at)
        return moments[last - 1] if last else None

    def learn(self, moment: int, fluent: str, value: str) -> None:
        """Take in a fact; learning what is believed already renews nothing."""
        moments, values = self._history.setdefault(fluent, ([], []))
        if not values or values[-1] != value:
            moments.append(moment)
            values.append(value)

    def believed(self, name: str, subjects: Iterator[str]) -> Iterator[tuple[str, str]]:
        """The present belief about ``name`` of each subject, where there is one."""
        for subject in subjects:
            fluent = f"{name}({subject})"
            if fluent in self._history:
                yield fluent, self._history[fluent][1][-1]


def beliefs(ledger: Ledger) -> dict[str, Mind]:
    """What each character of a film believes at each moment.

    They learn what happens in the place where they are and what they are told. When somebody comes
    or goes, or a container is opened or moved, they see what is in sight, and that what they
    believed to be in sight is not (``not:in:chest``). They believe their eyes more than words.

    Returns:
        A mind for every person, by id.
    """
    minds = {person: Mind(person) for person in ledger.entities.persons}
    places = {scene.id: scene.place for scene in ledger.screenplay.scenes()}
    at_first = _Looks(ledger.opening)
    for person, mind in minds.items():
        _look(mind, -1, at_first, ledger.opening.place_of(person))
    for moment, step in enumerate(ledger.steps):
        place = places[step.scene]
        looks = _Looks(step.after) if _reveals(step) or told(step, moment) else None
        for mind in minds.values():
            _witness(mind, moment, step, place, looks)
    return minds


def _witness(mind: Mind, moment: int, step: Step, place: str, looks: _Looks | None) -> None:
    person = mind.person
    if not step.before.is_("alive", person):
        return
    words = told(step, moment)
    heard = words is not None and words[0] == person
    if words is not None and heard:
        mind.learn(moment, words[1].fluent, words[1].value)
    before, after = step.before.place_of(person), step.after.place_of(person)
    if place in (before, after):
        for sight in effects(step, moment, place):
            mind.learn(*sight)
    elif all(step.after.place_of(other) != after for other in _arriving(step)):
        return
    if before != after:
        mind.learn(moment, f"place({person})", after)
    if looks is not None and (heard or words is None):
        _look(mind, moment, looks, after)


def _arriving(step: Step) -> tuple[str, ...]:
    """Those who come to another place by going out of the scene's."""
    return moved(step) if VERBS[step.event.verb].moves == "out" else ()


def _reveals(step: Step) -> bool:
    """Whether an event can bring something into sight beside what it changes."""
    event = step.event
    if VERBS[event.verb].moves is not None or event.verb == "open":
        return True
    elsewhere = any(fact.fluent.startswith("location(") for fact in step.changes)
    return elsewhere and event.prop is not None and step.before.entities.props[event.prop].container


class _Looks:
    """What is in sight in each place at one moment."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._facts: dict[str, list[Fact]] = {}

    def around(self, place: str) -> list[Fact]:
        """Everything that somebody in a place sees there."""
        found = self._facts.get(place)
        if found is None:
            found = self._facts[place] = list(_in_sight(self.state, place))
        return found


def _look(mind: Mind, moment: int, looks: _Looks, place: str) -> None:
    if place == AWAY:
        return
    state = looks.state
    for fact in looks.around(place):
        mind.learn(moment, *fact)
    for fluent, value in list(mind.believed("location", iter(state.entities.props))):
        actual = state.value(fluent)
        if value != actual and _would_be_seen(state, value, place):
            mind.learn(moment, fluent, NOT + value)
    for fluent, value in list(mind.believed("place", iter(state.entities.persons))):
        if value == place and state.value(fluent) != place:
            mind.learn(moment, fluent, NOT + place)


def _in_sight(state: State, place: str) -> Iterator[Fact]:
    for name in (f"light({place})", f"weather({place})"):
        yield Fact(name, state.value(name) or "")
    for person in state.present(place):
        yield Fact(f"place({person})", place)
    for prop in state.entities.props:
        if state.place_of_prop(prop) != place or not state.in_sight(prop):
            continue
        for name in _LOOKS:
            value = state.value(f"{name}({prop})")
            if value is not None:
                yield Fact(f"{name}({prop})", value)


def _would_be_seen(state: State, location: str, place: str) -> bool:
    """Whether somebody in a place would see a prop if it were at this location."""
    how, where = location_parts(location)
    if how == "on":
        spot = state.entities.spots.get(where)
        return (
            spot is not None
            and not spot.hidden
            and state.entities.place_of_spot.get(where) == place
        )
    if how in ("held", "worn"):
        return state.place_of(where) == place
    return (
        how == "in"
        and state.is_open(where)
        and state.in_sight(where)
        and state.place_of_prop(where) == place
    )
