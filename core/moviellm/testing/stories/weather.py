"""Weather: it is seen outdoors and through windows, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film import Annotations, Screenplay, Storyboard
from moviellm.testing.stories.fault import StoryFault

_SEEN = re.compile(
    r"(?i)\b(?:cloudy sky|rain(?:s|ing)?|snow(?:s|ing)?|storm(?: blows)?|fog)"
    r" (?:outside|at the windows?)\b"
)


def weather_without_a_window(
    screenplay: Screenplay, storyboard: Storyboard, annotations: Annotations | None = None
) -> Iterator[StoryFault]:
    """Every picture, prompt or caption that has weather in a place from which none is seen."""
    shut = {place.id for place in screenplay.places if not place.sees_sky}
    frames = {f.id: f for f in storyboard.frames() if f.depiction.place in shut}
    for frame in frames.values():
        if frame.depiction.weather != "clear" or _SEEN.search(frame.prompt):
            said = f"{frame.depiction.weather} in {frame.depiction.place}"
            yield StoryFault("weather without a window", frame.id, said)
    for caption in annotations.captions if annotations else ():
        if caption.level == "frame" and caption.target in frames and _SEEN.search(caption.text):
            yield StoryFault("weather without a window", caption.id, caption.text)
