"""Captions and questions: what a video model is trained on, each with its span and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, model_validator

from moviellm.film.models.facts import FactText
from moviellm.film.models.ids import Id, Record, unsaid
from moviellm.film.models.part import FilmPart
from moviellm.film.models.timeline import Milliseconds, Span

T = TypeVar("T")
Level = Literal["frame", "shot", "scene", "chapter", "film"]
QuestionKind = Literal[
    "overview", "plot", "temporal", "who", "where", "what", "count", "order", "why", "who_said",
    "belief", "duration", "change", "tracking", "counterfactual",
]  # fmt: skip
Distractor = Literal[
    "", "other film", "other time", "other event", "other person", "other thing", "other place",
    "other number", "other mood", "other change", "none of these", "no change", "never",
    "cannot be known",
]  # fmt: skip
"""What a wrong option is instead of the truth: ``other film`` if it is right in another film of the
family, else what else of the film it is."""

Control = Literal[
    "", "true belief", "nothing changed", "never happened", "none of these", "cannot be known"
]  # fmt: skip
"""What of a question's premise does not hold; empty where all of it does."""
Text = Annotated[str, Field(min_length=1)]


class Caption(Record):
    """A text that is true of a part of the film.

    Attributes:
        target: Id of the frame, shot, scene, chapter or film.
        facts: The facts of the ledger that the text states.
        events: The events that the text tells.
    """

    id: Id
    level: Level
    target: Id
    start_ms: Milliseconds
    end_ms: Milliseconds
    text: Text
    facts: tuple[FactText, ...] = ()
    events: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.end_ms < self.start_ms:
            raise ValueError(f"it ends before it starts: {self.start_ms} to {self.end_ms} ms")
        return self


class Evidence(Record):
    """The smallest set of frames and cues from which a viewer can tell the answer."""

    frames: tuple[Id, ...] = ()
    cues: tuple[Id, ...] = ()
    spans_ms: tuple[Span, ...] = ()


class Question(Record):
    """A question whose answer is computed and proved.

    Attributes:
        options: Four answers of which one is right, or None for an open question.
        answer_index: Which of the options is right, from 0; None for an open question.
        distractors: What each option is, if it is wrong; empty for the right one. None where a
            captioner does not say.
        evidence: What shows the answer.
        hops: How many separate facts the evidence joins.
        certificate_ms: Time from the first to the last piece of evidence.
        program: The program over the ledger that computed the answer.
        checks: The verdict of each check of `moviellm.film.questions.programs` that applies.
        control: What of the question's premise does not hold, if it is asked so that nobody can
            rely on it: nobody is wrong, nothing has changed, it never happened, none of the other
            options is right, the film does not tell.
    """

    id: Id
    kind: QuestionKind
    question: Text
    answer: Text
    options: tuple[Text, ...] | None = None
    answer_index: Annotated[int, Field(ge=0)] | None = None
    distractors: Annotated[tuple[Distractor, ...] | None, Field(exclude_if=unsaid)] = None
    evidence: Evidence
    hops: Annotated[int, Field(ge=1)]
    certificate_ms: Milliseconds
    program: Text
    checks: dict[str, bool] = Field(default_factory=dict)
    control: Annotated[Control, Field(exclude_if=unsaid)] = ""

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> Self:
        if (self.options is None) != (self.answer_index is None):
            raise ValueError("options and answer_index go together")
        if self.options is not None and self.answer_index is not None:
            if len(set(self.options)) != len(self.options):
                raise ValueError("two options are equal")
            if (
                self.answer_index >= len(self.options)
                or self.options[self.answer_index] != self.answer
            ):
                raise ValueError("answer_index does not name the answer")
        self._tells_of_each_option()
        return self

    def _tells_of_each_option(self) -> None:
        if self.distractors is None:
            return
        right = [place for place, one in enumerate(self.distractors) if not one]
        if len(self.distractors) != len(self.options or ()) or right != [self.answer_index]:
            raise ValueError("distractors say of each option what it is, and nothing of the answer")

    def with_answer_at(self, position: int) -> Self:
        """Return the same question with the right option at another place.

        The wrong options keep their order, so letters can be balanced over a dataset.

        Args:
            position: From 0.

        Raises:
            ValueError: The question is open, or has no such place.
        """
        if self.options is None or not 0 <= position < len(self.options):
            raise ValueError(f"the question {self.id} has no option {position}")
        moved: dict[str, object] = {"options": _with(self.options, self.answer_index, position)}
        if self.distractors is not None:
            moved["distractors"] = _with(self.distractors, self.answer_index, position)
        return self.model_copy(update={**moved, "answer_index": position})


def _with(options: Sequence[T], place: int | None, position: int) -> tuple[T, ...]:
    """The options with the one at a place moved to another."""
    rest = [option for n, option in enumerate(options) if n != place]
    return (*rest[:position], options[place or 0], *rest[position:])


class Annotations(FilmPart):
    """All captions and questions of one film.

    Attributes:
        dropped: How many questions each check refused, by the check's name; ``not_shared`` are
            those that a family leaves out since they name what happens in one of its films alone.
    """

    film: Id
    captions: tuple[Caption, ...]
    questions: tuple[Question, ...]
    dropped: dict[str, int] = Field(default_factory=dict)
