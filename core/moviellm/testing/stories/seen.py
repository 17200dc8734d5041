"""Sight: whoever matters to the story is seen doing it."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Screenplay, Storyboard
from moviellm.film.verbs import VERBS
from moviellm.testing.stories.fault import StoryFault

_MATTERS = 4
"""The importance of a verb from which on a deed is key to its scene."""


def unseen_deeds(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[StoryFault]:
    """The key deeds of each scene that no frame shows, unless it has more of them than frames."""
    shown = {event for frame in storyboard.frames() for event in frame.events}
    for scene in screenplay.scenes():
        deeds = [
            event
            for event in scene.events
            if VERBS[event.verb].deed and VERBS[event.verb].importance >= _MATTERS
        ]
        unseen = [event for event in deeds if event.id not in shown]
        if len(deeds) - len(unseen) < min(len(deeds), scene.frames):
            for event in unseen:
                yield StoryFault("deed unseen", event.id, f"{event.verb} in {scene.id}")
