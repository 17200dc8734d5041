"""Tiny models, freshly loaded for each test, and styles that were learned on them once."""

from __future__ import annotations

from pathlib import Path

import pytest
from moviellm.film import Phrase, Style

pytest.importorskip("diffusers")


STYLE = Style(
    keyword="stormy",
    phrases=(Phrase(text="cold blue light"), Phrase(text="heavy rain", emphasised=True)),
)
FEW = {
    "images": 2, "image_steps": 1, "size": 64, "steps": 3, "accumulation": 1,
    "learning_rates": (0.1, 0.05),
}  # fmt: skip


@pytest.fixture(scope="session")
def folders(tiny_models) -> dict[str, Path]:
    """The folders of the tiny models."""
    return {name: tiny_models.model(name) for name in ("sd", "sdxl", "refiner")}


@pytest.fixture(scope="session")
def load(folders):
    """Load one of the models by diffusers' own code."""

    def loaded(name, **options):
        from diffusers import (
            StableDiffusionPipeline,
            StableDiffusionXLImg2ImgPipeline,
            StableDiffusionXLPipeline,
        )

        kind = {
            "sd": StableDiffusionPipeline,
            "sdxl": StableDiffusionXLPipeline,
            "refiner": StableDiffusionXLImg2ImgPipeline,
        }[name]
        pipeline = kind.from_pretrained(folders[name], local_files_only=True, **options)
        pipeline.set_progress_bar_config(disable=True)
        return pipeline

    return loaded


@pytest.fixture(scope="session")
def learn():
    """Learn the style with few steps; options may be replaced."""
    from moviellm_plugins_sd.style.learning import learn_style
    from moviellm_plugins_sd.style.options import StyleOptions

    def learned(pipeline, folder, *, check=lambda: None, progress=lambda done, all_: None, **more):
        options = StyleOptions(**{**FEW, **more})
        return learn_style(
            pipeline,
            STYLE,
            options,
            seed=11,
            folder=folder,
            check=check,
            progress=progress,
            model="tiny",
        )

    return learned


@pytest.fixture(scope="session")
def learned(load, learn, tmp_path_factory) -> dict[str, bytes]:
    """A style of two vectors, learned on the tiny SD and the tiny SDXL model."""
    return {
        name: learn(load(name), tmp_path_factory.mktemp(name), vectors=2) for name in ("sd", "sdxl")
    }


@pytest.fixture(scope="session")
def paint():
    """Paint one picture; return its bytes."""
    import torch

    def painted(pipeline, prompt):
        picture = pipeline(
            prompt=prompt,
            width=64,
            height=64,
            num_inference_steps=2,
            generator=torch.Generator().manual_seed(5),
        ).images[0]
        return picture.tobytes()

    return painted
