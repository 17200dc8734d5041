"""How a network's weights are changed."""

from __future__ import annotations

import torch
from torch import Tensor, nn

_RATE = 1e-3
_DECAY = 0.05
_LONGEST = 1.0
"""A gradient longer than this is cut, so that one odd film does not undo what was learned."""


class Steps:
    """Steps of AdamW, at a rate that rises and falls once."""

    def __init__(self, network: nn.Module, steps: int) -> None:
        self._weights = list(network.parameters())
        self._adam = torch.optim.AdamW(self._weights, lr=_RATE, weight_decay=_DECAY)
        self._rate = torch.optim.lr_scheduler.OneCycleLR(
            self._adam, max_lr=_RATE, total_steps=max(2, steps)
        )

    def __call__(self, wrong: Tensor) -> None:
        self._adam.zero_grad()
        wrong.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._weights, _LONGEST)
        self._adam.step()
        self._rate.step()
