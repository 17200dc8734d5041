"""Which events of a scene get a picture of their own, and which share one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.events import VerbName
from moviellm.film.models.facts import Fact, fluent_parts
from moviellm.film.models.state import State
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.verbs import VERBS
from moviellm.film.verbs.table import Trace

MOVING: frozenset[VerbName] = frozenset(v.name for v in VERBS.values() if v.trace == "moved")
"""Verbs after which somebody or something is elsewhere: never left out while frames suffice."""

CHANGING: frozenset[VerbName] = frozenset(v.name for v in VERBS.values() if v.trace == "changed")
"""Verbs after which something looks different."""

_MISSED: Mapping[Trace, tuple[float, float]] = {
    "moved": (100, 120),
    "changed": (80, 90),
    "gesture": (6, 95),
    "glance": (3.5, 95),
    "line": (2, 4),
    "pose": (1.5, 95),
    "idle": (0.5, 95),
}
"""How much an event is missed by what it leaves to be seen, and where it is a later event's cause.

What moves or changes something is missed more than any number of others. A gesture leaves nothing
behind, and so wants its own picture: where it is a cause, what follows from it would come from
nowhere. A line that no picture shows is heard.
"""
_KEY = 110
"""A deed of `_IMPORTANT` that leaves nothing behind is seen when it is done or never: it is missed
more than what moves or changes something beside the story.
"""
_IMPORTANT = 4
_GIVES_WAY = 2.5
"""What is missed less than this gives way to an insert or a face."""

_SHOWABLE = frozenset(
    {"place", "location", "posture", "mood", "open", "lit", "whole", "light", "weather"}
)

Beat = tuple[int, Step]
"""A visible event and its index in the scene."""


def beats_of(run: SceneRun) -> list[Beat]:
    """The events of a scene that can be seen, in order."""
    return [beat for beat in enumerate(run.steps) if VERBS[beat[1].event.verb].visible]


def done_in_sight(step: Step) -> bool:
    """Whether an event is shown before its effect, since afterwards there is nothing to see.

    What goes behind or under something is seen while it still looks out.
    """
    vanishes = VERBS[step.event.verb].vanishes
    if vanishes == "hidden":
        return not step.after.in_sight(step.event.prop or "") and put_away(step) is None
    return vanishes == "always"


def put_away(step: Step) -> str | None:
    """The thing that an event puts behind or under something, which is seen as it goes in."""
    event = step.event
    spot = step.after.entities.spots.get(event.spot or "")
    if VERBS[event.verb].vanishes != "hidden" or spot is None or not spot.hidden:
        return None
    return event.prop


def effect(step: Step) -> tuple[Fact, ...]:
    """What must be seen of an event in a later picture: of coming in that somebody is there.

    The light changes everywhere, and is seen where the scene is.
    """
    verb = VERBS[step.event.verb]
    if verb.moves == "in" or verb.effect.of == "place":
        return step.changes[:1]
    return tuple(fact for fact in step.changes if not fact.fluent.startswith("stowed("))


def leaves_a_sight(step: Step) -> bool:
    """Whether what an event has done can be seen in a later picture: a gesture is over."""
    return bool(step.changes) and VERBS[step.event.verb].trace != "gesture"


def is_key(step: Step) -> bool:
    """Whether an event is a deed that its scene turns on, such as a quarrel or an embrace."""
    verb = VERBS[step.event.verb]
    return verb.deed and verb.importance >= _IMPORTANT


def weight(step: Step, causes: Collection[str]) -> float:
    """How much an event is missed; one that moves something more than any number of others.

    Args:
        step: The event.
        causes: Ids of events that later events give as their cause.
    """
    missed = _MISSED[VERBS[step.event.verb].trace][step.event.id in causes]
    return max(missed, _KEY) if is_key(step) else missed


def fit(
    run: SceneRun, beats: Sequence[Beat], room: int, causes: Collection[str]
) -> list[tuple[Beat, ...]]:
    """At most ``room`` groups of neighbouring events, each shown by one picture.

    Again and again the event that is missed least goes: into the next picture when its effect
    is still seen there, else out. What the sky does in an empty place always goes. In a long scene
    up to two that are hardly missed go as well, so that there is room for inserts and faces.
    """
    fitting = _Fitting(run, beats, causes)
    fitting.share_unseen()
    least_room = room - (room >= 5) - (room >= 9)
    while len(fitting.groups) > least_room:
        least = min(range(len(fitting.costs)), key=fitting.costs.__getitem__)
        if len(fitting.groups) <= room and fitting.costs[least] >= _GIVES_WAY:
            break
        fitting.drop(least)
    return fitting.groups


class _Fitting:
    """The groups while there are too many of them, and what it costs to drop each."""

    def __init__(self, run: SceneRun, beats: Sequence[Beat], causes: Collection[str]) -> None:
        self.run = run
        self.causes = causes
        self.groups: list[tuple[Beat, ...]] = [(beat,) for beat in beats]
        self.costs = [self._cost(index) for index in range(len(beats))]

    def drop(self, index: int) -> None:
        saved = self._kept(index)
        if saved:
            self.groups[index + 1] = saved + self.groups[index + 1]
        del self.groups[index], self.costs[index]
        for near in (index - 1, index):
            if 0 <= near < len(self.groups):
                self.costs[near] = self._cost(near)

    def share_unseen(self) -> None:
        """Let what the sky does while nobody is there be seen with the first who comes."""
        for index in reversed(range(len(self.groups))):
            (number, step), *others = self.groups[index]
            sky = VERBS[step.event.verb].effect.of == "place"
            if sky and not others and not self._anybody(number) and self._kept(index):
                self.drop(index)

    def _anybody(self, number: int) -> bool:
        """Whether somebody is where the scene is after one of its events."""
        return bool(self.run.state(number).present(self.run.scene.place))

    def _kept(self, index: int) -> tuple[Beat, ...]:
        """Those of a group whose effect the picture of the next one shows."""
        if index + 1 == len(self.groups):
            return ()
        position, following = self.groups[index + 1][-1]
        state = self.run.state(position - done_in_sight(following))
        place = self.run.scene.place
        return tuple(
            beat
            for beat in self.groups[index]
            if _lasts(beat[1], state, place) and not self._answered(beat, position)
        )

    def _answered(self, beat: Beat, position: int) -> bool:
        """Whether a line before a later picture follows from an event, which is seen before it."""
        number, step = beat
        between = self.run.steps[number + 1 : position]
        return any(s.event.line is not None and step.event.id in s.event.because for s in between)

    def _cost(self, index: int) -> float:
        saved, main = self._kept(index), self.groups[index][-1]
        missed = sum(
            weight(beat[1], self.causes) for beat in self.groups[index] if beat not in saved
        )
        return missed + (0.55 * weight(main[1], self.causes) if main in saved else 0)


def _lasts(step: Step, state: State, place: str) -> bool:
    changes = effect(step)
    there = leaves_a_sight(step) and bool(changes)
    return there and all(_seen_later(fact, state, place) for fact in changes)


def _seen_later(fact: Fact, state: State, place: str) -> bool:
    name, subject, _ = fluent_parts(fact.fluent)
    if fact not in state or name not in _SHOWABLE:
        return False
    if subject in state.entities.persons:
        return state.place_of(subject) == place
    if subject in state.entities.props:
        return state.place_of_prop(subject) == place and state.in_sight(subject)
    return subject == place
