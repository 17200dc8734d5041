from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from moviellm.film import SHAPES, Brief, Screenplay, Shape, derive_seed
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import write

Write = Callable[..., Screenplay]


def tell(theme: str = "A lighthouse keeper finds a map", seed: int = 7, shape="short", **options):
    """One film; the options are those of the config."""
    known = SHAPES[shape] if isinstance(shape, str) else Shape(
        chapters=shape[0], scenes=shape[1], frames=shape[2]
    )  # fmt: skip
    brief = Brief(id="film-test", theme=theme, seed=seed, shape=known)
    return write(brief, FableConfig(**options), random.Random(derive_seed(seed, theme)))


@pytest.fixture(scope="session")
def film() -> Write:
    return tell


@pytest.fixture(scope="session")
def shorts() -> list[Screenplay]:
    """Short films of thirty seeds."""
    return [tell(seed=seed) for seed in range(30)]


@pytest.fixture(scope="session")
def paper() -> Screenplay:
    return tell("Two rivals share one kitchen", 3, "paper")
