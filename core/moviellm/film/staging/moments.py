"""Which moments of a scene become key frames."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.state import State
from moviellm.film.staging.beats import (
    CHANGING,
    MOVING,
    Beat,
    beats_of,
    done_in_sight,
    fit,
    is_key,
    weight,
)
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.verbs import SPEECH

Purpose = Literal[
    "establish", "event", "speech", "listen", "reaction", "thought", "insert", "whole"
]


@dataclass(frozen=True, slots=True)
class Moment:
    """What one key frame is for.

    Attributes:
        at: Index of the state that is shown.
        position: Index of the step that the story has come to; ``at + 1`` for an event that is
            shown while it is done, because afterwards it is out of sight.
        steps: What is seen to happen; the last is what the picture is about.
        person: Whom the picture is about, beside the steps.
        prop: What the picture is about, beside the steps.
    """

    at: int
    position: int
    purpose: Purpose
    steps: tuple[Step, ...] = ()
    person: str | None = None
    prop: str | None = None

    @property
    def main(self) -> Step | None:
        """The step that the picture is about."""
        return self.steps[-1] if self.steps else None


def choose_moments(run: SceneRun, causes: Collection[str]) -> list[Moment]:
    """The moments of a scene, in order: exactly as many as the scene has key frames.

    A place in which nobody is yet is seen with the first who comes: by itself it tells nothing.

    Args:
        run: The scene.
        causes: Ids of events that later events give as their cause; these matter more.
    """
    count = run.scene.frames
    beats = beats_of(run)
    needed = sum(step.event.verb in MOVING | CHANGING or is_key(step) for _, step in beats)
    peopled = bool(run.opening.present(run.scene.place))
    establishes = not beats or (peopled and count > 1 and count > needed)
    groups = fit(run, beats, count - establishes, causes)
    slots = [_Slot(-1, 2.5, Moment(-1, -1, "establish"))] if establishes else []
    slots += [_slot(group, causes) for group in groups]
    missing = count - len(slots)
    if missing:
        _spread(run, slots, missing)
    slots.sort(key=lambda slot: slot.position)
    return [moment for slot in slots for moment in slot.moments()]


def seen_here(state: State, prop: str, place: str) -> bool:
    """Whether a prop can be seen by somebody in a place."""
    return state.place_of_prop(prop) == place and state.in_sight(prop)


@dataclass(slots=True)
class _Slot:
    """A point of the scene: the picture of its event, if it has one, and what can follow it."""

    position: int
    weight: float
    first: Moment | None
    choices: Sequence[Moment] = ()
    chosen: int = 0

    @property
    def urgency(self) -> float:
        return self.weight + (50 if self.choices[0].purpose == "insert" else 0)

    def moments(self) -> Iterator[Moment]:
        if self.first is not None:
            yield self.first
        if self.chosen:
            rounds, rest = divmod(self.chosen, len(self.choices))
            yield from (*self.choices,) * rounds
            yield from self.choices[:rest]


def _slot(group: tuple[Beat, ...], causes: Collection[str]) -> _Slot:
    index, step = group[-1]
    first = Moment(
        at=index - done_in_sight(step),
        position=index,
        purpose="speech" if step.event.verb in SPEECH else "event",
        steps=tuple(beat[1] for beat in group),
    )
    return _Slot(index, weight(step, causes), first)


def _spread(run: SceneRun, slots: list[_Slot], missing: int) -> None:
    """Spread the frames that are left over the slots, the weightier first, round by round.

    A thing that was moved, changed or looked at is worth an insert before a face is; what
    somebody learns can be seen on their face alone. After everybody has left there is nothing more
    to see, unless nobody was there at all.
    """
    learning = (i for i, step in enumerate(run.steps) if step.event.verb == "learn")
    slots += [_Slot(index, 5, None) for index in learning]
    for slot in slots:
        slot.choices = tuple(_choices(run, slot.position))
    peopled = [slot for slot in slots if run.state(slot.position).present(run.scene.place)]
    order = sorted(peopled or slots, key=lambda slot: -slot.urgency)
    for slot in islice(_rounds(order), missing):
        slot.chosen += 1


def _rounds(slots: Sequence[_Slot]) -> Iterator[_Slot]:
    """Every slot once a round while it has choices left; then all of it again."""
    while True:
        for turn in range(max(len(slot.choices) for slot in slots)):
            for slot in slots:
                if turn < len(slot.choices):
                    yield slot


def _choices(run: SceneRun, index: int) -> Iterator[Moment]:
    """What the camera can turn to after a step: answers first, then faces, things, the whole."""
    state, place = run.state(index), run.scene.place
    event = run.steps[index].event if index >= 0 else None
    people = state.present(place)
    turn = (index + 1) % len(people) if people else 0
    people = people[turn:] + people[:turn]
    done: list[str | None] = []
    if event and event.verb in SPEECH:
        done.append(event.agent)
        others = [person for person in people if person != event.agent]
        if others:
            done.append(event.person if event.person in others else others[0])
            yield Moment(index, index, "listen", person=done[-1])
    elif event and event.verb == "learn" and event.agent in people:
        done.append(event.agent)
        yield Moment(index, index, "thought", person=event.agent)
    prop = event.prop if event else None
    if prop and seen_here(state, prop, place):
        yield Moment(index, index, "insert", prop=prop)
    agent = event.agent if event else None
    for person in sorted(people, key=lambda person: person == agent):
        if person not in done:
            yield Moment(index, index, "reaction", person=person)
    if people:
        yield Moment(index, index, "whole")
    for thing in state.entities.props:
        if thing != prop and seen_here(state, thing, place):
            yield Moment(index, index, "insert", prop=thing)
    if not people:
        yield Moment(index, index, "whole")
