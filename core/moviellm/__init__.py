"""MovieLLM: from one theme to a film dataset that is exact by construction.

The public face for notebooks and plugin authors. Names are imported on first use, so that ``import
moviellm`` loads neither pydantic nor pluggy nor any plugin.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moviellm import exporting, film, manifest, marking, motion, pages, runs, testing
    from moviellm.component import (
        API_VERSION,
        Blobs,
        Calls,
        Capabilities,
        Component,
        Context,
        Keep,
        Purchase,
        Reply,
        WithoutEffect,
    )
    from moviellm.engine.films.progress import Progress
    from moviellm.engine.plan import Plan, plan
    from moviellm.engine.run import run
    from moviellm.errors import (
        BudgetError,
        Cancelled,
        DamageError,
        FilmError,
        InputError,
        LockedError,
        MovieLLMError,
        PluginError,
        RunError,
        StorageError,
        unsent,
    )
    from moviellm.markers import hookimpl
    from moviellm.pipeline.read import LoadedPipeline, load
    from moviellm.run_reports import RunReport
    from moviellm.runs.finished import open_run
    from moviellm.shape_range import ShapeRange
    from moviellm.stages import STAGES, Stage

_HOME = {
    **dict.fromkeys(
        (
            "API_VERSION", "Blobs", "Calls", "Capabilities", "Component", "Context", "Keep",
            "Purchase", "Reply", "WithoutEffect",
        ),
        "moviellm.component",
    ),
    **dict.fromkeys(("STAGES", "Stage"), "moviellm.stages"),
    **dict.fromkeys(
        (
            "BudgetError", "Cancelled", "DamageError", "FilmError", "InputError", "LockedError",
            "MovieLLMError", "PluginError", "RunError", "StorageError", "unsent",
        ),
        "moviellm.errors",
    ),
    **dict.fromkeys(("LoadedPipeline", "load"), "moviellm.pipeline.read"),
    **dict.fromkeys(("Plan", "plan"), "moviellm.engine.plan"),
    "Progress": "moviellm.engine.films.progress",
    "RunReport": "moviellm.run_reports",
    "hookimpl": "moviellm.markers",
    "open_run": "moviellm.runs",
    "run": "moviellm.engine.run",
    "ShapeRange": "moviellm.shape_range",
}  # fmt: skip

_MODULES = ("exporting", "film", "manifest", "marking", "motion", "pages", "runs", "testing")

__all__ = [
    "API_VERSION",
    "STAGES",
    "Blobs",
    "BudgetError",
    "Calls",
    "Cancelled",
    "Capabilities",
    "Component",
    "Context",
    "DamageError",
    "FilmError",
    "InputError",
    "Keep",
    "LoadedPipeline",
    "LockedError",
    "MovieLLMError",
    "Plan",
    "PluginError",
    "Progress",
    "Purchase",
    "Reply",
    "RunError",
    "RunReport",
    "ShapeRange",
    "Stage",
    "StorageError",
    "WithoutEffect",
    "exporting",
    "film",
    "hookimpl",
    "load",
    "manifest",
    "marking",
    "motion",
    "open_run",
    "pages",
    "plan",
    "run",
    "runs",
    "testing",
    "unsent",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"moviellm.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
