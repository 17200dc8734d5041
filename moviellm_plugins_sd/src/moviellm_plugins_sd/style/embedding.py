"""Embedding files: one safetensors file with the new vectors of each text encoder.

Ours have the keys that other programs use (``clip_l`` and ``clip_g`` for SDXL, ``emb_params`` for
Stable Diffusion 1.x and 2.x) and tell in their metadata how they were learned. A file of another
program with one tensor, or with SDXL's two, is read as well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from moviellm import InputError
from safetensors import SafetensorError
from safetensors.torch import load, save

from moviellm_plugins_sd.style.encoders import Encoder

FORMAT = "moviellm-style-1"
_RECORD = "moviellm"
_ALONE = "emb_params"
_ALIASES = {"text_encoders_0": "clip_l", "text_encoders_1": "clip_g"}
_MOST = 64
"""Vectors of an embedding; a prompt has 75 tokens, and something must be left to say."""

_FEW = 4
"""So many tensors are named in a message."""


def embedding_file(
    encoders: Sequence[Encoder], rows: Sequence[torch.Tensor], record: Mapping[str, Any]
) -> bytes:
    """The file of new vectors (vectors, width), one tensor an encoder, with its training record."""
    names = [encoder.name for encoder in encoders] if len(encoders) > 1 else [_ALONE]
    tensors = {
        name: row.detach().float().cpu().contiguous() for name, row in zip(names, rows, strict=True)
    }
    told = {"format": FORMAT, "synthetic": True, **record}
    return save(tensors, metadata={_RECORD: json.dumps(told, sort_keys=True)})


def training_record(data: bytes) -> dict[str, Any]:
    """How an embedding was learned; empty for a file of another program."""
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    record: dict[str, Any] = json.loads(header.get("__metadata__", {}).get(_RECORD, "{}"))
    return record


def vectors_for(encoders: Sequence[Encoder], data: bytes) -> list[torch.Tensor]:
    """Read an embedding file for these encoders.

    Returns:
        The vectors (vectors, width) of each encoder, in order.

    Raises:
        InputError: It is no safetensors file, holds something else, or was made for another model.
    """
    tensors = {_ALIASES.get(name, name): tensor for name, tensor in _tensors(data).items()}
    if len(tensors) == 1 and len(encoders) == 1:
        tensors = {encoders[0].name: next(iter(tensors.values()))}
    wanted = {encoder.name for encoder in encoders}
    spare = set(tensors) - wanted
    refines = wanted == {"clip_g"}
    if wanted - set(tensors) or (spare and not refines):
        raise InputError(
            f"The embedding has {_named(tensors)}, and the model's text encoders take "
            f"{_named({e.name: torch.empty(0, e.width) for e in encoders})}.",
            hint="Use an embedding that was learned for this kind of model: one of SDXL has two "
            "tensors, one of Stable Diffusion 1.x or 2.x has one.",
        )
    return [_fitting(encoder, tensors[encoder.name]) for encoder in encoders]


def _tensors(data: bytes) -> dict[str, torch.Tensor]:
    try:
        return load(data)
    except (SafetensorError, ValueError) as error:
        pickled = data[:2] == b"PK" or data[:1] == b"\x80"
        raise InputError(
            "The embedding is a pickle, which can run code when it is loaded."
            if pickled
            else f"The embedding is no safetensors file: {error}.",
            hint="Convert it to .safetensors where you trust it."
            if pickled
            else "Give a .safetensors file.",
        ) from None


def _fitting(encoder: Encoder, tensor: torch.Tensor) -> torch.Tensor:
    vectors = tensor[None] if tensor.ndim == 1 else tensor
    if vectors.ndim != 2 or vectors.shape[1] != encoder.width:
        raise InputError(
            f"The embedding's vectors have {tensor.shape[-1] if tensor.ndim else 0} numbers, and "
            f"those of the model's text encoder {encoder.width}.",
            hint="Use an embedding that was learned for this model.",
        )
    if not 1 <= len(vectors) <= _MOST or not vectors.is_floating_point():
        raise InputError(
            f"The embedding has {len(vectors)} vectors of {vectors.dtype}; 1 to {_MOST} of a "
            "floating point type are possible.",
            hint="Give another file.",
        )
    if not torch.isfinite(vectors).all():
        raise InputError(
            "The embedding has numbers that are not finite.", hint="Learn it again, or fetch it."
        )
    return vectors


def _named(tensors: Mapping[str, torch.Tensor]) -> str:
    if not 0 < len(tensors) <= _FEW:
        return f"{len(tensors)} tensors"
    return " and ".join(
        f"`{name}` of width {tensor.shape[-1] if tensor.ndim else 0}"
        for name, tensor in sorted(tensors.items())
    )
