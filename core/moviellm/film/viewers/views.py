"""Viewers: who has seen which observations, and what they therefore take to be the case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.footage import Footage
from moviellm.film.models.screenplay import Screenplay
from moviellm.film.models.storyboard import Storyboard
from moviellm.film.viewers.minds import Mind, beliefs
from moviellm.film.viewers.observation import (
    Observation,
    SeenFact,
    cue_observation,
    frame_observation,
    told,
)

START, END = "@start", "@end"
"""Names of the moments before the first and after the last event."""


class Sightings(NamedTuple):
    """When a viewer saw which value of one fluent: three lists side by side, in story order."""

    moments: list[int]
    values: list[str]
    observations: list[Observation]


class Screening:
    """A film as something to be watched: its ledger, its observations on the timeline, its viewers.

    Args:
        screenplay: Gives the ledger.
        storyboard: Gives the key frames and cues.
        footage: Says what the pictures really show; without it, all that is depicted.
    """

    def __init__(
        self, screenplay: Screenplay, storyboard: Storyboard, footage: Footage | None = None
    ) -> None:
        self.screenplay = screenplay
        self.storyboard = storyboard
        self.ledger = Ledger(screenplay)
        self.steps = self.ledger.steps
        self.moments = {step.event.id: number for number, step in enumerate(self.steps)}
        self._places = {scene.id: scene.place for scene in screenplay.scenes()}
        self._pictures = {p.frame: p for p in footage.pictures} if footage else {}

    def moment(self, name: str) -> int | None:
        """The number of an event, ``@start`` or ``@end``; None when there is no such event."""
        if name == START:
            return -1
        return len(self.steps) if name == END else self.moments.get(name)

    def place(self, step: Step) -> str:
        """Where an event happens."""
        return self._places[step.scene]

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Everything on the timeline that can be seen or heard, in the order of time."""
        steps = self.ledger.by_event
        found = [
            frame_observation(frame, self._pictures.get(frame.id), self.moments, steps)
            for frame in self.storyboard.frames()
        ]
        for cue in self.storyboard.cues:
            step = steps[cue.event]
            found.append(cue_observation(cue, self.moments[cue.event], step, self.place(step)))
        return tuple(sorted(found, key=lambda observation: observation.start_ms))

    @cached_property
    def clock(self) -> tuple[int, ...]:
        """When each event happens, in milliseconds: when it is first shown.

        An event that is not shown happens when the film has reached the state after it.
        """
        times = [-1] * len(self.steps)
        for observation in reversed(self.observations):
            for event in observation.events:
                times[self.moments[event]] = observation.start_ms
        frames = list(self.storyboard.frames())
        late = self.storyboard.duration_ms
        for number in reversed(range(len(times))):
            while frames and self.moments.get(frames[-1].after or "", -1) >= number:
                late = frames.pop().start_ms
            if times[number] < 0:
                times[number] = late
        return tuple(times)

    @cached_property
    def minds(self) -> dict[str, Mind]:
        """What each character believes, on the ledger."""
        return beliefs(self.ledger)

    @cached_property
    def omniscient(self) -> View:
        """The viewer who misses nothing: it knows what is the case after every event."""
        opening = tuple(SeenFact(-1, *fact) for fact in self.ledger.opening)
        facts = [Observation("@start", "event", 0, 0, "", opening)]
        for number, step in enumerate(self.steps):
            sights = tuple(SeenFact(number, *fact) for fact in (*step.changes, *step.moods))
            time, event = self.clock[number], step.event.id
            facts.append(
                Observation(
                    event,
                    "event",
                    time,
                    time,
                    self.place(step),
                    sights,
                    (event,),
                    told(step, number),
                )
            )
        return View(self, facts, indexed=True)

    @cached_property
    def camera(self) -> View:
        """The viewer who has seen and heard the whole film."""
        return View(self, self.observations, indexed=True)

    @cached_property
    def shuffled(self) -> View:
        """The viewer who has seen all observations, but without times and order."""
        view = View(self, self.observations, timed=False, indexed=True)
        view._index = self.camera._index
        return view

    @cached_property
    def blind(self) -> View:
        """The viewer who has seen nothing."""
        return View(self, ())

    @cached_property
    def touching(self) -> dict[str, list[Step]]:
        """The steps in which each person or prop takes part, in order."""
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            event = step.event
            for entity in {event.agent, event.prop, event.person} - {None}:
                found.setdefault(entity or "", []).append(step)
        return found


