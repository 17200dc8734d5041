"""Questions as instructions: with their options or without, with or without times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from moviellm.exporting import letter
from moviellm.film import Film, Question, QuestionKind
from moviellm.film.formats import TIMECODE, Timecodes
from moviellm.film.questions import QUESTION_KINDS, Duration, When

from moviellm_plugin_trainers.rows.escaping import escaped, escaped_line
from moviellm_plugin_trainers.rows.exchange import Exchange
from moviellm_plugin_trainers.rows.instructions import (
    Chooser,
    lettered,
    listed,
    wordings,
)

_TIMES = frozenset({When.name, Duration.name})
"""Programs that answer with a time."""

QuestionForm = Literal["mixed", "choice", "open"]


def wanted(film: Film, kinds: Literal["all"] | tuple[QuestionKind, ...]) -> Iterator[Question]:
    """Yield the film's questions of these kinds."""
    for question in film.annotations.questions:
        if kinds == "all" or question.kind in kinds:
            yield question


def speaks_of_options(question: Question) -> bool:
    """Whether a question has options that its wording speaks of ("which of these four events")."""
    return question.options is not None and QUESTION_KINDS[question.kind].speaks_of_options


def names_times(question: Question) -> bool:
    """Whether a question asks for a time or a length, or its words name a time."""
    return for_a_time(question) or re.search(TIMECODE, question.question) is not None


def for_a_time(question: Question) -> bool:
    """Whether a question asks for a time or a length."""
    return question.program.partition("(")[0] in _TIMES


def question_exchange(
    question: Question, form: QuestionForm, chooser: Chooser, codes: Timecodes, *, times: bool
) -> Exchange | None:
    """Return a question as an instruction, or None when it does not have the form.

    Args:
        question: Its options stand where they are to stand.
        form: ``mixed``: with its options when it has some; ``choice``: only when it has some;
            ``open``: without them, but for questions that speak of them; not those of which none
            of their options is right.
        chooser: Chooses the wording.
        codes: Names times.
        times: Ask and tell when it can be seen or heard.
    """
    if question.options is None and form == "choice":
        return None
    if form == "open" and question.control == "none of these":
        return None
    made = _without if question.options is None or form == "open" else _with_letters
    ask, answer = made(question, chooser)
    timed = names_times(question)
    if times and (spans := question.evidence.spans_ms):
        timed = True
        ask = f"{ask} {chooser.of(wordings()['question']['timed'], question.id)}"
        answer = f"{answer} ({', '.join(map(codes.stretch, spans))})"
    return Exchange(
        id=question.id,
        kind=question.kind,
        ask=ask,
        answer=answer,
        frames=question.evidence.frames,
        spans=question.evidence.spans_ms,
        timed=timed,
    )


def _with_letters(question: Question, chooser: Chooser) -> tuple[str, str]:
    wording = chooser.of(wordings()["choice"], question.id)
    asked, right = escaped_line(question.question), letter(question.answer_index or 0)
    return (
        wording["ask"].format(question=asked, options=lettered(question)),
        wording["answer"].format(letter=right, text=escaped_line(question.answer)),
    )


def _without(question: Question, chooser: Chooser) -> tuple[str, str]:
    sort = "among" if speaks_of_options(question) else "open"
    wording = chooser.of(wordings()["question"][sort], question.id)
    asked = escaped_line(question.question)
    return wording.format(question=asked, options=listed(question)), escaped(question.answer)
