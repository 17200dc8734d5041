"""Painters on tiny models in diffusers' own format, which are built once a session."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from moviellm.film import Slate, slates
from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.painter import DiffusionPainter
from moviellm_plugins_sd.sd.impl import StableDiffusionPainter
from tiny_models import TinyModels

PAINTERS = (
    "sd",
    pytest.param(
        "sdxl",
        marks=[
            pytest.mark.slow,
            pytest.mark.skipif(
                find_spec("moviellm_plugin_sdxl") is None, reason="moviellm-plugin-sdxl is not here"
            ),
        ],
    ),
)
"""The engine paints by either; what is of SDXL alone is tested beside its distribution."""


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory) -> TinyModels:
    return TinyModels(tmp_path_factory)


@pytest.fixture(scope="session")
def tiny_sd(tiny_models) -> Path:
    """A tiny Stable Diffusion model."""
    return tiny_models.model("sd")


@pytest.fixture(scope="session")
def tiny_sdxl(tiny_models) -> Path:
    """A tiny Stable Diffusion XL base model."""
    return tiny_models.model("sdxl")


@pytest.fixture(scope="session")
def tiny_refiner(tiny_models) -> Path:
    """A tiny Stable Diffusion XL refiner."""
    return tiny_models.model("refiner")


@pytest.fixture(scope="session")
def image_encoder(tiny_models) -> Path:
    """A tiny CLIP image encoder."""
    return tiny_models.model("image-encoder")


@pytest.fixture(scope="session")
def adapters(tiny_models) -> dict[str, Path]:
    """Tiny IP-Adapters, by painter."""
    return {name: tiny_models.adapter(name) for name in ("sd", "sdxl")}


@pytest.fixture(scope="session")
def loras(tiny_models) -> dict[str, Path]:
    """Tiny LoRA files, by painter."""
    return {name: tiny_models.lora(name) for name in ("sd", "sdxl")}


@pytest.fixture(scope="session")
def board() -> list[Slate]:
    """The slates of the kit's tiny film: nine frames, one or two people in each."""
    return list(slates(tiny_screenplay(), tiny_storyboard()))


@pytest.fixture(scope="session")
def painter(tiny_models) -> Callable[..., DiffusionPainter]:
    """Make a painter on a tiny model: `painter("sdxl", steps=2)`."""

    def made(name: str, **options: Any) -> DiffusionPainter:
        options = {"model": str(tiny_models.model(name)), "steps": 2, **options}
        if name == "sd":
            return StableDiffusionPainter(StableDiffusion.model_validate(options))
        from moviellm_plugin_sdxl.config import StableDiffusionXL
        from moviellm_plugin_sdxl.impl import StableDiffusionXLPainter

        return StableDiffusionXLPainter(StableDiffusionXL.model_validate(options))

    return made


@pytest.fixture(scope="session")
def paint(painter, board) -> Callable[..., list[bytes]]:
    """Paint slates and return the files: `paint("sd", slates, steps=2)`."""

    def files(name: str, slates: list[Slate] | None = None, **options: Any) -> list[bytes]:
        made = painter(name, **options)
        return [p.data for p in made.moviellm_paint(slates or board[:2], make_context())]

    return files
