"""What moviellm reads of this plugin before it runs: names and promises, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

energon = Component(
    name="energon",
    stage="exporter",
    implementation="moviellm_plugin_energon.impl:EnergonExporter",
    config="moviellm_plugin_energon.config:EnergonConfig",
    summary="WebDataset shards that Megatron Energon has prepared: with its index and splits.",
    output_version=2,
    capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
    docs="docs/how-to/export-energon.md",
)
