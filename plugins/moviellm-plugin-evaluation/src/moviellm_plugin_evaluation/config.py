"""Options of the exporters: which films are held out, and how they are encoded."""

from __future__ import annotations

from typing import Annotated, Literal

from moviellm import WithoutEffect
from moviellm.exporting import CardConfig, CardText, ScoresOption, SplitConfig
from moviellm.film import QuestionKind
from moviellm_plugin_video import SteadyVideoOptions
from pydantic import Field


class HeldOutConfig(SplitConfig):
    """How films are divided; the films of `test` are held out.

    The same values in the exporter of a trainer divide a run in the same way.
    """

    train: Annotated[float, Field(ge=0, le=1_000)] = Field(
        default=0, description="The weight of the training films."
    )
    test: Annotated[float, Field(gt=0, le=1_000)] = Field(
        default=1, description="The weight of the held-out films."
    )


class BenchmarkConfig(CardConfig):
    """What every benchmark has options for."""

    split: HeldOutConfig = Field(default=HeldOutConfig(), description="Which films are held out.")
    questions: Literal["all"] | tuple[QuestionKind, ...] = Field(
        default="all", description="The kinds of question to ask; open questions are left out."
    )
    seed: Annotated[int, Field(ge=0)] = Field(
        default=0, description="Chooses the places of right options."
    )
    video: SteadyVideoOptions = Field(
        default=SteadyVideoOptions(), description="How films are encoded."
    )
    scores: ScoresOption = Field(
        default=None,
        description="What `moviellm audit RUN --scores FILE` wrote: each row tells in `blind` how "
        "likely its answer is without the film.",
    )
    workers: WithoutEffect[Annotated[int, Field(ge=1, le=256)] | None] = Field(
        default=None,
        description="How many films are encoded at once; by default as many as there are cores.",
    )
    title: CardText = Field(
        default="Held-out films made by MovieLLM", description="The heading of the data card."
    )


class LmmsEvalConfig(BenchmarkConfig):
    """Options of ``lmms-eval``."""

    task: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")] = Field(
        default="moviellm", description="The task's name, after --tasks."
    )
    dialogue: bool = Field(
        default=True,
        description="Put the film's dialogue, with its times, before the question; without it, "
        "questions whose evidence is spoken are left out.",
    )
