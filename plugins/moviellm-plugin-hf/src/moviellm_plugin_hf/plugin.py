"""What the distribution declares; nothing heavy is imported here."""

from moviellm import Capabilities, Component

hf = Component(
    name="hf",
    stage="exporter",
    implementation="moviellm_plugin_hf.impl:HfExporter",
    config="moviellm_plugin_hf.config:HfConfig",
    docs="docs/how-to/export-hugging-face.md",
    summary="A Hugging Face dataset (parquet or videos) with a dataset card and Croissant.",
    output_version=3,
    capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
)
