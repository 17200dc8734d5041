"""Real people's names in what a model wrote: sent back, and refused where they stay."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from moviellm import FilmError
from moviellm.film import Problem
from moviellm.film.likeness import real_names

REAL = "real person"
"""The rule that a real person's name breaks."""


def real_people(
    texts: Iterable[tuple[str, str]], cast: Collection[str], excused: Collection[str]
) -> list[Problem]:
    """The names of real people in texts that are on the list of the framework.

    Args:
        texts: Where each text stands, and the text.
        cast: Names of invented people, whatever they are compared to.
        excused: Names that the brief itself has.
    """
    allowed = {name.casefold() for name in excused}
    return [
        Problem(
            where=mention.where,
            rule=REAL,
            hint=f"{mention.name} is a real person; leave them out, or invent somebody.",
        )
        for mention in real_names(texts, fictional=cast)
        if mention.name.casefold() not in allowed
    ]


def refuse_real_people(left: Sequence[Problem]) -> None:
    """Check that no real person is left after all rounds of repair.

    Raises:
        FilmError: Somebody is.
    """
    for problem in left:
        if problem.rule == REAL:
            raise FilmError(
                f"The model would not do without a real person: {problem.hint}",
                hint="Write about fictional people, or change the theme.",
            )
