"""What a wrong option is instead of the truth, by what a program asks for."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.film.models.annotations import Distractor
from moviellm.film.models.facts import fluent_parts
from moviellm.film.questions.programs import (
    Believes,
    Count,
    Difference,
    Duration,
    First,
    Knows,
    Last,
    Mistaken,
    Nth,
    Program,
    Value,
    When,
    Whereabouts,
    WhoSaid,
    Would,
)

_ROLES: Mapping[str, Distractor] = {
    "agent": "other person",
    "person": "other person",
    "prop": "other thing",
    "spot": "other place",
    "place": "other place",
    "at": "other place",
}
_FLUENTS: Mapping[str, Distractor] = {"mood": "other mood", "place": "other place"}
_PROGRAMS: Mapping[type[Program], Distractor] = {
    When: "other time",
    Duration: "other time",
    Count: "other number",
    Believes: "other place",
    Knows: "other place",
    Mistaken: "other person",
    WhoSaid: "other person",
    Difference: "other change",
    Whereabouts: "other place",
    Nth: "other place",
    Would: "other place",
}


def distractor(program: Program, answer: str) -> Distractor:
    """What the wrong options of a question are, unless they are right in another film.

    Args:
        program: The question.
        answer: The truth, in the ledger's terms.
    """
    if isinstance(program, First | Last):
        return _ROLES.get(program.ask, "other event")
    if isinstance(program, Value):
        held = answer.startswith(("held:", "worn:"))
        known = _FLUENTS.get(fluent_parts(program.fluent)[0], "other place")
        return "other person" if held else known
    return _PROGRAMS.get(type(program), "other event")
