"""In which arithmetic is learned: full, mixed, or half with a scaled loss."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Literal

import torch

_DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class Precision:
    """The arithmetic of one training.

    Attributes:
        device: The type of the device.
        autocast: What operations compute in; None for the dtype of the weights.
        scaler: Scales the loss in fp16, whose gradients would vanish; else it does nothing.
    """

    device: str
    autocast: torch.dtype | None
    scaler: torch.amp.GradScaler

    def mixed(self) -> AbstractContextManager[None]:
        """The context of a forward pass."""
        return torch.autocast(self.device, dtype=self.autocast, enabled=self.autocast is not None)

    def state(self) -> tuple[float, int]:
        """The scale, and for how many steps it has held."""
        held = self.scaler.state_dict().get("_growth_tracker", 0)
        return self.scaler.get_scale(), int(held)

    def restore(self, scale: float, held: int) -> None:
        """Put the scale back."""
        if self.scaler.is_enabled():
            state = self.scaler.state_dict()
            self.scaler.load_state_dict({**state, "scale": scale, "_growth_tracker": held})


def precision_of(unet: Any, choice: Literal["auto", "fp32", "bf16", "fp16"]) -> Precision:
    """The arithmetic that was chosen; by itself that of the weights, and mixed on a GPU.

    Args:
        unet: The denoiser.
        choice: As in `StyleOptions.precision`.
    """
    device, weights = unet.device.type, unet.dtype
    wanted = _DTYPES.get(choice) or _usual(device, weights)
    scaled = torch.float16 in (wanted, weights)
    return Precision(
        device=device,
        autocast=None if wanted == weights else wanted,
        scaler=torch.amp.GradScaler(device, enabled=scaled),
    )


def _usual(device: str, weights: torch.dtype) -> torch.dtype:
    if device != "cuda" or weights != torch.float32:
        return weights
    return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
