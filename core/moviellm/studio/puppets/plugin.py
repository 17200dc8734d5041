"""The declaration of the animator `puppets`."""

from __future__ import annotations

from moviellm import Capabilities, Component

puppets = Component(
    name="puppets",
    stage="animator",
    implementation="moviellm.studio.puppets.impl:Puppets",
    config="moviellm.studio.puppets.config:PuppetsConfig",
    summary="The puppets of `papercut` walk, turn, speak and reach, with a box in every frame.",
    capabilities=Capabilities(runs_in="process", pictures_of="papercut"),
)
