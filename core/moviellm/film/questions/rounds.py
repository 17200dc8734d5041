"""Rounds of questions: four that share their options, each of which is right for one of them.

Whoever knows the options knows nothing: the four were chosen first, and any of them might have been
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film.questions.proved import Proved

OPTIONS = 4


def rounds(found: Sequence[Proved]) -> list[list[Proved]]:
    """Put questions together of which each has an answer that is wrong for all the others.

    Numbers stand beside their neighbours: whoever knows about when such things happen cannot tell
    them apart by that.

    Args:
        found: Questions of one sort, in the order in which they would be asked.

    Returns:
        Rounds of four questions, and those of fewer for which there are no others.
    """
    if found and isinstance(found[0].truth, int):
        found = sorted(found, key=lambda one: (one.truth, one.text))
    made: list[list[Proved]] = []
    for one in found:
        fits = [some for some in made if len(some) < OPTIONS and _joins(one, some)]
        if fits:
            max(fits, key=len).append(one)
        else:
            made.append([one])
    for some in made:
        if len(some) == OPTIONS:
            for one in some:
                one.wrong = tuple(other.answer for other in some if other is not one)
    return made


def _joins(one: Proved, some: Sequence[Proved]) -> bool:
    return all(
        one.draft.like == other.draft.like
        and one.takes(other.truth, other.answer)
        and other.takes(one.truth, one.answer)
        for other in some
    )
