"""What an IP-Adapter's file must hold for a model, which diffusers does not see to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from moviellm import InputError

from moviellm_plugins_sd.weight_files import tensor_shapes

_OPTION = "ip_adapter.file"
_HINT = (
    "An adapter is made for one kind of model (SD 1.x, SDXL) and goes with one image encoder: its "
    "page says which."
)
_SEES = {
    "proj.weight": "projection_dim",
    "proj_in.weight": "hidden_size",
    "proj.0.weight": "hidden_size",
}
"""By the first layer of each kind of projection: which vectors of the image encoder it takes."""


def check_adapter(file: Path, unet: Any, encoder: Any) -> None:
    """See that a file holds an IP-Adapter for a U-Net and an image encoder, and all of it.

    Args:
        file: In safetensors, with the names of the published ones.
        unet: The model's.
        encoder: The configuration of the CLIP image encoder.

    Raises:
        InputError: It does not; says what is missing or has another width.
    """
    shapes = tensor_shapes(file, _OPTION)
    if {"image_proj", "ip_adapter"} - {name.split(".")[0] for name in shapes}:
        raise _refused(file, "it holds no IP-Adapter")
    wanted = _wanted(unet)
    held = {name: shape for name, shape in shapes.items() if name.startswith("ip_adapter.")}
    for name, shape in wanted.items():
        if held.get(name) != shape:
            found = "lacks it" if name not in held else f"has {_size(held[name])}"
            raise _refused(
                file, f"the model takes `{name}` of {_size(shape)}, and the file {found}"
            )
    for name in held:
        if name not in wanted and "_lora." not in name:
            raise _refused(file, f"the model has no place for `{name}`")
    _check_sight(file, shapes, encoder)


def _wanted(unet: Any) -> Mapping[str, tuple[int, int]]:
    """The two matrices of each cross attention, by the names that published files give them."""
    modules = dict(unet.named_modules())
    names = [name for name in unet.attn_processors if not name.endswith("attn1.processor")]
    wanted = {}
    for number, name in enumerate(names):
        layer = modules[name.removesuffix(".processor")]
        shape = (layer.to_k.out_features, unet.config.cross_attention_dim)
        for part in ("to_k_ip", "to_v_ip"):
            wanted[f"ip_adapter.{2 * number + 1}.{part}.weight"] = shape
    return wanted


def _check_sight(file: Path, shapes: Mapping[str, tuple[int, ...]], encoder: Any) -> None:
    """See that the adapter reads vectors of the width that the image encoder gives."""
    if "image_proj.proj.0.weight" in shapes and "image_proj.proj.3.weight" not in shapes:
        raise _refused(file, "it reads vectors of a face recogniser, and there is none here")
    for layer, width in _SEES.items():
        shape = shapes.get(f"image_proj.{layer}")
        if shape is not None and shape[-1] != getattr(encoder, width):
            raise _refused(
                file,
                f"it reads vectors of {shape[-1]} numbers, and those of the image encoder have "
                f"{getattr(encoder, width)}",
            )


def _refused(file: Path, reason: str) -> InputError:
    return InputError(
        f"The IP-Adapter {file} (option `{_OPTION}`) cannot be put on this model: {reason}.",
        hint=_HINT,
    )


def _size(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))
