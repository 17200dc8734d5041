"""The declaration of the curator `balance`: names only."""

from __future__ import annotations

from moviellm import Capabilities, Component

balance = Component(
    name="balance",
    stage="curator",
    implementation="moviellm.studio.balance.impl:Balance",
    config="moviellm.studio.balance.config:BalanceConfig",
    summary="Keeps questions that their words do not give away, in the mix that dials ask for.",
    output_version=2,
    capabilities=Capabilities(deterministic=True, offline=True, runs_in="process"),
    docs="docs/how-to/balance-a-corpus.md",
)
