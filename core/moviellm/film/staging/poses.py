"""The pose of a figure, from what the person does and from their posture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from moviellm.film import State, VerbName
from moviellm.film.staging.moments import Moment, Purpose
from moviellm.film.storyboard import Pose

_AGENT: Mapping[VerbName, Pose] = {
    "enter": "walking",
    "take": "reaching",
    "put": "reaching",
    "give": "holding out",
    "show": "holding out",
    "hide": "reaching",
    "find": "reaching",
    "consume": "thinking",
    "open": "opening",
    "close": "opening",
    "lock": "opening",
    "unlock": "opening",
    "light": "reaching",
    "douse": "reaching",
    "break": "reaching",
    "mend": "reaching",
    "look": "looking",
    "say": "talking",
    "ask": "talking",
    "tell": "talking",
    "befriend": "holding out",
    "quarrel": "pointing",
    "reconcile": "holding out",
    "embrace": "embracing",
}
_OTHER: Mapping[VerbName, Pose] = {
    "give": "reaching",
    "show": "looking",
    "say": "listening",
    "ask": "listening",
    "tell": "listening",
    "befriend": "holding out",
    "quarrel": "talking",
    "reconcile": "holding out",
    "embrace": "embracing",
}
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
    main = moment.main
    if main is not None and main.event.verb == "leave" and main.event.agent == person:
        return "walking"
    return (_wanted(person, moment) or posture) if posture == "standing" else posture


def _wanted(person: str, moment: Moment) -> Pose | None:
    for step in reversed(moment.steps):
        event = step.event
        if event.agent == person:
            return _acting(event.prose) if event.verb == "act" else _AGENT.get(event.verb)
        if event.person == person:
            return _OTHER.get(event.verb)
    return _ALONE.get(moment.purpose) if moment.person == person else None


def _acting(prose: str) -> Pose | None:
    for word in prose.lower().split():
        for beginning, pose in _WORDS.items():
            if word.startswith(beginning):
                return pose
    return None
