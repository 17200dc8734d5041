"""Questions about the story: what happens in the film and in each chapter."""

from __future__ import annotations

import random
from collections.abc import Iterator

from moviellm.film.formats import Timecodes
from moviellm.film.models.ids import derive_seed
from moviellm.film.models.timeline import Span
from moviellm.film.prose.importance import film_events, key_events
from moviellm.film.prose.narration import Narrator
from moviellm.film.questions.draft import QuestionDraft, Sources
from moviellm.film.questions.programs import Answer, Story


def overview(sources: Sources) -> Iterator[QuestionDraft]:
    """What happens in the film as a whole."""
    events = tuple(s.event.id for s in film_events(sources.screening, 9))
    if events:
        yield QuestionDraft(
            "overview",
            Story(events),
            "What happens in the film as a whole?",
            lambda answer: _told(sources, answer),
            lambda: (),
        )


def plots(sources: Sources) -> Iterator[QuestionDraft]:
    """What happens in each chapter."""
    shots, codes = sources.screening.storyboard.shots, Timecodes(sources.screening.storyboard)
    ends = {shot.scene: shot.span.end_ms for shot in shots}
    starts = {shot.scene: shot.span.start_ms for shot in reversed(shots)}
    asked: dict[tuple[str, ...], str] = {}
    for number, chapter in enumerate(sources.screening.screenplay.chapters, start=1):
        scenes = [scene.id for scene in chapter.scenes if scene.id in ends]
        events = tuple(s.event.id for s in key_events(sources.screening, set(scenes), 5))
        if events:
            span = Span(start_ms=starts[scenes[0]], end_ms=ends[scenes[-1]])
            start, end = codes.ends(span)
            asked[events] = f"What happens in chapter {number} of the film, from {start} to {end}?"
    stories: list[Answer] = list(asked)
    return (
        QuestionDraft("plot", Story(events), question, lambda answer: _told(sources, answer),
              lambda: sources.shuffled(stories))
        for events, question in asked.items()
    )  # fmt: skip


def _told(sources: Sources, answer: Answer) -> str:
    """The events as prose; the same events are always told in the same words."""
    events: tuple[str, ...] = answer  # type: ignore[assignment]  # a story is a tuple
    steps = [sources.screening.ledger.by_event[event] for event in events]
    rng = random.Random(derive_seed("story", *events))
    return Narrator(sources.words, rng, set(sources.words.names)).summary(steps)
