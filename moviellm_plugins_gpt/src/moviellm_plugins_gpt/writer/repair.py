"""The smallest honest local repair of a scene that the model would not mend.

In this order, for each event that cannot happen:

1. somebody is missing: they `enter` first;
2. what it has beside what its verb needs is left out;
3. it is a line: it is said, to nobody in particular, without the fact;
4. its prose claims nothing about things: it becomes an `act`;
5. it is dropped, as is what wants something that is so already.

Of a scene that loses all of its events it is told that somebody comes, or waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.film import Event, State, VerbName
from moviellm.film.verbs import SPEECH, VERBS

from moviellm_plugins_gpt.writer.compile import (
    Compiled,
    Setting,
    event_of,
    happened,
    named_in,
    refused,
)
from moviellm_plugins_gpt.writer.repair_log import RepairLog
from moviellm_plugins_gpt.writer.schemas import Deed

_ALREADY = frozenset({"already there", "nothing changes", "in hand already"})


def repair_scene(
    setting: Setting, deeds: Sequence[Deed], repairs: RepairLog
) -> tuple[Compiled, int]:
    """Make a scene possible.

    Returns:
        The scene, without problems, and how many of its events were changed or dropped
        (an `enter` put in between changes none).
    """
    state, place = setting.opening, setting.place
    events: list[Event] = []
    spoiled = 0
    for number, deed in enumerate(deeds, start=1):
        event = event_of(setting, number, deed)
        fitting = _fitting(state, event, place)
        if fitting is None:
            repairs.note("dropped")
            spoiled += 1
            continue
        for one in fitting:
            state = happened(state, one, place)
            events.append(one)
        repairs.note("entered", len(fitting) - 1)
        if fitting[-1] != event:
            repairs.note(f"{event.verb} became {fitting[-1].verb}")
            spoiled += 1
    if not events:
        events, state = _quiet(setting)
        repairs.note("quiet scene")
    kept = {event.id for event in events} | set(setting.earlier)
    events = [_caused(event, kept) for event in events]
    return Compiled(events=tuple(events), problems=(), closing=state), spoiled


def _quiet(setting: Setting) -> tuple[list[Event], State]:
    """A scene of which nothing else can be told: who is there waits; else the first one comes.

    A scene without a living person stays empty.
    """
    state, place = setting.opening, setting.place
    alive = [person for person in state.entities.persons if state.is_("alive", person)]
    here = [person for person in alive if state.place_of(person) == place]
    for person in (here or alive)[:1]:
        name = f"{setting.scene}.e1"
        event = (
            Event(id=name, verb="wait", agent=person)
            if here
            else Event(id=name, verb="enter", agent=person, place=place)
        )
        return [event], happened(state, event, place)
    return [], state


def _fitting(state: State, event: Event, place: str) -> list[Event] | None:
    """The event, or what may stand for it, after those who must enter first; None for nothing."""
    problem = refused(state, event, place)
    if problem is not None and problem.rule in _ALREADY:
        return None
    for variant in _variants(event):
        entering: list[Event] = []
        now = state
        for person in _missing(now, variant, place):
            step = _enter(event, person, place)
            now = happened(now, step, place)
            entering.append(step)
        if variant is not event and _claims(now, variant):
            continue
        if refused(now, variant, place) is None:
            return [*entering, variant]
    return None


def _variants(event: Event) -> Iterator[Event]:
    yield event
    needed = tuple(name for name in VERBS[event.verb].needs if name != "prose")
    if event.verb != "act" and all(getattr(event, name) for name in needed):
        yield _as(event, event.verb, needed)
    if event.verb in SPEECH and event.agent and event.line:
        yield _as(event, "say", ("agent", "person", "line"))
        yield _as(event, "say", ("agent", "line"))
    elif event.prose and event.agent:
        yield _as(event, "act", ("agent",))


def _claims(state: State, event: Event) -> bool:
    """Whether an `act` would tell of a thing what did not happen to it."""
    return event.verb == "act" and any(
        name in state.entities.props for name in named_in(event.prose, state.entities)
    )


def _as(event: Event, verb: VerbName, roles: Sequence[str]) -> Event:
    given = {name: getattr(event, name) for name in roles if getattr(event, name, None)}
    return Event.model_construct(
        id=event.id, verb=verb, because=event.because, prose=event.prose, **given
    )


def _missing(state: State, event: Event, place: str) -> list[str]:
    """Who has a part in an event, is alive and somewhere else."""
    if event.verb == "enter":
        return []
    wanted = [event.agent, event.person]
    return [
        person
        for person in dict.fromkeys(wanted)
        if person in state.entities.persons
        and state.is_("alive", person)
        and state.place_of(person) != place
    ]


def _enter(event: Event, person: str, place: str) -> Event:
    return Event(id=f"{event.id}.in.{person}", verb="enter", agent=person, place=place)


def _caused(event: Event, kept: set[str]) -> Event:
    """The event without causes that did not happen in the end."""
    causes = tuple(cause for cause in event.because if cause in kept)
    return event if causes == event.because else event.model_copy(update={"because": causes})
