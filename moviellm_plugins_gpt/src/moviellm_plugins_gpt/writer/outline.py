"""The screenplay before anything happens in it: from the bible and the scenes of its chapters."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film import Brief, Chapter, Scene, Screenplay

from moviellm_plugins_gpt.writer.bible import Premise, clean
from moviellm_plugins_gpt.writer.schemas import Bible, ChapterPlan, ScenePlan


def outline(
    brief: Brief,
    premise: Premise,
    bible: Bible,
    plans: Sequence[Sequence[ScenePlan]],
    wrote: str,
) -> Screenplay:
    """Return the screenplay with its scenes still empty.

    Args:
        brief: Of the film.
        premise: Its cast, places and things.
        bible: Its chapters.
        plans: The scenes of each chapter.
        wrote: Who writes it.
    """
    chapters = zip(bible.chapters, plans, strict=True)
    return Screenplay(
        film=brief.id,
        title=premise.title,
        overview=premise.overview,
        genre=premise.genre,
        style=premise.style,
        cast=premise.cast,
        places=premise.places,
        props=premise.props,
        opening=premise.opening,
        chapters=tuple(
            _chapter(number, chapter, scenes, brief.shape.frames)
            for number, (chapter, scenes) in enumerate(chapters, start=1)
        ),
        wrote=wrote,
    )


def _chapter(number: int, told: ChapterPlan, plans: Sequence[ScenePlan], frames: int) -> Chapter:
    return Chapter(
        id=f"c{number}",
        title=clean(told.title, f"Chapter {number}"),
        summary=clean(told.summary),
        scenes=tuple(
            Scene(
                id=f"c{number}.s{s}",
                title=clean(plan.title, f"Scene {s}"),
                summary=clean(plan.summary),
                place=plan.place,
                frames=frames,
                events=(),
            )
            for s, plan in enumerate(plans, start=1)
        ),
    )
