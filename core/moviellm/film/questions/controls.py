"""Controls: questions whose premise does not hold, as often as those whose premise does.

A control answer stands among the options of a round like any other, so that it is right as often as
each of them. ``None of these`` stands, where it does, for one option of a round, whichever the lot
names; whoever is asked for that one finds it missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moviellm.film.models.annotations import Control, Distractor
from moviellm.film.questions.programs import UNCHANGED, UNKNOWN, Answer, Count, Knows, Program

NOT_SHOWN = "It cannot be known: the film does not show it."
NOT_MOVED = "Nothing: it stays where it is."
NOT_ONCE = "Not once."
NONE_OF_THESE = "None of these."

_TEXTS: Mapping[str, Distractor] = {
    NOT_SHOWN: "cannot be known",
    NOT_MOVED: "no change",
    NOT_ONCE: "never",
}
"""What control answers are where they are wrong."""

_ANSWERS: Mapping[Answer, Control] = {UNKNOWN: "cannot be known", UNCHANGED: "nothing changed"}


def control_of(program: Program, truth: Answer) -> Control:
    """What of a question's premise does not hold."""
    if isinstance(program, Knows):
        return "true belief"
    if isinstance(program, Count) and truth == 0:
        return "never happened"
    return _ANSWERS.get(truth, "")


def control_option(text: str) -> Distractor | None:
    """What an option is that says that a premise does not hold; None of any other."""
    return _TEXTS.get(text)


def replaceable(options: Sequence[str]) -> bool:
    """Whether ``none of these`` can stand for any of some options."""
    return not any(text in _TEXTS for text in options)
