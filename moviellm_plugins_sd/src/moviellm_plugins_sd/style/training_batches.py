"""What is learned from: noisy latents of the pictures, with the prompt of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from moviellm import InputError
from PIL import Image

from moviellm_plugins_sd.style.options import StyleOptions


@dataclass(frozen=True)
class TrainingBatch:
    """What one forward pass learns from.

    Attributes:
        templates: Which template each picture gets, by number.
        noisy: Noisy latents, (batch, channels, height, width).
        target: What the denoiser should say of them: the noise, or the velocity.
        times: Timesteps, (batch).
    """

    templates: list[int]
    noisy: torch.Tensor
    target: torch.Tensor
    times: torch.Tensor


class TrainingBatches:
    """Draws batches, each from a seed of its own, so that their order does not matter.

    Args:
        pipeline: The pipeline that painted the pictures.
        pictures: The pictures, of one size.
        options: Batch size, flips and templates.

    Raises:
        InputError: The pipeline's scheduler predicts neither noise nor velocity.
    """

    def __init__(
        self, pipeline: Any, pictures: Sequence[Image.Image], options: StyleOptions
    ) -> None:
        self.schedule = noise_schedule(pipeline.scheduler)
        self._batch = options.batch_size
        self._templates = len(options.templates)
        self._mean, self._spread = _latents(pipeline, pictures, flips=options.flips)

    def draw(self, seed: int) -> TrainingBatch:
        """Draw a batch."""
        draw = torch.Generator().manual_seed(seed)

        def some(end: int) -> torch.Tensor:
            return torch.randint(end, (self._batch,), generator=draw)

        times = some(self.schedule.config.num_train_timesteps)
        return self._training_batch(some(len(self._mean)), some(self._templates), times, draw)

    def evaluation_batches(self, seed: int) -> list[TrainingBatch]:
        """The same batches before and after: every picture once, at times from early to late."""
        draw = torch.Generator().manual_seed(seed)
        count = len(self._mean)
        end = self.schedule.config.num_train_timesteps
        return [
            self._training_batch(
                torch.tensor([n]),
                torch.tensor([n % self._templates]),
                torch.tensor([(2 * n + 1) * end // (2 * count)]),
                draw,
            )
            for n in range(count)
        ]

    def _training_batch(
        self,
        which: torch.Tensor,
        templates: torch.Tensor,
        times: torch.Tensor,
        draw: torch.Generator,
    ) -> TrainingBatch:
        mean, spread = self._mean[which], self._spread[which]
        clean = mean + spread * torch.randn(mean.shape, generator=draw)
        noise = torch.randn(mean.shape, generator=draw)
        velocity = self.schedule.config.prediction_type == "v_prediction"
        return TrainingBatch(
            templates=templates.tolist(),
            noisy=self.schedule.add_noise(clean, noise, times),
            target=self.schedule.get_velocity(clean, noise, times) if velocity else noise,
            times=times,
        )


def noise_schedule(scheduler: Any) -> Any:
    """The schedule that the model was trained by, from that of any sampler.

    Raises:
        InputError: It is one of another kind (flow matching, EDM), or predicts something else.
    """
    from diffusers import DDPMScheduler

    prediction = scheduler.config.get("prediction_type", "epsilon")
    if not hasattr(scheduler, "alphas_cumprod") or prediction not in ("epsilon", "v_prediction"):
        raise InputError(
            f"A style cannot be learned with the scheduler {type(scheduler).__name__}, which "
            f"predicts {prediction!r}.",
            hint="Use a model of Stable Diffusion 1.x, 2.x or SDXL, or turn the style off.",
        )
    schedule: Any = DDPMScheduler
    return schedule.from_config(scheduler.config)


@torch.no_grad()
def _latents(
    pipeline: Any, pictures: Sequence[Image.Image], *, flips: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and spread of each picture's latents, scaled as the denoiser knows them, in fp32."""
    vae = pipeline.vae
    widened = vae.dtype == torch.float16 and getattr(vae.config, "force_upcast", True)
    if widened:
        vae.to(dtype=torch.float32)
    means, spreads = [], []
    for picture in pictures:
        pixels = numpy.asarray(picture, dtype=numpy.float32) / 127.5 - 1
        image = torch.from_numpy(pixels).permute(2, 0, 1)[None]
        for one in (image, image.flip(-1)) if flips else (image,):
            found = vae.encode(one.to(vae.device, vae.dtype)).latent_dist
            means.append(found.mean.float().cpu() * vae.config.scaling_factor)
            spreads.append(found.std.float().cpu() * vae.config.scaling_factor)
    if widened:
        vae.to(dtype=torch.float16)
    return torch.cat(means), torch.cat(spreads)
