"""A small film of any shape: so many key frames, so much said and told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from moviellm.component import Blobs
from moviellm.film import (
    Annotations,
    Caption,
    Cue,
    Evidence,
    Film,
    Footage,
    Question,
    Shot,
    Span,
    Storyboard,
)
from moviellm.testing.films.movie import tiny_movie

_LEVELS = ("film", "chapter", "scene", "shot", "frame")
"""Captions are of each in turn, and tell of the first of its kind."""


def movie_of(
    blobs: Blobs,
    durations: Sequence[int],
    lines: Sequence[str] = (),
    captions: Sequence[str] = ("A caption.",),
    options: Sequence[str] = ("Yes.", "No."),
    *,
    id: str = "film-made",
    cuts: bool = True,
) -> Film:
    """Return a film of key frames that last so long, with these texts evenly over it.

    Args:
        blobs: Gets the pictures, which are the tiny film's over and over.
        durations: Of its key frames, in milliseconds: a film of any length.
        lines: Of dialogue, spoken by the first person and by nobody in turn.
        captions: Of every level in turn; the first ones are asked and answered as well.
        options: Of the last question, the first one right.
        id: The film's.
        cuts: Each key frame is a shot of its own.
    """
    return shaped(tiny_movie(blobs), durations, lines, captions, options, id=id, cuts=cuts)


def shaped(
    tiny: Film,
    durations: Sequence[int],
    lines: Sequence[str],
    captions: Sequence[str],
    options: Sequence[str],
    *,
    id: str,
    cuts: bool,
) -> Film:
    """Return the tiny film in another shape, as `movie_of` does."""
    board = _board(tiny, id, durations, lines, cuts)
    known = tiny.footage.pictures
    pictures = tuple(
        known[at % len(known)].model_copy(update={"frame": frame.id})
        for at, frame in enumerate(board.frames())
    )
    parts = {
        "brief": tiny.brief.model_copy(update={"id": id}),
        "screenplay": tiny.screenplay.model_copy(update={"film": id}),
        "storyboard": board,
        "footage": Footage(film=id, pictures=pictures),
        "annotations": _annotations(id, tiny.screenplay.chapters[0].id, board, captions, options),
    }
    return checked(tiny.model_copy(update=parts))


def _board(
    tiny: Film, film: str, durations: Sequence[int], lines: Sequence[str], cuts: bool
) -> Storyboard:
    known = list(tiny.storyboard.frames())
    frames, clock = [], 0
    for at, duration in enumerate(durations):
        places = {"id": f"f{at + 1}", "index": at + 1, "start_ms": clock, "duration_ms": duration}
        frames.append(known[at % len(known)].model_copy(update=places))
        clock += duration
    model = tiny.storyboard.shots[0]
    groups = [(frame,) for frame in frames] if cuts else [tuple(frames)]
    shots = tuple(
        Shot(id=f"s{at}", scene=model.scene, camera=model.camera, frames=group)
        for at, group in enumerate(groups)
    )
    step = clock / (len(lines) + 1)
    cues = tuple(
        Cue(id=f"c{at}", event="e7", speaker="mara" if at % 2 else None, text=text,
            start_ms=int(at * step), end_ms=int((at + 1) * step))
        for at, text in enumerate(lines)
    )  # fmt: skip
    return Storyboard(film=film, shots=shots, cues=cues)


def _annotations(
    film: str, chapter: str, board: Storyboard, told: Sequence[str], options: Sequence[str]
) -> Annotations:
    end, shot, first = board.duration_ms, board.shots[0], next(board.frames())
    targets = (film, chapter, shot.scene, shot.id, first.id)
    captions = tuple(
        Caption(id=f"k{at}", level=_LEVELS[at % 5], target=targets[at % 5], text=text,
                start_ms=at * end // len(told) if at % 5 else 0,
                end_ms=(at + 1) * end // len(told) if at % 5 else end)
        for at, text in enumerate(told)
    )  # fmt: skip
    whole = Evidence(frames=(first.id,), spans_ms=(Span(start_ms=0, end_ms=end),))
    one = Evidence(frames=(first.id,))
    base: dict[str, Any] = {"hops": 1, "certificate_ms": 0, "program": "imported"}
    kinds = ("who", "count", "plot", "why")
    asked = [
        Question(id=f"q{at}", kind=kind, question=text, answer=text,
                 evidence=one if kind == "who" else whole, **base)
        for at, (kind, text) in enumerate(zip(kinds, told, strict=False))
    ]  # fmt: skip
    words = told[0] if told else "Which?"
    choice = Question(id="q-options", kind="order", question=words, answer=options[0],
                      options=tuple(options), answer_index=0, evidence=whole, **base)  # fmt: skip
    return Annotations(film=film, captions=captions, questions=(*asked, choice))


def checked(film: Film) -> Film:
    """Return the film as its own JSON reads: nobody has checked parts that were replaced."""
    return Film.model_validate_json(film.model_dump_json())
