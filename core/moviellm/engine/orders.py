"""Orders: one call of a component with everything it needs, and what came of it.

An order is plain bytes and numbers, so that a thread, a worker process or another machine can
carry it out; `perform` is the one place where components are called. Whoever runs orders
(threads here, `moviellm.engine.pool`, Ray in a plugin) needs nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter

from moviellm.component import Calls, Context, Stage
from moviellm.engine.records import Pack
from moviellm.engine.results import summary_of_annotations
from moviellm.errors import FilmError, MovieLLMError
from moviellm.film import (
    Brief,
    Consent,
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
from moviellm.plugins.crew import Crew

_SHOWN_PROBLEMS = 5
_SLATES = TypeAdapter(list[Slate])
_VERDICTS = TypeAdapter(tuple[Verdict, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One call of a component.

    Attributes:
        stage: Which hook to call.
        name: Which component.
        film: Id of the film; empty for an export.
        seed: For the component's context.
        documents: JSON of what goes in: the hook's parameters in order, or one slate a picture;
            for a critic the slates, then the pictures.
        blobs: Digests of stored bytes that go in (the pictures for a critic).
        item: Where the work belongs (a shot), for messages.
        target: Folder of an export.
    """

    stage: Stage
    name: str
    film: str = ""
    seed: int = 0
    documents: tuple[bytes, ...] = ()
    blobs: tuple[str, ...] = ()
    item: str = ""
    target: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An exception that crossed a process: for people, with its traceback as text."""

    kind: str
    message: str
    hint: str = ""
    notes: tuple[str, ...] = ()
    trace: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an order.

    Attributes:
        document: JSON of what came out; empty for pictures and sounds.
        packs: Durable packs that the journal does not know yet.
        digests: The blobs that came out, one an item.
        results: JSON about each blob (size of a picture, boxes), one an item; or one note about
            the document.
        failure: What went wrong, or None.
        usd: What its paid calls cost, in US dollars; None when a price is unknown.
    """

    document: bytes = b""
    packs: tuple[Pack, ...] = ()
    digests: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    failure: Failure | None = None
    wall_us: int = 0
    cpu_us: int = 0
    usd: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """What a component made, before its bytes are durable."""

    document: bytes = b""
    blobs: list[bytes] = field(default_factory=list)
    results: tuple[str, ...] = ()


class BlobAccess(Protocol):
    """`moviellm.component.Blobs` that also tells which packs it wrote."""

    def get(self, digest: str) -> bytes: ...

    def put(self, data: bytes) -> str: ...

    def written(self) -> tuple[Pack, ...]:
        """Return the packs written since the last call that the journal does not know."""


Told = Callable[[int, int], None]
"""Is told (done, total) of a component's own units."""


def untold(done: int, total: int) -> None:
    """Tell nobody how far a component is."""


class Gate(Calls, Protocol):
    """The gate for the paid calls of one order.

    Attributes:
        usd: What they have cost, in US dollars; None when a price is unknown.
    """

    usd: float | None

    @property
    def waiting(self) -> bool:
        """Whether some of them wait in a batch, which may take hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a worker has at hand to carry out orders.

    Attributes:
        films: Yields every finished film, for exporters.
        pack: Makes blobs durable.
        consent: Records for real people; nobody else may be named.
    """

    crew: Crew
    blobs: BlobAccess
    calls: Callable[[Order], Gate]
    films: Callable[[], Iterator[Film]]
    pack: Callable[[list[bytes]], Pack]
    consent: tuple[Consent, ...] = ()
    progress: Told = untold
    cancelled: Callable[[], bool] = lambda: False


def perform(order: Order, desk: Desk) -> Outcome:
    """Carry out an order to the end; what a component raises becomes the outcome's failure."""
    return finish(order, begin(order, desk), desk)


def begin(order: Order, desk: Desk) -> tuple[Made | None, Outcome]:
    """Let the component work; nothing is durable yet."""
    wall, cpu = time.perf_counter_ns(), time.thread_time_ns()
    made, failure, gate = None, None, desk.calls(order)
    try:
        made = _WORK[order.stage](order, desk, _context(order, desk, gate))
    except Exception as error:  # noqa: BLE001 - any fault of a plugin is told, none kills the run
        failure = failure_of(error)
    return made, Outcome(
        failure=failure,
        wall_us=(time.perf_counter_ns() - wall) // 1_000,
        cpu_us=(time.thread_time_ns() - cpu) // 1_000,
        usd=gate.usd,
    )


def finish(order: Order, begun: tuple[Made | None, Outcome], desk: Desk) -> Outcome:
    """Make what a component made durable."""
    made, outcome = begun
    if made is None:
        return outcome
    try:
        packs = desk.blobs.written()
        digests: tuple[str, ...] = ()
        if made.blobs:
            pack = desk.pack(made.blobs)
            packs, digests = (*packs, pack), pack.digests
    except MovieLLMError as error:
        return replace(outcome, failure=failure_of(error))
    return replace(
        outcome, document=made.document, packs=packs, digests=digests, results=made.results
    )


def failure_of(error: BaseException) -> Failure:
    """Describe an exception so that it can cross a process."""
    known = isinstance(error, MovieLLMError)
    return Failure(
        kind=type(error).__name__,
        message=error.message if isinstance(error, MovieLLMError) else _one_line(error),
        hint=error.hint if isinstance(error, MovieLLMError) else "",
        notes=tuple(getattr(error, "__notes__", ())),
        trace="" if known and error.__cause__ is None else "".join(
            traceback.format_exception(error)
        ),
    )  # fmt: skip


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _context(order: Order, desk: Desk, gate: Gate) -> Context:
    return Context(
        seed=order.seed,
        film=order.film,
        log=logging.getLogger(f"moviellm.{order.stage}.{order.name}"),
        calls=gate,
        blobs=desk.blobs,
        progress=desk.progress,
        cancelled=desk.cancelled,
    )


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
    desk.crew.export(order.name, desk.films(), order.target, context)
    return Made(b"{}")


_WORK: dict[str, Callable[[Order, Desk, Context], Made]] = {
    "writer": _write,
    "director": _direct,
    "voice": _voice,
    "painter": _paint,
    "critic": _critique,
    "captioner": _caption,
    "exporter": _export,
}
