"""The declaration of the painter `papercut`."""

from __future__ import annotations

from moviellm import Capabilities, Component

papercut = Component(
    name="papercut",
    stage="painter",
    implementation="moviellm.studio.papercut.impl:Papercut",
    config="moviellm.studio.papercut.config:PapercutConfig",
    summary="Layered cut-paper scenes with jointed puppets and exact boxes; CPU only.",
    output_version=7,
    capabilities=Capabilities(deterministic=True, offline=True, runs_in="process"),
)
