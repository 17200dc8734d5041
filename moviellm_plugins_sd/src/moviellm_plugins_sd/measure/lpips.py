"""LPIPS, how different two pictures look (arXiv 1801.03924), with AlexNet.

The published weights are pickles, those of AlexNet among them. They are read here from one
safetensors file, which whoever trusts them makes once from the `lpips` package (version 0.1).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy
import torch
from moviellm import InputError
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch.nn.functional import conv2d, interpolate, max_pool2d

_SHIFT = (-0.030, -0.088, -0.188)
_SCALE = (0.458, 0.448, 0.450)
"""How the authors normalise pixels from -1 to 1, channel by channel."""

_TINY = 1e-10
"""As in the authors' code: features of length nothing stay nothing."""
_HINT = "How the file is made from the `lpips` package: docs/how-to/measure-consistency.md."


class _Layer(NamedTuple):
    """A convolution of AlexNet, after which pictures are compared."""

    name: str
    shape: tuple[int, int, int, int]
    stride: int
    padding: int
    pooled: bool


_LAYERS = (
    _Layer("net.slice1.0", (64, 3, 11, 11), 4, 2, False),
    _Layer("net.slice2.3", (192, 64, 5, 5), 1, 2, True),
    _Layer("net.slice3.6", (384, 192, 3, 3), 1, 1, True),
    _Layer("net.slice4.8", (256, 384, 3, 3), 1, 1, False),
    _Layer("net.slice5.10", (256, 256, 3, 3), 1, 1, False),
)


class Lpips:
    """The distance of pictures; 0 for equal ones.

    Args:
        file: The weights, named as in the state of ``lpips.LPIPS(net="alex")``.
        device: Where it computes.

    Raises:
        InputError: The file is not there, or holds something else.
    """

    def __init__(self, file: Path, device: torch.device) -> None:
        self._device = device
        self._tensors = {name: tensor.to(device) for name, tensor in _read(file).items()}
        self._shift = torch.tensor(_SHIFT, device=device).view(1, 3, 1, 1)
        self._scale = torch.tensor(_SCALE, device=device).view(1, 3, 1, 1)

    def features(self, image: Image.Image) -> list[torch.Tensor]:
        """What is compared of a picture: after each layer, every place with length one."""
        pixels = torch.from_numpy(numpy.array(image, dtype=numpy.float32)).to(self._device)
        state = (pixels.permute(2, 0, 1)[None] / 127.5 - 1 - self._shift) / self._scale
        found = []
        for layer in _LAYERS:
            if layer.pooled:
                state = max_pool2d(state, 3, stride=2)
            weight, bias = (
                self._tensors[f"{layer.name}.weight"],
                self._tensors[f"{layer.name}.bias"],
            )
            state = conv2d(state, weight, bias, layer.stride, layer.padding).relu()
            length = state.pow(2).sum(dim=1, keepdim=True).sqrt()
            found.append(state / (length + _TINY))
        return found

    def distance(self, first: list[torch.Tensor], second: list[torch.Tensor]) -> float:
        """The distance of two pictures by their features; the second may have another size."""
        whole = 0.0
        for number, (one, other) in enumerate(zip(first, second, strict=True)):
            if other.shape != one.shape:
                other = interpolate(other, size=one.shape[2:], mode="bilinear")
            weight = self._tensors[f"lin{number}.model.1.weight"]
            whole += float(((one - other).pow(2) * weight).sum(dim=1).mean())
        return whole


def _read(file: Path) -> dict[str, torch.Tensor]:
    try:
        tensors = load_file(file)
    except (OSError, SafetensorError) as error:
        raise InputError(
            f"The weights of LPIPS {file} cannot be read: {error}.", hint=_HINT
        ) from None
    wanted: dict[str, tuple[int, ...]] = {}
    for number, layer in enumerate(_LAYERS):
        wanted[f"{layer.name}.weight"] = layer.shape
        wanted[f"{layer.name}.bias"] = layer.shape[:1]
        wanted[f"lin{number}.model.1.weight"] = (1, layer.shape[0], 1, 1)
    for name, shape in wanted.items():
        if name not in tensors or tensors[name].shape != shape:
            raise InputError(
                f"The weights of LPIPS {file} lack `{name}` of shape {shape}.", hint=_HINT
            )
    return {name: tensors[name].float() for name in wanted}
