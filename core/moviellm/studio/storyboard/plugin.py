"""The declaration of the director `storyboard`."""

from __future__ import annotations

from moviellm import Capabilities, Component

storyboard = Component(
    name="storyboard",
    stage="director",
    implementation="moviellm.studio.storyboard.impl:Storyboarder",
    config="moviellm.studio.storyboard.config:StoryboardConfig",
    output_version=6,
    summary="Shots with film grammar, exact depictions, durations from reading speed.",
    capabilities=Capabilities(deterministic=True, seeded=True, offline=True, runs_in="process"),
)