class View:
    """A viewer who has seen some observations and assumes that things stay as last seen (inertia).

    What is costly to find out may be kept in ``memory``: what a viewer has seen never changes.

    Args:
        screening: The film.
        observations: What has been seen of it, in the order of time.
        timed: Whether the viewer knows the order and the times.
        indexed: Whether to look through all observations once, for many questions to come.
    """

    def __init__(
        self,
        screening: Screening,
        observations: Iterable[Observation],
        *,
        timed: bool = True,
        indexed: bool = False,
    ) -> None:
        self.screening = screening
        self.observations = tuple(observations)
        self.timed = timed
        self._fluents: dict[str, Sightings] = {}
        self._indexed = indexed
        self.memory: dict[Hashable, Any] = {}

    def sightings(self, fluent: str) -> Sightings:
        """All sightings of a fluent, in the order of the story."""
        found = self._fluents.get(fluent)
        if found is None:
            if self._indexed:
                rows = self._index.get(fluent, [])
            else:
                rows = [(s, p) for p in self.observations for s in p.sights if s.fluent == fluent]
            found = self._fluents[fluent] = _ordered(rows)
        return found

    def value(self, fluent: str, at: int) -> str | None:
        """What the viewer takes a fluent to be after event number ``at``; None: no idea.

        Without times, only what was never seen to be otherwise can be told.
        """
        moments, values, _ = self.sightings(fluent)
        if not self.timed:
            return values[0] if values and len(set(values)) == 1 else None
        last = bisect_right(moments, at)
        return values[last - 1] if last else None

    def last_seen(self, fluent: str, at: int) -> Observation | None:
        """The observation from which the viewer takes `value`."""
        moments, _, observations = self.sightings(fluent)
        last = bisect_right(moments, at)
        return observations[last - 1] if last else None

    @cached_property
    def _shown(self) -> dict[str, list[Observation]]:
        shown: dict[str, list[Observation]] = {}
        for observation in self.observations:
            for event in observation.events:
                shown.setdefault(event, []).append(observation)
        return shown

    @cached_property
    def tellings(self) -> tuple[Observation, ...]:
        """The observations in which somebody is told something."""
        return tuple(
            observation for observation in self.observations if observation.told is not None
        )

    def shown(self, event: str) -> list[Observation]:
        """The observations in which the viewer saw or heard an event."""
        return self._shown.get(event, [])

    def steps(self, among: Iterable[Step] | None = None) -> Iterator[Step]:
        """The steps whose events the viewer saw or heard, in order.

        Args:
            among: Leave out all others; None for all steps.
        """
        shown = self._shown
        if among is None:
            numbers = sorted(self.screening.moments[event] for event in shown)
            return (self.screening.steps[number] for number in numbers)
        return (step for step in among if step.event.id in shown)

    @property
    def few(self) -> bool:
        """Whether the viewer has seen so little that it is quickly gone through."""
        return not self._indexed

    @cached_property
    def _index(self) -> dict[str, list[tuple[SeenFact, Observation]]]:
        rows: dict[str, list[tuple[SeenFact, Observation]]] = {}
        for observation in self.observations:
            for sight in observation.sights:
                rows.setdefault(sight.fluent, []).append((sight, observation))
        return rows


def _ordered(rows: list[tuple[SeenFact, Observation]]) -> Sightings:
    if len(rows) > 1:
        rows = sorted(rows, key=_moment)
    return Sightings(
        [sight.moment for sight, _ in rows],
        [sight.value for sight, _ in rows],
        [observation for _, observation in rows],
    )


def _moment(row: tuple[SeenFact, Observation]) -> int:
    return row[0].moment


def observations(
    screenplay: Screenplay, storyboard: Storyboard, footage: Footage | None = None
) -> tuple[Observation, ...]:
    """Every observable thing on a film's timeline, in the order of time."""
    return Screening(screenplay, storyboard, footage).observations


def one_frame(screening: Screening) -> Iterator[View]:
    """The viewers who have seen one key frame each, and nothing else."""
    return (
        View(screening, (observation,))
        for observation in screening.observations
        if observation.kind == "frame"
    )
