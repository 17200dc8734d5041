"""Where and in which numbers is computed, and how memory is spared."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from diffusers.models.attention_processor import IPAdapterAttnProcessor, IPAdapterAttnProcessor2_0
from moviellm import InputError

from moviellm_plugins_sd.config import DiffusionOptions

_DTYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}

_MOST = 64
"""More than the engine hands out at once."""


def device_of(name: str) -> torch.device:
    """The device of an option: ``auto`` is CUDA, else Apple's GPU, else the processor.

    Raises:
        InputError: There is no such device here.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError) as error:
        raise InputError(
            f"The device {name!r} is not here: {str(error).splitlines()[0]}",
            hint="`auto` takes the best that is; `cpu` is always there.",
        ) from error
    return device


def dtype_of(name: str, device: torch.device) -> torch.dtype:
    """The numbers of an option; ``auto`` is float16 on CUDA and float32 elsewhere."""
    if name == "auto":
        return torch.float16 if device.type == "cuda" else torch.float32
    return _DTYPES[name]


def largest_batch(config: DiffusionOptions, device: torch.device) -> int:
    """How many pictures to try at once: one on a processor, where more change last bits."""
    return config.batch_size or (1 if device.type == "cpu" else _MOST)


def place_on_device(pipeline: Any, device: torch.device, config: DiffusionOptions) -> None:
    """Put a pipeline where it computes, sparing as much memory as the options ask for."""
    if config.offload == "none":
        pipeline.to(device)
    elif config.offload == "model" or device.type == "cpu":
        # layers cannot be moved from a processor to itself (accelerate 1.15)
        pipeline.enable_model_cpu_offload(device=device)
    else:
        pipeline.enable_sequential_cpu_offload(device=device)
    if config.attention_slicing:
        _slice_attention(pipeline)
    if config.vae_slicing:
        pipeline.vae.enable_slicing()
    if config.vae_tiling:
        pipeline.vae.enable_tiling()


def _slice_attention(pipeline: Any) -> None:
    """Slice attention, but where an IP-Adapter sits: diffusers would throw its processors out."""
    unet = getattr(pipeline, "unet", None)
    before = unet.attn_processors if unet is not None else {}
    pipeline.enable_attention_slicing()
    adapted = {
        name: processor
        for name, processor in before.items()
        if isinstance(processor, IPAdapterAttnProcessor | IPAdapterAttnProcessor2_0)
    }
    if unet is not None and adapted:
        unet.set_attn_processor({**unet.attn_processors, **adapted})


@contextmanager
def gathered_on(
    pipeline: Any, where: torch.device, device: torch.device, config: DiffusionOptions
) -> Iterator[None]:
    """Have all weights of a pipeline in one place while the context lasts, offloaded or not.

    Args:
        pipeline: Placed on ``device``.
        where: The place.
        device: Where it is placed again.
        config: How it was placed.
    """
    if config.offload == "none":
        yield
        return
    pipeline.remove_all_hooks()
    pipeline.to(where)
    try:
        yield
    finally:
        place_on_device(pipeline, device, config)


def environment_of(device: torch.device, dtype: torch.dtype) -> dict[str, str]:
    """What pictures are painted with: recorded beside them, since it can change their last bits."""
    found = {"device": str(device), "dtype": str(dtype).removeprefix("torch.")}
    if device.type == "cuda":
        found["gpu"] = torch.cuda.get_device_name(device)
        found["cuda"] = str(torch.version.cuda)
    for package in ("torch", "diffusers", "transformers"):
        found[package] = importlib.metadata.version(package)
    return found
