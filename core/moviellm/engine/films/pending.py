"""Which films of a pipeline are to be made, and which are whole already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from moviellm.engine.films.progress import ProgressCounter
from moviellm.engine.films.recipe import Recipe
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.documents import shots_of
from moviellm.film import Brief
from moviellm.pipeline.read import LoadedPipeline
from moviellm.stages import FILM_STAGES, items_of


def expected(loaded: LoadedPipeline, recipe: Recipe) -> dict[str, int]:
    """How many items each stage has to do."""
    films = loaded.total_films
    frames = loaded.pipeline.films.shape.total_frames
    return {stage: films * items_of(stage, frames) for stage in FILM_STAGES if recipe.has(stage)}


ToMake = tuple[int, Brief]
"""A film to make, with its place in the order."""


def to_make(
    loaded: LoadedPipeline, recipe: Recipe, journal: Journal, progress: ProgressCounter
) -> Iterator[list[ToMake]]:
    """The films to make, each with its siblings behind it; whole ones are only counted.

    Films that the pipeline no longer asks for leave the order, but keep what was made of them.
    """
    known = {row.film: row for row in journal.films()}
    missing: list[ToMake] = []
    changed: list[FilmRow] = []
    for ordinal, brief in enumerate(loaded.briefs()):
        row = known.pop(brief.id, None)
        if row is None or not _whole(row, brief, recipe):
            missing.append((ordinal, brief))
            if row is not None and row.state == "done":
                changed.append(replace(row, ordinal=ordinal, state="pending", completion=""))
            continue
        _count(brief, row, recipe, progress)
        if row.ordinal != ordinal:
            changed.append(replace(row, ordinal=ordinal))
    changed += [replace(row, ordinal=-1) for row in known.values() if row.ordinal != -1]
    journal.record(films=changed)
    return (list(family) for _, family in groupby(missing, _first_of_family))


def _first_of_family(film: ToMake) -> str:
    brief = film[1]
    return brief.retells or brief.id


def _whole(row: FilmRow, brief: Brief, recipe: Recipe) -> bool:
    text = brief.model_dump_json().encode()
    return row.state == "done" and row.completion == recipe.completion(text)


def _count(brief: Brief, row: FilmRow, recipe: Recipe, progress: ProgressCounter) -> None:
    progress.done()
    frames, shots = brief.shape.total_frames, shots_of(row)
    if shots is not None:
        progress.directed(brief.id, frames, shots)
    for stage in FILM_STAGES:
        if recipe.has(stage):
            progress.reused(stage, items_of(stage, frames, shots))
