"""The options of painters that paint by diffusion, and those of `sd`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from moviellm import WithoutEffect
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from moviellm_plugins_sd.prompt.syntax import checked_prompt
from moviellm_plugins_sd.style.options import StyleChoice

NEGATIVE = (
    "photo collage, split screen, several panels, border, frame, text, caption, subtitle, logo, "
    "watermark, signature, low quality, low resolution, jpeg artifacts, blurred, out of focus, "
    "overexposed, underexposed, bad anatomy, deformed, disfigured, malformed hands, extra fingers, "
    "missing fingers, extra limbs, fused limbs, cropped head, duplicate person, cloned face, "
    "crossed eyes, distorted face, floating objects"
)
"""What no picture should look like, unless a pipeline says otherwise."""

Side = Annotated[int, Field(ge=64, le=4096)]
Scale = Annotated[float, Field(ge=0, le=2)]
SchedulerValue = bool | int | float | str | None


def _safe(file: Path) -> Path:
    if file.suffix != ".safetensors":
        raise ValueError(
            f"{file} is no .safetensors file; others can run code when they are loaded"
        )
    return file


SafeFile = Annotated[Path, AfterValidator(_safe)]

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Checkpoint(BaseModel):
    """Where a model comes from: a folder in diffusers' format, or the hub at one commit.

    Attributes:
        pipelines: The diffusers classes whose folders will do.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    pipelines: ClassVar[tuple[str, ...]] = ()

    model: Annotated[str, Field(min_length=1)] = Field(
        description="A folder in diffusers' format, or a hub id with `revision`."
    )
    revision: str | None = Field(
        default=None,
        description="The commit of a hub id, 40 hexadecimal characters: branches and tags move.",
    )
    variant: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")] | None = Field(
        default=None, description="The variant of the weights to read, `fp16` for example."
    )

    @model_validator(mode="after")
    def _pinned(self) -> Self:
        if self.revision is None:
            if _HUB_ID.fullmatch(self.model) and not Path(self.model).exists():
                raise ValueError(
                    f"{self.model!r} is no folder here, and a hub id needs `revision`, the 40 "
                    "characters of a commit (page of the model, Files, History): a branch moves, "
                    "and the same pipeline would then paint other pictures"
                )
        elif not _COMMIT.fullmatch(self.revision):
            raise ValueError(
                f"revision {self.revision!r} is no commit: give its 40 hexadecimal characters "
                "(page of the model, Files, History); branches and tags move"
            )
        elif not _HUB_ID.fullmatch(self.model):
            raise ValueError(f"revision is for hub ids (owner/name), and {self.model!r} is none")
        return self


class LoraFile(BaseModel):
    """A LoRA that is put on the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: SafeFile = Field(description="The file, safetensors.")
    weight: Annotated[float, Field(ge=-2, le=2)] = Field(default=1.0, description="How strongly.")


class IpAdapter(BaseModel):
    """An IP-Adapter, by which people look like their portraits (arXiv 2308.06721)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: SafeFile = Field(description="The adapter's file for this kind of model, safetensors.")
    image_encoder: Path = Field(description="The folder of the CLIP image encoder it goes with.")
    scale: Scale = Field(default=0.6, description="How much the portrait weighs beside words.")


class DiffusionOptions(Checkpoint):
    """What every diffusion painter of this engine takes."""

    size: tuple[Side, Side] | None = Field(
        default=None,
        description="Width and height in pixels, multiples of 8; by default the model's own.",
    )
    steps: Annotated[int, Field(ge=1, le=1_000)] = Field(
        default=30, description="Denoising steps of a picture."
    )
    guidance: Annotated[float, Field(ge=0, le=30)] = Field(
        default=7.0,
        description="How closely a picture follows its words; at most 1 paints without the "
        "negative prompt, in half the time.",
    )
    scheduler: str | None = Field(
        default=None, description="A scheduler by its diffusers name; by default the model's own."
    )
    scheduler_options: dict[str, SchedulerValue] = Field(
        default_factory=dict,
        description="Settings of the scheduler, such as `timestep_spacing: trailing`.",
    )
    negative: Annotated[str, Field(max_length=4_000), AfterValidator(checked_prompt)] = Field(
        default=NEGATIVE,
        description="What no picture should look like; `(word:1.3)`, `((word))`, `[word]` weigh.",
    )
    style: StyleChoice = Field(
        default=None,
        description="How the film's style is learned, once, as a new word (`paper`, `quick`, or "
        "options), or `off`: the style is told in its own words.",
    )
    ip_adapter: IpAdapter | None = Field(
        default=None,
        description="Keep one or two people alike by portraits; by default by wording alone.",
    )
    portrait_size: Side | None = Field(
        default=None, description="Side of portraits in pixels; by default the model's own."
    )
    loras: tuple[LoraFile, ...] = Field(default=(), description="LoRA files and their weights.")
    retries: Annotated[int, Field(ge=0, le=20)] = Field(
        default=3,
        description="How often a black, broken or flagged picture is painted with another seed.",
    )
    format: Literal["jpg", "png"] = Field(default="jpg", description="How pictures are encoded.")
    quality: Annotated[int, Field(ge=1, le=100)] = Field(
        default=92, description="Quality of JPEG files."
    )
    device: WithoutEffect[str] = Field(
        default="auto", description="`cuda`, `cuda:1`, `mps` or `cpu`; by default the best."
    )
    dtype: Literal["auto", "float32", "float16", "bfloat16"] = Field(
        default="auto",
        description="Numbers to compute with; by default float16 on a GPU and float32 elsewhere.",
    )
    batch_size: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="Pictures painted at once at most; by default as many as memory holds on a "
        "GPU, found by halving, and one elsewhere.",
    )
    offload: WithoutEffect[Literal["none", "model", "sequential"]] = Field(
        default="none",
        description="Keep idle parts (`model`) or layers (`sequential`) in main memory.",
    )
    attention_slicing: bool = Field(
        default=False, description="Compute attention in slices: less memory, slower."
    )
    vae_slicing: WithoutEffect[bool] = Field(
        default=True, description="Decode one picture at a time: less memory, hardly slower."
    )
    vae_tiling: bool = Field(
        default=False, description="Decode in tiles: much less memory for large pictures."
    )

    def checkpoints(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield every checkpoint by the option that names it."""
        yield "model", self

    @model_validator(mode="after")
    def _even(self) -> Self:
        for side in (*(self.size or ()), *filter(None, [self.portrait_size])):
            if side % 8:
                raise ValueError(f"sizes are multiples of 8 pixels, and {side} is none")
        return self


class StableDiffusion(DiffusionOptions):
    """Options of the painter `sd`."""

    pipelines = ("StableDiffusionPipeline", "LatentConsistencyModelPipeline")

    safety: bool = Field(
        default=True,
        description="Use the checkpoint's safety checker where it has one; what it flags is "
        "painted again.",
    )
