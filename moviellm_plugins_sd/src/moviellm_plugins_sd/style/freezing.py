"""The pipeline as learning needs it: frozen, and without an IP-Adapter in the denoiser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from diffusers.models.attention_processor import AttnProcessor2_0

from moviellm_plugins_sd.style.encoders import Encoder


@contextmanager
def frozen(pipeline: Any, encoders: Sequence[Encoder], *, checkpointing: bool) -> Iterator[None]:
    """Freeze every parameter of the models, and let them be as they were afterwards.

    Args:
        pipeline: Its denoiser is frozen.
        encoders: So are these.
        checkpointing: Whether the denoiser computes activations twice to save memory.
    """
    modules = [pipeline.unet, *(encoder.model for encoder in encoders)]
    asked = [(p, p.requires_grad) for module in modules for p in module.parameters()]
    was_checkpointing = pipeline.unet.is_gradient_checkpointing
    for parameter, _ in asked:
        parameter.requires_grad_(False)
    if checkpointing:
        pipeline.unet.enable_gradient_checkpointing()
    try:
        yield
    finally:
        for parameter, wanted in asked:
            parameter.requires_grad_(wanted)
        if checkpointing and not was_checkpointing:
            pipeline.unet.disable_gradient_checkpointing()


@contextmanager
def without_adapter(unet: Any) -> Iterator[None]:
    """Take an IP-Adapter out while the context lasts: a style is learned from words alone."""
    projection, kind = unet.encoder_hid_proj, unet.config.encoder_hid_dim_type
    if kind != "ip_image_proj":
        yield
        return
    processors = unet.attn_processors
    plain: Any = AttnProcessor2_0
    unet.set_attn_processor(plain())
    unet.encoder_hid_proj, unet.config.encoder_hid_dim_type = None, None
    try:
        yield
    finally:
        unet.encoder_hid_proj, unet.config.encoder_hid_dim_type = projection, kind
        unet.set_attn_processor(processors)
