"""Observations: the observable things on a film's timeline, and what each of them shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.facts import Fact, location_parts, parse_fact
from moviellm.film.models.footage import Picture
from moviellm.film.models.storyboard import Cue, Depiction, KeyFrame, seen_facts, seen_props
from moviellm.film.models.timeline import Span
from moviellm.film.verbs import VERBS

VISIBLE = 0.25
"""The least share of an entity that must be seen before it counts as seen."""

NOT = "not:"
"""What stands before a value that is known to be false, when the true one is not known."""


class SeenFact(NamedTuple):
    """A fact that is seen, and when in the story it is the case.

    Attributes:
        moment: Number of the event after which it holds, from 0; -1 before the first one.
        value: As in the ledger, or ``not:VALUE`` when only that much is seen.
    """

    moment: int
    fluent: str
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """One observable thing on the timeline: a key frame or a cue. Equal only to itself.

    Attributes:
        id: The frame's or cue's id; an event's id for the observations of the ledger.
        start_ms: When it begins, in milliseconds from the start of the film.
        end_ms: When it ends.
        place: Where it is seen or heard.
        sights: What it shows, in the order in which a viewer learns it.
        events: The events that are seen or heard to happen in it.
        told: For a `tell`: who is told, and what.
    """

    id: str
    kind: Literal["frame", "cue", "event"]
    start_ms: int
    end_ms: int
    place: str
    sights: tuple[SeenFact, ...] = ()
    events: tuple[str, ...] = ()
    told: tuple[str, SeenFact] | None = None

    @property
    def span(self) -> Span:
        return Span(start_ms=self.start_ms, end_ms=self.end_ms)


def told(step: Step, moment: int) -> tuple[str, SeenFact] | None:
    """Who learns what by words (or by themselves) in an event, if anybody does."""
    event = step.event
    believer = VERBS[event.verb].effect.believer
    listener = None if believer is None else getattr(event, believer)
    if listener is None or event.fact is None:
        return None
    return listener, SeenFact(moment, *parse_fact(event.fact))


def effects(step: Step, moment: int, place: str) -> Iterator[SeenFact]:
    """What somebody learns who sees an event happen in a place.

    Who sees people leave learns that they are gone, not where to.
    """
    if VERBS[step.event.verb].moves == "out":
        for person in moved(step):
            yield SeenFact(moment, f"place({person})", NOT + place)
        return
    for fact in step.changes:
        yield SeenFact(moment, fact.fluent, fact.value)


def moved(step: Step) -> tuple[str, ...]:
    """Those who are in another place after an event than before it."""
    involved = (step.event.agent, step.event.person)
    return tuple(
        person
        for person in involved
        if person and step.before.place_of(person) != step.after.place_of(person)
    )


def frame_observation(
    frame: KeyFrame,
    picture: Picture | None,
    moments: Mapping[str, int],
    steps: Mapping[str, Step],
) -> Observation:
    """The observation of a key frame: what its depiction shows, less what its picture does not.

    Args:
        frame: The key frame.
        picture: Its picture, if there is one. What its boxes say is less than a quarter visible,
            or what its critic's verdict says is missing, is not shown.
        moments: The number of each event that happened.
        steps: The step of each event that happened.
    """
    depiction = frame.depiction
    hidden = _hidden(depiction, picture)
    missing = {parse_fact(fact) for fact in _missing(picture)}
    after = -1 if frame.after is None else moments[frame.after]
    before: list[SeenFact] = []
    later: list[SeenFact] = []
    shown: list[str] = []
    for event in frame.events:
        step, moment = steps[event], moments[event]
        if not _event_shown(step, hidden, missing):
            continue
        shown.append(event)
        (before if moment <= after else later).extend(effects(step, moment, depiction.place))
    facts = seen_facts(depiction)
    if hidden or missing:
        facts = tuple(f for f in facts if f not in missing and not _concerns(f, hidden))
    sights = [SeenFact(after, fact.fluent, fact.value) for fact in facts]
    return Observation(
        frame.id, "frame", frame.start_ms, frame.end_ms, depiction.place,
        (*before, *sights, *later), tuple(shown),
    )  # fmt: skip


def cue_observation(cue: Cue, moment: int, step: Step, place: str) -> Observation:
    """The observation of a line of dialogue: that it is said, by whom, and what it tells whom."""
    return Observation(
        cue.id, "cue", cue.start_ms, cue.end_ms, place, (), (cue.event,), told(step, moment)
    )


def _hidden(depiction: Depiction, picture: Picture | None) -> Collection[str]:
    if picture is None or not picture.boxes:
        return ()
    seen = {box.entity for box in picture.boxes if box.visible >= VISIBLE}
    entities = [figure.person for figure in depiction.figures]
    return {entity for entity in (*entities, *seen_props(depiction)) if entity not in seen}


def _missing(picture: Picture | None) -> tuple[str, ...]:
    return picture.verdict.missing if picture is not None and picture.verdict is not None else ()


def _event_shown(step: Step, hidden: Collection[str], missing: Collection[Fact]) -> bool:
    event = step.event
    if not VERBS[event.verb].visible:
        return False
    if hidden and not {event.agent, event.prop, event.person}.isdisjoint(hidden):
        return False
    return missing == set() or not any(fact in missing for fact in step.changes)


def _concerns(fact: Fact, hidden: Collection[str]) -> bool:
    subjects = fact.fluent[fact.fluent.index("(") + 1 : -1].split(",")
    if any(subject in hidden for subject in subjects):
        return True
    return fact.fluent.startswith("location(") and location_parts(fact.value)[1] in hidden
