"""Faces: they fit the deed, and what is felt does not stay for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from moviellm.film import Ledger, Mood, Step, Storyboard
from moviellm.film.verbs import VERBS
from moviellm.testing.stories.fault import StoryFault

_FRAMES: Mapping[str, int] = {"surprised": 6, "afraid": 10}
_LONG = 14
"""For how many key frames of somebody a mood may stay after what brought it; most take longer."""


def faces_unlike_the_deed(ledger: Ledger, storyboard: Storyboard) -> Iterator[StoryFault]:
    """Whoever is seen to do what implies a mood, such as to quarrel, with another face."""
    for frame in storyboard.frames():
        faces = {figure.person: figure.expression for figure in frame.depiction.figures}
        for name in frame.events:
            step = ledger.by_event.get(name)
            for person, mood in _implied(step).items() if step else ():
                if faces.get(person, mood) != mood:
                    said = f"{person} looks {faces[person]} in {name}"
                    yield StoryFault("face unlike the deed", frame.id, said)


def moods_that_stay(ledger: Ledger, storyboard: Storyboard) -> Iterator[StoryFault]:
    """Every key frame from which on somebody has had one mood too long since they came into it."""
    causes = _causes(ledger)
    since: dict[str, tuple[str, str]] = {}
    frames: dict[str, int] = {}
    for frame in storyboard.frames():
        for figure in frame.depiction.figures:
            who, mood = figure.person, figure.expression
            cause = causes.get(frame.after or "", {}).get(who, "")
            if since.get(who) != (mood, cause):
                since[who], frames[who] = (mood, cause), 0
            frames[who] += mood != "calm"
            if frames[who] == _FRAMES.get(mood, _LONG) + 1:
                said = f"{who} has been {mood} for {frames[who]} frames"
                yield StoryFault("mood stays", frame.id, said)


def _implied(step: Step) -> dict[str, Mood]:
    event, verb = step.event, VERBS[step.event.verb]
    pairs = ((event.agent, verb.mood), (event.person, verb.person_mood))
    return {person: mood for person, mood in pairs if person and mood}


def _causes(ledger: Ledger) -> dict[str, dict[str, str]]:
    """By event: the last one that gave each person a mood."""
    last: dict[str, str] = {}
    found = {}
    for step in ledger.steps:
        felt = [step.event.agent] if step.event.verb == "feel" else []
        last = {**last, **{person or "": step.event.id for person in (*felt, *_implied(step))}}
        found[step.event.id] = last
    return found
