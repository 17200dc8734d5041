"""A painter on this engine: checks what is installed, loads its model at the first slate."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from moviellm import Context, hookimpl
from moviellm.film import Painting, Slate

from moviellm_plugins_sd.config import DiffusionOptions
from moviellm_plugins_sd.requirements import require

if TYPE_CHECKING:
    from moviellm_plugins_sd.engine.batch_painter import BatchPainter
    from moviellm_plugins_sd.engine.model import DiffusionModel

Options = TypeVar("Options", bound=DiffusionOptions)

_SPARE = "Say `variant: fp16` where the checkpoint has it, or `offload: model` (or `sequential`)."


class DiffusionPainter(ABC, Generic[Options]):
    """Paints key frames by a diffusion model.

    A painter names itself, the distribution that brings what it needs, and loads its model; torch
    is imported there and not before.

    Args:
        config: The painter's options.

    Attributes:
        name: Its name after ``use:``.
        distribution: What pip installs to have everything that it imports.
    """

    name: ClassVar[str]
    distribution: ClassVar[str]

    def __init__(self, config: Options) -> None:
        self.config = config
        self._batch_painter: BatchPainter | None = None

    @abstractmethod
    def load(self, log: logging.Logger) -> DiffusionModel:
        """Load the model. Called once a process, before the first picture.

        Args:
            log: Where to tell what is odd about the options.
        """

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        """Yield one picture a slate.

        Raises:
            FilmError: A picture stays black, broken or flagged, or does not fit into memory.
            InputError: The model is not there, or does not fit the options.
            PluginError: Something that it paints with is not installed.
        """
        if slates:
            yield from self._ready(context).paint(slates, context)

    def _ready(self, context: Context) -> BatchPainter:
        if self._batch_painter is None:
            require(self.distribution, f"The painter `{self.name}`")
            from moviellm_plugins_sd.engine.silence import silence_libraries

            silence_libraries()
            from moviellm_plugins_sd.engine.batch_painter import BatchPainter
            from moviellm_plugins_sd.engine.hub import fetch
            from moviellm_plugins_sd.engine.memory import fitting

            for option, checkpoint in self.config.checkpoints():
                fetch(checkpoint, option, context)
            with fitting("The model", hint=_SPARE):
                self._batch_painter = BatchPainter(self.load(context.log), self.config, context.log)
        return self._batch_painter
