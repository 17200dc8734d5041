"""A learned style in a pipeline: new words that its prompts can use."""

from __future__ import annotations

import hashlib
from typing import Any

import torch

from moviellm_plugins_sd.style.embedding import vectors_for
from moviellm_plugins_sd.style.encoders import Encoder, encoders_of

_LEGACY_END = 2
"""The `eos_token_id` that old configurations of CLIP hold by mistake; its end token is 49407."""


def load_style(pipeline: Any, data: bytes) -> str:
    """Load an embedding into every text encoder of a pipeline.

    Loading the same bytes again changes nothing.

    Args:
        pipeline: A diffusers pipeline for Stable Diffusion or SDXL (base or refiner).
        data: An embedding file (`moviellm_plugins_sd.style.embedding`).

    Returns:
        The words that stand for the style in prompts, one a vector, separated by spaces. They can
        go straight into a tokenizer: there is no word of several vectors to be converted.

    Raises:
        InputError: The file is not an embedding for this pipeline.
    """
    encoders = encoders_of(pipeline)
    vectors = vectors_for(encoders, data)
    name = hashlib.sha256(data).hexdigest()[:10]
    words = [f"<style-{name}-{n}>" for n in range(1, max(map(len, vectors)) + 1)]
    for encoder, rows in zip(encoders, vectors, strict=True):
        _end_by_id(encoder)
        if words[0] not in encoder.tokenizer.get_vocab():
            _load(pipeline, encoder, words[: len(rows)], rows)
    return " ".join(words)


def _load(pipeline: Any, encoder: Encoder, words: list[str], rows: torch.Tensor) -> None:
    # Grown beforehand, without the random rows that diffusers' own growing would draw
    size = len(encoder.tokenizer) + len(words)
    encoder.model.resize_token_embeddings(size, mean_resizing=False)
    # One call an encoder: diffusers refuses the two tensors of SDXL in one
    pipeline.load_textual_inversion(
        list(rows), token=words, tokenizer=encoder.tokenizer, text_encoder=encoder.model
    )


def _end_by_id(encoder: Encoder) -> None:
    """Let the pooled state be that of the end token, not of the highest token id.

    Checkpoints with the old ``eos_token_id`` 2 (all of SD 1.x and SDXL) pool at the highest id,
    which is the end only until there are new tokens (transformers issue 24650).
    """
    for module in encoder.model.modules():
        if getattr(module, "eos_token_id", None) == _LEGACY_END:
            module.eos_token_id = encoder.tokenizer.eos_token_id
