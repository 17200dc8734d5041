"""The facts about a film's questions by which a corpus is curated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moviellm.film.models.annotations import Annotations, Evidence, Question
from moviellm.film.models.curation import QuestionFacts
from moviellm.film.models.families import pair_id

_FORM = re.compile(r"\w+(?=\()|\bask=\w+|\w+(?==)")
"""Functions and names of arguments of a program, and what it asks for; not what it is about."""

_ASKED = re.compile(r"\bask=(\w+)")
_FUNCTION = re.compile(r"(\w+)\(")
_MISTAKEN = re.compile(r"(believes|mistaken)\(|cause\(.*\bunaware=")


def question_facts(annotations: Annotations, family: str) -> Iterator[QuestionFacts]:
    """Yield what is told to a curator of each question of a film, in order.

    Args:
        annotations: The film's.
        family: As `moviellm.film.family` gives it.
    """
    for question in annotations.questions:
        yield QuestionFacts(
            film=annotations.film,
            family=family,
            pair=pair_id(family, question),
            question=question.id,
            kind=question.kind,
            template=program_form(question.program) or question.kind,
            slot=_slot(question),
            text=question.question,
            answer=question.answer,
            options=question.options or (),
            answer_index=question.answer_index,
            hops=question.hops,
            distance_ms=_distance_ms(question.evidence),
            certificate_ms=question.certificate_ms,
            control=question.control,
            false_belief=bool(_MISTAKEN.match(question.program)),
        )


def program_form(program: str) -> str:
    """What programs made alike share.

    ``last(deed(agent=jonas), ask=event, before=e13)`` is ``last deed agent ask=event before``.
    """
    return " ".join(_FORM.findall(program))


def _slot(question: Question) -> str:
    """What a program asks for: what it names itself, the state that it is about, or what it is."""
    if asked := _ASKED.search(question.program):
        return asked[1]
    functions = _FUNCTION.findall(question.program)
    states = functions[1:] if functions[:1] != ["count"] else []
    return next(iter([*states, *functions]), question.kind)


def _distance_ms(evidence: Evidence) -> int:
    spans = evidence.spans_ms
    if not spans:
        return 0
    first, last = min(span.end_ms for span in spans), max(span.start_ms for span in spans)
    return max(0, last - first)
