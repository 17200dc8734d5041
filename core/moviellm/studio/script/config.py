"""The options of the captioner `script`."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field

from moviellm.film import QuestionKind

ALL_KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)


class ScriptConfig(BaseModel):
    """How much to ask.

    Attributes:
        per_scene: Questions wanted for each scene, beside one overview of the film and one plot
            question a chapter. Their kinds take turns.
        most: The most questions of one film.
        multiple_choice: The share of questions with four options, as far as there are fair ones.
        none_of_these: The share of questions with "None of these" among their options; it is right
            as often as each of the others. Without their options such questions ask nothing:
            exports that ask openly leave them out.
        kinds: The kinds of question to ask.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_scene: Annotated[float, Field(ge=0, le=20)] = 3.0
    most: Annotated[int, Field(ge=0, le=10_000)] = 1_000
    multiple_choice: Annotated[float, Field(ge=0, le=1)] = 0.5
    none_of_these: Annotated[float, Field(ge=0, le=1)] = 0.0
    kinds: tuple[QuestionKind, ...] = ALL_KINDS
