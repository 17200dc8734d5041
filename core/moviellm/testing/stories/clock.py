"""Time: one clock for the whole story, told where it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from moviellm.film import LIGHTS, Screenplay, Storyboard
from moviellm.testing.stories.fault import StoryFault


def light_runs_backwards(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[StoryFault]:
    """Every key frame whose light is of an earlier hour than the one before it.

    Within a day the light may go on by one hour or two; three on would be one back. At a cut to
    another place it goes on as well only if the story says so by a `daylight` event between.
    """
    told = {event.id: number for number, event in enumerate(screenplay.events())}
    turns = [told[event.id] for event in screenplay.events() if event.verb == "daylight"]
    frames = [(shot.scene, frame) for shot in storyboard.shots for frame in shot.frames]
    for (scene, before), (cut_to, frame) in pairwise(frames):
        was, now = before.depiction.light, frame.depiction.light
        if was == now:
            continue
        start, end = told.get(before.after or "", -1), told.get(frame.after or "", -1)
        if (LIGHTS.index(now) - LIGHTS.index(was)) % len(LIGHTS) == len(LIGHTS) - 1:
            yield StoryFault("light runs backwards", frame.id, f"{now} after {was}")
        elif scene != cut_to and not any(start < turn <= end for turn in turns):
            yield StoryFault("light runs backwards", frame.id, f"{now} after {was}, and untold")
