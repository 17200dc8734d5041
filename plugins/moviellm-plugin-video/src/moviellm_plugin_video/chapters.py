"""The screenplay's chapters in time, and as marks in an mp4."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from moviellm.film import Chapter, Film, Span
from moviellm.film.formats import one_line

if TYPE_CHECKING:
    from av.container.core import Chapter as Mark  # declared for type checkers alone

_MILLISECOND = Fraction(1, 1000)


def chapter_spans(film: Film) -> Iterator[tuple[Chapter, Span]]:
    """Yield each chapter that is seen, with its span from its first shot to its last."""
    shots: dict[str, list[Span]] = {}
    for shot in film.storyboard.shots:
        shots.setdefault(shot.scene, []).append(shot.span)
    for chapter in film.screenplay.chapters:
        spans = [span for scene in chapter.scenes for span in shots.get(scene.id, ())]
        if spans:
            start = min(span.start_ms for span in spans)
            yield chapter, Span(start_ms=start, end_ms=max(span.end_ms for span in spans))


def chapters(film: Film) -> list[Mark]:
    """Return the chapters as PyAV takes them."""
    return [
        {
            "id": number,
            "start": span.start_ms,
            "end": span.end_ms,
            "time_base": _MILLISECOND,
            "metadata": {"title": one_line(chapter.title) or chapter.id},
        }
        for number, (chapter, span) in enumerate(chapter_spans(film))
    ]
