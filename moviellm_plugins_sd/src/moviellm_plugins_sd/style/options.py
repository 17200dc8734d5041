"""How a style is learned, or which embedding stands for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Template = Annotated[str, Field(min_length=2, max_length=300)]
Rate = Annotated[float, Field(gt=0, le=1)]

TEMPLATES = (
    "generate an image in {} style",
    "a picture in {} style",
    "a place in {} style",
    "a film frame in {} style",
    "a scene painted in {} style",
    "a view of somewhere in {} style",
)

PRESETS: dict[str, dict[str, Any]] = {
    "paper": {},
    "quick": {"images": 5, "steps": 100, "accumulation": 1},
}
"""What a preset sets beside the defaults, which are the paper's."""

_PICKLES = (".pt", ".bin", ".pth", ".ckpt", ".pkl")


class StyleOptions(BaseModel):
    """How a film's style is learned; the defaults are those of the paper."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preset: Literal["paper", "quick"] = Field(
        default="paper",
        description="`paper`: the paper's settings; `quick`: an eighth of its steps, to try a "
        "style out. Options that are given replace those of the preset.",
    )
    embedding: Path | None = Field(
        default=None,
        description="A finished embedding (.safetensors) to use; nothing is learned then.",
    )
    images: Annotated[int, Field(ge=1, le=200)] = Field(
        default=10, description="Pictures painted from the full style phrase to learn from."
    )
    image_steps: Annotated[int, Field(ge=1, le=1_000)] | None = Field(
        default=None, description="Their denoising steps; by default the painter's `steps`."
    )
    guidance_scale: Annotated[float, Field(ge=0, le=30)] | None = Field(
        default=None, description="Their guidance; by default the painter's `guidance`."
    )
    size: Annotated[int, Field(ge=64, le=2048, multiple_of=8)] = Field(
        default=768, description="Width and height of these pictures, in pixels."
    )
    vectors: Annotated[int, Field(ge=1, le=8)] = Field(
        default=1, description="New vectors a text encoder; each takes one token of every prompt."
    )
    steps: Annotated[int, Field(ge=1, le=20_000)] = Field(
        default=400, description="Steps of the optimiser."
    )
    accumulation: Annotated[int, Field(ge=1, le=64)] = Field(
        default=2, description="Batches whose gradients make one step."
    )
    batch_size: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="Pictures a batch."
    )
    learning_rates: Annotated[tuple[Rate, ...], Field(min_length=1, max_length=50)] = Field(
        default=(1e-3, 7e-4, 5e-4, 3e-4),
        description="Learning rates, one after the other, each for an equal share of the steps.",
    )
    weight_decay: Annotated[float, Field(ge=0, le=1)] = Field(
        default=1e-2, description="Weight decay of AdamW, on the new vectors only."
    )
    gradient_clip: Annotated[float, Field(gt=0)] = Field(
        default=1.0, description="Largest norm of the gradient of a step."
    )
    flips: bool = Field(default=True, description="Also learn from the pictures mirrored.")
    templates: Annotated[tuple[Template, ...], Field(min_length=1, max_length=100)] = Field(
        default=TEMPLATES,
        description="Prompts to learn with; `{}` stands for the new word.",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = Field(
        default="auto",
        description="Arithmetic of learning; `auto` is that of the painter's weights, on a GPU "
        "mixed with bf16 where they are fp32.",
    )
    gradient_checkpointing: bool = Field(
        default=True,
        description="Compute activations twice instead of keeping them: a third slower, and "
        "several GB less memory at 768 pixels.",
    )

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {**PRESETS.get(str(given.get("preset", "paper")), {}), **given}

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for template in self.templates:
            if template.count("{}") != 1:
                raise ValueError(f"the template {template!r} needs `{{}}` exactly once")
        if self.embedding is None:
            return self
        if self.embedding.suffix.lower() in _PICKLES:
            raise ValueError(
                f"{self.embedding} is a pickle, which can run code when it is loaded; "
                "convert it to .safetensors where you trust it"
            )
        if self.recipe() != type(self)(preset=self.preset).recipe():
            raise ValueError("an embedding is used as it is: leave the options of learning out")
        return self

    def recipe(self) -> dict[str, Any]:
        """All that decides what is learned, as JSON: the options less where and how fast."""
        return self.model_dump(
            mode="json",
            exclude={"preset", "embedding", "gradient_checkpointing"},
        )

    def completed(self, steps: int, guidance: float | None) -> Self:
        """The same options, with the painter's steps and guidance where they say nothing."""
        found = {
            "image_steps": self.image_steps or steps,
            "guidance_scale": guidance if self.guidance_scale is None else self.guidance_scale,
        }
        return self.model_copy(update=found)

    def rate_at(self, step: int) -> float:
        """The learning rate of a step, counted from 0."""
        return self.learning_rates[step * len(self.learning_rates) // self.steps]


def _natural(given: Any) -> Any:
    if given is False or given == "off":
        return None
    if isinstance(given, str) and given not in PRESETS:
        raise ValueError(f"expected off, {', '.join(PRESETS)} or options, found the text `{given}`")
    return {"preset": given} if isinstance(given, str) else given


StyleChoice = Annotated[
    StyleOptions | None,
    BeforeValidator(
        _natural,
        json_schema_input_type=StyleOptions | Literal["off", "paper", "quick", False] | None,
    ),
]
"""`off`, a preset's name, or options; None is off."""
