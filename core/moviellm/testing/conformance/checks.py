"""All checks of each stage, in the order in which they are made."""

from __future__ import annotations

from importlib import import_module

from moviellm.stages import Stage
from moviellm.testing.conformance import behaviour, declaration
from moviellm.testing.conformance.stage_check import Check, StageCheck

SEED = "uses its seed"
_ABOUT_RESULTS = {"result type", "valid result", "same again", "paid calls", "judges"}
OFFLINE = "offline"
OTHER_PROCESS = "another process"
OUTPUT_VERSION = "output version"
AROUND = {
    OFFLINE: "A component that declares that it is offline tries no connection.",
    OTHER_PROCESS: "Another process, with another hash seed, time zone and folder, "
    "gives the same bytes.",
    OUTPUT_VERSION: "The output is the one recorded for this `output_version`.",
}
"""Checks that are made from outside, by comparing processes: name and meaning."""


def checks_of(stage: Stage) -> tuple[Check, ...]:
    """Return the checks that are made inside one process."""
    module = import_module(f"moviellm.testing.conformance.{stage}")
    stage_check: type[StageCheck] = getattr(module, f"{stage.capitalize()}Check")
    left_out = set() if stage_check.uses_seed else {SEED}
    if stage == "hooks":
        left_out |= _ABOUT_RESULTS
    common = [check for check in behaviour.BEHAVIOUR_CHECKS if check.name not in left_out]
    return (*declaration.DECLARATION_CHECKS, *common, *stage_check.own_checks)


def check_names(stage: Stage) -> tuple[str, ...]:
    """Return the names of all checks of a stage."""
    around = [OFFLINE] if stage == "hooks" else list(AROUND)
    return (*(check.name for check in checks_of(stage)), *around)
