"""People: any two of a film can be told apart at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from moviellm.film import Screenplay, differing_looks
from moviellm.testing.stories.fault import StoryFault

_LEAST = 3


def people_alike(screenplay: Screenplay) -> Iterator[StoryFault]:
    """Every two people of the cast who differ in fewer than three things that one sees."""
    for one, other in combinations(screenplay.cast, 2):
        found = differing_looks(one.appearance, other.appearance)
        if len(found) < _LEAST:
            said = f"{one.id} and {other.id} differ in {', '.join(found) or 'nothing'}"
            yield StoryFault("people alike", other.id, said)
