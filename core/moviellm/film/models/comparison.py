"""Two answers to one question, side by side: what a judge is asked and what it says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from moviellm.film.models.ids import Record

Words = Annotated[str, Field(min_length=1)]


class Comparison(Record):
    """Two answers to one question about a film, in the order in which they are read.

    Attributes:
        question: What was asked about the film.
        reference: The right answer.
        first: The answer that is read first; empty when a model gave none.
        second: The answer that is read second.
    """

    question: Words
    reference: Words
    first: str
    second: str

    def swapped(self) -> Comparison:
        """The same two answers in the other order."""
        return self.model_copy(update={"first": self.second, "second": self.first})


class Preference(Record):
    """Which of two answers a judge prefers.

    Attributes:
        better: The better one; None when the judge gave no usable verdict.
        reason: Why, in its own words.
    """

    better: Literal["first", "second", "tie"] | None
    reason: str = ""
