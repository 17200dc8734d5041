"""What an order of each stage asks of its component, and what is checked of what it made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from moviellm.component import Context
from moviellm.engine.desk import Desk
from moviellm.engine.export_drafts import at_work_in
from moviellm.engine.orders import Order
from moviellm.engine.parts import shape_problems, storyboard_problems
from moviellm.engine.results import summary_of_annotations
from moviellm.errors import FilmError
from moviellm.film import (
    Annotations,
    Box,
    Brief,
    Film,
    Painting,
    Picture,
    Problem,
    Screenplay,
    Slate,
    Storyboard,
    Verdict,
    check,
    check_storyboard,
)
from moviellm.film.likeness import require_consent
from moviellm.plugins.answers import checked_painting, checked_sound, checking, reread

_SHOWN_PROBLEMS = 5
_SLATES = TypeAdapter(list[Slate])
_BOXES = TypeAdapter(tuple[Box, ...])
_VERDICTS = TypeAdapter(tuple[Verdict, ...])


@dataclass(frozen=True, slots=True)
class Made:
    """What a component made, before its bytes are durable."""

    document: bytes = b""
    blobs: list[bytes] = field(default_factory=list)
    results: tuple[str, ...] = ()


def _write(order: Order, desk: Desk, context: Context) -> Made:
    brief = Brief.model_validate_json(order.documents[0])
    require_consent(brief, desk.consent)
    answer = desk.crew.write(brief, context)
    with _checking(order, desk):
        document, screenplay = reread(Screenplay, answer)
        problems = [*check(screenplay), *shape_problems(brief, screenplay)]
    _refuse(problems, "screenplay", order, desk)
    require_consent(screenplay, desk.consent)
    return Made(document)


def _direct(order: Order, desk: Desk, context: Context) -> Made:
    brief = Brief.model_validate_json(order.documents[0])
    screenplay = Screenplay.model_validate_json(order.documents[1])
    answer = desk.crew.direct(brief, screenplay, context)
    with _checking(order, desk):
        document, storyboard = reread(Storyboard, answer)
        problems = [
            *check_storyboard(screenplay, storyboard),
            *storyboard_problems(screenplay, storyboard),
        ]
    _refuse(problems, "storyboard", order, desk)
    require_consent(storyboard, desk.consent)
    return Made(document)


def _checking(order: Order, desk: Desk, number: int = 0) -> AbstractContextManager[None]:
    """Name the component of an order while its answer, or one of its pictures, is looked at."""
    where = [order.film, order.item, f"number {number}" if number else ""]
    plugin = desk.crew.plugin(order.stage, order.name)
    return checking(plugin, where=f" for {', '.join(filter(None, where))}")


def _refuse(problems: list[Problem], what: str, order: Order, desk: Desk) -> None:
    if problems:
        more = len(problems) - _SHOWN_PROBLEMS
        told = "; ".join(str(problem) for problem in problems[:_SHOWN_PROBLEMS])
        raise FilmError(
            f"The {what} of the {desk.crew.plugin(order.stage, order.name).record.title} has "
            f"{len(problems)} problem{'s' if len(problems) > 1 else ''}: {told}"
            + (f"; and {more} more" if more > 0 else ""),
            hint=f"`moviellm plugins check {order.name}` shows whether the plugin is at fault.",
        )


def _voice(order: Order, desk: Desk, context: Context) -> Made:
    screenplay = Screenplay.model_validate_json(order.documents[0])
    storyboard = Storyboard.model_validate_json(order.documents[1])
    sounds = []
    for number, answer in enumerate(desk.crew.voice(screenplay, storyboard, context), start=1):
        with _checking(order, desk, number):
            sounds.append(checked_sound(answer))
    return Made(
        blobs=[sound.data for sound in sounds],
        results=tuple(str(sound.duration_ms) for sound in sounds),
    )


def _paint(order: Order, desk: Desk, context: Context) -> Made:
    slates = _slates(order.documents)
    blobs, results = [], []
    for number, answer in enumerate(desk.crew.paint(slates, context, shot=order.item), start=1):
        with _checking(order, desk, number):
            painting = checked_painting(answer)
        blobs.append(painting.data)
        results.append(describe(painting))
        context.progress(number, len(slates))
    return Made(blobs=blobs, results=tuple(results))


def describe(painting: Painting) -> str:
    """What is recorded of a painting beside its bytes: the JSON of a `Picture` less its place."""
    return (
        f'{{"sha256":"{hashlib.sha256(painting.data).hexdigest()}","format":"{painting.format}",'
        f'"width":{painting.width},"height":{painting.height},"bytes":{len(painting.data)},'
        f'"boxes":{_BOXES.dump_json(painting.boxes).decode()}}}'
    )


def _slates(documents: Sequence[bytes]) -> list[Slate]:
    return _SLATES.validate_json(b"[" + b",".join(documents) + b"]")


def _critique(order: Order, desk: Desk, context: Context) -> Made:
    count = len(order.blobs)
    slates = _slates(order.documents[:count])
    paintings = []
    for digest, text in zip(order.blobs, order.documents[count:], strict=True):
        seen = Picture.model_validate_json(text)
        data = desk.blobs.get(digest)
        paintings.append(Painting(data, seen.format, seen.width, seen.height, seen.boxes))
    verdicts = []
    answers = desk.crew.critique(slates, paintings, context, shot=order.item)
    for number, answer in enumerate(answers, start=1):
        with _checking(order, desk, number):
            verdicts.append(reread(Verdict, answer)[1])
    return Made(_VERDICTS.dump_json(tuple(verdicts)))


def _caption(order: Order, desk: Desk, context: Context) -> Made:
    film = Film.model_validate_json(order.documents[0])
    answer = desk.crew.caption(film, context)
    with _checking(order, desk):
        document, annotations = reread(Annotations, answer)
    require_consent(annotations, desk.consent)
    note = json.dumps(summary_of_annotations(annotations))
    return Made(document, results=(note,))


def _export(order: Order, desk: Desk, context: Context) -> Made:
    assert order.target is not None
    resumes = desk.crew.component("exporter", order.name).capabilities.resumes
    films, progress = desk.finished.counted(desk.progress)
    context = replace(context, blobs=desk.finished, progress=progress)
    with at_work_in(order.target, resumes=resumes, check=context.check):
        desk.crew.export(order.name, films, order.target, context)
    return Made(b"{}")


WORK: dict[str, Callable[[Order, Desk, Context], Made]] = {
    "writer": _write,
    "director": _direct,
    "voice": _voice,
    "painter": _paint,
    "critic": _critique,
    "captioner": _caption,
    "exporter": _export,
}
