"""Questions: drafted from the ledger, proved by its viewers, and chosen in good measure.

`programs` are what is asked, `checks` prove an answer, `kinds` holds a row for each kind of
question, `skills` the closed words by which exporters sort them, `drafts` word them, and
`selection` chooses.
"""

from moviellm.film.questions.checks import (
    CHECKS,
    Asked,
    Proof,
    asks_for_order,
    blind_guesses,
    prove,
    seen_blind,
)
from moviellm.film.questions.kinds import QUESTION_KINDS, KindSpec
from moviellm.film.questions.programs import (
    PROGRAMS,
    Answer,
    Believes,
    Cause,
    Count,
    Difference,
    Duration,
    First,
    Knows,
    Last,
    Mistaken,
    Order,
    Pattern,
    Program,
    Story,
    Value,
    When,
    WhoSaid,
    as_evidence,
    certificate_ms,
    find_evidence,
    is_minimal,
    parse_program,
)
from moviellm.film.questions.selection import Measure
from moviellm.film.questions.skills import (
    ANSWER_FORMS,
    SKILLS,
    AnswerForm,
    Skill,
    for_every_form,
    for_every_skill,
)

__all__ = [
    "ANSWER_FORMS", "CHECKS", "PROGRAMS", "QUESTION_KINDS", "SKILLS", "Answer", "AnswerForm",
    "Asked", "Believes", "Cause", "Count", "Difference", "Duration", "First", "KindSpec",
    "Knows", "Last", "Measure", "Mistaken", "Order", "Pattern", "Program", "Proof", "Skill",
    "Story", "Value", "When", "WhoSaid", "as_evidence", "asks_for_order", "blind_guesses",
    "certificate_ms", "find_evidence", "for_every_form", "for_every_skill", "is_minimal",
    "parse_program", "prove", "seen_blind",
]  # fmt: skip
