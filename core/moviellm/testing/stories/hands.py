"""Hands: nobody is seen with more in them than two hands hold."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Screenplay, Storyboard
from moviellm.testing.stories.fault import StoryFault


def overfull_hands(screenplay: Screenplay, storyboard: Storyboard) -> Iterator[StoryFault]:
    """Figures that hold more than two things, or anything beside a large one."""
    large = {prop.id for prop in screenplay.props if prop.size == "large"}
    for frame in storyboard.frames():
        for figure in frame.depiction.figures:
            if sum(1 + (prop in large) for prop in figure.holding) > 2:
                held = ", ".join(figure.holding)
                yield StoryFault("hands overfull", frame.id, f"{figure.person} holds {held}")
