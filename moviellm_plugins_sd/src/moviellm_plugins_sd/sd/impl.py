"""The painter `sd`; torch is imported when it paints."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.painter import DiffusionPainter

if TYPE_CHECKING:
    from moviellm_plugins_sd.engine.model import DiffusionModel


class StableDiffusionPainter(DiffusionPainter[StableDiffusion]):
    """Paints by Stable Diffusion 1.x or 2.x."""

    name = "sd"
    distribution = "moviellm-plugins-sd"

    def load(self, log: logging.Logger) -> DiffusionModel:
        """Load the checkpoint."""
        from moviellm_plugins_sd.sd.model import StableDiffusionModel

        return StableDiffusionModel(self.config, log)
