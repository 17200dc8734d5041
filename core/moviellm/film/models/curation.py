"""What a curator is told of a corpus' questions, and what it says to each."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from moviellm.film.models.annotations import Control, QuestionKind, Text
from moviellm.film.models.ids import Id, Record
from moviellm.film.models.timeline import Milliseconds

Share = Annotated[float, Field(ge=0, le=1)]


class QuestionFacts(Record):
    """A few facts about one question of a corpus, without its film.

    Attributes:
        film: The film's id.
        family: As `moviellm.film.family` gives it; a film and its twins share it.
        pair: As `moviellm.film.pair_id` gives it: what is asked alike in films of the family shares
            it. Empty where that is not known.
        question: The question's id within the film.
        template: What questions made alike share: the form of their program, less what it is about.
        text: The question as it is asked.
        slot: What the program asks for, such as ``prop``, ``location`` or ``count``.
        options: Empty for an open question.
        answer_index: Which of the options is right, from 0; None for an open question.
        hops: How many separate facts the evidence joins.
        distance_ms: From the end of the first piece of evidence to the beginning of the last: how
            long a viewer has to keep the first in mind. 0 where one piece is enough.
        certificate_ms: Time from the first to the last piece of evidence.
        control: What of its premise does not hold, as `Question.control` says.
        false_belief: Whether it is about somebody who is wrong about something.
    """

    film: Id
    family: str
    pair: str = ""
    question: Id
    kind: QuestionKind
    template: Text
    slot: str
    text: Text
    answer: Text
    options: tuple[Text, ...] = ()
    answer_index: Annotated[int, Field(ge=0)] | None = None
    hops: Annotated[int, Field(ge=1)]
    distance_ms: Milliseconds
    certificate_ms: Milliseconds
    control: Control = ""
    false_belief: bool = False


class Decision(Record):
    """Whether one question is exported.

    Attributes:
        film: The film's id.
        question: The question's id within the film.
        left_out: Why it is left out, in a few words that are counted; empty when it is kept.
    """

    film: Id
    question: Id
    left_out: Annotated[str, Field(max_length=200)] = ""


class Quota(Record):
    """A part of the questions that a curator was asked for, and what came of it.

    Attributes:
        dial: What was dialled, such as ``kinds``.
        value: Of which value, such as ``order``.
        asked: The share of the kept questions that was asked for.
        got: The share that it has.
        questions: How many questions that is.
        why: Why it has another share than was asked for; empty when it has that one.
    """

    dial: Text
    value: Text
    asked: Share
    got: Share
    questions: Annotated[int, Field(ge=0)]
    why: str = ""
