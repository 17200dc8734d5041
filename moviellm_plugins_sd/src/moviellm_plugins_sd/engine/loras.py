"""LoRA files on a pipeline."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from typing import Any

from moviellm import InputError

from moviellm_plugins_sd.config import LoraFile
from moviellm_plugins_sd.engine.reasons import reason_of


def put_loras(pipeline: Any, loras: Sequence[LoraFile]) -> None:
    """Load LoRA files by diffusers' own loader and weigh them.

    Args:
        pipeline: Gets them, in the U-Net and the text encoders.
        loras: Each is known by its file's name.

    Raises:
        InputError: One is made for another model.
    """
    names = [_name(number, lora) for number, lora in enumerate(loras)]
    for name, lora in zip(names, loras, strict=True):
        _put(pipeline, name, lora)
    missing = set(names) - {name for part in pipeline.get_list_adapters().values() for name in part}
    if missing:
        wrong = next(lora for name, lora in zip(names, loras, strict=True) if name in missing)
        raise InputError(
            f"The LoRA {wrong.file} has nothing for this model.",
            hint="A LoRA is made for one kind of model: SD 1.x, SD 2.x or SDXL.",
        )
    if names:
        pipeline.set_adapters(names, adapter_weights=[lora.weight for lora in loras])


def _put(pipeline: Any, name: str, lora: LoraFile) -> None:
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Already found a `peft_config`")  # wanted
            pipeline.load_lora_weights(
                str(lora.file.parent),
                weight_name=lora.file.name,
                adapter_name=name,
                local_files_only=True,
            )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise InputError(
            f"The LoRA {lora.file} cannot be put on this model: {reason_of(error)}.",
            hint="A LoRA is made for one kind of model: SD 1.x, SD 2.x or SDXL.",
        ) from error


def _name(number: int, lora: LoraFile) -> str:
    """A name that PyTorch takes for a module, whatever the file is called."""
    return f"file{number}_{hashlib.sha256(lora.file.name.encode()).hexdigest()[:8]}"
