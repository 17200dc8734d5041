"""The pictures that a style is learned from, painted by the pipeline itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from moviellm import FilmError
from PIL import Image

from moviellm_plugins_sd.prompt.encoder import PromptEncoder, TextTower
from moviellm_plugins_sd.style.encoders import encoders_of, is_xl
from moviellm_plugins_sd.style.options import StyleOptions
from moviellm_plugins_sd.style.subjects import NEGATIVE

_TRIES = 4
"""Seeds, after which a model counts as one that paints nothing."""


def paint_pictures(
    pipeline: Any,
    prompts: Sequence[str],
    options: StyleOptions,
    *,
    seed: int,
    folder: Path,
    done: Callable[[int], None],
) -> list[Image.Image]:
    """Paint one picture a prompt; those that the folder has already are read.

    Raises:
        FilmError: A picture stays of one colour with several seeds.
    """
    pictures = []
    for number, prompt in enumerate(prompts):
        file = folder / f"{number + 1:03d}.png"
        picture = _stored(file)
        if picture is None:
            painted = _paint(pipeline, prompt, options, seed=style_seed(seed, "picture", number))
            picture = painted.convert("RGB")
            picture.save(draft := file.with_suffix(".part"), format="PNG")
            draft.replace(file)
        pictures.append(picture)
        done(number + 1)
    return pictures


def _stored(file: Path) -> Image.Image | None:
    """The picture in this file; None when there is none that is whole."""
    try:
        with Image.open(file) as picture:
            return picture.convert("RGB")
    except (OSError, SyntaxError):  # what Pillow says of a broken PNG
        return None


def _paint(pipeline: Any, prompt: str, options: StyleOptions, *, seed: int) -> Image.Image:
    told: dict[str, Any] = _embedded(pipeline, prompt)
    if options.guidance_scale is not None:
        told["guidance_scale"] = options.guidance_scale
    for attempt in range(_TRIES):
        picture: Image.Image = pipeline(
            **told,
            width=options.size,
            height=options.size,
            num_inference_steps=options.image_steps,
            generator=torch.Generator().manual_seed(style_seed(seed, "attempt", attempt)),
        ).images[0]
        if picture.convert("RGB").getcolors(maxcolors=1) is None:
            return picture
    raise FilmError(
        f"The model paints nothing for the style: the picture of {prompt!r} has one colour with "
        f"{_TRIES} seeds.",
        hint="Paint in bfloat16 or float32 (`dtype`), or turn the style off (`style: off`).",
    )


def _embedded(pipeline: Any, prompt: str) -> dict[str, torch.Tensor]:
    """The prompt, of any length, as the pipeline takes it."""
    towers = [
        TextTower(encoder.tokenizer, encoder.model, penultimate=is_xl(pipeline))
        for encoder in encoders_of(pipeline)
    ]
    said, unwanted = PromptEncoder(towers).encode(prompt, NEGATIVE)
    states = {"prompt_embeds": said.states, "negative_prompt_embeds": unwanted.states}
    if said.pooled is not None and unwanted.pooled is not None:
        states["pooled_prompt_embeds"] = said.pooled
        states["negative_pooled_prompt_embeds"] = unwanted.pooled
    return {name: state[None] for name, state in states.items()}


def style_seed(seed: int, *parts: object) -> int:
    """A seed for one purpose; independent of order, so that a resumed run draws the same."""
    text = "/".join(map(str, (seed, *parts)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")
