"""SDXL by diffusers' pipelines: the base, and the refiner for the last steps (arXiv 2307.01952)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from diffusers import StableDiffusionXLImg2ImgPipeline, StableDiffusionXLPipeline

from moviellm_plugin_sdxl.config import StableDiffusionXL
from moviellm_plugins_sd import (
    DrawnPictures,
    PictureSpec,
    PipelineModel,
    PromptEncoder,
    PromptPair,
    TextTower,
    drawn_pictures,
    load_pipeline,
    place_on_device,
    pooled_arguments,
    prompt_arguments,
)


class StableDiffusionXLModel(PipelineModel):
    """SDXL with both text encoders, and perhaps a refiner.

    Args:
        config: The painter's options.
        log: Is told of what is odd about the options.
    """

    config: StableDiffusionXL

    def __init__(self, config: StableDiffusionXL, log: logging.Logger) -> None:
        super().__init__(config, log)
        self._refiner = self._load_refiner()
        if self._refiner is not None:
            self._second_encoder = self.encoder_of(self._refiner)

    def load(self) -> Any:
        """Return the base pipeline."""
        return load_pipeline(
            StableDiffusionXLPipeline, self.config, dtype=self.dtype, add_watermarker=False
        )

    def encoder_of(self, pipeline: Any) -> PromptEncoder:
        """Return the text encoders of a pipeline; a refiner has the second only."""
        pairs = (
            (pipeline.tokenizer, pipeline.text_encoder),
            (pipeline.tokenizer_2, pipeline.text_encoder_2),
        )
        return PromptEncoder(
            [
                TextTower(tokenizer, model, penultimate=True, device=self.device)
                for tokenizer, model in pairs
                if model is not None
            ]
        )

    def load_style(self, data: bytes) -> str:
        """Load a learned style into the text encoders of base and refiner."""
        if self._refiner is not None:
            self.load_style_into(self._refiner, data)
        return super().load_style(data)

    def call(
        self, specs: Sequence[PictureSpec], pairs: Sequence[PromptPair], **common: Any
    ) -> DrawnPictures:
        """Draw with the base, and the last steps with the refiner."""
        given = {**_embedded(pairs, guides=self.guides), **common}
        refiner = self.config.refiner
        if self._refiner is None or refiner is None:
            return drawn_pictures(self.pipeline(output_type="pt", **given).images)
        latents = self.pipeline(output_type="latent", denoising_end=refiner.at, **given).images
        again = [self._second_encoder.encode(spec.prompt, self._negative) for spec in specs]
        return drawn_pictures(
            self._refiner(
                image=latents,
                denoising_start=refiner.at,
                output_type="pt",
                generator=common["generator"],
                num_inference_steps=common["num_inference_steps"],
                guidance_scale=common["guidance_scale"],
                **_embedded(again, guides=self.guides),
            ).images
        )

    @property
    def _negative(self) -> str:
        return self.config.negative if self.guides else ""

    def _load_refiner(self) -> Any:
        if self.config.refiner is None:
            return None
        refiner = load_pipeline(
            StableDiffusionXLImg2ImgPipeline,
            self.config.refiner,
            dtype=self.dtype,
            option="refiner",
            add_watermarker=False,
        )
        base = self.pipeline.scheduler
        refiner.scheduler = type(base).from_config(base.config)
        place_on_device(refiner, self.device, self.config)
        return refiner


def _embedded(pairs: Sequence[PromptPair], *, guides: bool) -> dict[str, Any]:
    return {**prompt_arguments(pairs, guides=guides), **pooled_arguments(pairs, guides=guides)}
