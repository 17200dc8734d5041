"""Loading a pipeline through diffusers' own `from_pretrained`, from a folder or the hub."""

from __future__ import annotations

from typing import Any

import torch
from moviellm import InputError

from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.engine.hub import folder_of
from moviellm_plugins_sd.engine.memory import is_out_of_memory
from moviellm_plugins_sd.engine.reasons import reason_of
from moviellm_plugins_sd.folder import check_folder


def load_pipeline(
    kind: type[Any],
    checkpoint: Checkpoint,
    *,
    dtype: torch.dtype,
    option: str = "model",
    **parts: Any,
) -> Any:
    """Load a diffusers pipeline from safetensors; no code of a model runs.

    Args:
        kind: The pipeline's class.
        checkpoint: Where it comes from.
        dtype: Of its weights.
        option: The option that names it.
        **parts: Components to use in place of those of the folder.

    Raises:
        InputError: The folder or the hub does not have it, or something else is there.
    """
    folder = folder_of(checkpoint, option)
    check_folder(folder, checkpoint.pipelines, variant=checkpoint.variant, option=option)
    try:
        pipeline = kind.from_pretrained(
            folder,
            dtype=dtype,
            variant=checkpoint.variant,
            use_safetensors=True,
            local_files_only=True,
            **parts,
        )
    except (OSError, ValueError, KeyError, RuntimeError, AttributeError) as error:
        if is_out_of_memory(error):
            raise
        raise InputError(
            f"The model in {folder} cannot be loaded: {reason_of(error)}.",
            hint="Download it again; a part is missing or belongs to another model.",
        ) from error
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
