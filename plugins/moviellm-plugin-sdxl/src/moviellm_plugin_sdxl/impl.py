"""The painter `sdxl`; torch is imported when it paints."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugins_sd import DiffusionPainter

if TYPE_CHECKING:
    from moviellm_plugins_sd import DiffusionModel


class StableDiffusionXLPainter(DiffusionPainter[StableDiffusionXL]):
    """Paints by Stable Diffusion XL."""

    name = "sdxl"
    distribution = "moviellm-plugin-sdxl"

    def load(self, log: logging.Logger) -> DiffusionModel:
        """Load the base model, and the refiner where there is one."""
        from moviellm_plugin_sdxl.model import StableDiffusionXLModel

        return StableDiffusionXLModel(self.config, log)
