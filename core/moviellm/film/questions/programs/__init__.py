"""Programs: questions that can be put to any viewer of a film, and the evidence for their answers.

One program gives the truth (put to the ledger), the fair answer (put to the camera) and the
verdict of every check (put to viewers who have seen less). See ``docs/explanation/ledger.md``.
"""

from moviellm.film.questions.programs.events import (
    Cause,
    Count,
    First,
    Last,
    Order,
    Story,
    When,
    WhoSaid,
)
from moviellm.film.questions.programs.evidence import (
    as_evidence,
    certificate_ms,
    find_evidence,
    is_minimal,
)
from moviellm.film.questions.programs.facts import (
    UNCHANGED,
    Believes,
    Difference,
    Duration,
    Knows,
    Mistaken,
    Value,
)
from moviellm.film.questions.programs.otherwise import Would
from moviellm.film.questions.programs.parsing import PROGRAMS, parse_program
from moviellm.film.questions.programs.pattern import GROUPS, Pattern
from moviellm.film.questions.programs.program import Answer, Program
from moviellm.film.questions.programs.shown import UNKNOWN, Nth, Whereabouts

__all__ = [
    "GROUPS", "PROGRAMS", "UNCHANGED", "UNKNOWN", "Answer", "Believes", "Cause", "Count",
    "Difference", "Duration", "First", "Knows", "Last", "Mistaken", "Nth", "Order", "Pattern",
    "Program", "Story", "Value", "When", "Whereabouts", "WhoSaid", "Would", "as_evidence",
    "certificate_ms", "find_evidence", "is_minimal", "parse_program",
]  # fmt: skip
