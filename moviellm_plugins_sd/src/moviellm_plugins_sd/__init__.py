"""Diffusion models for MovieLLM: the engine that paints with them, the painter `sd`, measures.

The names of `__all__` are for painters of other distributions. They are imported on first use, so
that a pipeline is read and planned without torch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from moviellm_plugins_sd.config import Checkpoint, DiffusionOptions
    from moviellm_plugins_sd.engine.device import (
        device_of,
        dtype_of,
        environment_of,
        largest_batch,
        place_on_device,
    )
    from moviellm_plugins_sd.engine.loading import load_pipeline
    from moviellm_plugins_sd.engine.model import (
        DiffusionModel,
        DrawnPictures,
        PictureSpec,
        drawn_pictures,
        generators_of,
    )
    from moviellm_plugins_sd.engine.painter import DiffusionPainter
    from moviellm_plugins_sd.engine.pipelines import (
        PipelineModel,
        PromptPair,
        pooled_arguments,
        prompt_arguments,
    )
    from moviellm_plugins_sd.engine.schedulers import set_scheduler
    from moviellm_plugins_sd.engine.sizes import checked_size
    from moviellm_plugins_sd.identity import revision
    from moviellm_plugins_sd.prompt.encoder import PromptEncoder, TextTower
    from moviellm_plugins_sd.prompt.weights import without_brackets

_NAMES = {
    "config": (
        "Checkpoint",
        "DiffusionOptions",
    ),
    "engine.device": (
        "device_of",
        "dtype_of",
        "environment_of",
        "largest_batch",
        "place_on_device",
    ),
    "engine.loading": ("load_pipeline",),
    "engine.model": (
        "DiffusionModel",
        "DrawnPictures",
        "PictureSpec",
        "drawn_pictures",
        "generators_of",
    ),
    "engine.painter": ("DiffusionPainter",),
    "engine.pipelines": (
        "PipelineModel",
        "PromptPair",
        "pooled_arguments",
        "prompt_arguments",
    ),
    "engine.schedulers": ("set_scheduler",),
    "engine.sizes": ("checked_size",),
    "identity": ("revision",),
    "prompt.encoder": (
        "PromptEncoder",
        "TextTower",
    ),
    "prompt.weights": ("without_brackets",),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "Checkpoint",
    "DiffusionModel",
    "DiffusionOptions",
    "DiffusionPainter",
    "DrawnPictures",
    "PictureSpec",
    "PipelineModel",
    "PromptEncoder",
    "PromptPair",
    "TextTower",
    "checked_size",
    "device_of",
    "drawn_pictures",
    "dtype_of",
    "environment_of",
    "generators_of",
    "largest_batch",
    "load_pipeline",
    "place_on_device",
    "pooled_arguments",
    "prompt_arguments",
    "revision",
    "set_scheduler",
    "without_brackets",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
