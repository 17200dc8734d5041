"""The option by which an exporter divides films into training, validation and test."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from moviellm.film import Film, family, split_of

Share = Annotated[float, Field(ge=0, le=1_000)]


class SplitConfig(BaseModel):
    """How films are divided; a film and its twins always stay together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    train: Share = Field(default=1, description="The weight of the training films.")
    validation: Share = Field(default=0, description="The weight of the validation films.")
    test: Share = Field(default=0, description="The weight of the test films.")
    seed: Annotated[int, Field(ge=0)] = Field(
        default=0, description="Another seed gives another division."
    )

    @model_validator(mode="after")
    def _some_weight(self) -> Self:
        if not any(self.shares.values()):
            raise ValueError("give at least one split a weight above zero")
        return self

    @property
    def shares(self) -> dict[str, float]:
        """The weight of each split by its name."""
        return {"train": self.train, "validation": self.validation, "test": self.test}

    def of(self, film: Film) -> str:
        """Return the name of the split that a film's family belongs to."""
        return split_of(family(film), self.shares, self.seed)
