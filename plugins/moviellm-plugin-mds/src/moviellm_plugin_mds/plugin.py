"""What moviellm reads of this plugin before it runs: names and promises, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

mds = Component(
    name="mds",
    stage="exporter",
    implementation="moviellm_plugin_mds.impl:MdsExporter",
    config="moviellm_plugin_mds.config:MdsConfig",
    summary="MDS shards for MosaicML Streaming: videos or key frames with their JSON.",
    output_version=2,
    capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
    docs="docs/how-to/export-mds.md",
)
