"""Questions for which a thing has to be followed through the film: where it is after n changes."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.models.state import GONE
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import all_locations
from moviellm.film.questions.moments import ORDINALS
from moviellm.film.questions.programs import Nth


def followed(sources: Sources) -> Iterator[QuestionDraft]:
    """Where a thing is after it has changed hands or place for the second or third time."""
    for prop in sources.shuffled(sources.movable(), "followed"):
        track = sources.track(f"location({prop})")
        numbers = range(2, min(len(ORDINALS) + 1, len(track)))
        for number in sources.shuffled(numbers, f"followed {prop}"):
            if track[number][1] != GONE:
                yield _followed(sources, prop, number)


def _followed(sources: Sources, prop: str, number: int) -> QuestionDraft:
    words = sources.words
    return QuestionDraft(
        "tracking",
        Nth(f"location({prop})", number),
        f"Where is {words.props[prop]} when it has changed hands or place for the "
        f"{ORDINALS[number - 1]} time?",
        lambda answer: full_stop(words.location(str(answer))),
        lambda: all_locations(sources, prop),
        like=ORDINALS[number - 1],
    )
