"""The training of a style: the vectors, the optimiser, and the steps that they take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import torch
from moviellm import FilmError

from moviellm_plugins_sd.style.checkpoint import TrainingState, load_checkpoint, save_checkpoint
from moviellm_plugins_sd.style.encoders import Encoder, Prompts, encode, is_xl, tokenize
from moviellm_plugins_sd.style.options import StyleOptions
from moviellm_plugins_sd.style.precision import Precision, precision_of
from moviellm_plugins_sd.style.training_batches import TrainingBatch


class StyleTraining:
    """New vectors for a style on their way.

    Args:
        pipeline: The pipeline, its models frozen.
        encoders: Its text encoders.
        words: The vectors start as those of the first tokens of these words.
        options: How it is learned.
        seed: Names what is drawn.

    Attributes:
        rows: The vectors (vectors, width) of each encoder, in fp32.
        step: Steps done.
        skipped: Steps that changed nothing because a gradient overflowed in fp16.
        device: Where the denoiser is.
    """

    def __init__(
        self,
        pipeline: Any,
        encoders: Sequence[Encoder],
        words: str,
        options: StyleOptions,
        seed: int,
    ) -> None:
        self.seed, self.step, self.skipped = seed, 0, 0
        self.device: torch.device = pipeline.unet.device
        self._unet, self._encoders, self._options = pipeline.unet, encoders, options
        self._takes_size = is_xl(pipeline)
        self._prompts = [
            [tokenize(encoder, [template], options.vectors) for encoder in encoders]
            for template in options.templates
        ]
        self.rows = [initial_rows(encoder, words, options.vectors) for encoder in encoders]
        self._optimizer = torch.optim.AdamW(
            self.rows, lr=options.rate_at(0), weight_decay=options.weight_decay
        )
        self._precision: Precision = precision_of(pipeline.unet, options.precision)

    def train_step(self, batches: Iterable[TrainingBatch]) -> None:
        """Take one step on the gradients of these batches.

        Raises:
            FilmError: The loss is no number any more.
        """
        for group in self._optimizer.param_groups:
            group["lr"] = self._options.rate_at(self.step)
        self._optimizer.zero_grad(set_to_none=True)
        scaler = self._precision.scaler
        for batch in batches:
            loss = self._loss(batch)
            if not torch.isfinite(loss):
                raise FilmError(
                    f"Learning the style diverged at step {self.step + 1}: the loss is no number.",
                    hint="Lower `style.learning_rates`, or set `style.precision: bf16`.",
                )
            scaler.scale(loss / self._options.accumulation).backward()  # type: ignore[no-untyped-call]
        scaler.unscale_(self._optimizer)
        torch.nn.utils.clip_grad_norm_(self.rows, self._options.gradient_clip)
        scale = scaler.get_scale()
        scaler.step(self._optimizer)
        scaler.update()
        self.skipped += scaler.get_scale() < scale
        self.step += 1

    @torch.no_grad()
    def evaluate(self, batches: Sequence[TrainingBatch]) -> float:
        """The mean loss of these batches with the vectors as they are."""
        return sum(float(self._loss(batch)) for batch in batches) / len(batches)

    def save(self, place: Path, before: float) -> None:
        """Write a checkpoint."""
        progress = TrainingState(self.step, before, self.skipped, self._precision.state())
        save_checkpoint(place, progress, self.rows, self._optimizer)

    def resume(self, place: Path) -> float | None:
        """Go on from the checkpoint, if there is one; return the loss before the first step."""
        progress = load_checkpoint(place, self.rows, self._optimizer)
        if progress is None:
            return None
        self.step, self.skipped = progress.step, progress.skipped
        self._precision.restore(*progress.scale)
        return progress.before

    def record(self) -> dict[str, Any]:
        """How it was learned, for the training record."""
        return {
            "options": self._options.recipe(),
            "seed": self.seed,
            "steps_skipped": self.skipped,
            "torch": torch.__version__,
            "device": self.device.type,
        }

    def _loss(self, batch: TrainingBatch) -> torch.Tensor:
        """Mean squared error of what the denoiser says of the batch's latents."""
        chosen = [self._prompts[number] for number in batch.templates]
        prompts = [
            Prompts(torch.cat([p.ids for p in column]), torch.cat([p.slots for p in column]))
            for column in zip(*chosen, strict=True)
        ]
        with self._precision.mixed():
            states, pooled = encode(
                self._encoders, prompts, self.rows, penultimate=self._takes_size
            )
            said = self._unet(
                batch.noisy.to(self.device, self._unet.dtype),
                batch.times.to(self.device),
                encoder_hidden_states=states.to(self._unet.dtype),
                added_cond_kwargs=self._added(pooled, len(chosen)) if self._takes_size else None,
            ).sample
        return torch.nn.functional.mse_loss(said.float(), batch.target.to(self.device))

    def _added(self, pooled: torch.Tensor, count: int) -> dict[str, torch.Tensor]:
        """What SDXL is told beside the prompt: the pooled state; size, crop and target size."""
        size = self._options.size
        times = torch.tensor([[size, size, 0, 0, size, size]] * count)
        dtype = self._unet.dtype
        return {"text_embeds": pooled.to(dtype), "time_ids": times.to(self.device, dtype)}


def initial_rows(encoder: Encoder, words: str, vectors: int) -> torch.nn.Parameter:
    """The vectors to start from: those of the words' first tokens, in fp32."""
    tokens = encoder.tokens(words)
    chosen = [tokens[n % len(tokens)] for n in range(vectors)]
    known = encoder.model.get_input_embeddings().weight
    return torch.nn.Parameter(known[chosen].detach().clone().float())
