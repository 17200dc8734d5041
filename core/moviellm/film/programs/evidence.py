"""Evidence: the smallest set of frames and cues with which a viewer gives an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moviellm.film.annotations import Evidence
from moviellm.film.programs.program import Answer, Program
from moviellm.film.timeline import Span
from moviellm.film.viewers import Piece, Reel, View

MOST = 400
"""The most relevant pieces among which evidence is searched, so that a search always ends soon."""


def find_evidence(program: Program, reel: Reel) -> tuple[Piece, ...]:
    """The smallest evidence for the camera's answer, in the order of time.

    Without any one of its pieces, a viewer of the others gives another answer or none.

    Returns:
        The pieces; empty when the camera has no answer, or too many pieces bear on it.
    """
    want = program.answer(reel.camera)
    if want is None:
        return ()
    chosen = in_time(piece for piece in program.core(reel.camera) if piece is not None)
    if program.answer(View(reel, chosen)) != want:
        chosen = in_time(program.relevant(reel.camera))
        if len(chosen) > MOST or program.answer(View(reel, chosen)) != want:
            return ()
    return tuple(_smallest(program, reel, chosen, want))


def _smallest(
    program: Program, reel: Reel, pieces: Sequence[Piece], want: Answer
) -> Sequence[Piece]:
    """Delete greedily, in halves first, the earliest first: late pieces are the clearest."""
    size = len(pieces) // 2
    while len(pieces) > 1:
        size = max(1, size)
        start, deleted = 0, False
        while start < len(pieces):
            rest = [*pieces[:start], *pieces[start + size :]]
            if rest and program.answer(View(reel, rest)) == want:
                pieces, deleted = rest, True
            else:
                start += size
        if size == 1 and not deleted:
            break
        size //= 2
    return pieces


def is_minimal(program: Program, reel: Reel, pieces: Sequence[Piece]) -> bool:
    """Whether the pieces give the camera's answer, and without any one of them do not."""
    want = program.answer(reel.camera)
    if want is None or program.answer(View(reel, pieces)) != want:
        return False
    rests = ([p for p in pieces if p is not out] for out in pieces)
    return all(program.answer(View(reel, rest)) != want for rest in rests)


def in_time(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in the order of time, each once."""
    return sorted(dict.fromkeys(pieces), key=lambda piece: piece.start_ms)


def certificate_ms(pieces: Sequence[Piece]) -> int:
    """The time from the start of the first piece to the end of the last, in milliseconds."""
    return max(p.end_ms for p in pieces) - min(p.start_ms for p in pieces) if pieces else 0


def as_evidence(pieces: Sequence[Piece]) -> Evidence:
    """The pieces as they are written down: ids, and spans that touch are one."""
    spans: list[Span] = []
    for piece in sorted(pieces, key=lambda p: p.start_ms):
        if spans and piece.start_ms <= spans[-1].end_ms:
            end = max(spans[-1].end_ms, piece.end_ms)
            spans[-1] = Span(start_ms=spans[-1].start_ms, end_ms=end)
        else:
            spans.append(piece.span)
    return Evidence(
        frames=tuple(p.id for p in pieces if p.kind == "frame"),
        cues=tuple(p.id for p in pieces if p.kind == "cue"),
        spans_ms=tuple(spans),
    )
