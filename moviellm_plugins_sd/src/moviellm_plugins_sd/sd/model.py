"""Stable Diffusion 1.x and 2.x by diffusers' `StableDiffusionPipeline`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diffusers import StableDiffusionPipeline

from moviellm_plugins_sd.config import StableDiffusion
from moviellm_plugins_sd.engine.loading import load_pipeline
from moviellm_plugins_sd.engine.model import DrawnPictures, PictureSpec, drawn_pictures
from moviellm_plugins_sd.engine.pipelines import PipelineModel, PromptPair, prompt_arguments
from moviellm_plugins_sd.prompt.encoder import PromptEncoder, TextTower


class StableDiffusionModel(PipelineModel):
    """Stable Diffusion with one text encoder."""

    config: StableDiffusion

    def load(self) -> Any:
        """Return the pipeline, with its safety checker where it has one and it is wanted."""
        parts: dict[str, Any] = {} if self.config.safety else {"safety_checker": None}
        return load_pipeline(
            StableDiffusionPipeline,
            self.config,
            dtype=self.dtype,
            requires_safety_checker=False,
            **parts,
        )

    def encoder_of(self, pipeline: Any) -> PromptEncoder:
        """Return the one text encoder."""
        tokenizer, model = pipeline.tokenizer, pipeline.text_encoder
        return PromptEncoder([TextTower(tokenizer, model, penultimate=False, device=self.device)])

    def call(
        self, specs: Sequence[PictureSpec], pairs: Sequence[PromptPair], **common: Any
    ) -> DrawnPictures:
        """Draw, and note what the safety checker flags."""
        made = self.pipeline(
            **prompt_arguments(pairs, guides=self.guides), output_type="pt", **common
        )
        return drawn_pictures(made.images, made.nsfw_content_detected)
