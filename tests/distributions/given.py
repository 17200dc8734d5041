"""What options name and a test must make first: tiny models, and a language model on loopback."""

from __future__ import annotations

from typing import Any

from good_model import GoodModel
from tiny_models import TinyModels


class Given:
    """Makes what is asked for, and closes it at the end of a test."""

    def __init__(self, models: TinyModels) -> None:
        self._models = models
        self._server: GoodModel | None = None

    def model(self, name: str) -> str:
        """The folder of a tiny diffusion model."""
        return str(self._models.model(name))

    def adapter(self, painter: str) -> dict[str, str]:
        """The option `ip_adapter` of a painter."""
        encoder = self._models.model("image-encoder")
        return {"file": str(self._models.adapter(painter)), "image_encoder": str(encoder)}

    def lora(self, painter: str) -> dict[str, str]:
        """One of the option `loras` of a painter."""
        return {"file": str(self._models.lora(painter))}

    def language_model(self, provider: str) -> dict[str, Any]:
        """Options of a component that asks a good model on loopback."""
        self._server = self._server or GoodModel()
        return dict(self._server.options(provider))

    def close(self) -> None:
        if self._server:
            self._server.close()
