"""The rows of the journal, as plain values. They pickle, so that workers can return them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FilmState = Literal["pending", "done", "quarantined"]
CallState = Literal["sent", "waiting", "done", "failed", "withdrawn", "unrecorded", "lost"]


InlineBlob = tuple[str, bytes]
"""A small blob, after its digest, that rests in the journal until it is packed with others."""


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """Where a blob lies: bytes ``start`` to ``start + length`` of a pack."""

    pack: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Pack:
    """A durable pack that the journal may not know yet.

    Attributes:
        name: Its file name.
        size: Bytes in the whole file.
        blobs: Digest, start and length of each different blob in it.
        digests: The digest of every blob that was given, in that order.
    """

    name: str
    size: int
    blobs: tuple[tuple[str, int, int], ...]
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One finished step of a component.

    Attributes:
        key: Its key (`moviellm.engine.keys.StepKeys`).
        maker: Row of the component that made it (`Journal.maker`).
        film: Id of the film.
        item: Id of the scene or frame; empty for a step over the whole film.
        outputs: Digests of the blobs it made.
        inputs: Digests of the blobs it read, for `explain`.
        result: Small JSON about the output (size of a picture, boxes); large things are blobs.
        cpu_us: Processor time in microseconds.
        wall_us: Elapsed time in microseconds.
    """

    key: str
    maker: int
    film: str
    item: str = ""
    outputs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    result: str = ""
    cpu_us: int = 0
    wall_us: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A component as it was when it made something: recorded, not keyed.

    Attributes:
        stage: Its stage.
        component: Its name.
        facts: Distribution, version, source hash, host, driver and so on.
    """

    stage: str
    component: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmRow:
    """What the journal knows of one film.

    Attributes:
        film: Its id.
        ordinal: Its place in the run, from 0.
        brief: The brief as JSON.
        state: ``pending``, ``done`` or ``quarantined``.
        reason: Why it is quarantined.
        completion: Key of everything that the finished film depends on; empty until done. A run
            whose films all have the expected completion needs no look-up of frames.
        result: JSON that names what the film came to (digests of its documents).
    """

    film: str
    ordinal: int
    brief: str = "{}"
    state: FilmState = "pending"
    reason: str = ""
    completion: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One attempt at a paid call.

    Attributes:
        id: Row of the attempt.
        key: Names the call (component and request); several attempts may share it.
        stage: Stage of the component.
        component: Name of the component.
        film: Id of the film it was for.
        request: Digest of the request's canonical JSON.
        state: ``sent`` (in flight), ``waiting`` (in a batch that was handed in), ``done``,
            ``failed``, ``withdrawn`` (written down and then not sent), ``unrecorded`` (sent, and
            nobody knows whether it was billed) or ``lost`` (done, but the stored answer was
            damaged later).
        reserved_usd: Worst price in US dollars, reserved before sending; None when unknown.
        usd: Price in US dollars; None when unknown or not yet known.
        usage: Counts by class, as the component gave them.
        reply: Digest of the raw answer; empty until done.
    """

    id: int
    key: str
    stage: str
    component: str
    film: str
    request: str
    state: CallState = "sent"
    reserved_usd: float | None = None
    usd: float | None = None
    usage: Mapping[str, int] = field(default_factory=dict)
    reply: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """A finished export: made from ``inputs`` (a key), described by a manifest's digest."""

    name: str
    inputs: str
    manifest: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that happened: a failure, a warning, a fact for `show`."""

    kind: str
    text: str
    stage: str = ""
    film: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """What paid calls have cost, in US dollars.

    Attributes:
        usd: Settled prices, of failed calls that were billed too.
        possible_usd: Reserved prices of calls that were sent and whose bill nobody knows.
        unknown_calls: Calls with neither a price nor a reserved one. Never counted as zero: a
            total with such calls is a lower bound.
        done: Answers stored.
        failed: Attempts that failed.
        unrecorded: Attempts that were under way when a run was killed, or whose bill is unknown.
    """

    usd: float = 0.0
    possible_usd: float = 0.0
    unknown_calls: int = 0
    done: int = 0
    failed: int = 0
    unrecorded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the paid calls of one component have cost and used.

    Attributes:
        stage: Its stage.
        component: Its name.
        models: The models that it said it made things with (`Context.record`).
        spend: What its calls have cost.
        classes: Counts by class (``input_tokens``, ``output_tokens``, ...) of all its answers.
    """

    stage: str
    component: str
    models: tuple[str, ...]
    spend: Spend
    classes: Mapping[str, int]
