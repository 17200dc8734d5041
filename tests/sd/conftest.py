"""Tiny models in diffusers' own format, built once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tiny_diffusion
from made_once import made_once
from moviellm.film import Slate, slates
from moviellm.testing import make_context, tiny_screenplay, tiny_storyboard
from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugin_sdxl.impl import StableDiffusionXLPainter
from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.painter import DiffusionPainter
from moviellm_plugins_sd.sd.impl import StableDiffusionPainter


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let diffusers' own schedulers warn: they call NumPy in a way that it will not take long."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(
                pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
            )


@pytest.fixture(scope="session")
def models(tmp_path_factory) -> Path:
    """The folder in which the tiny models lie."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def tiny_sd(tmp_path_factory) -> Path:
    """A tiny Stable Diffusion model."""
    return made_once(tmp_path_factory, "tiny-sd", tiny_diffusion.tiny_sd)


@pytest.fixture(scope="session")
def tiny_sdxl(tmp_path_factory) -> Path:
    """A tiny Stable Diffusion XL base model."""
    return made_once(tmp_path_factory, "tiny-sdxl", tiny_diffusion.tiny_sdxl)


@pytest.fixture(scope="session")
def tiny_refiner(tmp_path_factory) -> Path:
    """A tiny Stable Diffusion XL refiner."""
    return made_once(tmp_path_factory, "tiny-refiner", tiny_diffusion.tiny_refiner)


@pytest.fixture(scope="session")
def image_encoder(models) -> Path:
    """A tiny CLIP image encoder."""
    return tiny_diffusion.tiny_image_encoder(models / "image_encoder")


@pytest.fixture(scope="session")
def adapters(models, tiny_sd, tiny_sdxl) -> dict[str, Path]:
    """Tiny IP-Adapters, by painter."""
    return {
        "sd": tiny_diffusion.tiny_adapter(models / "adapter_sd.safetensors", tiny_sd),
        "sdxl": tiny_diffusion.tiny_adapter(models / "adapter_sdxl.safetensors", tiny_sdxl),
    }


@pytest.fixture(scope="session")
def loras(models, tiny_sd, tiny_sdxl) -> dict[str, Path]:
    """Tiny LoRA files, by painter."""
    return {
        "sd": tiny_diffusion.tiny_lora(models / "lora_sd.safetensors", tiny_sd),
        "sdxl": tiny_diffusion.tiny_lora(models / "lora_sdxl.safetensors", tiny_sdxl),
    }


@pytest.fixture(scope="session")
def board() -> list[Slate]:
    """The slates of the kit's tiny film: nine frames, one or two people in each."""
    return list(slates(tiny_screenplay(), tiny_storyboard()))


@pytest.fixture(scope="session")
def painter(tiny_sd, tiny_sdxl) -> Callable[..., DiffusionPainter]:
    """Make a painter on a tiny model: `painter("sdxl", steps=2)`."""

    def made(name: str, **options: Any) -> DiffusionPainter:
        model = {"sd": tiny_sd, "sdxl": tiny_sdxl}[name]
        options = {"model": str(model), "steps": 2, **options}
        if name == "sd":
            return StableDiffusionPainter(StableDiffusion.model_validate(options))
        return StableDiffusionXLPainter(StableDiffusionXL.model_validate(options))

    return made


@pytest.fixture(scope="session")
def paint(painter, board) -> Callable[..., list[bytes]]:
    """Paint slates and return the files: `paint("sd", slates, steps=2)`."""

    def files(name: str, slates: list[Slate] | None = None, **options: Any) -> list[bytes]:
        made = painter(name, **options)
        return [p.data for p in made.moviellm_paint(slates or board[:2], make_context())]

    return files
