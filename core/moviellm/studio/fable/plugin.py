"""The declaration of the writer `fable`: names only."""

from __future__ import annotations

from moviellm import Capabilities, Component

fable = Component(
    name="fable",
    stage="writer",
    implementation="moviellm.studio.fable.impl:Fable",
    config="moviellm.studio.fable.config:FableConfig",
    summary="Writes a screenplay by simulating a small world: wants, beliefs, causes.",
    output_version=7,
    brief_remarks="moviellm.studio.fable.remarks:brief_remarks",
    capabilities=Capabilities(deterministic=True, offline=True, runs_in="process"),
    docs="docs/explanation/fable.md",
)
