"""The options of the painter `sdxl`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from moviellm_plugins_sd import Checkpoint, DiffusionOptions


class Refiner(Checkpoint):
    """The second model of SDXL, which paints the last steps."""

    pipelines = ("StableDiffusionXLImg2ImgPipeline",)

    at: Annotated[float, Field(gt=0, lt=1)] = Field(
        default=0.75, description="The share of the steps that the base model paints."
    )


class StableDiffusionXL(DiffusionOptions):
    """Options of the painter `sdxl`."""

    pipelines = ("StableDiffusionXLPipeline",)

    refiner: Refiner | None = Field(
        default=None, description="A refiner for the last steps; by default the base paints all."
    )

    def checkpoints(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield every checkpoint by the option that names it."""
        yield from super().checkpoints()
        if self.refiner is not None:
            yield "refiner", self.refiner

    @model_validator(mode="after")
    def _steps_for_both(self) -> Self:
        if self.refiner is not None:
            base = round(self.steps * self.refiner.at)
            if not 0 < base < self.steps:
                raise ValueError(
                    f"{self.steps} steps at {self.refiner.at:g} leave one of base and refiner "
                    "without a step: raise `steps`, or move `refiner.at`"
                )
        return self
