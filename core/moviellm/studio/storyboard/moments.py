"""Which moments of a scene become key frames."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from moviellm.film import SPEECH, VERBS, Fact, State, Step, VerbName, fluent_parts
from moviellm.studio.storyboard.scenes import SceneRun

Purpose = Literal[
    "establish", "event", "speech", "listen", "reaction", "thought", "insert", "whole"
]

MOVING: frozenset[VerbName] = frozenset(
    {"enter", "leave", "take", "put", "give", "hide", "find", "wear", "doff", "consume", "die"}
)
"""Verbs after which somebody or something is elsewhere: never left out while frames suffice."""

CHANGING: frozenset[VerbName] = frozenset(
    {"open", "close", "light", "douse", "break", "mend", "daylight", "weather"}
)
"""Verbs after which something looks different."""

_SMALL: Mapping[VerbName, float] = {
    "wait": 0.5, "act": 1.5, "sit": 1.5, "stand": 1.5, "kneel": 1.5, "lie": 1.5,
}  # fmt: skip
"""Verbs that are missed least."""
_GIVES_WAY = 2.5
"""What is missed less than this gives way to an insert or a face."""
_TELLING: frozenset[VerbName] = frozenset(
    {"show", "lock", "unlock", "befriend", "quarrel", "reconcile", "embrace"}
)
"""Verbs that leave nothing behind to be seen, and so want their own picture."""

_SHOWABLE = frozenset(
    {"place", "location", "posture", "mood", "open", "lit", "whole", "light", "weather"}
)


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


@dataclass(slots=True)
class _Slot:
    """A point of the scene: the picture of its event, if it has one, and what can follow it."""

    position: int
    weight: float
    first: Moment | None
    choices: tuple[Moment, ...]
    chosen: int = 0

    @property
    def urgency(self) -> float:
        return self.weight + (50 if self.choices[0].purpose == "insert" else 0)

    def moments(self) -> Iterator[Moment]:
        if self.first is not None:
            yield self.first
        whole_rounds, rest = divmod(self.chosen, len(self.choices))
        for _ in range(whole_rounds):
            yield from self.choices
        yield from self.choices[:rest]


def choose_moments(run: SceneRun, causes: Collection[str]) -> list[Moment]:
    """The moments of a scene, in order: exactly as many as the scene has key frames.

    Args:
        run: The scene.
        causes: Ids of events that later events give as their cause; these matter more.
    """
    count = run.scene.frames
    beats = [
        (index, step) for index, step in enumerate(run.steps) if VERBS[step.event.verb].visible
    ]
    needed = sum(step.event.verb in MOVING | CHANGING for _, step in beats)
    establishes = not beats or (count > 1 and count > needed)
    groups = _fit(run, beats, count - establishes, causes)
    slots = _slots(run, groups, causes, establishes)
    _fill(slots, count - len(groups) - establishes)
    return [moment for slot in slots for moment in slot.moments()]


Beat = tuple[int, Step]


def done_in_sight(step: Step) -> bool:
    """Whether an event is shown before its effect, since afterwards there is nothing to see."""
    event = step.event
    if event.verb in ("leave", "consume"):
        return True
    return event.verb in ("put", "hide") and not step.after.in_sight(event.prop or "")


def effect(step: Step) -> tuple[Fact, ...]:
    """What must be seen of an event in a later picture: of an `enter` that somebody is there."""
    return step.changes[:1] if step.event.verb == "enter" else step.changes


def _weight(step: Step, causes: Collection[str]) -> float:
    """How much an event is missed; one that moves something more than any number of others."""
    verb = step.event.verb
    matters = step.event.id in causes
    if verb in MOVING:
        return 120 if matters else 100
    if verb in CHANGING:
        return 90 if matters else 80
    if verb in SPEECH:
        return 4 if matters else 2
    if verb in _SMALL:
        return 3 if matters else _SMALL[verb]
    if verb in _TELLING:
        return 7 if matters else 6
    return 6 if matters else 3.5


def _fit(
    run: SceneRun, beats: list[Beat], room: int, causes: Collection[str]
) -> list[tuple[Beat, ...]]:
    """At most ``room`` groups of neighbouring events, each shown by one picture.

    Again and again the event that is missed least goes: into the next picture when its effect
    is still seen there, else out. In a long scene up to two that are hardly missed go as well,
    so that there is room for inserts and faces.
    """
    least_room = room - (room >= 5) - (room >= 9)
    groups: list[tuple[Beat, ...]] = [(beat,) for beat in beats]

    def kept(index: int) -> tuple[Beat, ...]:
        if index + 1 == len(groups):
            return ()
        following = groups[index + 1][-1]
        state = run.state(following[0] - done_in_sight(following[1]))
        return tuple(beat for beat in groups[index] if _lasts(beat[1], state, run.scene.place))

    def cost(index: int) -> float:
        saved, main = kept(index), groups[index][-1]
        missed = sum(_weight(beat[1], causes) for beat in groups[index] if beat not in saved)
        return missed + (0.55 * _weight(main[1], causes) if main in saved else 0)

    while len(groups) > least_room:
        least = min(range(len(groups)), key=cost)
        if len(groups) <= room and cost(least) >= _GIVES_WAY:
            break
        saved = kept(least)
        if saved:
            groups[least + 1] = saved + groups[least + 1]
        del groups[least]
    return groups


def _lasts(step: Step, state: State, place: str) -> bool:
    return bool(step.changes) and all(_seen_later(fact, state, place) for fact in effect(step))


def _seen_later(fact: Fact, state: State, place: str) -> bool:
    name, subject, _ = fluent_parts(fact.fluent)
    if fact not in state or name not in _SHOWABLE:
        return False
    if subject in state.stage.persons:
        return state.place_of(subject) == place
    if subject in state.stage.props:
        return state.place_of_prop(subject) == place and state.in_sight(subject)
    return subject == place


def _slots(
    run: SceneRun,
    groups: list[tuple[Beat, ...]],
    causes: Collection[str],
    establishes: bool,
) -> list[_Slot]:
    slots = []
    if establishes:
        slots.append(_Slot(-1, 2.5, Moment(-1, -1, "establish"), tuple(_choices(run, -1, None))))
    for group in groups:
        index, step = group[-1]
        speech = step.event.verb in SPEECH
        first = Moment(
            at=index - done_in_sight(step),
            position=index,
            purpose="speech" if speech else "event",
            steps=tuple(beat[1] for beat in group),
        )
        weight = _weight(step, causes)
        slots.append(_Slot(index, weight, first, tuple(_choices(run, index, step))))
    for index, step in enumerate(run.steps):
        if step.event.verb == "learn":
            slots.append(_Slot(index, 5, None, tuple(_choices(run, index, step))))
    return sorted(slots, key=lambda slot: slot.position)


def _choices(run: SceneRun, index: int, step: Step | None) -> Iterator[Moment]:
    """What the camera can turn to after a step: answers first, then faces, things, the whole."""
    state, place = run.state(index), run.scene.place
    people = state.present(place)
    turn = (index + 1) % len(people) if people else 0
    people = people[turn:] + people[:turn]
    agent = step.event.agent if step else None
    others = [person for person in people if person != agent]
    prop = step.event.prop if step else None
    speech = step is not None and step.event.verb in SPEECH
    if speech and step and others:
        listener = step.event.person if step.event.person in others else others[0]
        yield Moment(index, index, "listen", person=listener)
        others = [person for person in others if person != listener]
    if step is not None and step.event.verb == "learn" and agent in people:
        yield Moment(index, index, "thought", person=agent)
        agent = None
    elif prop and seen_here(state, prop, place):
        yield Moment(index, index, "insert", prop=prop)
    for person in (*others, *((agent,) if agent in people and not speech else ())):
        yield Moment(index, index, "reaction", person=person)
    yield Moment(index, index, "whole")
    for thing in state.stage.props:
        if thing != prop and seen_here(state, thing, place):
            yield Moment(index, index, "insert", prop=thing)


def seen_here(state: State, prop: str, place: str) -> bool:
    """Whether a prop can be seen by somebody in a place."""
    return state.place_of_prop(prop) == place and state.in_sight(prop)


def _fill(slots: list[_Slot], missing: int) -> None:
    """Spread the frames that are left over the slots, the weightier first, round by round.

    A thing that was moved, changed or looked at is worth an insert before a face is.
    """
    order = sorted(slots, key=lambda slot: -slot.urgency)
    for slot in islice(_rounds(order), missing):
        slot.chosen += 1


def _rounds(slots: list[_Slot]) -> Iterator[_Slot]:
    """Every slot once a round while it has choices left; then all of it again."""
    while True:
        for turn in range(max(len(slot.choices) for slot in slots)):
            for slot in slots:
                if turn < len(slot.choices):
                    yield slot
