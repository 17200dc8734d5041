"""What an order of each stage asks of its component, and what is checked of what it made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from moviellm.component import Context
from moviellm.engine.desk import Desk
from moviellm.engine.export_drafts import at_work_in
from moviellm.engine.orders import Order
from moviellm.engine.results import summary_of_annotations
from moviellm.errors import FilmError
from moviellm.film import (
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

_SHOWN_PROBLEMS = 5
_SLATES = TypeAdapter(list[Slate])
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
    screenplay = desk.crew.write(brief, context)
    problems = list(check(screenplay))
    shape = brief.shape
    counts = [len(chapter.scenes) for chapter in screenplay.chapters]
    if counts != [shape.scenes] * shape.chapters or any(
        scene.frames != shape.frames for scene in screenplay.scenes()
    ):
        asked = f"{shape.chapters} x {shape.scenes} x {shape.frames}"
        problems.append(Problem(where="", rule="shape", hint=f"{asked} parts were asked for."))
    _refuse(problems, "screenplay", order)
    require_consent(screenplay, desk.consent)
    return Made(screenplay.model_dump_json().encode())


def _direct(order: Order, desk: Desk, context: Context) -> Made:
    brief = Brief.model_validate_json(order.documents[0])
    screenplay = Screenplay.model_validate_json(order.documents[1])
    storyboard = desk.crew.direct(brief, screenplay, context)
    problems = list(check_storyboard(screenplay, storyboard))
    frames = dict.fromkeys((scene.id for scene in screenplay.scenes()), 0)
    for shot in storyboard.shots:
        frames[shot.scene] = frames.get(shot.scene, 0) + len(shot.frames)
    problems += [
        Problem(
            where=scene.id,
            rule="key frames",
            hint=f"It asks for {scene.frames} and has {frames[scene.id]}.",
        )
        for scene in screenplay.scenes()
        if frames[scene.id] != scene.frames
    ]
    _refuse(problems, "storyboard", order)
    require_consent(storyboard, desk.consent)
    return Made(storyboard.model_dump_json().encode())


def _refuse(problems: list[Problem], what: str, order: Order) -> None:
    if problems:
        more = len(problems) - _SHOWN_PROBLEMS
        told = "; ".join(str(problem) for problem in problems[:_SHOWN_PROBLEMS])
        raise FilmError(
            f"The {what} of {order.stage} `{order.name}` has {len(problems)} problem"
            f"{'s' if len(problems) > 1 else ''}: {told}"
            + (f"; and {more} more" if more > 0 else ""),
            hint=f"`moviellm plugins check {order.name}` shows whether the plugin is at fault.",
        )


def _voice(order: Order, desk: Desk, context: Context) -> Made:
    screenplay = Screenplay.model_validate_json(order.documents[0])
    storyboard = Storyboard.model_validate_json(order.documents[1])
    sounds = desk.crew.voice(screenplay, storyboard, context)
    return Made(
        blobs=[sound.data for sound in sounds],
        results=tuple(str(sound.duration_ms) for sound in sounds),
    )


def _paint(order: Order, desk: Desk, context: Context) -> Made:
    slates = _slates(order.documents)
    blobs, results = [], []
    for painting in desk.crew.paint(slates, context, shot=order.item):
        blobs.append(painting.data)
        results.append(describe(painting))
        context.progress(len(blobs), len(slates))
    return Made(blobs=blobs, results=tuple(results))


def describe(painting: Painting) -> str:
    """What is recorded of a painting beside its bytes: the JSON of a `Picture` less its place.

    Raises:
        FilmError: It is empty or has no size.
    """
    if not painting.data or painting.width < 1 or painting.height < 1:
        raise FilmError(
            "The painter returned an empty picture.", hint="Report it to the plugin's author."
        )
    boxes = ",".join(box.model_dump_json() for box in painting.boxes)
    return (
        f'{{"sha256":"{hashlib.sha256(painting.data).hexdigest()}","format":"{painting.format}",'
        f'"width":{painting.width},"height":{painting.height},"bytes":{len(painting.data)},'
        f'"boxes":[{boxes}]}}'
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
    verdicts = desk.crew.critique(slates, paintings, context, shot=order.item)
    return Made(_VERDICTS.dump_json(verdicts))


def _caption(order: Order, desk: Desk, context: Context) -> Made:
    film = Film.model_validate_json(order.documents[0])
    annotations = desk.crew.caption(film, context)
    require_consent(annotations, desk.consent)
    note = json.dumps(summary_of_annotations(annotations))
    return Made(annotations.model_dump_json().encode(), results=(note,))


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
