"""Telling: captions and proved questions of one film, computed from the story's ledger.

A captioner that words them in another way starts from these: what they say is true, seen or heard,
and each knows its facts, events, evidence and program. An exporter that sorts questions by what
they need maps the closed words of `QUESTION_KINDS`: skills, and forms of answers.
"""

from moviellm.film.telling.annotate import annotate
from moviellm.film.telling.questions.kinds import QUESTION_KINDS, KindSpec
from moviellm.film.telling.questions.selection import Measure
from moviellm.film.telling.questions.skills import (
    ANSWER_FORMS,
    SKILLS,
    AnswerForm,
    Skill,
    for_every_form,
    for_every_skill,
)
from moviellm.film.telling.wording import Wording

__all__ = [
    "ANSWER_FORMS", "QUESTION_KINDS", "SKILLS", "AnswerForm", "KindSpec", "Measure", "Skill",
    "Wording", "annotate", "for_every_form", "for_every_skill",
]  # fmt: skip
