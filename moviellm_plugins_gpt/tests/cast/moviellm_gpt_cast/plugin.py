"""Names only."""

from __future__ import annotations

from moviellm import Capabilities, Component

_PAID = Capabilities(paid=True, offline=False, deterministic=False)

asking = Component(
    name="asking", stage="writer", summary="Asks a model for every line.",
    implementation="moviellm_gpt_cast.impl:AskingWriter", config="moviellm_gpt_cast.config:Asking",
    capabilities=_PAID,
)  # fmt: skip
