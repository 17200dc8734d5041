"""Which events matter most: what summaries tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from moviellm.film import Reel, Step

_WEIGHTS = {
    "die": 9, "reconcile": 7, "quarrel": 6, "befriend": 6, "embrace": 5, "hide": 5, "find": 5,
    "break": 5, "give": 4, "consume": 4, "mend": 4, "unlock": 4, "take": 3, "tell": 3, "open": 3,
    "lock": 3, "put": 2, "light": 2, "wear": 2, "show": 2, "enter": 2, "leave": 2, "douse": 2,
    "close": 1, "say": 1, "ask": 1, "doff": 1,
}  # fmt: skip


def key_events(
    reel: Reel, scenes: Collection[str] | None, most: int, *, speech: bool = True
) -> list[Step]:
    """The events that matter most among those that the camera sees or hears, in order.

    An event matters by its verb, and by how many later events happen because of it.

    Args:
        reel: The film.
        scenes: Ids of the scenes to choose from; None for all.
        most: How many.
        speech: Whether lines of dialogue may be among them.
    """
    causes = Counter(cause for step in reel.steps for cause in step.event.because)
    rated = [
        (_weight(step, causes), -number, step)
        for number, step in enumerate(reel.steps)
        if (scenes is None or step.scene in scenes)
        and (speech or step.event.line is None)
        and step.event.verb in _WEIGHTS
        and reel.camera.shown(step.event.id)
    ]
    rated.sort(key=lambda row: row[:2], reverse=True)
    return [step for _, _, step in sorted(rated[:most], key=lambda row: -row[1])]


def _weight(step: Step, causes: Counter[str]) -> int:
    return _WEIGHTS[step.event.verb] + 2 * min(3, causes[step.event.id])
