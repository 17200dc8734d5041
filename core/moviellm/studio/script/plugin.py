"""The declaration of the captioner `script`: names only."""

from __future__ import annotations

from moviellm import Capabilities, Component

script = Component(
    name="script",
    stage="captioner",
    implementation="moviellm.studio.script.impl:Script",
    config="moviellm.studio.script.config:ScriptConfig",
    summary="Captions on five levels and proved questions, computed from the story's ledger.",
    output_version=8,
    capabilities=Capabilities(deterministic=True, offline=True, runs_in="process"),
    docs="docs/explanation/ledger.md",
)
