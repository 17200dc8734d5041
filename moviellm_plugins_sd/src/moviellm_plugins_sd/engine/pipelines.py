"""Stable Diffusion of every generation, as the engine draws with it."""

from __future__ import annotations

import logging
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import torch
from moviellm import Context
from moviellm.film import Style

from moviellm_plugins_sd.config import DiffusionOptions
from moviellm_plugins_sd.engine.device import (
    device_of,
    dtype_of,
    environment_of,
    gathered_on,
    largest_batch,
    place_on_device,
)
from moviellm_plugins_sd.engine.loras import put_loras
from moviellm_plugins_sd.engine.memory import fitting
from moviellm_plugins_sd.engine.model import (
    DiffusionModel,
    DrawnPictures,
    PictureSpec,
    generators_of,
)
from moviellm_plugins_sd.engine.portrait_adapter import PortraitAdapter
from moviellm_plugins_sd.engine.schedulers import set_scheduler
from moviellm_plugins_sd.engine.sizes import checked_size
from moviellm_plugins_sd.identity import identity_of
from moviellm_plugins_sd.prompt.encoder import Embedding, PromptEncoder
from moviellm_plugins_sd.style.learning import learn_style, load_style
from moviellm_plugins_sd.style.options import StyleOptions

_TOLD = 10
"""So many times is told how far a style is learned."""

_ELSEWHERE = (
    "Set a smaller `style.size`, learn it on another machine and give its file "
    "(`style: {embedding: FILE}`), or say `style: off`."
)


class PipelineModel(DiffusionModel):
    """A diffusers pipeline that takes prompts as embeddings.

    A family of checkpoints says how it is loaded, which text encoders it has (`encoder_of`) and
    what its pipeline is called with (`call`).

    Args:
        config: The painter's options.
        log: Is told of what is odd about the options.
    """

    def __init__(self, config: DiffusionOptions, log: logging.Logger) -> None:
        self.config = config
        self.log = log
        self.device = device_of(config.device)
        self.dtype = dtype_of(config.dtype, self.device)
        if config.device == "auto" and self.device.type == "cpu":
            log.warning("no GPU is here: real models take minutes a picture on the processor")
        self.pipeline = self.load()
        set_scheduler(self.pipeline, config.scheduler, config.scheduler_options)
        put_loras(self.pipeline, config.loras)
        self.guides = config.guidance > 1 and not self.pipeline.unet.config.time_cond_proj_dim
        adapter = config.ip_adapter
        self.portrait_adapter = None
        if adapter is not None:
            self.portrait_adapter = PortraitAdapter(
                self.pipeline, adapter, guides=self.guides, device=self.device
            )
        place_on_device(self.pipeline, self.device, config)
        self.encoder = self.encoder_of(self.pipeline)
        self.largest_batch = largest_batch(config, self.device)
        self.environment = environment_of(self.device, self.dtype)

    def load(self) -> Any:
        """Return the pipeline."""
        raise NotImplementedError

    def encoder_of(self, pipeline: Any) -> PromptEncoder:
        """Return the text encoders of a pipeline."""
        raise NotImplementedError

    def call(
        self, specs: Sequence[PictureSpec], pairs: Sequence[PromptPair], **common: Any
    ) -> DrawnPictures:
        """Call the pipeline.

        Args:
            specs: What is drawn.
            pairs: The prompt and the negative prompt of each.
            **common: What every pipeline is called with: generators, size, steps, guidance, and
                the reference portraits.
        """
        raise NotImplementedError

    def batch_key(self, spec: PictureSpec) -> Hashable:
        """Pictures of one batch have prompts of one length, a size, and the same references."""
        windows = self._encoded(spec)[0].states.shape[0]
        return windows, spec.size, spec.references if self.portrait_adapter is not None else ()

    def draw(self, specs: Sequence[PictureSpec]) -> DrawnPictures:
        """Draw one batch, each picture by a generator of its own on the processor."""
        first = specs[0]
        people = {}
        if self.portrait_adapter is not None:
            people = self.portrait_adapter.arguments(first.references, first.size)
        return self.call(
            specs,
            [self._encoded(spec) for spec in specs],
            generator=generators_of(specs),
            width=first.size[0],
            height=first.size[1],
            num_inference_steps=self.config.steps,
            guidance_scale=self.config.guidance,
            **people,
        )

    def size_of(self, wanted: tuple[int, int] | None) -> tuple[int, int]:
        """The size to paint in, held against what the model was trained on."""
        return checked_size(wanted, self.pipeline, self.log)

    def learn_style(
        self, style: Style, options: StyleOptions, *, seed: int, folder: Path, context: Context
    ) -> bytes:
        """Learn a style by textual inversion, with everything on the device."""
        if self.portrait_adapter is not None:
            self.portrait_adapter.rest()
        self.log.info(
            "the style “%s” is learned first: %d pictures, %d steps",
            style.keyword,
            options.images,
            options.steps,
        )

        def told(done: int, total: int) -> None:
            context.progress(0, 1)  # it does not hang, and no picture of the film is painted yet
            if done % max(1, total // _TOLD) == 0:
                self.log.info("learning the style: %d of %d", done, total)

        with (
            fitting("Learning the style", hint=_ELSEWHERE),
            gathered_on(self.pipeline, self.device, self.device, self.config),
        ):
            return learn_style(
                self.pipeline,
                style,
                options,
                seed=seed,
                folder=folder,
                check=context.check,
                progress=told,
                model=identity_of(self.config),
                steps=self.config.steps,
                guidance=self.config.guidance,
            )

    def load_style(self, data: bytes) -> str:
        """Load a learned style into the text encoders."""
        return self.load_style_into(self.pipeline, data)

    def load_style_into(self, pipeline: Any, data: bytes) -> str:
        """Load a learned style into the text encoders of a pipeline of this model."""
        with gathered_on(pipeline, torch.device("cpu"), self.device, self.config):
            return load_style(pipeline, data)

    def _encoded(self, spec: PictureSpec) -> PromptPair:
        return self.encoder.encode(spec.prompt, self.config.negative if self.guides else "")


PromptPair = tuple[Embedding, Embedding]
"""A prompt and what it is held against."""


def prompt_arguments(pairs: Sequence[PromptPair], *, guides: bool) -> dict[str, torch.Tensor]:
    """Embeddings as the arguments of a Stable Diffusion pipeline."""
    given = {"prompt_embeds": torch.stack([said.states for said, _ in pairs])}
    if guides:
        given["negative_prompt_embeds"] = torch.stack([against.states for _, against in pairs])
    return given


def pooled_arguments(pairs: Sequence[PromptPair], *, guides: bool) -> dict[str, torch.Tensor]:
    """Pooled embeddings as the arguments of an SDXL pipeline."""
    given = {"pooled_prompt_embeds": _stack(said.pooled for said, _ in pairs)}
    if guides:
        given["negative_pooled_prompt_embeds"] = _stack(against.pooled for _, against in pairs)
    return given


def _stack(states: Any) -> torch.Tensor:
    return torch.stack(list(states))
