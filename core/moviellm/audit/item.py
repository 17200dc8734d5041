"""One question of a dataset, whoever made it, as an audit reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from moviellm.audit.shown import Shown
from moviellm.film.question_facts import program_form

_SIBLING = re.compile(r"(-(?:twin|rotation)-\d+)?(\.[a-z]\w{1,4})?$")
_OPENING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditItem:
    """A question, with or without options.

    Attributes:
        id: Names it within the dataset.
        film: The film or video that it is about.
        family: Films of one family are never divided between training and test.
        kind: What the dataset calls its kind or task.
        template: What questions made alike share.
        options: Empty for an open question.
        answer: Which option is right, from 0; None for an open question.
        shown: What the film's pictures show; None where the dataset does not tell.
        hops: How many separate facts the answer joins.
        ordered: Whether it was proved that the film's order is needed for the answer.
        heard: Whether something that is heard is part of its evidence.
    """

    id: str
    film: str
    family: str
    kind: str
    template: str
    question: str
    options: tuple[str, ...] = ()
    answer: int | None = None
    shown: Shown | None = field(default=None, compare=False, repr=False)
    hops: int = 1
    ordered: bool = False
    heard: bool = False


def family_of(film: str) -> str:
    """The family of a film, told from its id or file: its siblings are named after it."""
    return _SIBLING.sub("", film, count=1)


def template_of(kind: str, question: str, program: str | None = None) -> str:
    """What questions made alike share: the form of their program, or how they begin."""
    if program:
        return program_form(program) or kind
    return f"{kind}: {' '.join(question.casefold().split()[:_OPENING])} …"
