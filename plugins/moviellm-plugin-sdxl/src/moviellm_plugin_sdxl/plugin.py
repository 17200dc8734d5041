"""The declaration of the painter `sdxl`: names and promises, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

sdxl = Component(
    name="sdxl",
    stage="painter",
    implementation="moviellm_plugin_sdxl.impl:StableDiffusionXLPainter",
    config="moviellm_plugin_sdxl.config:StableDiffusionXL",
    summary="Stable Diffusion XL by any diffusers checkpoint, with refiner, style and people kept.",
    output_version=3,
    capabilities=Capabilities(deterministic=True, offline=False, gpus=1, runs_in="process"),
    revision="moviellm_plugins_sd:revision",
    docs="docs/how-to/paint-with-a-gpu.md",
)
