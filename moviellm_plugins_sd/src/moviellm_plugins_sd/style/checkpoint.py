"""Where learning stands, on disk: vectors and optimiser in one safetensors file."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

_FILE = "checkpoint.safetensors"
_KEY = "progress"
_STATE = ("exp_avg", "exp_avg_sq")


@dataclass(frozen=True)
class TrainingState:
    """What is known beside the tensors.

    Attributes:
        step: Steps done.
        before: The loss before the first step.
        skipped: Steps whose gradient overflowed in fp16.
        scale: What the loss is multiplied by in fp16, and for how many steps it has held.
    """

    step: int
    before: float
    skipped: int = 0
    scale: tuple[float, int] = (1.0, 0)


def save_checkpoint(
    folder: Path,
    progress: TrainingState,
    rows: Sequence[torch.nn.Parameter],
    optimizer: torch.optim.AdamW,
) -> None:
    """Write a checkpoint; an older one is replaced only when this one is whole."""
    tensors: dict[str, torch.Tensor] = {}
    for number, row in enumerate(rows):
        tensors[f"{number}.row"] = row.detach().cpu()
        state = optimizer.state[row]
        for name in (*_STATE, "step"):
            if name in state:
                tensors[f"{number}.{name}"] = state[name].detach().cpu()
    data = save(tensors, metadata={_KEY: json.dumps(vars(progress))})
    draft = folder / f"{_FILE}.part"
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / _FILE)


def load_checkpoint(
    folder: Path, rows: Sequence[torch.nn.Parameter], optimizer: torch.optim.AdamW
) -> TrainingState | None:
    """Put vectors and optimiser back as they were; None when there is no readable checkpoint."""
    try:
        with safe_open(folder / _FILE, framework="pt") as file:
            progress = json.loads(file.metadata()[_KEY])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no dict
    except (OSError, SafetensorError):
        return None
    for number, row in enumerate(rows):
        row.data.copy_(tensors[f"{number}.row"])
        if f"{number}.step" in tensors:
            moments = {name: tensors[f"{number}.{name}"].to(row.device) for name in _STATE}
            optimizer.state[row] = {"step": tensors[f"{number}.step"], **moments}
    return TrainingState(**{**progress, "scale": tuple(progress["scale"])})
