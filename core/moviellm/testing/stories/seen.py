"""Sight: whoever matters to the story is seen doing it."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Event, Screenplay, Storyboard
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
