"""LoRA files on a pipeline: each of their layers finds its place, or the file is refused."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Sequence
from typing import Any

from moviellm import InputError
from peft.tuners.tuners_utils import BaseTunerLayer

from moviellm_plugins_sd.config import LoraFile
from moviellm_plugins_sd.engine.memory import is_out_of_memory
from moviellm_plugins_sd.engine.reasons import reason_of
from moviellm_plugins_sd.weight_files import tensor_shapes

_KINDS = "A LoRA is made for one kind of model: SD 1.x, SD 2.x or SDXL."
_DOWN, _UP = (".lora_A.weight", "down.weight"), (".lora_B.weight", "up.weight")
"""How diffusers and peft call the two matrices that a layer has."""


def put_loras(pipeline: Any, loras: Sequence[LoraFile]) -> None:
    """Load LoRA files by diffusers' own loader and weigh them.

    Args:
        pipeline: Gets them, in the U-Net and the text encoders.
        loras: Each is known by its file's name.

    Raises:
        InputError: One is cut off, is made for another model, or has layers that this one has not.
    """
    names = [_name(number, lora) for number, lora in enumerate(loras)]
    for name, lora in zip(names, loras, strict=True):
        _refuse_unread(lora)
        _put(pipeline, name, lora)
    if names:
        pipeline.set_adapters(names, adapter_weights=[lora.weight for lora in loras])


def _refuse_unread(lora: LoraFile) -> None:
    """Refuse what diffusers would leave out with a warning that nobody sees."""
    tensors = tensor_shapes(lora.file, "loras")
    if any("dora_scale" in name for name in tensors):
        raise InputError(
            f"The LoRA {lora.file} is a DoRA, whose scales diffusers does not read.",
            hint="Take a plain LoRA, or one that is merged into a checkpoint.",
        )
    if not any("lora" in name.lower() for name in tensors):
        held = ", ".join(f"`{name}`" for name in sorted(tensors)[:2])
        raise InputError(
            f"{lora.file} (option `loras`) holds no LoRA{': ' + held if held else ''}.",
            hint="Give a file with the layers of a LoRA; a checkpoint or an adapter is none.",
        )


def _put(pipeline: Any, name: str, lora: LoraFile) -> None:
    told = {"weight_name": lora.file.name, "local_files_only": True}
    folder = str(lora.file.parent)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Already found a `peft_config`")  # wanted
            held = pipeline.lora_state_dict(folder, unet_config=pipeline.unet.config, **told)[0]
            pipeline.load_lora_weights(folder, adapter_name=name, **told)
    except Exception as error:  # diffusers and peft have no common base for their errors
        if is_out_of_memory(error):
            raise
        raise InputError(
            f"The LoRA {lora.file} cannot be put on this model: {reason_of(error)}.", hint=_KINDS
        ) from error
    _refuse_left_out(pipeline, name, lora, list(held))


def _refuse_left_out(pipeline: Any, name: str, lora: LoraFile, held: Sequence[str]) -> None:
    """Refuse a LoRA of which layers have found no place; diffusers leaves them out silently."""
    layers, ups = (
        Counter(key.split(".")[0] for key in held if key.endswith(ends)) for ends in (_DOWN, _UP)
    )
    if layers != ups:
        raise InputError(
            f"The LoRA {lora.file} is damaged: it has {layers.total()} layers, and for "
            f"{ups.total()} of them the second matrix.",
            hint="Download it again.",
        )
    parts = sorted({key.split(".")[0] for key in held})
    placed = {part: _placed(getattr(pipeline, part, None), name) for part in parts}
    if not any(placed.values()):
        raise InputError(f"The LoRA {lora.file} has nothing for this model.", hint=_KINDS)
    for part in parts:
        if placed[part] < max(1, layers[part]):
            raise InputError(
                f"The LoRA {lora.file} does not fit this model: of its layers for `{part}`, "
                f"{max(1, layers[part] - placed[part])} find no place.",
                hint=_KINDS,
            )


def _placed(model: Any, name: str) -> int:
    """How many layers of a model have an adapter of this name."""
    if model is None:
        return 0
    found = (module for module in model.modules() if isinstance(module, BaseTunerLayer))
    return sum(name in getattr(module, "lora_A", ()) for module in found)


def _name(number: int, lora: LoraFile) -> str:
    """A name that PyTorch takes for a module, whatever the file is called."""
    return f"file{number}_{hashlib.sha256(lora.file.name.encode()).hexdigest()[:8]}"
