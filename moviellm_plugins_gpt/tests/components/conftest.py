"""A good model on loopback for every test, and the components that ask it."""

from __future__ import annotations

import importlib

import pytest
from good_model import GoodModel
from moviellm.film import Brief, Shape
from moviellm.testing import make_context

from moviellm_plugins_gpt import config


@pytest.fixture
def model():
    server = GoodModel()
    yield server
    server.close()


@pytest.fixture(params=["openai", "anthropic"])
def provider(request):
    return request.param


@pytest.fixture
def component(model):
    """Makes a component of a stage that asks the good model."""

    def make(stage, provider="openai", **options):
        module = importlib.import_module(f"moviellm_plugins_gpt.{stage}.impl")
        family = {"openai": "OpenAI", "anthropic": "Anthropic"}[provider]
        settings = getattr(config, f"{family}{stage.title()}")
        kind = {"writer": "ModelWriter", "director": "ModelDirector",
                "captioner": "ModelCaptioner", "critic": "ModelCritic"}[stage]  # fmt: skip
        return getattr(module, kind)(settings(**model.options(provider, **options)))

    return make


@pytest.fixture
def context():
    return make_context()


@pytest.fixture
def brief():
    def make(chapters=1, scenes=2, frames=4, theme="A keeper hides a map", **more):
        shape = Shape(chapters=chapters, scenes=scenes, frames=frames)
        return Brief(id="film-gpt", theme=theme, seed=3, shape=shape, **more)

    return make
