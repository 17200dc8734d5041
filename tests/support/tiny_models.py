"""The tiny diffusion models of a session, each made once, by the first process that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import tiny_diffusion
from made_once import made_once

_MODELS = {
    "sd": tiny_diffusion.tiny_sd,
    "sdxl": tiny_diffusion.tiny_sdxl,
    "refiner": tiny_diffusion.tiny_refiner,
    "image-encoder": tiny_diffusion.tiny_image_encoder,
}


class TinyModels:
    """Finds or makes models and what is put on them."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory

    def model(self, name: str) -> Path:
        """The folder of ``sd``, ``sdxl``, ``refiner`` or ``image-encoder``."""
        return made_once(self._factory, f"tiny-{name}", _MODELS[name])

    def adapter(self, painter: str) -> Path:
        """The file of an IP-Adapter for a painter's model."""
        return self._file(f"adapter-{painter}", tiny_diffusion.tiny_adapter, painter)

    def lora(self, painter: str) -> Path:
        """The file of a LoRA of a painter's model."""
        return self._file(f"lora-{painter}", tiny_diffusion.tiny_lora, painter)

    def _file(self, name: str, make: Callable[[Path, Path], Path], painter: str) -> Path:
        model, file = self.model(painter), f"{name}.safetensors"
        return made_once(self._factory, name, lambda into: make(into / file, model)) / file
