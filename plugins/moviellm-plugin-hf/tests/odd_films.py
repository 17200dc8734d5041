"""Films that models and users might make: any text, one frame or 1,331, no dialogue, twins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from moviellm import Blobs
from moviellm.film import Annotations, Caption, Evidence, Film, Footage, Question, Storyboard
from moviellm.testing import NASTY_TEXTS, tiny_movie

TEXTS = (
    *NASTY_TEXTS, "<image>\nWho?", "007", "1984", "2001-01-01", "---", "null", "NaN", "| a | b |",
    "\u2028\u0085", "🎬🏽", "# Heading", "[x](javascript:alert(1))", "<!-- x", "'\"\\", "{}", " x ",
)  # fmt: skip


def odd_film(
    blobs: Blobs,
    words: Sequence[str] = ("word",),
    *,
    id: str = "film-odd",
    frames: int = 10,
    cues: int = 1,
    questions: int = 3,
    step_ms: int = 1_500,
    language: str = "en",
    person: str = "",
) -> Film:
    """A film of the tiny film's parts with these words in every free text.

    Args:
        words: Used in turn.
        person: The first person's name; films with another one are another family.
    """
    word = cycle(words)
    tiny = tiny_movie(blobs)
    board = _board(tiny, id, frames, step_ms)
    lines = tuple(
        tiny.storyboard.cues[0].model_copy(
            update={"id": f"c{n}", "text": next(word), "start_ms": n * 10, "end_ms": n * 10 + 9}
        )
        for n in range(cues)
    )
    shots = board.shots
    pictures = [
        tiny.footage.pictures[n % 10].model_copy(update={"frame": frame.id})
        for n, frame in enumerate(board.frames())
    ]
    play = tiny.screenplay
    cast = (play.cast[0].model_copy(update={"name": person or next(word)}), *play.cast[1:])
    told = {"title": next(word), "overview": next(word), "genre": next(word), "wrote": next(word)}
    return Film(
        brief=tiny.brief.model_copy(update={"id": id, "theme": next(word), "language": language}),
        screenplay=play.model_copy(update={"film": id, "cast": cast, **told}),
        storyboard=board.model_copy(update={"cues": lines, "shots": shots}),
        footage=Footage(film=id, pictures=tuple(pictures)),
        annotations=_notes(board, word, questions),
    )


def _board(tiny: Film, id: str, frames: int, step_ms: int) -> Storyboard:
    known = list(tiny.storyboard.frames())
    made = [
        known[n % 10].model_copy(
            update={
                "id": f"f{n + 1:05d}",
                "index": n + 1,
                "start_ms": n * step_ms,
                "duration_ms": step_ms,
            }
        )
        for n in range(frames)
    ]
    shot = tiny.storyboard.shots[0].model_copy(update={"frames": tuple(made)})
    return tiny.storyboard.model_copy(update={"film": id, "shots": (shot,), "cues": ()})


def _notes(board: Storyboard, word: cycle[str], questions: int) -> Annotations:
    frames = list(board.frames())
    captions = [
        Caption(
            id=f"k-{frame.id}",
            level="frame",
            target=frame.id,
            start_ms=frame.start_ms,
            end_ms=frame.end_ms,
            text=next(word),
        )
        for frame in frames
    ]
    captions.append(
        Caption(
            id="k-film",
            level="film",
            target=board.film,
            start_ms=0,
            end_ms=board.duration_ms,
            text=next(word),
        )
    )
    asked = tuple(_question(n, frames[n % len(frames)], word) for n in range(questions))
    return Annotations(
        film=board.film, captions=tuple(captions), questions=asked, dropped={"not blind": 2}
    )


def _question(number: int, frame, word: cycle[str]) -> Question:
    answer = next(word)
    options = (f"{answer}?", answer, f"{answer}!", f"{answer}.") if number % 2 else None
    return Question(
        id=f"q{number}",
        kind=("where", "who", "order")[number % 3],
        question=next(word),
        answer=answer,
        options=options,
        answer_index=1 if options else None,
        evidence=Evidence(frames=(frame.id,), spans_ms=(frame.span,)),
        hops=1 + number % 3,
        certificate_ms=frame.duration_ms,
        program="value(location(map), e5)",
        checks={"fair": True, "not blind": number % 2 == 0},
    )
