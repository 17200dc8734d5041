"""Which events matter most: what summaries tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from moviellm.film.ledger.ledger import Step
from moviellm.film.verbs import VERBS
from moviellm.film.viewers import Screening


def key_events(screening: Screening, scenes: Collection[str], most: int) -> list[Step]:
    """The events that matter most among those that the camera sees or hears, in order.

    An event matters by its verb, and by how many later events happen because of it.

    Args:
        screening: The film.
        scenes: Ids of the scenes to choose from.
        most: How many.
    """
    causes = _causes(screening)
    rated = [
        (_weight(step, causes), -number, step)
        for number, step in enumerate(screening.steps)
        if step.scene in scenes and _important(step) and screening.camera.shown(step.event.id)
    ]
    rated.sort(key=lambda row: row[:2], reverse=True)
    chosen = list({_deed(row[2]): row for row in reversed(rated)}.values())
    chosen.sort(key=lambda row: row[:2], reverse=True)
    return [step for _, _, step in sorted(chosen[:most], key=lambda row: -row[1])]


def film_events(screening: Screening, most: int) -> list[Step]:
    """The events that matter most in a film, as many from each chapter.

    Args:
        screening: The film.
        most: About how many; at least one a chapter.
    """
    chapters = screening.screenplay.chapters
    each = max(1, most // len(chapters))
    return [
        step
        for chapter in chapters
        for step in key_events(screening, {scene.id for scene in chapter.scenes}, each)
    ]


def _deed(step: Step) -> tuple[str | None, ...]:
    event = step.event
    return event.verb, event.agent, event.prop, event.person, event.spot, event.line


def _causes(screening: Screening) -> Counter[str]:
    return Counter(cause for step in screening.steps for cause in step.event.because)


def _important(step: Step) -> int:
    return VERBS[step.event.verb].importance


def _weight(step: Step, causes: Counter[str]) -> int:
    return _important(step) + min(3, causes[step.event.id])
