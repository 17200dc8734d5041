"""Sizes of pictures, held against what a model was trained on."""

from __future__ import annotations

import logging
from typing import Any

from moviellm import InputError

_FAR, _ODD = 4.0, 2.0
"""How many times more or fewer pixels than in training: beyond the first a model paints nonsense,
beyond the second it repeats things or cuts them off.
"""


def native_size(pipeline: Any) -> tuple[int, int]:
    """The width and height that a model was trained on, in pixels."""
    core = getattr(pipeline, "unet", None) or pipeline.transformer
    sample = core.config.sample_size
    height, width = sample if isinstance(sample, list | tuple) else (sample, sample)
    return width * pipeline.vae_scale_factor, height * pipeline.vae_scale_factor


def checked_size(
    wanted: tuple[int, int] | None, pipeline: Any, log: logging.Logger
) -> tuple[int, int]:
    """The size to paint in; odd ones are told, impossible ones refused.

    Args:
        wanted: Width and height; None for the model's own.
        pipeline: Tells what the model was trained on, and what it can do.
        log: Is told of a size at which the model will repeat or crop things.

    Raises:
        InputError: The model cannot paint it, or only nonsense.
    """
    own = native_size(pipeline)
    if wanted is None:
        return own
    step = max(8, int(pipeline.vae_scale_factor))
    if any(side % step for side in wanted):
        near = " x ".join(str(max(step, round(side / step) * step)) for side in wanted)
        raise InputError(
            f"The model paints sizes that are multiples of {step} pixels, and "
            f"{wanted[0]} x {wanted[1]} is none.",
            hint=f"`size: [{near.replace(' x ', ', ')}]` is near.",
        )
    ratio = (wanted[0] * wanted[1]) / (own[0] * own[1])
    told = f"{wanted[0]} x {wanted[1]} pixels, and the model was trained on {own[0]} x {own[1]}"
    if not 1 / _FAR <= ratio <= _FAR:
        raise InputError(
            f"`size` is {told}: it would paint nonsense.",
            hint="Stay near that number of pixels, at any ratio of the sides, and resize later.",
        )
    if not 1 / _ODD <= ratio <= _ODD:
        log.warning("`size` is %s: things may be repeated, or cut off.", told)
    return wanted
