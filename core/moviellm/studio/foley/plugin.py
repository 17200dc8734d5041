"""The declaration of the mixer `foley`."""

from __future__ import annotations

from moviellm import Capabilities, Component

foley = Component(
    name="foley",
    stage="mixer",
    implementation="moviellm.studio.foley.impl:Foley",
    config="moviellm.studio.foley.config:FoleyConfig",
    summary="Computed steps, doors, things, rooms, weather and music beside the voices.",
    capabilities=Capabilities(deterministic=True, offline=True, runs_in="process"),
    docs="docs/how-to/give-a-film-a-soundtrack.md",
)
