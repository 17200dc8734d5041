"""The pose of a figure, from what the person does and from their posture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from moviellm.film.models.state import State
from moviellm.film.models.storyboard import Pose
from moviellm.film.staging.moments import Moment, Purpose
from moviellm.film.verbs import VERBS

_ALONE: Mapping[Purpose, Pose] = {
    "listen": "listening",
    "reaction": "looking",
    "thought": "thinking",
}
_WORDS: Mapping[str, Pose] = {
    "walk": "walking",
    "run": "walking",
    "reach": "reaching",
    "point": "pointing",
    "talk": "talking",
    "listen": "listening",
    "look": "looking",
    "watch": "looking",
    "gaz": "looking",
    "star": "looking",
    "think": "thinking",
    "wonder": "thinking",
    "open": "opening",
}
"""Beginnings of the words by which the free prose of an `act` chooses a pose."""


def pose_of(person: str, moment: Moment, state: State) -> Pose:
    """What a figure does. Who sits, kneels or lies does so whatever else they do."""
    posture = cast(Pose, state.value(f"posture({person})") or "standing")
    if person in leaving(moment):
        return "walking"
    return (_wanted(person, moment) or posture) if posture == "standing" else posture


def leaving(moment: Moment) -> tuple[str, ...]:
    """Those who go out of the picture by what a moment is about."""
    main = moment.main
    if main is None or VERBS[main.event.verb].moves != "out":
        return ()
    return tuple(person for person in (main.event.agent, main.event.person) if person)


def _wanted(person: str, moment: Moment) -> Pose | None:
    for step in reversed(moment.steps):
        event = step.event
        if event.agent == person:
            return _acting(event.prose) if event.verb == "act" else VERBS[event.verb].pose
        if event.person == person:
            return VERBS[event.verb].person_pose
    return _ALONE.get(moment.purpose) if moment.person == person else None


def _acting(prose: str) -> Pose | None:
    for word in prose.lower().split():
        for beginning, pose in _WORDS.items():
            if word.startswith(beginning):
                return pose
    return None
