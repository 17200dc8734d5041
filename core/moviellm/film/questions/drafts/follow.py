"""Questions for which a thing has to be followed through the film: where it is after n changes."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.models.state import GONE
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import all_locations
from moviellm.film.questions.moments import ORDINALS
from moviellm.film.questions.programs import Nth

_ORDINALS = (*ORDINALS, "fourth", "fifth", "sixth")

_ROUND = 4
"""From so many changes on each is asked for, so that the questions can share their options."""


def followed(sources: Sources) -> Iterator[QuestionDraft]:
    """Where a thing is after it has changed hands or place for the second or third time.

    Its options are where it is after other changes: who has seen it once knows none to be wrong.
    """
    for prop in sources.shuffled(sources.movable(), "followed"):
        track = sources.track(f"location({prop})")
        first = 1 if len(track) > _ROUND else 2
        numbers = range(first, min(len(_ORDINALS) + 1, len(track)))
        for number in sources.shuffled(numbers, f"followed {prop}"):
            if track[number][1] != GONE:
                yield _followed(sources, prop, number, track[number][1])


def _followed(sources: Sources, prop: str, number: int, where: str) -> QuestionDraft:
    words = sources.words
    how = words.location(where).partition(" ")[0]  # things are seldom hidden at their first change
    return QuestionDraft(
        "tracking",
        Nth(f"location({prop})", number),
        f"Where is {words.props[prop]} when it has changed hands or place for the "
        f"{_ORDINALS[number - 1]} time?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: all_locations(sources, prop),
        like=f"{how} {prop}",
    )
