"""What each stage is asked by the kit, and how its answers are judged: one file a stage."""

from __future__ import annotations

from importlib import import_module

from moviellm.testing.auditions.audition import Audition
from moviellm.testing.rig import Rig

__all__ = ["Audition", "audition_for"]


def audition_for(rig: Rig) -> Audition:
    """Return the audition for the stage of the component under examination."""
    stage = rig.request.stage
    module = import_module(f"moviellm.testing.auditions.{stage}")
    audition: Audition = getattr(module, f"{stage.capitalize()}Audition")(rig)
    return audition
