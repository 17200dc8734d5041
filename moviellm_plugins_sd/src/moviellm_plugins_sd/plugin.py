"""The declaration of the painter `sd`: names and promises, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

PAINTS = Capabilities(deterministic=True, offline=False, gpus=1, runs_in="process")
"""What every painter of this engine promises: the same pictures on the same machine. A hub id is
downloaded; a folder is not."""

REVISION = "moviellm_plugins_sd:revision"
"""Tells what a painter's checkpoint, adapters and LoRA files are, for the keys of pictures."""

sd = Component(
    name="sd",
    stage="painter",
    implementation="moviellm_plugins_sd.sd.impl:StableDiffusionPainter",
    config="moviellm_plugins_sd.config:StableDiffusion",
    summary="Stable Diffusion 1.x or 2.x by any diffusers checkpoint, style and people kept.",
    output_version=3,
    capabilities=PAINTS,
    revision=REVISION,
    docs="docs/how-to/paint-with-a-gpu.md",
)
