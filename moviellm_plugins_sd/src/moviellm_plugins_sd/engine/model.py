"""What a model is given to draw, and what it gives back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy
import torch
from moviellm import Context, InputError
from moviellm.film import Style
from numpy.typing import NDArray

from moviellm_plugins_sd.style.options import StyleOptions

Band = tuple[int, int]
"""Where somebody stands: from and to, in eighths of the picture's width."""

BANDS = 8
"""Fine enough for two people, and coarse enough that pictures with people nearby share a batch."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A portrait that somebody in a picture is to look like.

    Attributes:
        portrait: The portrait, a PNG file.
        band: Where they stand.
    """

    portrait: bytes
    band: Band


@dataclass(frozen=True, slots=True)
class PictureSpec:
    """One picture to be drawn.

    Attributes:
        prompt: In words, with weights: ``(word:1.3)``, ``((word))``, ``[word]``.
        seed: All of its randomness.
        size: Width and height in pixels.
        references: People who have a portrait, from left to right.
        name: What it is called when something is wrong with it.
    """

    prompt: str
    seed: int
    size: tuple[int, int]
    references: tuple[Reference, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class DrawnPictures:
    """Pictures as numbers.

    Attributes:
        pixels: (pictures, height, width, 3), RGB from 0 to 1.
        flagged: Whether a safety checker objects, by picture.
    """

    pixels: NDArray[numpy.float32]
    flagged: tuple[bool, ...]


class DiffusionModel(ABC):
    """A loaded diffusion model: the seam between the engine and a family of checkpoints.

    Attributes:
        largest_batch: How many pictures are tried at once: on a processor one, since a larger
            batch is no faster there and changes last bits.
        environment: What it computes with: device, versions of libraries.
    """

    largest_batch = 1
    environment: Mapping[str, str] = MappingProxyType({})

    @abstractmethod
    def draw(self, specs: Sequence[PictureSpec]) -> DrawnPictures:
        """Draw one batch, each picture by its own seed.

        Args:
            specs: Of one `batch_key`.
        """

    @abstractmethod
    def size_of(self, wanted: tuple[int, int] | None) -> tuple[int, int]:
        """The width and height to paint in; the model's own when none is wanted.

        Raises:
            InputError: The model cannot paint it.
        """

    def batch_key(self, spec: PictureSpec) -> Hashable:
        """What pictures must have in common to be drawn in one batch."""
        return spec.size

    def learn_style(
        self, style: Style, options: StyleOptions, *, seed: int, folder: Path, context: Context
    ) -> bytes:
        """Learn a style and return its embedding.

        Args:
            style: The film's.
            options: How it is learned.
            seed: Of everything that is drawn on the way.
            folder: Survives crashes.
            context: Of the batch at work.
        """
        raise cannot_learn_styles(type(self).__name__)

    def load_style(self, data: bytes) -> str:
        """Load a learned style and return the words that stand for it."""
        raise cannot_learn_styles(type(self).__name__)


def cannot_learn_styles(model: str) -> InputError:
    """The refusal of a model that cannot learn words."""
    return InputError(
        f"{model} cannot learn a style as a word.", hint="Say `style: off`: its own words tell it."
    )


def drawn_pictures(images: torch.Tensor, flagged: Sequence[bool] | None = None) -> DrawnPictures:
    """What a pipeline returned, called with ``output_type="pt"``.

    Args:
        images: (pictures, 3, height, width), from 0 to 1.
        flagged: What its safety checker said of each picture, if it has one.
    """
    pixels = images.float().permute(0, 2, 3, 1).cpu().numpy()
    return DrawnPictures(pixels, tuple(flagged or [False] * len(pixels)))


def generators_of(specs: Sequence[PictureSpec]) -> list[torch.Generator]:
    """A generator for each picture: on the processor, so that it gives the same on every device."""
    return [torch.Generator().manual_seed(spec.seed) for spec in specs]
