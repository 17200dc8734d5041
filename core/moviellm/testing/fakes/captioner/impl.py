"""The fake captioner: the screenplay's own words on every level, and who says each line."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm import Context, hookimpl
from moviellm.film import (
    Annotations,
    Caption,
    Evidence,
    Film,
    KeyFrame,
    Level,
    Question,
    Shot,
    Span,
)
from moviellm.testing.fakes.captioner.config import FakeCaptionerConfig


class FakeCaptioner:
    """Captions a film without looking at it."""

    def __init__(self, config: FakeCaptionerConfig) -> None:
        self._config = config

    @hookimpl
    def moviellm_caption(self, film: Film, context: Context) -> Annotations:
        """Return a caption for every part, and a question for every cue and the whole."""
        questions = tuple(_questions(film)) if self._config.questions else ()
        return Annotations(film=film.id, captions=tuple(_captions(film)), questions=questions)


def _captions(film: Film) -> Iterator[Caption]:
    shots = film.storyboard.shots
    prose = {event.id: event.prose for event in film.screenplay.events()}

    def caption(level: Level, target: str, seen: list[Shot], text: str) -> Caption:
        start, end = seen[0].span.start_ms, seen[-1].span.end_ms
        name = f"{level}-{target}"
        return Caption(
            id=name, level=level, target=target, start_ms=start, end_ms=end, text=text or target
        )

    for frame in film.storyboard.frames():
        events = tuple(frame.events) or ((frame.after,) if frame.after else ())
        yield _frame_caption(frame, " ".join(prose[event] for event in events) or frame.prompt)
    for shot in shots:
        yield caption("shot", shot.id, [shot], shot.frames[0].prompt)
    for chapter in film.screenplay.chapters:
        for scene in chapter.scenes:
            seen = [shot for shot in shots if shot.scene == scene.id]
            yield caption("scene", scene.id, seen, scene.summary or scene.title)
        scenes = {scene.id for scene in chapter.scenes}
        seen = [shot for shot in shots if shot.scene in scenes]
        yield caption("chapter", chapter.id, seen, chapter.summary or chapter.title)
    yield caption("film", film.id, list(shots), film.screenplay.overview or film.screenplay.title)


def _frame_caption(frame: KeyFrame, text: str) -> Caption:
    return Caption(
        id=f"frame-{frame.id}",
        level="frame",
        target=frame.id,
        start_ms=frame.start_ms,
        end_ms=frame.end_ms,
        text=text or frame.id,
    )


def _questions(film: Film) -> Iterator[Question]:
    names = {person.id: person.name for person in film.screenplay.cast}
    for cue in film.storyboard.cues:
        if cue.speaker in names:
            yield Question(
                id=f"who-said-{cue.id}",
                kind="who_said",
                question=f"Who says: “{cue.text}”",
                answer=names[cue.speaker],
                evidence=Evidence(cues=(cue.id,), spans_ms=(cue.span,)),
                hops=1,
                certificate_ms=cue.span.length_ms,
                program=f"who_said({cue.event})",
            )
    duration = film.storyboard.duration_ms
    yield Question(
        id="overview",
        kind="overview",
        question="What is the film about?",
        answer=film.screenplay.overview or film.screenplay.title,
        evidence=Evidence(
            frames=tuple(frame.id for frame in film.storyboard.frames()),
            spans_ms=(Span(start_ms=0, end_ms=duration),),
        ),
        hops=1,
        certificate_ms=duration,
        program="overview()",
    )
