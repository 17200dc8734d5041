"""Drawing in batches as large as memory allows, and again what came out wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy
from moviellm import FilmError
from moviellm.film import derive_seed

from moviellm_plugins_sd.engine.images import Pixels, fault_of
from moviellm_plugins_sd.engine.memory import is_out_of_memory, release_memory
from moviellm_plugins_sd.engine.model import DiffusionModel, DrawnPictures, PictureSpec

_HINTS = {
    "NaN": "Half precision overflows in some models: say `dtype: bfloat16` or `float32`.",
    "black": "Say `dtype: bfloat16` or `float32`, or look at the model with `style: off`.",
    "flagged": "Mend the words of the scene, or say `safety: false` where that is allowed.",
}


class BatchDrawer:
    """Draws pictures with a model.

    Args:
        model: Draws.
        largest_batch: How many pictures are tried at once.
        retries: How often a picture that is wrong is drawn with another seed.
        log: Is told when a batch does not fit, or a picture is drawn again.

    Attributes:
        largest_batch: How many pictures fit at once, as far as is known.
    """

    def __init__(
        self, model: DiffusionModel, *, largest_batch: int, retries: int, log: logging.Logger
    ) -> None:
        self.largest_batch = largest_batch
        self._model = model
        self._retries = retries
        self._log = log

    def draw(self, specs: Sequence[PictureSpec]) -> Iterator[list[tuple[PictureSpec, Pixels]]]:
        """Draw pictures of one batch key and yield each batch as it is done.

        Raises:
            FilmError: A picture stays wrong, or not even one fits into memory.
        """
        rest = list(specs)
        while rest:
            batch, found = self._fitting(rest)
            rest = rest[len(batch) :]
            yield [(spec, self._sound(spec, found, place)) for place, spec in enumerate(batch)]

    def _fitting(self, specs: Sequence[PictureSpec]) -> tuple[Sequence[PictureSpec], DrawnPictures]:
        """Draw the first of these pictures, as many as fit."""
        while True:
            batch = specs[: self.largest_batch]
            try:
                return batch, self._model.draw(batch)
            except (RuntimeError, MemoryError) as error:
                if not is_out_of_memory(error):
                    raise
                words = str(error).partition("\n")[0]
            release_memory()
            self.largest_batch = self._fewer(batch, words)

    def _fewer(self, batch: Sequence[PictureSpec], words: str) -> int:
        """How many pictures to try after a batch that did not fit, in PyTorch's words."""
        if len(batch) == 1:
            width, height = batch[0].size
            raise FilmError(
                f"Not even one picture of {width} x {height} pixels fits into memory"
                + (f" ({words})." if words else "."),
                hint="Say `offload: model` (or `sequential`), `vae_tiling: true`, "
                "`attention_slicing: true`, or a smaller `size`.",
            )
        half = len(batch) // 2
        self._log.warning("%d pictures do not fit into memory; trying %d", len(batch), half)
        return half

    def _sound(self, spec: PictureSpec, drawn_pictures: DrawnPictures, place: int) -> Pixels:
        """A picture of a batch, or what another seed gives where it is wrong."""
        wrong = _fault(drawn_pictures, place)
        for attempt in range(1, self._retries + 1):
            if not wrong:
                break
            self._log.warning("%s %s; drawn again (%d)", spec.name, wrong, attempt)
            again = replace(spec, seed=derive_seed(spec.seed, "again", attempt))
            _, drawn_pictures = self._fitting([again])
            place = 0
            wrong = _fault(drawn_pictures, place)
        if wrong:
            raise FilmError(
                f"{spec.name} {wrong}, with {self._retries + 1} seeds.",
                hint=next(hint for word, hint in _HINTS.items() if word in wrong),
            )
        return _eight_bits(drawn_pictures, place)


def _fault(drawn_pictures: DrawnPictures, place: int) -> str:
    if drawn_pictures.flagged[place]:
        return "is flagged by the safety checker"
    return fault_of(drawn_pictures.pixels[place])


def _eight_bits(drawn_pictures: DrawnPictures, place: int) -> Pixels:
    pixels: Pixels = (drawn_pictures.pixels[place] * 255).round().astype(numpy.uint8)
    return pixels
