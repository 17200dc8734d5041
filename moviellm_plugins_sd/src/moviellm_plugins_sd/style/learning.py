"""Textual inversion: new vectors for a style, everything else of the model left as it is.

Written from arXiv 2208.01618 and arXiv 2403.01422 on the interfaces of diffusers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from moviellm import Cancelled
from moviellm.film import Style
from PIL import Image

from moviellm_plugins_sd.style.embedding import embedding_file
from moviellm_plugins_sd.style.encoders import encoders_of
from moviellm_plugins_sd.style.freezing import frozen, without_adapter
from moviellm_plugins_sd.style.loading import load_style
from moviellm_plugins_sd.style.options import StyleOptions
from moviellm_plugins_sd.style.pictures import paint_pictures, style_seed
from moviellm_plugins_sd.style.subjects import picture_prompt, starting_words
from moviellm_plugins_sd.style.training import StyleTraining
from moviellm_plugins_sd.style.training_batches import TrainingBatches, noise_schedule

__all__ = ["learn_style", "load_style"]

_SAVE_EVERY = 25
"""Steps between checkpoints: the most that a kill costs, of 400 by default."""


def learn_style(
    painter_pipeline: Any,
    style: Style,
    options: StyleOptions,
    *,
    seed: int,
    folder: Path,
    check: Callable[[], None],
    progress: Callable[[int, int], None],
    model: str = "",
    steps: int = 40,
    guidance: float | None = None,
) -> bytes:
    """Learn a style and return its embedding file.

    Pictures are painted from the full style phrase, and new vectors are learned with which the
    model paints such pictures. A call that was stopped, or killed, goes on where it was when it
    is made again with the same folder, and returns the bytes that it would have returned at once.

    Args:
        painter_pipeline: A diffusers pipeline for Stable Diffusion or SDXL base, not offloaded.
        style: The screenplay's style.
        options: How it is learned.
        seed: Decides pictures, noise and order.
        folder: A folder of its own for pictures and checkpoints.
        check: Raises `moviellm.Cancelled` when the run was asked to stop.
        progress: Called with pictures and steps done, and all of them.
        model: What the training record calls the model.
        steps: Denoising steps of the pictures where the options do not say.
        guidance: Their guidance scale where the options do not say; None for the pipeline's own.

    Returns:
        One safetensors file: the vectors of each text encoder, and a training record as metadata.

    Raises:
        Cancelled: The run was asked to stop.
        FilmError: The model paints nothing, or learning diverged.
        InputError: The model or an option does not allow it.
    """
    encoders = encoders_of(painter_pipeline)
    noise_schedule(painter_pipeline.scheduler)
    options = options.completed(steps, guidance)
    place = folder / _name(style, options, seed, model)
    place.mkdir(parents=True, exist_ok=True)
    prompts = [picture_prompt(number, style) for number in range(options.images)]
    with without_adapter(painter_pipeline.unet):
        training = StyleTraining(painter_pipeline, encoders, starting_words(style), options, seed)
        pictures = _paint(painter_pipeline, prompts, options, seed, place, check, progress)
        batches = TrainingBatches(painter_pipeline, pictures, options)
        with frozen(painter_pipeline, encoders, checkpointing=options.gradient_checkpointing):
            losses = _train(training, batches, options, place, check, progress)
    made_from = _made_from(painter_pipeline, style, prompts, pictures)
    record = {**made_from, **training.record(), "model": model, "loss": losses}
    return embedding_file(encoders, training.rows, record)


def _paint(
    pipeline: Any,
    prompts: Sequence[str],
    options: StyleOptions,
    seed: int,
    place: Path,
    check: Callable[[], None],
    progress: Callable[[int, int], None],
) -> list[Image.Image]:
    """Paint the pictures that are not there yet; return all."""

    def painted(done: int) -> None:
        check()
        progress(done, options.images + options.steps)

    return paint_pictures(pipeline, prompts, options, seed=seed, folder=place, done=painted)


def _made_from(
    pipeline: Any, style: Style, prompts: Sequence[str], pictures: Sequence[Image.Image]
) -> dict[str, Any]:
    """What was learned from, for the training record."""
    return {
        "pipeline": type(pipeline).__name__,
        "style": style.model_dump(mode="json"),
        "prompts": list(prompts),
        "pictures_sha256": [hashlib.sha256(picture.tobytes()).hexdigest() for picture in pictures],
    }


def _train(
    training: StyleTraining,
    batches: TrainingBatches,
    options: StyleOptions,
    place: Path,
    check: Callable[[], None],
    progress: Callable[[int, int], None],
) -> dict[str, float]:
    """Take all steps, from the last checkpoint on; return the losses before and after."""
    evaluation_batches = batches.evaluation_batches(style_seed(training.seed, "examination"))
    before = training.resume(place)
    if before is None:
        before = training.evaluate(evaluation_batches)
    while training.step < options.steps:
        try:
            check()
        except Cancelled:
            training.save(place, before)
            raise
        number = training.step
        training.train_step(
            batches.draw(style_seed(training.seed, "lesson", number, batch))
            for batch in range(options.accumulation)
        )
        progress(options.images + training.step, options.images + options.steps)
        if training.step % _SAVE_EVERY == 0:
            training.save(place, before)
    return {"before": before, "after": training.evaluate(evaluation_batches)}


def _name(style: Style, options: StyleOptions, seed: int, model: str) -> str:
    """A folder for exactly this training, so that no checkpoint of another one is taken up."""
    whole = [style.model_dump(mode="json"), options.recipe(), seed, model]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]
