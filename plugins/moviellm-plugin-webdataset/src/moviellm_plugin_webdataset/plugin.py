"""What moviellm reads of this plugin before it runs: names and promises, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

webdataset = Component(
    name="webdataset",
    stage="exporter",
    implementation="moviellm_plugin_webdataset.impl:WebDatasetExporter",
    config="moviellm_plugin_webdataset.config:WebDatasetConfig",
    summary="WebDataset shards: tars of frames, shots, scenes or videos with their JSON.",
    output_version=2,
    capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
    docs="docs/how-to/export-webdataset.md",
)
