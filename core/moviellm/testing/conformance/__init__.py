"""What each stage is asked by the kit, and how its answers are judged: one file a stage."""

from __future__ import annotations

from importlib import import_module

from moviellm.testing.conformance.harness import Harness
from moviellm.testing.conformance.stage_check import StageCheck

__all__ = ["StageCheck", "stage_check_for"]


def stage_check_for(harness: Harness) -> StageCheck:
    """Return the stage_check for the stage of the component under examination."""
    stage = harness.request.stage
    module = import_module(f"moviellm.testing.conformance.{stage}")
    stage_check: StageCheck = getattr(module, f"{stage.capitalize()}Check")(harness)
    return stage_check
