"""The rest of a film, once one event has gone otherwise.

What was done because of what now did not happen is not done. What nobody can do any more is not
done either. Nobody speaks of, feels about or learns what is now otherwise. Everything else happens
as it did, so that a film and its twin differ in the fork and in what follows from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.ledger.moods import outcome
from moviellm.film.models.facts import fluent_parts, location_parts, parse_fact
from moviellm.film.models.screenplay import Event, Scene, Screenplay
from moviellm.film.models.state import State
from moviellm.film.verbs import VERBS


class Retelling:
    """A screenplay from one event on, as it goes when that event goes otherwise.

    Args:
        ledger: The ledger of the film as it was told.
        event: What happens in the place of the event with the same id.

    Attributes:
        scenes: All scenes of the film, those before the fork as they were.
        dropped: Ids of the events that do not happen any more.
        changed: Ids of the scenes in which an event goes otherwise, or is gone.
        apart: After how many later events the world is not as it was.
        kept: How many of the later events happen still.
    """

    def __init__(self, ledger: Ledger, event: Event) -> None:
        self.ledger, self.event = ledger, event
        self.was = ledger.by_event[event.id].event
        self.dropped: set[str] = set()
        self.changed: set[str] = set()
        self.apart = self.kept = 0
        self._otherwise = {event.id}
        self._undone = {event.id} if event.verb != self.was.verb else set()
        self._state: State | None = None
        self.scenes = tuple(self._scene(scene) for scene in ledger.screenplay.scenes())

    @property
    def share(self) -> float:
        """The share of the later events that happen still, from 0 to 1."""
        return self.kept / max(1, self.kept + len(self.dropped))

    def _scene(self, scene: Scene) -> Scene:
        if self._state is None and all(event.id != self.event.id for event in scene.events):
            return scene
        return scene.model_copy(update={"events": tuple(self._events(scene))})

    def _events(self, scene: Scene) -> Iterator[Event]:
        for event in scene.events:
            step = self.ledger.by_event[event.id]
            if event.id == self.event.id:
                self._state = step.before
                self.changed.add(scene.id)
                told: Event | None = self.event
            elif self._state is None:
                yield event
                continue
            else:
                told = self._again(step, self._state, scene)
            if told is not None:
                self._state = outcome(self._state, told).after
                self.apart += self._state != step.after
                yield told

    def _again(self, step: Step, now: State, scene: Scene) -> Event | None:
        """An event of the parent as it goes now, or None: it does not happen."""
        event = step.event
        unlike = _unlike(step.before, now)
        if self._unfounded(step, now, unlike) or Ledger.broken(now, event, scene.place) is not None:
            self.dropped.add(event.id)
            self._undone.add(event.id)
            self._otherwise.add(event.id)
            self.changed.add(scene.id)
            return None
        self.kept += 1
        if self._meets(step, now, unlike):
            self._otherwise.add(event.id)
            self.changed.add(scene.id)
        if not self._otherwise.intersection((event.id, *event.because)):
            return event
        causes = tuple(cause for cause in event.because if cause not in self._undone)
        return event.model_copy(update={"because": causes, "prose": ""})

    def _unfounded(self, step: Step, now: State, unlike: set[str]) -> bool:
        """Whether there is no reason for an event any more."""
        verb, causes = VERBS[step.event.verb], set(step.event.because)
        unfounded = verb.unfounded
        if verb.told_freely and self._meets(step, now, unlike):
            return True  # its words would tell what is otherwise
        if unfounded == "answer":
            return bool(causes & self._otherwise) or self._speaks_of(step, now, unlike)
        return unfounded == "deed" and bool(causes) and causes <= self._undone

    def _speaks_of(self, step: Step, now: State, unlike: set[str]) -> bool:
        """Whether words, or a fact that is told, are about what is now otherwise."""
        event = step.event
        if event.fact is not None:
            fact = parse_fact(event.fact)
            if (fact in step.before) != (fact in now):
                return True
        if event.line is None or not unlike:
            return False
        words = set(re.findall(r"\w+", event.line.lower()))
        spots = {self._nouns[spot] for spot in (self.was.spot, self.event.spot) if spot}
        return bool(words & (spots | {self._nouns[prop] for prop in unlike}))

    def _meets(self, step: Step, now: State, unlike: set[str]) -> bool:
        """Whether an event comes upon a thing that is not where it was."""
        met = {step.event.prop, step.event.spot}
        for prop in unlike:
            where = {location_parts(state.location_of(prop))[1] for state in (step.before, now)}
            if prop in met or where & met:
                return True
        return False

    @cached_property
    def _nouns(self) -> dict[str, str]:
        """The last word of every prop's and spot's name, by id."""
        props, spots = self.ledger.entities.props, self.ledger.entities.spots
        names = {i: prop.name for i, prop in props.items()}
        names |= {i: spot.name for i, spot in spots.items()}
        return {i: (name.lower().split() or [i])[-1] for i, name in names.items()}


def _unlike(then: State, now: State) -> set[str]:
    """The props of which anything is not as it was."""
    return {fluent_parts(name)[1] for name in then.unlike(now)} & now.entities.props.keys()


def retold(play: Screenplay, scenes: tuple[Scene, ...]) -> Screenplay:
    """The screenplay with other scenes in the same chapters."""
    rest = iter(scenes)
    chapters = tuple(
        chapter.model_copy(update={"scenes": tuple(next(rest) for _ in chapter.scenes)})
        for chapter in play.chapters
    )
    return play.model_copy(update={"chapters": chapters})
