"""How the kit checks a captioner: the tiny film without its annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moviellm.film import (
    Annotations,
    Caption,
    Film,
    KeyFrame,
    Ledger,
    Question,
    Span,
    parse_fact,
)
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.stage_check import HookCall, StageCheck, expect_type
from moviellm.testing.films.movie import tiny_movie


class CaptionerCheck(StageCheck):
    """Asks for the annotations of the tiny film."""

    def arguments(self, seed: int) -> dict[str, Any]:
        """Return the film."""
        film = tiny_movie(self.blobs)
        empty = Annotations(film=film.id, captions=(), questions=())
        return {"film": film.model_copy(update={"annotations": empty})}

    def expect(self, made: HookCall) -> None:
        """It is annotations."""
        expect_type(made.result, Annotations, "moviellm_caption")

    def judge(self, made: HookCall) -> None:
        """Captions and questions point at what is there and state what is true."""
        film: Film = made.arguments["film"]
        notes: Annotations = made.result
        if notes.film != film.id:
            raise ContractBroken(f"The film is {notes.film}, not {film.id}.", "Use film.id.")
        if not notes.captions:
            raise ContractBroken("There is no caption.", "Return at least one.")
        ids = [caption.id for caption in notes.captions]
        ids += [question.id for question in notes.questions]
        for name in ids:
            if ids.count(name) > 1:
                raise ContractBroken(f"The id {name} is used twice.", "Give each its own id.")
        parts = _parts(film)
        for caption in notes.captions:
            _judge_caption(film, parts, caption)
        for question in notes.questions:
            _judge_question(film, question)

    def in_bytes(self, made: HookCall) -> bytes:
        """Return its JSON."""
        notes: Annotations = made.result
        return notes.model_dump_json().encode()


def _parts(film: Film) -> dict[tuple[str, str], list[KeyFrame]]:
    """Return the key frames of everything that a caption can be about, by level and id."""
    parts: dict[tuple[str, str], list[KeyFrame]] = {}
    for shot in film.storyboard.shots:
        chapter = next(
            chapter.id
            for chapter in film.screenplay.chapters
            if shot.scene in {scene.id for scene in chapter.scenes}
        )
        for frame in shot.frames:
            levels = (
                ("frame", frame.id), ("shot", shot.id), ("scene", shot.scene),
                ("chapter", chapter), ("film", film.id),
            )  # fmt: skip
            for part in levels:
                parts.setdefault(part, []).append(frame)
    return parts


def _judge_caption(
    film: Film, parts: dict[tuple[str, str], list[KeyFrame]], caption: Caption
) -> None:
    where = f"Caption {caption.id}"
    frames = parts.get((caption.level, caption.target))
    if frames is None:
        raise ContractBroken(
            f"{where} is about the {caption.level} {caption.target}, which is not there.",
            "Caption.target is the id of a frame, shot, scene, chapter or film.",
        )
    start, end = frames[0].start_ms, frames[-1].end_ms
    if not start <= caption.start_ms < caption.end_ms <= end:
        raise ContractBroken(
            f"{where} spans {caption.start_ms} to {caption.end_ms} ms; "
            f"the {caption.level} {caption.target} spans {start} to {end} ms.",
            "Take the span of what the caption is about.",
        )
    ledger = Ledger(film.screenplay)
    for text in caption.facts:
        if not any(parse_fact(text) in ledger.after(frame.after) for frame in frames):
            raise ContractBroken(
                f"{where} states {text}, which the ledger never says while it lasts.",
                "Caption.facts hold at some moment of the caption.",
            )
    for event in caption.events:
        if event not in ledger.by_event:
            raise ContractBroken(
                f"{where} tells the event {event}, which does not happen.",
                "Caption.events are ids of the screenplay's events.",
            )


def _judge_question(film: Film, question: Question) -> None:
    frames = {frame.id for frame in film.storyboard.frames()}
    cues = {cue.id for cue in film.storyboard.cues}
    for name in _strangers(question, frames, cues):
        raise ContractBroken(
            f"The evidence of question {question.id} names {name}, which is not there.",
            "Evidence is ids of key frames and cues of the storyboard.",
        )
    for span in question.evidence.spans_ms:
        if not span.overlaps(Span(start_ms=0, end_ms=film.storyboard.duration_ms)):
            raise ContractBroken(
                f"The evidence of question {question.id} is outside the film ({span}).",
                "Evidence spans lie within the film.",
            )


def _strangers(question: Question, frames: set[str], cues: set[str]) -> Iterator[str]:
    yield from (f"the frame {name}" for name in question.evidence.frames if name not in frames)
    yield from (f"the cue {name}" for name in question.evidence.cues if name not in cues)
