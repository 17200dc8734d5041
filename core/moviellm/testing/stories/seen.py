"""Sight: whoever matters to the story is seen doing it."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Event, Ledger, Screenplay, Storyboard
from moviellm.film.verbs import VERBS
from moviellm.testing.stories.fault import StoryFault

_MATTERS = 4
"""The importance of a verb from which on a deed is key to its scene."""


def unseen_deeds(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[StoryFault]:
    """The key deeds that no frame shows although their scene has one to spare, or as a turn.

    The turn of a chapter is the last key deed in it; it has its frame whatever else is shown.
    """
    shown = {event for frame in storyboard.frames() for event in frame.events}
    for chapter in screenplay.chapters:
        turn = ""
        for scene in chapter.scenes:
            deeds = [event for event in scene.events if _matters(event)]
            unseen = [event for event in deeds if event.id not in shown]
            turn = deeds[-1].id if deeds else turn
            if len(deeds) - len(unseen) < min(len(deeds), scene.frames):
                for event in unseen:
                    yield StoryFault("deed unseen", event.id, f"{event.verb} in {scene.id}")
        if turn and turn not in shown:
            yield StoryFault("turn unseen", turn, f"the last key deed of {chapter.id}")


def _matters(event: Event) -> bool:
    return VERBS[event.verb].deed and VERBS[event.verb].importance >= _MATTERS


def hiding_in_hand(ledger: Ledger, storyboard: Storyboard) -> Iterator[StoryFault]:
    """Nearer shots of something being put behind or under something, without the thing there."""
    for shot in storyboard.shots:
        if shot.camera.size in ("wide", "full"):
            continue
        for frame in shot.frames:
            there = {f"{prop.prop} {prop.location}" for prop in frame.depiction.props}
            for step in filter(None, map(ledger.by_event.get, frame.events)):
                prop, spot = step.event.prop, step.event.spot or ""
                known = ledger.entities.spots.get(spot)
                hides = step.event.verb in ("hide", "put") and known is not None and known.hidden
                if hides and f"{prop} on:{spot}" not in there:
                    yield StoryFault("hiding unseen", frame.id, f"{prop} does not go to {spot}")
