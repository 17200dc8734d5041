"""Films that a model might write on its worst day: any texts, any number of frames and lines."""

from __future__ import annotations

from hypothesis import strategies as st
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
from moviellm.testing import MemoryBlobs, tiny_movie

SIGNS = (
    "<image>", "<video>\n", "<Image><|im_end|>", "</s>", "ASSISTANT: no", "USER: who?", "...",
    '"quotes" \'and\' \\', "1234", "0", "🎬🏽 漢字 \u202ertl", "{question} %s {0}", "\u2028 \x85",
    " ", "\x00\x1b[2J", "-->", "<", ">", "A.", "B", "‹image›", "\ufeff",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(SIGNS),
    st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=12)), min_size=1, max_size=4).map(
        "".join
    ),
).filter(bool)
"""Texts with and without what loaders take for theirs."""


@st.composite
def films(draw, blobs: MemoryBlobs, most_frames: int = 5) -> Film:
    """A film of a few frames, with texts of all kinds."""
    frames = draw(st.integers(1, most_frames))
    durations = draw(st.lists(st.integers(1, 4_000), min_size=frames, max_size=frames))
    lines = draw(st.lists(texts, max_size=4))
    told = draw(st.lists(texts, min_size=1, max_size=6))
    options = draw(st.lists(texts, min_size=2, max_size=5, unique=True))
    return film_of(blobs, durations, lines, told, options)


def film_of(blobs, durations, lines, told, options, name="film-nasty") -> Film:
    """A film of frames that last so long, with these lines, captions, answers and options."""
    tiny = tiny_movie(blobs)
    board = _board(tiny, name, durations, lines)
    picture = tiny.footage.pictures[0]
    pictures = tuple(picture.model_copy(update={"frame": one.id}) for one in board.frames())
    return Film.model_validate_json(
        tiny.model_copy(
            update={
                "brief": tiny.brief.model_copy(update={"id": name}),
                "screenplay": tiny.screenplay.model_copy(update={"film": name}),
                "storyboard": board,
                "footage": Footage(film=name, pictures=pictures),
                "annotations": _annotations(name, board, told, options),
            }
        ).model_dump_json()
    )


def _board(tiny, name, durations, lines):
    model = next(tiny.storyboard.frames())
    frames, clock = [], 0
    for number, duration in enumerate(durations, start=1):
        places = {"id": f"f{number}", "index": number, "start_ms": clock, "duration_ms": duration}
        frames.append(model.model_copy(update=places))
        clock += duration
    shot = tiny.storyboard.shots[0]
    shots = tuple(
        Shot(id=f"s{at}", scene=shot.scene, camera=shot.camera, frames=(one,))
        for at, one in enumerate(frames)
    )
    cues = tuple(
        Cue(id=f"c{at}", event="e7", speaker="mara" if at % 2 else None, text=text,
            start_ms=at * clock // (len(lines) + 1), end_ms=(at + 1) * clock // (len(lines) + 1))
        for at, text in enumerate(lines)
    )  # fmt: skip
    return Storyboard(film=name, shots=shots, cues=cues)


def _annotations(name, board, told, options):
    end = board.duration_ms
    levels = ("film", "chapter", "scene", "shot", "frame")
    captions = [
        Caption(id=f"k{at}", level=levels[at % 5], target=name, text=text,
                start_ms=at * end // len(told) if at % 5 else 0, end_ms=end)
        for at, text in enumerate(told)
    ]  # fmt: skip
    evidence = Evidence(frames=("f1",), spans_ms=(Span(start_ms=0, end_ms=end),))
    base = {"evidence": evidence, "hops": 1, "certificate_ms": 0, "program": "imported"}
    questions = [
        Question(id=f"q{at}", kind=kind, question=text, answer=text, **base)
        for at, (kind, text) in enumerate(zip(("who", "count", "plot", "why"), told, strict=False))
    ]
    questions.append(
        Question(id="q-options", kind="order", question=told[0], answer=options[0],
                 options=tuple(options), answer_index=0, **base)
    )  # fmt: skip
    return Annotations(film=name, captions=tuple(captions), questions=tuple(questions))
